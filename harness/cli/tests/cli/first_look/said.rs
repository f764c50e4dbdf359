//! What a first look says, and what it leaves unsaid because it was not shown.

use super::desk::{Desk, Lie};
use crate::tools::{Evidence, Server, Workplace, html, reply};
use runproof_core::verdict::Verdict;

const BLIND: &str = "your health endpoint cannot see the database";

fn looked(server: &Server) -> (Workplace, String) {
    let place = Workplace::new();
    let ended = place.run(&["init", "--from", &server.url(), "--system", "order-desk"]).with_code(0);
    (place, ended.stdout)
}

#[test]
fn a_look_sends_few_requests_and_only_reading_ones_and_avoids_paths_that_may_do_something() {
    let desk = Desk::telling(Lie::None);
    let (_, said) = looked(&desk.server);
    let heads = desk.server.heads();
    assert!((10..40).contains(&heads.len()), "{} requests", heads.len());
    assert!(heads.iter().all(|h| h.starts_with("GET ")), "{heads:?}");
    assert!(!heads.iter().any(|h| h.contains("logout")), "{heads:?}");
    assert!(said.contains(&format!("with {} reading requests", heads.len())), "{said}");
    assert!(said.contains("next: runproof check --target here"), "{said}");
}

#[test]
fn that_health_cannot_see_the_database_is_said_only_where_it_was_shown() {
    let well = looked(&Desk::telling(Lie::None).server).1;
    assert!(!well.contains(BLIND) && well.contains("whether /api/health/ sees the database is not known"), "{well}");

    let desk = Desk::telling(Lie::BlindHealth);
    let (place, said) = looked(&desk.server);
    assert!(said.contains(BLIND) && said.contains("/api/orders/ answered 500"), "{said}");
    place.run(&["check", "--target", "here", "--out", "red"]).with_code(100);
    assert_eq!(Evidence::of(&place.path("red")).verdict("health, and data behind it"), Verdict::Failed);
    desk.tell(Lie::None);
    place.run(&["check", "--target", "here", "--out", "green"]).with_code(0);
}

#[test]
fn a_bundle_of_a_development_server_is_named_and_its_scenario_is_red_until_it_is_mended() {
    let desk = Desk::telling(Lie::Development);
    let (place, said) = looked(&desk.server);
    assert!(said.contains("a script calls http://localhost:8000/api"), "{said}");
    assert!(said.contains("red now"), "{said}");
    place.run(&["check", "--target", "here", "--out", "red"]).with_code(100);
    let red = Evidence::of(&place.path("red"));
    assert_eq!((red.count(Verdict::Failed), red.verdict("the scripts call this host")), (1, Verdict::Failed));
    desk.tell(Lie::None);
    place.run(&["check", "--target", "here", "--out", "green"]).with_code(0);
}

#[test]
fn what_no_lie_turns_red_is_dropped_with_the_reason() {
    let server = Server::answering(|path| match path {
        "/" => html("<!doctype html><title>Orders</title>"),
        "/healthz" => reply("200 OK", "Content-Type: text/plain\r\n", ""),
        _ => reply("404 Not Found", "Content-Type: text/plain\r\n", "no such page"),
    });
    let (place, said) = looked(&server);
    let dropped = said.lines().find(|l| l.contains("dropped: /healthz is well")).unwrap_or_default();
    assert!(dropped.contains("no lie turns it red") && dropped.contains("start page"), "{said}");
    place.run(&["check", "--target", "here", "--out", "green"]).with_code(0);
    assert!(Evidence::of(&place.path("green")).account.scenarios.iter().all(|s| !s.plan.title.contains("healthz")));
}

#[test]
fn files_of_another_host_are_not_asked_for_and_said() {
    let cdn = "http://cdn.invalid/lib.js";
    let page = format!("<!doctype html><title>Orders</title><script src=\"{cdn}\"></script>");
    let server = Server::answering(move |path| match path {
        "/" => html(&page),
        _ => reply("404 Not Found", "Content-Type: text/plain\r\n", "no such page"),
    });
    let (place, said) = looked(&server);
    assert!(said.contains(&format!("{cdn} belongs to another host")), "{said}");
    assert!(said.contains("dropped: the page and its files belong together") && said.contains("guarded"), "{said}");
    assert!(!said.contains("WRONG"), "{said}");
    place.run(&["check", "--target", "here", "--out", "green"]).with_code(0);
}

#[test]
fn nothing_is_written_over_and_nothing_is_asked_when_something_is_there() {
    let desk = Desk::telling(Lie::None);
    let place = Workplace::new();
    place.write("features/order-desk/notes.txt", "mine");
    let words = ["init", "--from", &desk.server.url(), "--system", "order-desk"];
    place.run(&words).with_code(64).saying("features/order-desk is already there");
    assert_eq!(desk.server.heads().len(), 0);
    assert!(!place.path("runproof.toml").exists());
}

#[test]
fn what_cannot_be_looked_at_leaves_no_files() {
    let place = Workplace::new();
    let nobody = Server::nobody();
    place.run(&["init", "--from", &nobody]).with_code(105).saying("connection refused");
    place.run(&["init", "--from", "https://me:secret@circle.example"]).with_code(64).saying("credentials");
    place.run(&["init", "--from", &nobody, "--key", "reader=READER"]).with_code(64).saying("go together");
    assert_eq!(std::fs::read_dir(place.directory()).unwrap().count(), 0);
}
