//! Every question, asked through its public function of a subject with real things in it.

use super::test_subject::subject;
use super::*;
use crate::subject::{Store, Subject};
use runproof_core::noun::log::Window;
use runproof_core::noun::obstacle::Obstacle;
use runproof_core::observation::LineSource;
use std::fs;
use std::future::Future;
use std::time::Duration;
use tempfile::TempDir;

fn now<T>(asked: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(asked)
}

fn unseen(why: &str) -> Option<Obstacle> {
    Some(Obstacle::unseen(why))
}

fn prepared() -> (TempDir, Subject) {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    fs::create_dir(root.join("attestations")).unwrap();
    fs::create_dir(root.join("dist")).unwrap();
    fs::write(root.join("dist/index.html"), "<html>").unwrap();
    fs::write(root.join(".env"), "DEBUG=False\n").unwrap();
    fs::write(root.join("edge.log"), "one\ntwo\n").unwrap();
    let connection = rusqlite::Connection::open(root.join("app.db")).unwrap();
    connection.execute_batch("CREATE TABLE t (a); INSERT INTO t VALUES (1)").unwrap();
    let mut subject = subject(root);
    subject.database = Some(Store::Sqlite(root.join("app.db")));
    subject.logs.insert("edge".into(), crate::subject::LogPlace::File(root.join("edge.log")));
    let words = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
    subject.procedures.insert("where".into(), words(&["sh", "-c", "pwd; printf %s \"$*\"", "--"]));
    subject.procedures.insert("hang".into(), words(&["sleep", "600"]));
    subject.procedures.insert("nothing".into(), Vec::new());
    (dir, subject)
}

#[test]
fn every_question_has_an_answer() {
    let (_dir, mut s) = prepared();
    for live in [false, true] {
        s.live = live;
        assert_eq!(now(file(&s, ".env")).file.unwrap().bytes, 12);
        assert_eq!(now(directory(&s, "dist")).entries.unwrap().len(), 1);
        assert_eq!(now(compare_directories(&s, "dist", "dist")).parts.len(), 1);
        assert!(now(archive(&s, ".env")).problem.is_some());
        let equals = [("DEBUG".to_owned(), "False".to_owned())];
        assert!(now(env_file(&s, ".env", &equals, &[])).variables.unwrap()[0].equals[0].1);
        assert!(now(space(&s, ".")).bytes > 0);
        assert!(now(git_tree(&s, ".", &[])).problem.is_some());
        assert_eq!(now(database(&s, "main")).facts.unwrap().tables[0].rows, 1);
        assert_eq!(now(database(&s, "app.db")).problem, None);
        assert_eq!(now(compare_databases(&s, "main", "app.db")).parts.len(), 1);
        assert_eq!(now(query(&s, "ones", "SELECT a FROM t")).rows, [[1]]);
        let log = LineSource::Log { name: "edge".into(), window: Window::Lines { last: 1 } };
        assert_eq!(now(lines(&s, &log, None)).samples, ["two"]);
        assert_eq!(now(attestation(&s, "A-1")).problem, None);
        assert!(now(child_run(&s, "x.feature", &[])).problem.is_some());
    }
}

#[test]
fn without_a_root_or_a_name_nothing_is_known_and_nothing_guessed() {
    let (_dir, mut s) = prepared();
    s.root = None;
    s.database = None;
    let why = "`dist` is relative and the target names no root";
    assert_eq!(now(file(&s, "dist")).problem, unseen(why));
    assert_eq!(now(directory(&s, "dist")).problem, unseen(why));
    assert_eq!(now(compare_directories(&s, "/tmp", "dist")).problem, unseen(why));
    assert_eq!(now(archive(&s, "dist")).problem, unseen(why));
    assert_eq!(now(env_file(&s, "dist", &[], &[])).problem, unseen(why));
    assert_eq!(now(space(&s, "dist")).problem, unseen(why));
    assert_eq!(now(git_tree(&s, "dist", &[])).problem, unseen(why));
    assert_eq!(now(database(&s, "dist")).problem, unseen(why));
    assert_eq!(now(compare_databases(&s, "dist", "main")).problem, unseen(why));
    assert_eq!(now(query(&s, "q", "SELECT 1")).problem, unseen("the target names no database"));
    let log = LineSource::Log { name: "backend".into(), window: Window::Lines { last: 1 } };
    assert_eq!(now(lines(&s, &log, None)).problem, unseen("the target names no log `backend`"));
    let file = LineSource::File { path: "dist".into() };
    assert_eq!(now(lines(&s, &file, None)).problem, unseen(why));
    let unknown = now(procedure(&s, "rollback", &[])).problem;
    assert_eq!(unknown, unseen("the target names no procedure `rollback`"));
}

#[test]
fn procedures_run_in_the_root_with_further_arguments_and_a_limit() {
    let (dir, mut s) = prepared();
    let seen = now(procedure(&s, "where", &["a b".into(), "*".into()]));
    let root = dir.path().canonicalize().unwrap();
    assert_eq!((seen.problem, seen.exit_code), (None, Some(0)));
    assert_eq!(seen.stdout, format!("{}\na b *", root.display()));
    assert_eq!(now(procedure(&s, "nothing", &[])).problem, unseen("the procedure `nothing` is empty"));
    s.procedure_limit = Duration::from_millis(200);
    let seen = now(procedure(&s, "hang", &[]));
    let late = Obstacle::found("`hang`: was not at its end within 200 ms and was killed");
    assert_eq!(seen.problem, Some(late));
    assert!((200..5_000).contains(&seen.took_ms));
}

#[test]
fn asking_can_move_between_threads() {
    fn moves<T: Send>(_: &T) {}
    let (_dir, s) = prepared();
    moves(&procedure(&s, "hang", &[]));
    moves(&git_tree(&s, ".", &[]));
    moves(&child_run(&s, "x", &[]));
    moves(&lines(&s, &LineSource::File { path: "x".into() }, None));
    moves(&compare_databases(&s, "main", "main"));
}
