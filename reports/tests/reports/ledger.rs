//! Reading ledgers: whole, torn, foreign, and from other versions.

use crate::sample::{Story, answer, every_verdict, plan, status};
use runproof_core::ledger::{Event, LEDGER_VERSION, RunStarted};
use runproof_core::noun::attestation::AttestationSeen;
use runproof_core::observation::Observation;
use runproof_core::verdict::{EvidenceClass, Verdict};
use runproof_reports::error::LedgerError;
use runproof_reports::junit::Flavor;
use runproof_reports::ledger_reader::{LONGEST_LINE, Ledger, Torn, What, read};
use runproof_reports::text::border;
use runproof_reports::write_all;
use std::fs::{self, File};
use std::io::Write;

fn read_text(text: impl AsRef<[u8]>) -> Result<Ledger, LedgerError> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ledger.ndjson");
    fs::write(&path, text).unwrap();
    read(&path)
}

fn refusal(text: impl AsRef<[u8]>) -> String {
    let words = read_text(text).unwrap_err().to_string();
    let (before, after) = words.split_once('`').unwrap();
    format!("{before}LEDGER{}", after.split_once('`').unwrap().1)
}

#[test]
fn a_ledger_gives_its_account_and_the_places_of_what_was_seen() {
    let (_dir, ledger) = every_verdict().read();
    assert_eq!(ledger.account.scenarios.len(), 10);
    assert_eq!(ledger.account.took_ms, 31_500);
    assert_eq!(ledger.faults.len(), 2);
    assert_eq!(ledger.stopped, ["shared"]);
    assert_eq!(ledger.torn, None);
    let places = ledger.places_of(2);
    assert_eq!(places.iter().map(|p| p.what).collect::<Vec<_>>(), [What::Observed, What::Checked]);
    let Event::Observed { seen, .. } = ledger.load(&places[0]).unwrap() else { panic!("an observation") };
    assert_eq!(seen.kind(), "an HTTP exchange");
    assert!(ledger.places_of(99).is_empty());
    let files = ledger.shots_of(9).iter().map(|s| (s.step, s.files[0].as_str()));
    let wanted = [1, 2, 3].map(|n| (n - 1, format!("attachments/page-{n:05}-visitor.png")));
    assert!(files.eq(wanted.iter().map(|(step, path)| (*step, path.as_str()))), "{:?}", ledger.shots);
    assert!(ledger.shots_of(2).is_empty());
}

#[test]
fn a_torn_last_line_is_noted_and_the_rest_is_read() {
    let lines = every_verdict().lines();
    let cut = lines.trim_end().len() - 9;
    let ledger = read_text(&lines[..cut]).unwrap();
    let last = lines.trim_end().lines().last().unwrap();
    let torn = Torn { line: lines.lines().count() as u64, bytes: last.len() as u64 - 9 };
    assert_eq!(ledger.torn, Some(torn));
    assert_eq!(ledger.account.end, None);
    assert_eq!(ledger.account.scenarios.len(), 10);
}

#[test]
fn what_was_removed_behind_a_run_that_died_is_read_after_a_torn_line() {
    let lines = every_verdict().lines();
    let cut = &lines[..lines.trim_end().len() - 9];
    let made = "\n{\"at_ms\":8,\"event\":\"gone\",\"what\":\"process 12\"}\n";
    let ledger = read_text(format!("{cut}{made}")).unwrap();
    assert_eq!(ledger.torn, read_text(cut).unwrap().torn);
    assert!(ledger.account.end.is_none());
    let other = "\n{\"at_ms\":8,\"event\":\"stack-stopped\",\"stack\":\"x\"}\n";
    assert!(refusal(format!("{cut}{made}{}", &other[1..])).contains(" is not an entry: "));
    assert!(refusal(format!("{cut}\n")).contains(" is not an entry: "));
}

#[test]
fn every_prefix_of_a_ledger_can_be_reported() {
    let lines = every_verdict().lines();
    let dir = tempfile::tempdir().unwrap();
    for end in (lines.find('\n').unwrap() + 1..lines.len()).step_by(997) {
        let end = border(&lines, end);
        fs::write(dir.path().join("ledger.ndjson"), &lines[..end]).unwrap();
        write_all(dir.path(), Flavor::Strict).unwrap();
    }
}

#[test]
fn other_files_are_refused_by_name() {
    assert_eq!(refusal(""), "the ledger LEDGER holds no complete line: the run ended before it began");
    assert_eq!(refusal("{\"at_ms\":0,"), "the ledger LEDGER holds no complete line: the run ended before it began");
    assert_eq!(
        refusal("{\"at_ms\":0,\"event\":\"stack-stopped\",\"stack\":\"x\"}\n"),
        "LEDGER is not a ledger: its first line is not `run-started`"
    );
    assert!(refusal("<html>\n").starts_with("line 1 of the ledger LEDGER is not an entry: expected value"));
    let missing = read(std::path::Path::new("/nowhere/ledger.ndjson")).unwrap_err();
    assert_eq!(missing.to_string(), "cannot read the ledger `/nowhere/ledger.ndjson`");
}

