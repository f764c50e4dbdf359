//! Networks of sessions: what happens on the machine does not reach them, and nothing leaves them but through the gate.

use crate::links::{self, Coming};
use crate::processes::{nothing_left, of, one};
use crate::room::{Room, Stage, holds, judged, maker, problem};
use crate::site::{Answer, Site};
use runproof_core::noun::view::{ProblemKind, View};
use runproof_core::noun::view_check::ViewCheck;
use runproof_core::verdict::Verdict;
use runproof_probe::browser::{Maker, Network, Seat};
use runproof_probe::subject::Subject;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

/// A page is opened so often until something of it is cut off.
const TIMES: u32 = 30;

/// Parts of a page, each of another host. A browser that notices a change lets go of connections that it is making, so
/// there are more than it makes at once.
const PARTS: usize = 60;

fn of_many_parts() -> Site {
    let parts = (0..PARTS).map(|n| format!("<script async src=https://part{n}.foreign.test/></script>"));
    Site::with_page(&format!("<p>Here{}", parts.collect::<String>()))
}

/// How many of the parts have been asked for in a session.
fn asked(view: &View) -> usize {
    view.exchanges.iter().filter(|e| e.url.contains(".foreign.test")).count()
}

/// Where a process has its sockets.
fn network_of(pid: &str) -> PathBuf {
    fs::read_link(format!("/proc/{pid}/ns/net")).unwrap()
}

fn chromium(command: &str) -> bool {
    command.contains("--user-data-dir") && !command.contains("--type=") && !command.starts_with("/usr/bin/chromedriver")
}

#[tokio::test(flavor = "current_thread")]
async fn what_comes_and_goes_on_the_machine_cuts_off_no_page() {
    if !links::can_be_made() {
        return;
    }
    let room = Room::new();
    let mut stage = Stage::new(room.subject(&of_many_parts()));
    let coming = Coming::and_going();
    for times in 1..4 {
        let view = stage.opens("/").await;
        assert_eq!(view.problem, None, "{view:?}");
        let view = stage.sees("every part", |view| asked(view) == times * PARTS).await;
        assert!(!view.disturbed(), "{:?}", view.console);
    }
    drop(coming);
    stage.leaves().await;
}

#[tokio::test(flavor = "current_thread")]
async fn in_the_network_of_the_machine_what_is_cut_off_is_no_fault_of_the_system() {
    if !links::can_be_made() {
        return;
    }
    let room = Room::new();
    let mut stage = Stage::new(Subject { browser: Some(room.shared_seat()), ..room.subject(&of_many_parts()) });
    let coming = Coming::and_going();
    let mut view = View::default();
    for _ in 0..TIMES {
        view = stage.opens("/").await;
        if view.disturbed() || view.problem.is_some() {
            break;
        }
    }
    drop(coming);
    let judgement = judged(ViewCheck::Sees { text: "Nothing".into() }, &view);
    assert_eq!(judgement.verdict, Verdict::Broken, "{judgement:?}");
    assert_eq!(judgement.hint.as_deref(), Some(ProblemKind::Disturbed.advice()));
    if view.problem.is_none() {
        holds(ViewCheck::Sees { text: "Here".into() }, &view);
    }
    stage.leaves().await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_session_has_a_network_of_its_own_in_which_pages_are_online() {
    let room = Room::new();
    let Network::Own { .. } = maker().network() else { return };
    let page = "<p id=out></p><script>out.textContent = `online: ${navigator.onLine}`;</script>";
    let site = Site::new([("/", Answer::page(page))]);
    let mut stage = Stage::at_home(room.subject(&site)).await;
    assert_eq!(stage.looks().await.text, "online: true");
    let own = network_of(&one(&room, chromium).pid.to_string());
    assert_ne!(own, network_of("self"));
    assert!(of(&room).iter().all(|p| network_of(&p.pid.to_string()) == own), "{:?}", of(&room));
    // Its loopback is not the machine's: nobody is there but the driver, the browser and the gate.
    let pid = one(&room, chromium).pid;
    let sockets = fs::read_to_string(format!("/proc/{pid}/net/tcp")).unwrap();
    let port = format!("0100007F:{:04X} 00000000:0000 0A", site.address.port());
    assert!(!sockets.contains(&port), "{sockets}");
    let routes = fs::read_to_string(format!("/proc/{pid}/net/route")).unwrap();
    assert_eq!(routes.lines().count(), 1, "a way leads out: {routes}");
    stage.leaves().await;
    nothing_left(&room).await;
    assert!(!networks().contains(&own), "the network outlived its session");
}

/// The networks of all processes of the machine.
fn networks() -> Vec<PathBuf> {
    let entries = fs::read_dir("/proc").unwrap().flatten();
    entries.filter_map(|entry| fs::read_link(entry.path().join("ns/net")).ok()).collect()
}

#[tokio::test(flavor = "current_thread")]
async fn a_network_whose_session_is_gone_ends_with_everything_in_it() {
    let room = Room::new();
    let Network::Own { .. } = maker().network() else { return };
    let mut stage = Stage::at_home(room.subject(&Site::with_page("<p>Here</p>"))).await;
    let inside = |command: &str| command.starts_with(env!("CARGO_BIN_EXE_browser-network"));
    // Whoever is killed: the network's own process, and the driver it waits for.
    one(&room, inside).kill();
    let view = stage.looks().await;
    assert!(view.problem.is_none() || problem(&view, ProblemKind::Gone).detail.contains("driver"), "{view:?}");
    stage.leaves().await;
    nothing_left(&room).await;
}

#[tokio::test(flavor = "current_thread")]
async fn where_no_network_can_be_made_the_browser_lives_in_that_of_the_machine() {
    let room = Room::new();
    let seat = Seat::new(crate::room::local(), room.scratch.path().to_owned(), None, room.left.clone());
    let seat = Arc::new(seat.apart(Maker { program: "/bin/false".into(), arguments: Vec::new() }));
    let Network::Machine { why } = seat.network() else { panic!("made by nobody") };
    assert!(!why.is_empty() && seat.network().words().ends_with(why.as_str()), "{why}");
    let subject = room.subject(&Site::with_page("<p>Here</p>"));
    let mut stage = Stage::at_home(Subject { browser: Some(seat), ..subject }).await;
    assert_eq!(stage.looks().await.text, "Here");
    assert_eq!(network_of(&one(&room, chromium).pid.to_string()), network_of("self"));
    stage.leaves().await;
    nothing_left(&room).await;
}
