//! Scenarios side by side.

use crate::tools::{Server, Workplace, json, shop};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

/// How long a request waits for company before it is answered alone.
const ALONE: Duration = Duration::from_millis(700);

/// Requests inside of a server, and the most there ever were.
#[derive(Default)]
struct Room {
    inside: Mutex<(usize, usize)>,
    came: Condvar,
}

impl Room {
    /// Waits a while for somebody else to come in.
    fn visit(&self) {
        let mut inside = self.inside.lock().unwrap();
        inside.0 += 1;
        inside.1 = inside.1.max(inside.0);
        self.came.notify_all();
        let (mut inside, _) = self.came.wait_timeout_while(inside, ALONE, |i| i.0 < 2).unwrap();
        inside.0 -= 1;
    }
}

/// The most requests that were inside at a time, in a run of scenarios with these tags.
fn most_inside(tags: [&str; 4]) -> usize {
    let room = Arc::new(Room::default());
    let visitors = room.clone();
    let server = Server::answering(move |_| {
        visitors.visit();
        json("{}")
    });
    let scenarios: String = tags
        .iter()
        .enumerate()
        .map(|(n, tag)| format!("\n  @reads {tag}\n  Scenario: {n}\n    When a client sends \"GET /{n}\"\n    Then the response status is 200\n"))
        .collect();
    let place = Workplace::new();
    place
        .write("runproof.toml", shop(&server.url(), ""))
        .write("features/a.feature", format!("Feature: a\n{scenarios}"));
    let ended = place.run(&["check", "--target", "shop", "features", "--jobs", "4"]).with_code(0);
    assert!(ended.verdict().contains("4 passed"), "{}", ended.verdict());
    room.inside.lock().unwrap().1
}

#[test]
fn scenarios_with_the_same_lock_never_overlap() {
    assert_eq!(most_inside(["@lock.x", "@lock.x", "@lock.x @lock.y", "@lock.y @lock.x"]), 1);
}

#[test]
fn scenarios_without_a_lock_overlap() {
    assert!(most_inside(["", "", "", ""]) > 1);
}

#[test]
fn a_lock_holds_up_only_those_that_share_it() {
    assert!(most_inside(["@lock.x", "@lock.y", "@lock.x", "@lock.y"]) > 1);
}

#[test]
fn more_workers_than_there_is_work_do_no_harm() {
    let server = Server::answering(|_| json("{}"));
    let feature = "Feature: a\n\n  @reads\n  Scenario: one\n    When a client sends \"GET /\"\n    Then the response status is 200\n";
    let place = Workplace::new();
    place.write("runproof.toml", shop(&server.url(), "")).write("features/a.feature", feature);
    for jobs in ["0", "100000"] {
        place.run(&["check", "--target", "shop", "features", "--jobs", jobs]).with_code(0);
    }
}
