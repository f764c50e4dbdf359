//! `check --watch`.

use crate::tools::{Made, Running, Server, Workplace, html, shop, until};
use rustix::process::Signal;
use std::fs;
use std::time::Duration;

/// How long a round may take on a slow machine.
const LIMIT: Duration = Duration::from_secs(120);

const CATALOG: &str = "system = \"shop\"\n\n[[items]]\nid = \"S-1\"\nsource = \"s\"\ntext = \"t\"\ntier = \"core\"\nfaults = [\"stop\"]\n";

fn feature(name: &str, path: &str) -> String {
    format!(
        "@reads\nFeature: {name}\n  Scenario: {name} is there\n    When a client sends \"GET {path}\"\n    Then the response status is 200\n    And the response body contains \"{{word}}\"\n"
    )
}

fn place(server: &Server) -> Workplace {
    let place = Workplace::new();
    place.write("runproof.toml", shop(&server.url(), ""));
    place.write("features/shop/catalog.toml", CATALOG).write("features/shop/names.toml", "[vars]\nword = \"hello\"\n");
    place.write("features/shop/one.feature", feature("one", "/one"));
    place.write("features/shop/two.feature", feature("two", "/two"));
    place
}

/// What was said in a round, once it is over.
fn round(running: &Running, number: usize) -> String {
    until(&format!("the end of round {number}: {}", running.said()), LIMIT, || {
        let said = running.said();
        let over = said.matches("watching ").count() >= number;
        let (_, from) = said.split_once(&format!("round {number}: "))?;
        over.then(|| from.to_owned())
    })
}

#[test]
fn what_changed_is_run_again_until_the_interrupt() {
    let server = Server::answering(|path| if path == "/red" { html("no") } else { html("hello") });
    let mut place = place(&server);
    let temporary = place.path("tmp");
    fs::create_dir_all(&temporary).unwrap();
    place.set("TMPDIR", &temporary.display().to_string());
    let running = place.start(&["check", "--target", "shop", "--watch"]);
    let first = round(&running, 1);
    assert!(first.starts_with("2 scenarios\n") && first.contains("2 passed, 0 failed"), "{first}");
    assert!(first.contains("watching 5 files"), "{first}");

    place.write("features/shop/one.feature", feature("one", "/red"));
    let second = round(&running, 2);
    assert!(second.starts_with("features/shop/one.feature changed, 1 scenarios\n"), "{second}");
    assert!(second.contains("FAILED  one is there") && second.contains("0 passed, 1 failed"), "{second}");
    assert!(!second.contains("two is there"), "{second}");

    place.write("features/shop/names.toml", "[vars]\nword = \"hell\"\n");
    let third = round(&running, 3);
    assert!(third.starts_with("features/shop/names.toml changed, 2 scenarios\n"), "{third}");

    place.write("features/shop/two.feature", "Feature: two\n  Scenario: two\n    When nobody knows this\n");
    until("a complaint about the plan, and further watching", LIMIT, || {
        (running.said().matches("watching ").count() >= 4).then_some(())
    });
    fs::remove_file(place.path("features/shop/two.feature")).unwrap();
    let fifth = round(&running, 5);
    assert!(fifth.starts_with("features/shop/two.feature changed, 0 scenarios\n"), "{fifth}");

    let made = Made::by(running.pid(), &temporary);
    running.signal(Signal::INT);
    let ended = running.end().with_code(130).saying("no sentence fits the step `When nobody knows this`");
    assert_eq!(ended.stdout.matches("round ").count(), 4, "a plan that is invalid is no round: {}", ended.stdout);
    until("nothing that is left", LIMIT, || made.left().is_empty().then_some(()));
    assert!(!place.path("runproof-evidence").exists(), "rounds leave evidence only where --out says so");
    assert!(server.heads().len() < 12, "{} requests: something ran that had not changed", server.heads().len());
}

#[test]
fn an_interrupt_in_the_middle_of_a_round_ends_everything() {
    let place = Workplace::new();
    let mut place = place;
    let temporary = place.path("tmp");
    fs::create_dir_all(&temporary).unwrap();
    place.set("TMPDIR", &temporary.display().to_string());
    place.write("features/shop/catalog.toml", "system = \"inquirycircle\"\n");
    place.write(
        "features/shop/waits.feature",
        "@reads\nFeature: w\n  Scenario: w\n    When a client sends \"GET {edge}/api/health/\"\n    Then within \"50s\" the response status is 418\n",
    );
    let running = place.start(&["check", "features", "--watch"]);
    let made = until("a stack of its own", LIMIT, || {
        let made = Made::by(running.pid(), &temporary);
        (made.ports() >= 4).then_some(made)
    });
    running.signal(Signal::INT);
    running.end().with_code(130);
    until("nothing that is left", LIMIT, || made.left().is_empty().then_some(()));
}

#[test]
fn without_files_there_is_nothing_to_watch() {
    Workplace::new().run(&["check", "--watch"]).with_code(64).saying("there is no file to watch");
}
