//! Pictures beside the ledger: in the page within bounds, in JUnit the most telling first, in the manifest all of them.

use crate::reader::Document;
use crate::sample::{Story, plan};
use crate::sample_view::{PICTURE, tell_visit, view};
use runproof_core::check::Check;
use runproof_core::noun::view_check::ViewCheck;
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict;
use runproof_reports::junit::Flavor;
use runproof_reports::manifest::{self, Difference};
use runproof_reports::write_all;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A look at a page that is as it should be, or is not, with a picture of that number.
fn look(story: &mut Story, scenario: u32, picture: u32, text: &str) -> Verdict {
    let mut seen = view("looks at the page");
    seen.files = story.pictured(picture);
    let check = Check::Browser(ViewCheck::Sees { text: text.into() });
    story.checked(scenario, "the visitor sees it", Observation::Browser(Box::new(seen)), check).verdict
}

fn reported(story: &Story, flavor: Flavor) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    story.write(dir.path());
    write_all(dir.path(), flavor).unwrap();
    dir
}

/// The blocks of the page that hold pictures.
fn embedded(dir: &Path) -> usize {
    fs::read_to_string(dir.join("report.html")).unwrap().matches("<script type=\"text/plain\" id=\"p").count()
}

/// The attachments of every test case, in order, without directories and endings.
fn attachments(dir: &Path) -> Vec<Vec<String>> {
    let document = Document::parse(&fs::read_to_string(dir.join("junit.xml")).unwrap());
    let name = |line: &str| {
        let path = line.strip_prefix("[[ATTACHMENT|attachments/")?.strip_suffix("]]")?;
        path.split_once("-visitor.png").map(|(name, _)| name.to_owned()).or_else(|| Some("text".to_owned()))
    };
    document.cases().map(|case| case.child("system-out").1.lines().filter_map(name).collect()).collect()
}

#[test]
fn junit_names_the_last_picture_before_the_failure_first() {
    let mut story = Story::simulated();
    let n = story.scenario(plan("pages/a", 3, "fails twice", &[]));
    for attempt in [1, 2] {
        story.attempt(n, attempt);
        look(&mut story, n, attempt * 10, "Login");
        let verdict = look(&mut story, n, attempt * 10 + 1, "Welcome");
        // What is looked at after the failure tells less than what led to it.
        look(&mut story, n, attempt * 10 + 2, "Login");
        story.end_attempt(n, verdict, "");
    }
    let n = story.scenario(plan("pages/a", 9, "passes at once", &[]));
    story.attempt(n, 1);
    look(&mut story, n, 30, "Login");
    story.end_attempt(n, Verdict::Passed, "");
    let n = story.scenario(plan("pages/a", 15, "passes in the end", &[]));
    story.attempt(n, 1);
    look(&mut story, n, 40, "Welcome");
    story.end_attempt(n, Verdict::Failed, "");
    story.attempt(n, 2);
    look(&mut story, n, 41, "Login");
    story.end_attempt(n, Verdict::Passed, "");
    story.end(None);
    let twice = ["page-00021", "page-00020", "page-00022", "page-00011", "page-00010", "page-00012", "text"];
    let in_the_end = ["page-00041", "page-00040"];
    for flavor in [Flavor::Strict, Flavor::Rich] {
        let dir = reported(&story, flavor);
        assert_eq!(attachments(dir.path()), [&twice[..], &[], &in_the_end[..]]);
    }
}

#[test]
fn a_picture_that_is_gone_is_named_by_the_evidence_file_only() {
    let mut story = Story::simulated();
    tell_visit(&mut story);
    story.end(None);
    let dir = reported(&story, Flavor::Strict);
    let text = || {
        let file = dir.path().join("attachments/0000-a-visitor-joins-the-circle-with-a-key.txt");
        fs::read_to_string(file).unwrap()
    };
    assert!(text().contains("\nattempt 1, step 3: attachments/page-00003-visitor.png\n"), "{}", text());
    assert_eq!(embedded(dir.path()), 3);
    fs::remove_file(dir.path().join("attachments/page-00003-visitor.png")).unwrap();
    write_all(dir.path(), Flavor::Strict).unwrap();
    assert_eq!(embedded(dir.path()), 2);
    assert_eq!(attachments(dir.path()), [["page-00002", "page-00001", "text"]]);
    let gone = "\nattempt 1, step 3: attachments/page-00003-visitor.png, which is not in this folder\n";
    assert!(text().contains(gone), "{}", text());
}

#[test]
fn the_manifest_covers_pictures_and_page_sources() {
    let mut story = Story::simulated();
    tell_visit(&mut story);
    story.end(None);
    let dir = reported(&story, Flavor::Strict);
    assert_eq!(manifest::verify(dir.path()).unwrap(), []);
    let picture = "attachments/page-00002-visitor.png";
    let mut bytes = PICTURE.to_vec();
    bytes[200] ^= 1;
    fs::write(dir.path().join(picture), bytes).unwrap();
    fs::remove_file(dir.path().join("attachments/page-00001-visitor.html.txt")).unwrap();
    let differences = manifest::verify(dir.path()).unwrap();
    assert_eq!(differences.len(), 2, "{differences:?}");
    assert_eq!(differences[0], Difference::Missing("attachments/page-00001-visitor.html.txt".into()));
    assert!(matches!(&differences[1], Difference::Content(path, ..) if path == picture), "{differences:?}");
}

#[test]
fn the_page_carries_forty_pictures_and_of_every_failure_one_before_it_takes_seconds() {
    let mut story = Story::simulated();
    for n in 0..30 {
        let n = story.scenario(plan("pages/many", n * 8 + 3, &format!("failure {n}"), &[]));
        story.attempt(n, 1);
        look(&mut story, n, n * 2, "Login");
        look(&mut story, n, n * 2 + 1, "Welcome");
        story.end_attempt(n, Verdict::Failed, "");
    }
    story.end(None);
    let dir = reported(&story, Flavor::Strict);
    assert_eq!(embedded(dir.path()), 40);
    let page = fs::read_to_string(dir.path().join("report.html")).unwrap();
    let carried = |n: u32| page.contains(&format!("{{\"path\":\"attachments/page-{n:05}-visitor.png\",\"block\":"));
    let named =
        |n: u32| page.contains(&format!("{{\"path\":\"attachments/page-{n:05}-visitor.png\",\"missing\":false}}"));
    for n in 0..30 {
        assert!(carried(n * 2 + 1), "the picture of failure {n}");
        assert_eq!((carried(n * 2), named(n * 2)), (n < 10, n >= 10), "the earlier picture of failure {n}");
    }
}

#[test]
fn large_pictures_stay_beside_the_page() {
    let mut story = Story::simulated();
    let n = story.scenario(plan("pages/large", 3, "a failure", &[]));
    story.attempt(n, 1);
    for picture in 1..=6 {
        look(&mut story, n, picture, if picture < 6 { "Login" } else { "Welcome" });
    }
    story.end_attempt(n, Verdict::Failed, "");
    story.end(None);
    for (path, bytes) in story.files.iter_mut().filter(|(path, _)| path.ends_with(".png")) {
        let mebibytes = if path.contains("00006") { 9 } else { 3 };
        bytes.resize(mebibytes * 1024 * 1024, 0);
    }
    let dir = reported(&story, Flavor::Strict);
    assert_eq!(embedded(dir.path()), 2, "one of nine mebibytes never fits, two of three do, a third does not");
    let page = fs::metadata(dir.path().join("report.html")).unwrap().len();
    assert!(page < 9 * 1024 * 1024, "{page} bytes");
}
