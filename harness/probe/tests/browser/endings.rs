//! Sessions that end otherwise than by themselves: broken, never failed, never hanging, and nothing of them is left.

use crate::processes::{nothing_left, of, one};
use crate::room::{Room, Stage, judged, local, problem, view};
use crate::site::{Answer, Site};
use runproof_core::noun::view::{ProblemKind, View};
use runproof_core::noun::view_check::ViewCheck;
use runproof_core::noun::visit::Act;
use runproof_core::verdict::Verdict;
use runproof_probe::browser::Kind;
use runproof_probe::clock::Tick;
use runproof_probe::subject::Subject;
use std::net::TcpListener;
use std::path::PathBuf;
use std::time::Duration;

/// In this time it is known that a session is gone or does not begin.
const KNOWN: Duration = Duration::from_secs(20);

/// The act could not be done for want of a browser: that says nothing about the system, and says what to do.
fn broken(view: &View, kind: ProblemKind) -> String {
    let detail = problem(view, kind).detail.clone();
    for check in [ViewCheck::Done, ViewCheck::SeesNot { text: "anything".into() }, ViewCheck::ConsoleClean] {
        let judgement = judged(check, view);
        assert_eq!(judgement.verdict, Verdict::Broken, "{judgement:?}");
        assert!(judgement.hint.as_ref().is_some_and(|hint| hint == kind.advice()), "{judgement:?}");
    }
    detail
}

fn driver(command: &str) -> bool {
    command.starts_with("/usr/bin/chromedriver")
}

fn main_process(command: &str) -> bool {
    command.contains("--user-data-dir") && !command.contains("--type=") && !driver(command)
}

fn renderer(command: &str) -> bool {
    command.contains("--type=renderer")
}

#[tokio::test(flavor = "current_thread")]
async fn a_browser_or_driver_that_dies_in_the_middle_is_gone() {
    let room = Room::new();
    let site = Site::with_page("<p>Here</p><button>Go</button>");
    let acts = [Act::Looks { style: None }, Act::Opens { url: "/".into() }, Act::ReloadsAfresh];
    let press = || Act::Presses { control: "Go".into(), beside: None };
    for (what, act) in [driver as fn(&str) -> bool, main_process].into_iter().zip([press(), acts[1].clone()]) {
        let mut stage = Stage::at_home(room.subject(&site)).await;
        one(&room, what).kill();
        let began = Tick::now();
        broken(&stage.does(act).await, ProblemKind::Gone);
        // It stays gone for whatever comes next, and nothing waits for it.
        for act in &acts {
            broken(&stage.does(act.clone()).await, ProblemKind::Gone);
        }
        assert!(began.elapsed() < KNOWN, "{:?}", began.elapsed());
        stage.leaves().await;
        nothing_left(&room).await;
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_page_that_crashes_is_gone() {
    let room = Room::new();
    let mut stage = Stage::at_home(room.subject(&Site::with_page("<p>Here</p>"))).await;
    let began = Tick::now();
    for process in of(&room).into_iter().filter(|p| renderer(&p.command)) {
        process.kill();
    }
    broken(&stage.looks().await, ProblemKind::Gone);
    assert!(began.elapsed() < KNOWN, "{:?}", began.elapsed());
    stage.leaves().await;
    nothing_left(&room).await;
}

#[tokio::test(flavor = "current_thread")]
async fn without_a_browser_no_session_begins() {
    let room = Room::new();
    let site = Site::with_page("");
    let Kind::Local { driver, browser } = local() else { panic!("a local kind") };
    let no = |name: &str| PathBuf::from(name);
    // A driver of another version refuses a session as it does here, where what it is told to start is no browser.
    let no_browser = Kind::Local { driver: driver.clone(), browser: no("/bin/true") };
    let nothing = Kind::Local { driver: driver.clone(), browser: no("/no/such/browser") };
    let no_driver = Kind::Local { driver: no("/no/such/driver"), browser: browser.clone() };
    let other_driver = Kind::Local { driver: no("/bin/true"), browser };
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let service = Kind::Remote { url: format!("http://{nobody}") };
    for (kind, words) in [
        (no_browser, "session not created"),
        (nothing, "no browser session could be begun"),
        (no_driver, "the browser's driver did not start: No such file"),
        (other_driver, "it ended without saying its port"),
        (service, "no browser session could be begun"),
    ] {
        let began = Tick::now();
        let mut stage = Stage::new(Subject { browser: Some(room.seat_of(kind.clone())), ..room.subject(&site) });
        let detail = broken(&stage.opens("/").await, ProblemKind::NoSession);
        assert!(detail.contains(words), "{kind:?}: {detail}");
        assert!(began.elapsed() < KNOWN, "{kind:?}: {:?}", began.elapsed());
        stage.leaves().await;
        nothing_left(&room).await;
    }
    let mut stage = Stage::new(Subject { browser: None, ..room.subject(&site) });
    assert_eq!(broken(&stage.opens("/").await, ProblemKind::NoSession), "there is no browser");
    assert_eq!(site.lines(), [""; 0]);
}

#[tokio::test(flavor = "current_thread")]
async fn sessions_side_by_side_have_ports_of_their_own_and_end_with_everything() {
    let room = Room::new();
    let mut stage = Stage::at_home(room.subject(&Site::with_page("<p>Here</p>"))).await;
    let ada = view(&stage.seen("Ada", Act::Opens { url: "/".into() }).await);
    assert_eq!((ada.problem, ada.text.as_str()), (None, "Here"));
    assert_eq!(of(&room).iter().filter(|p| driver(&p.command)).count(), 2);
    assert!(of(&room).iter().filter(|p| driver(&p.command)).all(|p| p.command.trim_end().ends_with("--port=0")));
    stage.leaves().await;
    nothing_left(&room).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_scenario_that_is_dropped_in_the_middle_leaves_nothing() {
    let room = Room::new();
    let stalled = TcpListener::bind("127.0.0.1:0").unwrap();
    let site = Site::new([("/", Answer::page("<p>Here</p>"))]);
    // While the driver starts, while the browser does, and while a page is awaited that does not come.
    for after in [20, 150, 700] {
        let mut stage = Stage::new(room.subject(&site));
        let begun = tokio::time::timeout(Duration::from_millis(after), stage.opens("/"));
        drop(begun.await);
        drop(stage);
        nothing_left(&room).await;
    }
    let mut stage = Stage::at_home(room.subject(&site)).await;
    let url = format!("http://{}/", stalled.local_addr().unwrap());
    tokio::time::timeout(Duration::from_millis(500), stage.opens(&url)).await.unwrap_err();
    drop(stage);
    nothing_left(&room).await;
}
