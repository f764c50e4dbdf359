//! Engines that are not there, let nobody in, or never answer: all of that is on the side of who looks for something in
//! them.

use crate::project::{ask, nobody, services_of};
use runproof_core::check::Check;
use runproof_core::noun::engine_check::{Condition, ServicesCheck};
use runproof_core::noun::engine_use::EngineCheck;
use runproof_core::noun::obstacle::Side;
use runproof_core::observation::{Observation, Question};
use runproof_core::verdict::Verdict;
use runproof_probe::clock::Tick;
use runproof_probe::engine::{EngineSeat, greeting_aside};
use runproof_probe::subject::Subject;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixListener;
use std::time::Duration;

fn why(engine: Option<EngineSeat>) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let services = services_of(ask(&runtime, Subject { engine, ..nobody() }, &Question::Services));
    let problem = services.problem.clone().unwrap();
    assert_eq!(problem.side, Side::Probe);
    let check = Check::Services(ServicesCheck::Every { condition: Condition::Running });
    assert_eq!(check.judge(&Observation::Services(services)).verdict, Verdict::Broken);
    problem.why
}

fn at(path: &std::path::Path) -> Option<EngineSeat> {
    Some(EngineSeat { project: "shop".into(), address: Some(format!("unix://{}", path.display())), idle: false })
}

#[test]
fn a_target_without_an_engine_says_what_to_add() {
    assert!(why(None).contains("add `engine = { project = "));
}

#[test]
fn no_socket_says_what_to_install() {
    let directory = tempfile::tempdir().unwrap();
    let why = why(at(&directory.path().join("none.sock")));
    assert!(why.contains("is not there") && why.contains("apt-get install docker.io"), "{why}");
}

#[test]
fn a_socket_without_a_listener_says_to_start_it() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("dead.sock");
    drop(UnixListener::bind(&path).unwrap());
    let why = why(at(&path));
    assert!(why.contains("does not listen") && why.contains("systemctl start docker"), "{why}");
}

#[test]
fn an_engine_that_is_down_is_itself_what_was_asked_for() {
    let directory = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let engine = at(&directory.path().join("none.sock"));
    let check = Check::Engine(EngineCheck::AtLeast { version: "1.0".into() });
    let judged = |engine| check.judge(&ask(&runtime, Subject { engine, ..nobody() }, &Question::Engine)).verdict;
    assert_eq!((judged(engine), judged(None)), (Verdict::Failed, Verdict::Broken));
}

#[test]
fn a_socket_of_others_says_which_group() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("closed.sock");
    let listener = UnixListener::bind(&path).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    std::fs::set_permissions(directory.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let told = std::thread::spawn(move || {
        if rustix::process::geteuid().is_root() {
            let nobody = rustix::process::Uid::from_raw(65_534);
            // Of this thread alone.
            rustix::thread::set_thread_res_uid(nobody, nobody, nobody).unwrap();
        }
        why(at(&path))
    });
    let told = told.join().unwrap();
    drop(listener);
    assert!(told.contains("permission denied") && told.contains("group `docker`"), "{told}");
}

#[test]
fn a_socket_that_never_answers_is_waited_for_only_so_long() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("silent.sock");
    let _listener = UnixListener::bind(&path).unwrap();
    let begun = Tick::now();
    let told = greeting_aside(Some(&format!("unix://{}", path.display())), Duration::from_millis(300)).unwrap_err();
    assert!(told.contains("does not answer within 300 ms") && told.contains("systemctl status docker"), "{told}");
    assert!(begun.elapsed_ms() < 5_000);
    let told = why(at(&path));
    assert!(told.contains("does not answer within 10 s"), "{told}");
}
