//! A few steps typed on the command line.

use crate::tools::{Server, Workplace, json, reply, shop};
use std::fs;

/// A key that the desk repeats to everybody.
const KEY: &str = "q7RkV2mXw9TfB4zLh3Yd";

fn desk() -> Server {
    Server::answering(|path| match path {
        "/health" => json(&format!("{{\"status\":\"healthy\",\"seen\":\"{KEY}\"}}")),
        _ => reply("404 Not Found", "Content-Type: text/plain\r\n", "no such page"),
    })
}

#[test]
fn steps_are_taken_in_order_and_everything_seen_is_shown() {
    let server = desk();
    let mut place = Workplace::new();
    place.write("runproof.toml", shop(&server.url(), "keys = { reader = { env = \"READER\" } }\n"));
    place.set("READER", KEY);
    let asked = "a client sends \"GET /health\"";
    let ended =
        place.run(&["try", asked, "the response JSON \"status\" is \"healthy\"", "--target", "shop"]).with_code(0);
    for text in ["When a client sends", "status 200 in ", "\"status\": \"healthy\"", "    passed: expected `status` is"]
    {
        assert!(ended.stdout.contains(text), "no `{text}` in\n{}", ended.stdout);
    }
    assert!(ended.verdict().starts_with("PASSED  shop on shop (live); "), "{}", ended.verdict());
    assert!(ended.stdout.contains("masked key reader") && !ended.stdout.contains(KEY), "{}", ended.stdout);
    let red = place.run(&["try", asked, "the response status is 404", "--target", "shop"]).with_code(100);
    assert!(red.stdout.contains("    failed: expected status 404, saw status 200"), "{}", red.stdout);
    // Looking for programs may leave a dot directory of one of them in the home directory, which this is.
    let entries = fs::read_dir(place.directory()).unwrap().flatten().map(|e| e.file_name().into_string().unwrap());
    let left: Vec<String> = entries.filter(|name| !name.starts_with('.')).collect();
    assert_eq!(left, ["runproof.toml"], "evidence is left where nobody asked for it");
}

#[test]
fn a_look_without_a_check_is_shown_and_inconclusive() {
    let server = desk();
    let place = Workplace::with_shop(&server.url());
    let ended =
        place.run(&["try", "a client sends \"GET /health\"", "--target", "shop", "--out", "kept"]).with_code(102);
    assert!(ended.verdict().contains("nothing was compared with anything"), "{}", ended.verdict());
    assert!(place.path("kept/ledger.ndjson").is_file());
}

#[test]
fn a_writing_step_does_not_reach_a_live_system_that_does_not_allow_it() {
    let server = desk();
    let place = Workplace::with_shop(&server.url());
    let words = ["try", "a client sends \"DELETE /orders/1\"", "the response status is 204", "--target", "shop"];
    let ended = place.run(&words).with_code(102);
    assert!(ended.stdout.contains("allow_writes"), "{}", ended.stdout);
    assert_eq!(server.heads().len(), 0);
}

#[test]
fn a_writing_step_on_a_reference_stack_is_taken_on_a_copy() {
    let place = Workplace::new();
    let post =
        "a client sends \"POST /api/circles/\" with JSON\n\"\"\"\n{\"name\": \"x\", \"description\": \"y\"}\n\"\"\"";
    let words = ["try", "the client signs in with the key \"facilitator\"", post, "the response status is 201"];
    let ended = place.run(&words).with_code(0);
    assert!(ended.verdict().starts_with("PASSED  inquirycircle on embedded (SIMULATION)"), "{}", ended.verdict());
}

#[test]
fn an_unknown_step_is_answered_with_the_nearest_sentences() {
    let place = Workplace::with_shop("http://127.0.0.1:1");
    let words = ["try", "a client sends \"GET /\"", "status is 200", "the response JSON", "--target", "shop"];
    place.told("try-unknown-step", &place.run(&words).with_code(94));
    let unknown = ["try", "a client sends \"GET {nowhere}/\"", "--target", "shop"];
    place.told("try-unknown-name", &place.run(&unknown).with_code(94));
}
