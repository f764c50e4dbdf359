//! The search for secrets in everything that a run leaves.

use super::forms::betraying;
use super::house::{ALL, FROM_FILE, FROM_VARIABLE, IN_URL, SESSION, house};
use crate::runs::shared;
use crate::tools::{Ended, Evidence, Server, Workplace, json, shop};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use regex::Regex;
use runproof_core::verdict::Verdict;
use std::fs;
use std::path::Path;

/// Places where a form of a secret stands, with some text around it.
fn found(texts: &[(String, Vec<u8>)], secret: &str) -> Vec<String> {
    let hits = |(name, bytes): &(String, Vec<u8>)| {
        betraying(secret)
            .into_iter()
            .filter_map(|form| {
                let at = bytes.windows(form.len()).position(|w| w == form.as_bytes())?;
                let around = &bytes[at.saturating_sub(60)..(at + 60).min(bytes.len())];
                Some(format!("{name}: `{form}` in …{}…", String::from_utf8_lossy(around)))
            })
            .collect::<Vec<_>>()
    };
    texts.iter().flat_map(hits).collect()
}

/// Both streams and every file below a directory.
fn left(ended: &Ended, directory: &Path) -> Vec<(String, Vec<u8>)> {
    let mut texts = vec![
        ("stdout".to_owned(), ended.stdout.clone().into_bytes()),
        ("stderr".to_owned(), ended.stderr.clone().into_bytes()),
    ];
    gather(directory, &mut texts);
    texts
}

fn gather(directory: &Path, texts: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        texts.push((format!("the name {}", path.display()), path.display().to_string().into_bytes()));
        if path.is_dir() {
            gather(&path, texts);
        } else {
            texts.push((path.display().to_string(), fs::read(&path).unwrap()));
        }
    }
}

#[track_caller]
fn nothing_found(texts: &[(String, Vec<u8>)], secrets: &[&str]) {
    let hits: Vec<String> = secrets.iter().flat_map(|s| found(texts, s)).collect();
    assert!(hits.is_empty(), "{} hits\n{}", hits.len(), hits.iter().take(20).cloned().collect::<Vec<_>>().join("\n"));
}

#[test]
fn no_secret_of_any_input_is_written_in_any_form() {
    let (place, server) = house();
    let ended = place.run(&["check", "--target", "shop", "--out", "evidence"]).with_code(100);
    let evidence = Evidence::of(&place.path("evidence")).complete();
    // The run has really looked at everything, and the secrets were really there.
    for scenario in &evidence.account.scenarios {
        assert!(
            matches!(scenario.verdict(), Verdict::Failed),
            "{}: {:?} {}",
            scenario.plan.title,
            scenario.verdict(),
            scenario.reason()
        );
    }
    let sent = |text: &str| server.heads().iter().any(|h| h.contains(text));
    assert!(sent(FROM_FILE) && sent(FROM_VARIABLE), "the keys were sent");
    assert!(sent(SESSION), "the cookie was sent");
    assert!(sent(&STANDARD.encode(format!("admin:{IN_URL}"))), "the password of the address was sent");
    assert!(evidence.account.masks.values().sum::<u64>() > 100, "{:?}", evidence.account.masks);
    nothing_found(&left(&ended, &place.path("evidence")), &ALL);
}

#[test]
fn no_key_of_a_reference_stack_is_written_by_a_whole_run() {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/data/inquirycircle/seed.sql");
    let text = fs::read_to_string(seed).unwrap();
    // The first five keys are those that a target names by alias.
    let rows = Regex::new("\\([1-5], '([A-Za-z0-9]{20})', '(?:facilitator|participant)'").unwrap();
    let keys: Vec<&str> = rows.captures_iter(&text).filter_map(|c| c.get(1)).map(|m| m.as_str()).collect();
    assert_eq!(keys.len(), 5);
    for run in [shared::as_documented(), shared::as_built(), shared::literal_wsl(), shared::literal_vps()] {
        nothing_found(&left(&run.ended, &run.folder), &keys);
    }
}

#[test]
fn no_secret_is_written_by_reports_made_again_in_the_rich_flavour() {
    let (place, _server) = house();
    place.run(&["check", "--target", "shop", "--out", "evidence"]).with_code(100);
    let again = place.run(&["report", "evidence", "--junit-flavor", "rich"]).with_code(0);
    nothing_found(&left(&again, &place.path("evidence")), &ALL);
    let rechecked = place.run(&["recheck", "evidence"]).with_code(0);
    nothing_found(&left(&rechecked, &place.path("evidence")), &ALL);
}

#[test]
fn the_password_in_an_address_of_a_gate_is_not_written() {
    let server = Server::answering(|_| json("{}"));
    let place = Workplace::new();
    let address = server.url().replace("http://", &format!("http://admin:{IN_URL}@"));
    let ended = place.run(&["gate", &address]);
    nothing_found(&left(&ended, &place.path("runproof-evidence")), &[IN_URL]);
}

#[test]
fn the_password_in_the_address_of_a_gate_that_finds_nobody_is_not_told() {
    let place = Workplace::new();
    let address = Server::nobody().replace("http://", &format!("http://admin:{IN_URL}@"));
    let ended = place.run(&["gate", &address]).with_code(105);
    nothing_found(&left(&ended, place.directory()), &[IN_URL]);
}

#[test]
fn the_password_in_the_edge_of_a_target_is_not_written() {
    let server = Server::answering(|_| json("{}"));
    let place = Workplace::new();
    place.write("runproof.toml", shop(&server.url().replace("http://", &format!("http://admin:{IN_URL}@")), ""));
    place.write("features/a.feature", "Feature: a\n\n  @reads\n  Scenario: red\n    When a client sends \"GET /\"\n    Then the response status is 404\n");
    let ended = place.run(&["check", "--target", "shop", "features", "--out", "evidence"]).with_code(100);
    nothing_found(&left(&ended, &place.path("evidence")), &[IN_URL]);
}

#[test]
fn secrets_are_not_told_when_a_scenario_is_explained_or_the_target_is_examined() {
    let (place, _server) = house();
    for words in [
        &["doctor", "--target", "shop"][..],
        &["list", "--target", "shop"],
        &["explain", "--target", "shop", "features/shop/all.feature:36"],
    ] {
        let ended = place.run(words).with_code(0);
        nothing_found(&[("stdout".into(), ended.stdout.into()), ("stderr".into(), ended.stderr.into())], &ALL);
    }
}
