//! Verdicts of steps and scenarios in one run.

use crate::tools::{Ended, Evidence, Server, Workplace, html, json, reply, shop};
use runproof_core::verdict::Verdict::{Broken, Failed, Passed, Skipped};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Runs one feature against a server.
fn run(server: &Server, feature: &str, more: &str, words: &[&str]) -> (Ended, Evidence) {
    let place = Workplace::new();
    place.write("features/a.feature", feature).write("runproof.toml", shop(&server.url(), more));
    let ended = place.run(&[&["check", "--target", "shop", "features", "--out", "evidence"], words].concat());
    let evidence = Evidence::of(&place.path("evidence")).complete();
    (ended, evidence)
}

#[test]
fn checks_in_a_row_are_all_made_and_what_follows_a_red_one_is_skipped() {
    let server = Server::answering(|_| html("<p>hello</p>"));
    let feature = "Feature: a

  @reads
  Scenario: a red row
    When a client sends \"GET /\"
    Then the response status is 404
    And the response is HTML
    And the response is JSON
    And the response body contains \"hello\"
    When a client sends \"GET /again\"
    Then the response status is 200
";
    let (ended, evidence) = run(&server, feature, "", &[]);
    assert_eq!(ended.code, 100);
    assert_eq!(evidence.steps("a red row"), [Passed, Failed, Passed, Failed, Passed, Skipped, Skipped]);
    assert_eq!(server.heads().len(), 1, "what follows is not carried out");
}

const RETRIED: &str = "Feature: a

  @reads @retry(2)
  Scenario: it answers
    When a client sends \"GET /\"
    Then the response status is 200
";

/// A server that fails as often before it answers.
fn failing(times: usize) -> Server {
    let asked = AtomicUsize::new(0);
    Server::answering(move |_| match asked.fetch_add(1, Ordering::SeqCst) < times {
        true => reply("500 Internal Server Error", "", "no"),
        false => json("{}"),
    })
}

#[test]
fn a_pass_after_a_retry_is_flaky_and_keeps_its_attempts() {
    let (ended, evidence) = run(&failing(1), RETRIED, "", &[]);
    assert_eq!(ended.code, 0, "{}", ended.stdout);
    assert!(ended.verdict().contains("1 passed (1 flaky)"), "{}", ended.verdict());
    let attempts: Vec<_> = evidence.scenario("it answers").attempts.iter().map(|a| a.verdict).collect();
    assert_eq!(attempts, [Some(Failed), Some(Passed)]);
    assert!(evidence.scenario("it answers").flaky());
}

#[test]
fn a_flaky_pass_counts_where_flakiness_is_counted() {
    let (ended, _) = run(&failing(1), RETRIED, "", &["--strict-flaky"]);
    assert_eq!(ended.code, 101, "{}", ended.stdout);
}

#[test]
fn a_scenario_that_stays_red_is_tried_as_often_as_it_says() {
    let server = failing(99);
    let (ended, evidence) = run(&server, RETRIED, "", &[]);
    assert_eq!(ended.code, 100);
    assert_eq!(evidence.scenario("it answers").attempts.len(), 3);
    assert_eq!(server.heads().len(), 3);
}

#[test]
fn a_scenario_without_retry_is_tried_once() {
    let server = failing(1);
    let (ended, _) = run(&server, &RETRIED.replace(" @retry(2)", ""), "", &[]);
    assert_eq!((ended.code, server.heads().len()), (100, 1));
}

#[test]
fn a_step_over_its_deadline_is_broken_and_its_neighbours_pass() {
    let server = Server::serving(|head, stream| match crate::tools::path_of(head) {
        "/never" => std::io::copy(stream, &mut std::io::sink()).map(|_| ()),
        _ => std::io::Write::write_all(stream, &json("{}")),
    });
    let scenario = |title: &str, path: &str| {
        format!(
            "\n  @reads\n  Scenario: {title}\n    When a client sends \"GET {path}\"\n    Then the response status is 200\n"
        )
    };
    let feature =
        format!("Feature: a\n{}{}{}", scenario("one", "/one"), scenario("stuck", "/never"), scenario("two", "/two"));
    let limits = "\n[limits]\nstep = \"2s\"\nrequest = \"5m\"\n";
    let (ended, evidence) = run(&server, &feature, limits, &["--jobs", "2"]);
    assert_eq!(ended.code, 103, "{}", ended.stdout);
    assert_eq!([evidence.verdict("one"), evidence.verdict("stuck"), evidence.verdict("two")], [Passed, Broken, Passed]);
    assert_eq!(evidence.steps("stuck"), [Broken, Skipped]);
    assert!(ended.stdout.contains("the step took longer than 2.00 s"), "{}", ended.stdout);
}

#[test]
fn a_scenario_over_its_deadline_is_broken() {
    let server = Server::answering(|_| reply("503 Service Unavailable", "", "wait"));
    let feature = "Feature: a\n\n  @reads\n  Scenario: it waits\n    When a client sends \"GET /\"\n    Then within \"5m\" the response status is 200\n";
    let (ended, evidence) = run(&server, feature, "\n[limits]\nscenario = \"2s\"\n", &[]);
    assert_eq!((ended.code, evidence.verdict("it waits")), (103, Broken), "{}", ended.stdout);
}

#[test]
fn a_check_that_waits_asks_again_until_it_holds() {
    let server = failing(3);
    let feature = "Feature: a\n\n  @reads\n  Scenario: it waits\n    When a client sends \"GET /\"\n    Then within \"60s\" the response status is 200\n";
    let (ended, evidence) = run(&server, feature, "", &[]);
    assert_eq!(ended.code, 0, "{}", ended.stdout);
    let polls: Vec<u32> = evidence.scenario("it waits").attempts[0].checks.iter().map(|c| c.3).collect();
    assert_eq!(polls, [4]);
}

#[test]
fn a_scenario_that_compares_nothing_is_not_a_pass() {
    let server = Server::answering(|_| json("{}"));
    let (ended, _) =
        run(&server, "Feature: a\n\n  @reads\n  Scenario: nothing\n    When a client sends \"GET /\"\n", "", &[]);
    assert_eq!(ended.code, 102, "{}", ended.stdout);
}

#[test]
fn what_the_target_does_not_name_is_skipped_and_nothing_but_skips_is_not_a_pass() {
    let server = Server::answering(|_| json("{}"));
    let feature = "Feature: a\n\n  @reads\n  Scenario: rows\n    When the operator inspects the database \"main\"\n    Then the database is intact\n";
    let (ended, evidence) = run(&server, feature, "", &[]);
    assert_eq!((ended.code, evidence.verdict("rows")), (102, Skipped), "{}", ended.stdout);
    assert!(ended.stdout.contains("needs database"), "{}", ended.stdout);
}

#[test]
fn a_writing_request_that_the_live_target_does_not_allow_never_leaves() {
    let server = Server::answering(|_| json("{}"));
    let feature = "Feature: a\n\n  @writes\n  Scenario: it writes\n    When a client sends \"POST /orders\"\n    Then the response status is 200\n";
    let (ended, evidence) = run(&server, feature, "", &[]);
    assert_eq!((ended.code, evidence.verdict("it writes")), (102, Skipped), "{}", ended.stdout);
    assert!(ended.verdict().contains("POST /orders"), "{}", ended.verdict());
    assert_eq!(server.heads().len(), 0);
    let (ended, _) = run(&server, feature, "allow_writes = [\"POST /orders\"]\n", &[]);
    assert_eq!((ended.code, server.heads().len()), (0, 1), "{}", ended.stdout);
}
