//! A run that is asked to stop: its reports are there.

use crate::runs::carried;
use crate::tools::{Evidence, Server, Workplace, json, shop, until};
use runproof_core::verdict::Verdict;
use rustix::process::Signal;
use std::time::Duration;

/// How long a run may take to get under way, and to come to its end.
const LIMIT: Duration = Duration::from_secs(60);

const FEATURE: &str = "Feature: patience

  @reads
  Scenario: the first answers
    When a client sends \"GET /first\"
    Then the response status is 200

  @reads
  Scenario: the second never answers
    When a client sends \"GET /never\"
    Then the response status is 200
    And the response is JSON

  @reads
  Scenario: the third is never begun
    When a client sends \"GET /third\"
    Then the response status is 200
";

/// Stops a run by a signal while its second scenario hangs.
fn stopped_by(signal: Signal) {
    let server = Server::serving(|head, stream| match crate::tools::path_of(head) {
        "/never" => std::io::copy(stream, &mut std::io::sink()).map(|_| ()),
        _ => std::io::Write::write_all(stream, &json("{}")),
    });
    let place = Workplace::new();
    place.write("features/patience.feature", FEATURE);
    place.write(
        "runproof.toml",
        shop(&server.url(), "\n[limits]\nrequest = \"5m\"\nstep = \"5m\"\nscenario = \"10m\"\n"),
    );
    let running = place.start(&["check", "--target", "shop", "features", "--jobs", "1", "--out", "evidence"]);
    until("a request that hangs", LIMIT, || server.heads().iter().any(|h| h.contains("/never")).then_some(()));
    running.signal(signal);
    let ended = running.end().with_code(130);
    assert!(ended.took < LIMIT, "{:?}", ended.took);
    assert!(ended.verdict().starts_with("INTERRUPTED  "), "{}", ended.verdict());
    let evidence = Evidence::of(&place.path("evidence")).complete();
    assert!(evidence.account.end.as_ref().is_some_and(|e| e.interrupted));
    assert_eq!(evidence.verdict("the first answers"), Verdict::Passed);
    assert_eq!(evidence.verdict("the second never answers"), Verdict::Skipped);
    assert_eq!(evidence.verdict("the third is never begun"), Verdict::Skipped);
    assert!(!server.heads().iter().any(|h| h.contains("/third")), "nothing is begun after the signal");
    place.run(&["recheck", "evidence"]).with_code(0);
}

#[test]
fn an_interrupt_ends_a_run_with_complete_reports() {
    stopped_by(Signal::INT);
}

#[test]
fn a_termination_ends_a_run_with_complete_reports() {
    stopped_by(Signal::TERM);
}

#[test]
fn an_interrupt_of_a_run_on_stacks_of_its_own_takes_them_down() {
    let run = carried::begun();
    let mine = run.made();
    run.running.signal(Signal::INT);
    let ended = run.running.end().with_code(130);
    assert!(ended.verdict().starts_with("INTERRUPTED  "), "{}", ended.verdict());
    let evidence = Evidence::of(&run.place.path("evidence")).complete();
    assert!(evidence.account.end.as_ref().is_some_and(|e| e.interrupted));
    assert!(evidence.count(Verdict::Skipped) > 0);
    assert_eq!(mine.left(), Vec::<String>::new(), "when the run has ended, nothing of it is there");
}
