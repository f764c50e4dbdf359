//! What goes out once, what never goes out, and what does not go along.

use crate::tools::{Ended, Server, Workplace, json, reply, shop};
use std::io::Write as _;

const SHOP: &str = "features/shop/orders.feature";

/// A shop whose feature has these tags and steps; further lines go into its target.
fn shop_at(server: &Server, more: &str, tags: &str, steps: &[&str]) -> Workplace {
    let place = Workplace::new();
    let steps: Vec<String> = steps.iter().map(|s| format!("    {s}\n")).collect();
    let feature = format!(
        "@checklist\nFeature: orders\n\n  # Tried again: the shop is far away.\n  {tags}\n  Scenario: an order\n{}",
        steps.concat()
    );
    place.write("features/shop/catalog.toml", "system = \"shop\"\n").write(SHOP, feature);
    place.write("features/shop/names.toml", "credential = \"Authorization: Key {key}\"\n");
    place.write("keys/reader", "sesame-opens-it");
    let key = "keys = { reader = { file = \"keys/reader\" } }\n";
    place.write("runproof.toml", shop(&server.url(), &format!("{key}{more}")));
    place
}

fn check(place: &Workplace) -> Ended {
    place.run(&["check", "--target", "shop", "features", "--out", "evidence"])
}

const ORDER: &str = "When a client sends \"POST /api/orders\"";
const FOUND: &str = "Then the response status is 200";
const ALLOWED: &str = "allow_writes = [\"POST /api/orders\"]\n";

#[test]
fn a_writing_request_that_the_target_does_not_name_is_skipped_with_its_reason() {
    let server = Server::answering(|_| json("{}"));
    let ended = check(&shop_at(&server, "", "@writes", &[ORDER, FOUND])).with_code(102);
    assert!(ended.stdout.contains("the target names no `POST /api/orders` in `allow_writes`"), "{}", ended.stdout);
    assert!(server.heads().is_empty(), "{:?}", server.heads());
    let ended = check(&shop_at(&server, ALLOWED, "@writes", &[ORDER, FOUND])).with_code(0);
    assert!(ended.verdict().contains("1 passed"), "{}", ended.verdict());
    assert_eq!(server.heads().len(), 1);
}

#[test]
fn what_destroys_and_what_writes_in_passing_needs_a_stack_of_the_runs_own() {
    let server = Server::answering(|_| json("{}"));
    for (tags, why) in [("@destroys", "to destroy"), ("@writes", "writes in passing")] {
        let ended = check(&shop_at(&server, ALLOWED, tags, &["When a client sends \"GET /api/orders\"", FOUND]));
        let ended = ended.with_code(102);
        assert!(
            ended.stdout.contains("the target names no stack of the run's own") && ended.stdout.contains(why),
            "{}",
            ended.stdout
        );
    }
    check(&shop_at(&server, ALLOWED, "@destroys", &[ORDER, FOUND])).with_code(102);
    assert!(server.heads().is_empty(), "{:?}", server.heads());
}

#[test]
fn a_procedure_that_changes_a_live_system_is_named_or_not_run() {
    let server = Server::answering(|_| json("{}"));
    let steps = ["When the operator runs the procedure \"deploy\"", "Then the procedure succeeds"];
    let named = "root = \".\"\nprocedures = { deploy = [\"touch\", \"deployed\"] }\n";
    let place = shop_at(&server, named, "@writes", &steps);
    let ended = check(&place).with_code(102);
    assert!(ended.stdout.contains("`procedure deploy` in `allow_writes`"), "{}", ended.stdout);
    assert!(!place.path("deployed").exists());
    let allowed = format!("{named}allow_writes = [\"procedure deploy\"]\n");
    let place = shop_at(&server, &allowed, "@writes", &steps);
    check(&place).with_code(0);
    assert!(place.path("deployed").exists());
}

#[test]
fn a_request_whose_connection_is_dropped_is_not_sent_again() {
    for method in ["POST", "GET", "PUT"] {
        // The request is read to its end, and nothing comes back.
        let server = Server::serving(|_, _| Ok(()));
        let allowed = format!("allow_writes = [\"{method} /api/orders\"]\n");
        let step = format!("When a client sends \"{method} /api/orders\"");
        let tags = if method == "GET" { "@reads" } else { "@writes" };
        let ended = check(&shop_at(&server, &allowed, tags, &[&step, FOUND])).with_code(100);
        assert!(ended.stdout.contains("closed early"), "{}", ended.stdout);
        assert_eq!(server.heads().len(), 1, "{method}");
    }
}

