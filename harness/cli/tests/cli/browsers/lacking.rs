//! Browsers that are not there, or may not do everything.

use crate::tools::{Evidence, Server, Workplace, html, shop};
use runproof_core::verdict::Verdict;

const FEATURE: &str = r#"Feature: a visit

  @reads
  Scenario: the visitor only looks
    When the visitor opens "/"
    Then the visitor sees "Welcome"

  @reads
  Scenario: the visitor presses
    When the visitor opens "/"
    And the visitor presses "Order"
    Then the visitor sees "Welcome"

  @reads
  Scenario: the visitor fills
    When the visitor opens "/"
    And the visitor fills "Name" with "Ada"
    Then the visitor sees "Welcome"
"#;

fn place(address: &str, more: &str) -> Workplace {
    let place = Workplace::new();
    place.write("runproof.toml", shop(address, more));
    place.write("features/shop/catalog.toml", "system = \"shop\"\ntitle = \"Shop\"\n");
    place
        .write("features/tags.toml", "[tags]\nreads = \"changes nothing\"\n")
        .write("features/shop/visit.feature", FEATURE);
    place
}

#[test]
fn a_browser_elsewhere_may_only_look_at_a_system_that_is_somebodys() {
    let server = Server::answering(|_| html("Welcome"));
    // Nobody is there under this address (RFC 5737): a session does not begin, and that breaks the scenario that looks.
    let place = place(&server.url(), "browser = \"http://192.0.2.1:4444\"\n[limits]\nstep = \"2s\"\n");
    let ended = place.run(&["check", "--target", "shop", "--out", "evidence"]).with_code(103);
    let evidence = Evidence::of(&place.path("evidence")).complete();
    assert_eq!(evidence.verdict("the visitor only looks"), Verdict::Broken);
    for title in ["the visitor presses", "the visitor fills"] {
        assert_eq!(evidence.verdict(title), Verdict::Skipped, "{title}");
    }
    let reason = "the target names no `browser` on this machine, and in others visitors may only look";
    assert!(ended.stdout.contains(reason), "{}", ended.stdout);
    assert_eq!(server.heads(), [""; 0], "no page was asked for");
}

#[test]
fn without_a_browser_its_package_is_named() {
    let server = Server::answering(|_| html("Welcome"));
    let mut place = place(&server.url(), "");
    place.set("PATH", "/nowhere");
    let ended = place.run(&["check", "--target", "shop"]).with_code(102);
    let reason = "needs browser (apt-get install chromium chromium-driver)";
    assert!(ended.stdout.contains(reason), "{}", ended.stdout);
    let doctor = place.run(&["doctor", "--target", "shop"]).with_code(0).stdout;
    assert!(doctor.contains("missing  browser     no `chromium` on the search path"), "{doctor}");
    assert!(doctor.contains("brought by: apt-get install chromium chromium-driver"), "{doctor}");
}

#[test]
fn the_doctor_shows_browser_and_driver() {
    let place = place("http://127.0.0.1:9", "");
    let doctor = place.run(&["doctor", "--target", "shop"]).with_code(0).stdout;
    let line = doctor.lines().find(|l| l.contains(" browser ")).unwrap_or_default();
    assert!(line.starts_with("there") && line.contains("Chromium ") && line.contains("; ChromeDriver "), "{doctor}");
    assert!(line.contains("in a network of its own") || line.contains("in the machine's network"), "{doctor}");
}

#[test]
fn what_browsers_could_not_read_is_refused_with_its_place() {
    for (name, names) in [
        (
            "names-console-no-expression",
            "credential = \"X-Key: {key}\"\nconsole_allowed = [\n  'fine',\n  'half (open',\n]\n",
        ),
        ("names-selector-none", "[selectors]\n\"Name\" = \"input#name\"\n\"Key\" = \"input[name='key'\"\n"),
        ("names-pattern-none", "[patterns]\nerrors = '[a-'\n"),
    ] {
        let place = place("http://127.0.0.1:9", "");
        place.write("features/shop/names.toml", names);
        place.told(name, &place.run(&["check", "--target", "shop"]).with_code(78));
    }
}
