//! The page in a real browser: drawn by its own script, unmoved by hostile texts, quick with many scenarios.
//!
//! Needs `chromium`; without it the tests say so and end.

use crate::sample::{Story, every_verdict, hostile, many, surface_pass};
use runproof_core::ledger::RunProblem;
use runproof_reports::junit::Flavor;
use runproof_reports::write_all;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Writes the reports of a run into a folder of its own below the build directory, where people can look at them.
fn page(story: &Story, name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reports").join(name);
    story.write(&dir);
    write_all(&dir, Flavor::Strict).unwrap();
    dir.join("report.html")
}

/// The document as it is once the page's script has run; `None` when there is no browser.
fn document(page: &Path, view: &str) -> Option<String> {
    let profile = tempfile::tempdir().unwrap();
    let output = Command::new("timeout")
        .args([
            "120",
            "chromium",
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
        ])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}#{view}", page.display()))
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() || text.is_empty() {
        println!("no browser: install `chromium` to run this test ({})", output.status);
        return None;
    }
    // Data blocks carry the same words; only what the script drew counts.
    Some(text.split("<script").next().unwrap_or_default().to_owned())
}

#[test]
fn the_page_shows_verdict_gaps_and_evidence() {
    let page = page(&every_verdict(), "every-verdict");
    let Some(text) = document(&page, "open=2") else { return };
    for words in [
        "SIMULATION",
        "What was not proven",
        "apt-get install docker.io",
        "no longer needed",
        "expired",
        "a keyed read comes from the database",
        "stop the check, copy the file",
        "curl -sS -i",
        "&lt;!doctype html&gt;",
        "10 scenarios",
    ] {
        assert!(text.contains(words), "the page lacks `{words}`");
    }
    assert_eq!(text.matches("class=\"row").count(), 10);
}

#[test]
fn filters_in_the_address_narrow_the_list() {
    let page = page(&every_verdict(), "filters");
    let Some(text) = document(&page, "verdict=failed,waived") else { return };
    assert_eq!(text.matches("class=\"row").count(), 3);
    let Some(text) = document(&page, "q=restart+api&tier=core") else { return };
    assert_eq!(text.matches("class=\"row").count(), 1);
    assert!(text.contains("1 of 10"));
}

#[test]
fn hostile_texts_are_shown_and_never_run() {
    let page = page(&hostile(), "hostile");
    let Some(text) = document(&page, "open=0") else { return };
    assert!(text.contains("<title>FAILED · shop on embedded (SIMULATION)"), "the title was changed");
    assert!(text.contains("&lt;/script&gt;&lt;script&gt;"), "the text is shown as text");
    assert!(text.contains("[U+202E]"));
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn ten_thousand_scenarios_are_drawn_as_far_as_they_are_read() {
    let page = page(&many(10_000), "many");
    let Some(text) = document(&page, "") else { return };
    assert!(text.contains("10,000 scenarios"));
    let rows = text.matches("class=\"row").count();
    assert!((100..=400).contains(&rows), "{rows} rows were drawn at once");
}

#[test]
fn what_a_failed_check_looked_at_is_open_at_once() {
    let page = page(&every_verdict(), "opened");
    let Some(text) = document(&page, "open=2") else { return };
    assert_eq!(text.matches("<details class=\"seen\" open").count(), 1);
}

#[test]
fn a_run_without_scenarios_says_why() {
    let mut story = Story::simulated();
    story.end(Some(RunProblem::TargetDown { why: "no answer from https://shop.test within 30 s".into() }));
    let Some(text) = document(&page(&story, "down"), "") else { return };
    for words in ["TARGET DOWN", "no answer from https://shop.test within 30 s", "There is no scenario in this run."] {
        assert!(text.contains(words), "the page lacks `{words}`");
    }
}

#[test]
fn a_gate_of_a_bare_address_says_what_it_did_not_see() {
    let Some(text) = document(&page(&surface_pass(), "surface"), "") else { return };
    assert!(text.contains("Nothing behind the pages was proven."));
    assert!(text.contains("data-verdict=\"passed\" data-class=\"\""), "a live run is no simulation");
}