#[test]
fn a_connection_that_is_kept_open_and_then_closed_is_not_used_for_the_next_request() {
    // It promises to go on, and hangs up at once: a client that believes it loses its next request, or sends it twice.
    let server = Server::serving(|_, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n{}")
    });
    let steps = [ORDER, FOUND, ORDER, FOUND, ORDER, FOUND];
    check(&shop_at(&server, ALLOWED, "@writes", &steps)).with_code(0);
    assert_eq!(server.heads().len(), 3, "three requests, each on a connection of its own");
}

#[test]
fn a_scenario_is_tried_again_only_when_nothing_of_it_may_not_be_sent_twice() {
    let refused = |_: &str| reply("503 Service Unavailable", "", "later");
    let server = Server::answering(refused);
    check(&shop_at(&server, ALLOWED, "@writes @retry(2)", &[ORDER, FOUND])).with_code(100);
    assert_eq!(server.heads().len(), 1, "an order is not placed three times");
    let server = Server::answering(refused);
    check(&shop_at(&server, "", "@reads @retry(2)", &["When a client sends \"GET /api/orders\"", FOUND]))
        .with_code(100);
    assert_eq!(server.heads().len(), 3, "looking is repeated");
}

#[test]
fn waiting_for_an_answer_to_a_writing_request_is_an_invalid_plan() {
    let server = Server::answering(|_| json("{}"));
    let steps = [ORDER, "Then within \"5s\" the response status is 200"];
    check(&shop_at(&server, ALLOWED, "@writes", &steps)).with_code(94).saying("which is not safe");
    assert!(server.heads().is_empty());
}

#[test]
fn a_key_does_not_cross_to_another_host_nor_come_back_from_there() {
    let other = Server::answering(|_| json("{}"));
    let elsewhere = other.url().replace("127.0.0.1", "localhost");
    let server = Server::answering(move |path| match path {
        "/api/orders" => reply("307 Temporary Redirect", &format!("Location: {elsewhere}/api/orders\r\n"), ""),
        _ => json("{}"),
    });
    let steps = [
        "Given the client follows redirects",
        "And the client signs in with the key \"reader\"",
        "And the client sends the cookie \"session\" as \"abcdefgh\"",
        "When a client sends \"GET /api/orders\"",
        FOUND,
    ];
    let declared = format!("vars = {{ other = \"{}\" }}\n", other.url());
    let place = shop_at(&server, &declared, "@reads", &steps);
    // The other host belongs to the target.
    let file = std::fs::read_to_string(place.path("runproof.toml")).unwrap();
    let both = format!("urls = {{ other = \"{}\", edge", other.url().replace("127.0.0.1", "localhost"));
    place.write("runproof.toml", file.replace("urls = { edge", &both));
    check(&place).with_code(0);
    let (here, there) = (server.heads(), other.heads());
    assert!(here[0].contains("Key sesame-opens-it") && here[0].contains("session=abcdefgh"), "{here:?}");
    assert_eq!(there.len(), 1);
    let told = there[0].to_ascii_lowercase();
    assert!(!told.contains("sesame") && !told.contains("authorization") && !told.contains("cookie"), "{told}");
}

#[test]
fn a_redirect_to_a_host_that_the_target_does_not_name_is_not_followed() {
    let other = Server::answering(|_| json("{}"));
    let elsewhere = other.url().replace("127.0.0.1", "localhost");
    let server = Server::answering(move |_| reply("302 Found", &format!("Location: {elsewhere}/\r\n"), ""));
    let steps = ["Given the client follows redirects", "When a client sends \"GET /api/orders\"", FOUND];
    let ended = check(&shop_at(&server, "", "@reads", &steps)).with_code(103);
    assert!(
        ended.stdout.contains("redirects to the host `localhost`, which the target does not name"),
        "{}",
        ended.stdout
    );
    assert!(other.heads().is_empty(), "{:?}", other.heads());
    assert_eq!(server.heads().len(), 1);
}
