//! First looks at reference stacks.

use crate::tools::{Certificate, Evidence, TlsServer, UpStack};
use runproof_core::verdict::Verdict;

#[test]
fn a_healthy_stack_gets_a_dozen_green_scenarios_and_a_gate_that_passes() {
    let mut place = UpStack::workplace();
    let stack = UpStack::start(&place);
    let (edge, authority) = (stack.places["edge"].clone(), stack.authority().display().to_string());
    let key = stack.key("facilitator");
    place.set("FACILITATOR", &key);
    let words = ["init", "--from", &edge, "--authority", &authority, "--system", "circles"];
    let keyed = ["--key", "facilitator=FACILITATOR", "--credential", "Authorization: Key {key}"];
    let ended = place.run(&[&words[..], &keyed[..]].concat()).with_code(0);
    assert!(!ended.stdout.contains("WRONG") && !ended.stdout.contains("cannot see"), "{}", ended.stdout);
    assert!(!ended.stdout.contains(&key), "a key is told");
    place.run(&["check", "--target", "here", "--out", "green"]).with_code(0);
    let green = Evidence::of(&place.path("green"));
    assert!((8..=15).contains(&green.account.scenarios.len()), "{}", green.account.scenarios.len());
    assert_eq!(green.count(Verdict::Passed), green.account.scenarios.len());
    place.run(&["gate", "--target", "here", "--out", "gate"]).with_code(0);

    // The two scenarios about the certificate, before one that ran out.
    let tls = TlsServer::with(Certificate::Expired);
    place.write("expired.pem", &tls.authority);
    let target = std::fs::read_to_string(place.path("runproof.toml")).unwrap();
    let target = target.replace(&edge, &tls.url()).replace(&authority, "expired.pem");
    place.write("runproof.toml", target.replace("resolve = { ", "resolve = { \"circle.test\" = \"127.0.0.1\", "));
    place.run(&["check", "--target", "here", "--tags", "@smoke", "--out", "expired"]).with_code(100);
    let expired = Evidence::of(&place.path("expired"));
    for title in ["the certificate is trusted", "the certificate is renewed in time"] {
        assert_eq!(expired.verdict(title), Verdict::Failed, "{title}");
    }
    stack.end().with_code(0);
}

#[test]
fn without_the_authority_nothing_is_written_and_the_flag_is_named() {
    let place = UpStack::workplace();
    let stack = UpStack::start(&place);
    place.run(&["init", "--from", &stack.places["edge"]]).with_code(105).saying("--authority FILE");
    assert!(!place.path("runproof.toml").exists());
    stack.end().with_code(0);
}

#[test]
fn a_proxy_that_swallows_the_api_is_reported_and_its_scenario_is_red() {
    let place = UpStack::workplace();
    let stack = UpStack::start_as(&place, "literal-wsl");
    let ended = place.run(&["init", "--from", &stack.places["edge"], "--system", "circles"]).with_code(0);
    assert!(ended.stdout.contains("WRONG    the proxy swallows the API: "), "{}", ended.stdout);
    place.run(&["check", "--target", "here", "--out", "red"]).with_code(100);
    let red = Evidence::of(&place.path("red"));
    assert_eq!(red.verdict("the API answers on its own paths"), Verdict::Failed);
    assert_eq!(red.count(Verdict::Failed), 1);
    assert!(!red.account.scenarios.iter().any(|s| s.plan.title.ends_with("answers as an API")));
    stack.end().with_code(0);
}
