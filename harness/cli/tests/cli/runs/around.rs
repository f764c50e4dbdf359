//! The commands around a run.

use crate::tools::{Evidence, Server, Workplace, html, reply};
use runproof_core::verdict::Verdict;
use std::fs;
use std::path::Path;

#[test]
fn every_carried_scenario_is_listed_and_can_be_explained() {
    let place = Workplace::new();
    let list = place.run(&["list"]).with_code(0);
    let head = list.stdout.lines().find(|l| l.starts_with("features/")).unwrap();
    let (path, _) = head.split_once("  ").unwrap();
    let scenario = list.stdout.lines().find(|l| l.starts_with("  ")).unwrap();
    let line = scenario.split_whitespace().next().unwrap();
    let explained = place.run(&["explain", &format!("{path}:{line}")]).with_code(0);
    for part in ["  effect: ", "  needs: ", "  item ", "must turn red under: "] {
        assert!(explained.stdout.contains(part), "{part} in\n{}", explained.stdout);
    }
}

#[test]
fn the_carried_vocabulary_is_the_page_in_the_repository() {
    let place = Workplace::new();
    let page = place.run(&["steps", "--markdown"]).with_code(0);
    let written = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../features/VOCABULARY.md");
    assert_eq!(page.stdout, fs::read_to_string(written).unwrap(), "write it again with `runproof steps --markdown`");
    let found = place.run(&["steps", "response status"]).with_code(0);
    assert!(found.stdout.contains("the response status is <status>"), "{}", found.stdout);
}

#[test]
fn doctor_names_every_capability_and_what_brings_it() {
    let place = Workplace::new();
    let ended = place.run(&["doctor"]).with_code(0);
    for capability in runproof_core::capability::Capability::ALL {
        let line = ended.stdout.lines().find(|l| l.split_whitespace().nth(1) == Some(capability.name()));
        assert!(line.is_some(), "{} in\n{}", capability.name(), ended.stdout);
    }
    let (missing, brought) =
        (ended.stdout.matches("\nmissing  ").count(), ended.stdout.matches("brought by: ").count());
    assert!(missing > 0 && missing == brought, "{}", ended.stdout);
}

#[test]
fn doctor_says_the_same_about_the_reference_stack_as_a_run_finds() {
    let place = Workplace::new();
    let ended = place.run(&["doctor"]).with_code(0);
    for found in super::shared::as_documented().evidence().account.capabilities {
        let line = ended.stdout.lines().find(|l| l.split_whitespace().nth(1) == Some(found.capability.name())).unwrap();
        assert_eq!(line.starts_with("there"), found.present, "{line}");
    }
}

#[test]
fn completions_and_the_manual_come_from_the_same_definition() {
    let place = Workplace::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = place.run(&["completions", shell]).with_code(0).stdout;
        assert!(
            script.contains("runproof") && script.contains("recheck") && script.contains("strict-flaky"),
            "{shell}"
        );
    }
    let page = place.run(&["man"]).with_code(0).stdout;
    assert!(page.contains(".TH runproof 1") && page.contains("recheck"), "{page}");
}

#[test]
fn help_and_version_are_no_errors() {
    let place = Workplace::new();
    let version = place.run(&["--version"]).with_code(0);
    assert_eq!(version.stdout, format!("runproof {}\n", env!("CARGO_PKG_VERSION")));
    place.told("help", &place.run(&["--help"]).with_code(0));
}

#[test]
fn a_new_system_is_green_at_once_and_red_when_its_server_stops() {
    let server = Server::answering(|path| match path {
        "/" => html("<!doctype html><title>Orders</title>"),
        _ => reply("404 Not Found", "Content-Type: text/plain\r\n", "no such page"),
    });
    let mut place = Workplace::new();
    let url = server.url();
    place.call(&url, "[URL]");
    place.told("init", &place.run(&["init", "--system", "order-desk", "--url", &url]).with_code(0));
    let green = place.run(&["check", "--target", "here", "--out", "green"]).with_code(0);
    assert!(
        green.verdict().starts_with("PASSED  order-desk on here (live): 2 passed, 0 failed"),
        "{}",
        green.verdict()
    );
    drop(server);
    let red = place.run(&["check", "--target", "here", "--out", "red"]).with_code(100);
    assert!(red.stdout.contains("connection refused"), "{}", red.stdout);
    assert_eq!(Evidence::of(&place.path("red")).complete().count(Verdict::Failed), 2);
    assert!(place.run(&["gate", "--target", "here"]).with_code(105).stderr.contains("did not come up"));
}

#[test]
fn a_new_system_in_another_directory_is_told_where_to_go_on() {
    let place = Workplace::new();
    place.told("init-elsewhere", &place.run(&["init", "desk", "--system", "order-desk"]).with_code(0));
    assert!(place.path("desk/features/order-desk/catalog.toml").is_file());
}

#[test]
fn a_bare_address_is_looked_at_on_the_surface_only() {
    let server = Server::answering(|path| match path {
        "/" => html("<!doctype html><title>Orders</title>"),
        _ => reply("404 Not Found", "Content-Type: text/plain\r\n", "no such page"),
    });
    let place = Workplace::new();
    let ended = place.run(&["gate", &server.url()]);
    assert!(ended.verdict().contains("surface only, nothing behind the pages was proven"), "{}", ended.verdict());
    assert!(
        server.heads().iter().all(|h| h.starts_with("GET ") || h.starts_with("HEAD ") || h.starts_with("OPTIONS "))
    );
}