#[test]
fn a_newer_ledger_is_refused_before_its_shape_is_looked_at() {
    let text = "{\"at_ms\":0,\"event\":\"run-started\",\"ledger\":9,\"run_id\":7}\n";
    let newest = LEDGER_VERSION;
    let wanted = format!("the ledger LEDGER has version 9; this tool reads {} to {newest}", newest - 1);
    assert_eq!(refusal(text), wanted);
}

#[test]
fn a_damaged_line_in_the_middle_is_named() {
    let lines = every_verdict().lines();
    let damaged = lines.replacen("\"event\":\"waiver-listed\"", "\"event\":\"waver-listed\"", 1);
    let line = lines.lines().position(|l| l.contains("waiver-listed")).unwrap() + 1;
    assert!(
        refusal(damaged).starts_with(&format!("line {line} of the ledger LEDGER is not an entry: unknown variant"))
    );
    let reordered = lines.replacen(
        "\"event\":\"scenario-planned\",\"scenario\":0",
        "\"event\":\"scenario-planned\",\"scenario\":5",
        1,
    );
    assert!(refusal(reordered).ends_with("scenario 5 stands where scenario 0 belongs"));
}

#[test]
fn a_line_without_end_does_not_fill_the_memory() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ledger.ndjson");
    let mut file = File::create(&path).unwrap();
    file.write_all(Story::simulated().lines().as_bytes()).unwrap();
    let block = vec![b'x'; 1024 * 1024];
    for _ in 0..=LONGEST_LINE / block.len() as u64 {
        file.write_all(&block).unwrap();
    }
    let words = read(&path).unwrap_err().to_string();
    assert!(words.starts_with("line 2 of the ledger"), "{words}");
    assert!(words.ends_with("is longer than 16777216 bytes"), "{words}");
}

#[test]
fn a_signature_makes_its_scenario_attested() {
    let mut story = Story::simulated();
    let n = story.scenario(plan("sign_off/review", 4, "reviewed", &["S-1"]));
    story.attempt(n, 1);
    let seen = AttestationSeen {
        item: "S-1".into(),
        path: "attestations/S-1.toml".into(),
        today: "2026-11-21".into(),
        attestation: None,
        problem: None,
    };
    let check = serde_json::from_value(serde_json::json!({"of": "attestation", "check": {"role": "owner"}})).unwrap();
    let judgement = story.checked(n, "it is attested", Observation::Attestation(seen), check);
    story.end_attempt(n, judgement.verdict, "");
    let other = story.scenario(plan("health/api", 4, "answers", &[]));
    story.attempt(other, 1);
    story.checked(other, "it answers", Observation::Http(answer("/", 200, "text/html", "x")), status("200"));
    story.end_attempt(other, Verdict::Passed, "");
    let (_dir, ledger) = story.read();
    assert_eq!(ledger.class_of(n), Some(EvidenceClass::Attested));
    assert_eq!(ledger.class_of(other), Some(EvidenceClass::Simulated));
}

#[test]
fn an_unwritable_place_is_named_with_its_cause() {
    let dir = tempfile::tempdir().unwrap();
    every_verdict().write(dir.path());
    fs::create_dir(dir.path().join("report.html")).unwrap();
    let words = write_all(dir.path(), Flavor::Strict).unwrap_err().to_string();
    assert!(words.starts_with("cannot write `") && words.contains("report.html`: "), "{words}");
    assert!(!dir.path().join(".report.html.partial").exists());
    let empty = Story::of(RunStarted { ledger: 1, run_id: "r".into(), ..RunStarted::default() });
    let dir = tempfile::tempdir().unwrap();
    empty.write(dir.path());
    assert_eq!(write_all(dir.path(), Flavor::Strict).unwrap().files.len(), 3);
}

#[test]
fn a_full_disk_stops_every_report() {
    let (_dir, ledger) = every_verdict().read();
    let full = || File::create("/dev/full").unwrap();
    let refusals = [
        runproof_reports::junit::write(&ledger, Flavor::Strict, full()).unwrap_err(),
        runproof_reports::html::write(&ledger, full()).unwrap_err(),
        runproof_reports::attachment::write(&ledger, &ledger.account.scenarios[2], full()).unwrap_err(),
    ];
    for refusal in refusals {
        assert!(refusal.to_string().contains("No space left"), "{refusal}");
    }
}
