//! JUnit as its readers see it: a pull reader, the Jenkins schema, and Python's parser.

use crate::ambient;
use crate::reader::{Document, assert_totals};
use crate::sample::{Story, answer, every_verdict, hostile, many, plan, status, surface_pass};
use runproof_core::ledger::RunProblem;
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict;
use runproof_reports::junit::{self, Flavor};
use std::path::{Path, PathBuf};
use std::process::Command;

fn junit_of(story: &Story, flavor: Flavor) -> String {
    let (_dir, ledger) = story.read();
    let mut sink = Vec::new();
    junit::write(&ledger, flavor, &mut sink).unwrap();
    String::from_utf8(sink).unwrap()
}

fn stories() -> Vec<Story> {
    let mut killed = every_verdict();
    killed.entries.truncate(killed.entries.len() - 6);
    let mut down = Story::simulated();
    down.end(Some(RunProblem::TargetDown { why: "no answer within 30 s".into() }));
    vec![every_verdict(), hostile(), surface_pass(), many(300), killed, down, Story::simulated()]
}

/// The schema: from `RUNPROOF_JUNIT_SCHEMA`, or beside the repository.
fn schema() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/schemas/junit-10.xsd");
    let path = ambient::path(ambient::SCHEMA).unwrap_or_else(beside);
    path.is_file().then_some(path)
}

#[test]
fn totals_are_the_sums_of_their_children() {
    for story in stories() {
        for flavor in [Flavor::Strict, Flavor::Rich] {
            assert_totals(&Document::parse(&junit_of(&story, flavor)));
        }
    }
}

#[test]
fn the_strict_flavour_is_valid_against_the_jenkins_schema() {
    let Some(schema) = schema() else {
        println!("skipped: name the Jenkins schema in RUNPROOF_JUNIT_SCHEMA");
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    for (n, story) in stories().iter().enumerate() {
        let path = dir.path().join(format!("{n}.xml"));
        std::fs::write(&path, junit_of(story, Flavor::Strict)).unwrap();
        let mut xmllint = Command::new("xmllint");
        let Ok(output) = xmllint.args(["--huge", "--noout", "--schema"]).arg(&schema).arg(&path).output() else {
            println!("skipped: xmllint is missing, install libxml2-utils");
            return;
        };
        assert!(output.status.success(), "story {n}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn another_parser_counts_the_same() {
    let script = "import sys, xml.etree.ElementTree as t\n\
        r = t.parse(sys.stdin.buffer).getroot()\n\
        print(len(r.findall('.//testcase')), len(r.findall('.//failure')), len(r.findall('.//error')))";
    for story in stories() {
        let text = junit_of(&story, Flavor::Rich);
        let document = Document::parse(&text);
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), &text).unwrap();
        let stdin = std::fs::File::open(file.path()).unwrap();
        let Ok(output) = Command::new("python3").args(["-c", script]).stdin(stdin).output() else {
            println!("skipped: python3 is missing");
            return;
        };
        let counted = String::from_utf8(output.stdout).unwrap();
        let root = &document.root;
        assert_eq!(counted.trim(), format!("{} {} {}", root["tests"], root["failures"], root["errors"]));
    }
}

#[test]
fn each_verdict_has_its_element() {
    let document = Document::parse(&junit_of(&every_verdict(), Flavor::Strict));
    let case = |name: &str| document.cases().find(|c| c.attributes["name"] == name).unwrap();
    let (attributes, body) = case("a keyed read comes from the database").child("failure");
    assert!(attributes["message"].starts_with("expected JSON, saw status 200, text/html"));
    assert!(body.contains("fix         stop the check"));
    assert_eq!(case("the newest backup restores").child("error").0["type"], "broken");
    assert_eq!(case("the log has no errors").child("error").0["type"], "inconclusive");
    let skipped = |name: &str| case(name).child("skipped").0["message"].clone();
    assert_eq!(skipped("the stack starts from images"), "skipped: needs engine");
    assert_eq!(skipped("the restore log was reviewed"), "awaiting: no attestation of S-P2 by the owner");
    assert_eq!(
        skipped("answers forbid framing"),
        "failed (waived): S-M3: headers come with the next proxy release, ops, until 2027-06-30"
    );
    assert_eq!(case("the API is back after a restart").child("flakyFailure").0["type"], "failed");
    assert!(!case("the API answers a signed request").has("failure"));
}

#[test]
fn repeated_failures_keep_their_attempts_under_one_test_case() {
    let mut story = Story::simulated();
    let n = story.scenario(plan("health/api", 3, "the API answers", &[]));
    for attempt in 1..=3 {
        story.attempt(n, attempt);
        story.checked(n, "200", Observation::Http(answer("/", 500, "text/html", "x")), status("200"));
        story.end_attempt(n, Verdict::Failed, "");
    }
    story.end(None);
    let document = Document::parse(&junit_of(&story, Flavor::Strict));
    let case = document.cases().next().unwrap();
    assert_eq!(case.children.iter().filter(|(name, ..)| name == "rerunFailure").count(), 2);
    assert_eq!(document.root["tests"], "1");
}

#[test]
fn hostile_texts_leave_no_marker_no_control_character_and_no_huge_body() {
    let text = junit_of(&hostile(), Flavor::Strict);
    assert!(text.chars().all(|c| c == '\n' || c == '\t' || !c.is_control()), "control characters");
    assert!(text.len() < 400_000, "{} bytes", text.len());
    let document = Document::parse(&text);
    for case in document.cases() {
        let (_, out) = case.child("system-out");
        let markers: Vec<&str> = out.lines().filter(|l| l.contains("[[ATTACHMENT")).collect();
        assert!(markers.iter().all(|m| m.starts_with("[[ATTACHMENT|attachments/")), "{markers:?}");
        assert!(out.lines().filter(|l| l.contains("[[PROPERTY|a")).count() == 0);
    }
}

#[test]
fn a_run_that_proved_nothing_is_never_green() {
    for problem in [None, Some(RunProblem::TargetDown { why: "no answer".into() })] {
        let mut story = Story::simulated();
        story.end(problem);
        let document = Document::parse(&junit_of(&story, Flavor::Strict));
        assert_eq!((document.root["tests"].as_str(), document.root["errors"].as_str()), ("1", "1"));
    }
    let killed = Document::parse(&junit_of(&Story::simulated(), Flavor::Strict));
    assert_eq!(killed.suites[0].cases[0].child("error").0["type"], "interrupted");
}
