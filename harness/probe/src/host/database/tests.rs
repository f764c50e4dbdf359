use super::*;
use runproof_core::noun::obstacle::{Obstacle, Side};
use std::fs;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use tempfile::TempDir;

const SCHEMA: &str = "
    CREATE TABLE circle (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
    CREATE TABLE message (id INTEGER PRIMARY KEY, circle_id INTEGER REFERENCES circle(id), body TEXT);
    CREATE INDEX message_by_circle ON message (circle_id, body);
    CREATE INDEX message_by_length ON message (length(body));
    CREATE TABLE \"odd \"\"name\" (x);
    INSERT INTO circle VALUES (1, 'one'), (2, 'two');
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
    INSERT INTO message SELECT i, 1 + i % 2, 'message ' || i FROM n;";

/// A healthy database in the given journal mode, at rest.
fn healthy(mode: &str) -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path().join("app 100%?.db");
    let connection = Connection::open(&at).unwrap();
    connection.pragma_update(None, "journal_mode", mode).unwrap();
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    connection.execute_batch(SCHEMA).unwrap();
    (dir, at)
}

fn names(dir: &TempDir) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn problem(at: &Path, way: Way) -> Obstacle {
    inspect(at, "main", way).problem.unwrap()
}

const WAYS: [Way; 2] = [Way::Direct, Way::Copied];

#[test]
fn a_healthy_database_in_any_mode_and_way_is_inspected_without_a_trace() {
    for mode in ["delete", "wal"] {
        for way in WAYS {
            let (dir, at) = healthy(mode);
            let before = (names(&dir), fs::read(&at).unwrap());
            let seen = inspect(&at, "main", way);
            assert_eq!(seen.problem, None, "{mode} {way:?}");
            let facts = seen.facts.unwrap();
            assert_eq!((facts.magic, facts.journal_mode.as_str()), (true, mode));
            assert_eq!(facts.bytes, before.1.len() as u64);
            assert_eq!(facts.integrity, ["ok"]);
            let rows: Vec<_> = facts.tables.iter().map(|t| (t.name.as_str(), t.rows)).collect();
            assert_eq!(rows, [("circle", 2), ("message", 2000), ("odd \"name", 0)]);
            let mut indexes = facts.tables[1].indexes.clone();
            indexes.sort();
            assert_eq!(indexes, [vec!["(expression)"], vec!["circle_id", "body"]]);
            assert_eq!(facts.tables[0].indexes, [["name"]]);
            assert_eq!(facts.orphans, []);
            assert_eq!((names(&dir), fs::read(&at).unwrap()), before, "{mode} {way:?}");
        }
    }
}

#[test]
fn what_only_stands_in_the_log_of_a_database_at_work_is_seen() {
    for way in WAYS {
        let (_dir, at) = healthy("wal");
        let writer = Connection::open(&at).unwrap();
        writer.execute("INSERT INTO circle VALUES (3, 'three')", []).unwrap();
        let facts = inspect(&at, "main", way).facts.unwrap();
        assert_eq!((facts.tables[0].rows, facts.journal_mode.as_str()), (3, "wal"));
    }
}

#[test]
fn a_link_to_a_database_at_work_leads_to_its_log_too() {
    for way in WAYS {
        let (dir, at) = healthy("wal");
        let elsewhere = tempfile::tempdir().unwrap();
        let link = elsewhere.path().join("main.db");
        std::os::unix::fs::symlink(&at, &link).unwrap();
        let writer = Connection::open(&at).unwrap();
        writer.execute("INSERT INTO circle VALUES (3, 'three')", []).unwrap();
        assert_eq!(inspect(&link, "main", way).facts.unwrap().tables[0].rows, 3);
        assert_eq!(names(&elsewhere), ["main.db"]);
        drop((writer, dir));
    }
}

#[test]
fn orphans_are_counted_by_table() {
    let (_dir, at) = healthy("delete");
    Connection::open(&at).unwrap().execute_batch("PRAGMA foreign_keys = off; DELETE FROM circle WHERE id = 2").unwrap();
    let facts = inspect(&at, "main", Way::Direct).facts.unwrap();
    assert_eq!(facts.orphans, [("message".to_owned(), 1000)]);
}

#[test]
fn a_missing_file_is_not_made() {
    for way in WAYS {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(problem(&dir.path().join("gone.db"), way), Obstacle::found("`main` is not there"));
        assert_eq!(names(&dir), Vec::<String>::new());
    }
}

#[test]
fn an_empty_file_and_one_of_another_kind_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path().join("a.db");
    fs::write(&at, "").unwrap();
    assert_eq!(problem(&at, Way::Direct), Obstacle::found("`main` is empty"));
    fs::write(&at, "version https://git-lfs\n").unwrap();
    assert_eq!(
        problem(&at, Way::Direct),
        Obstacle::found("`main` is no SQLite database: it begins with `version https://`")
    );
    fs::write(&at, "SQLite format 3\0and nothing more").unwrap();
    assert_eq!(problem(&at, Way::Direct), Obstacle::found("`main`: file is not a database"));
    assert_eq!(problem(dir.path(), Way::Direct), Obstacle::found("`main` is a directory, not a file"));
}

#[test]
fn damage_is_never_taken_for_health() {
    for mode in ["delete", "wal"] {
        for way in WAYS {
            for damage in [truncate, scramble_a_page, zero_a_page, scramble_all_but_the_first_page] {
                let (_dir, at) = healthy(mode);
                damage(&fs::OpenOptions::new().write(true).open(&at).unwrap());
                let seen = inspect(&at, "main", way);
                let intact = seen.facts.as_ref().is_some_and(|f| f.integrity == ["ok"]);
                assert!(seen.problem.is_some() || !intact, "{mode} {way:?}: {seen:?}");
                assert!(seen.problem.iter().all(|o| o.side == Side::System), "{mode} {way:?}: {seen:?}");
                let facts = seen.facts.unwrap();
                assert!(facts.integrity.len() <= 21, "{}", facts.integrity.len());
            }
        }
    }
}

fn truncate(file: &fs::File) {
    file.set_len(file.metadata().unwrap().len() / 2 + 100).unwrap();
}

fn scramble_a_page(file: &fs::File) {
    let noise: Vec<u8> = (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 11).to_le_bytes()[0]).collect();
    file.write_all_at(&noise, 4096 * 5).unwrap();
}

fn zero_a_page(file: &fs::File) {
    file.write_all_at(&[0; 4096], 4096 * 6).unwrap();
}

fn scramble_all_but_the_first_page(file: &fs::File) {
    let length = usize::try_from(file.metadata().unwrap().len()).unwrap() - 4096;
    file.write_all_at(&vec![0xa5; length], 4096).unwrap();
}

#[test]
fn a_lock_is_named() {
    for way in WAYS {
        let (_dir, at) = healthy("delete");
        let holder = Connection::open(&at).unwrap();
        holder.execute_batch("BEGIN EXCLUSIVE").unwrap();
        let wanted = "`main` is locked: another connection holds it and does not let go";
        assert_eq!(problem(&at, way), Obstacle::found(wanted), "{way:?}");
        holder.execute_batch("COMMIT").unwrap();
        assert_eq!(inspect(&at, "main", way).problem, None);
    }
}

#[test]
fn a_writer_that_has_not_committed_is_no_lock() {
    for way in WAYS {
        let (_dir, at) = healthy("delete");
        let writer = Connection::open(&at).unwrap();
        writer.execute_batch("BEGIN IMMEDIATE; INSERT INTO circle VALUES (3, 'three')").unwrap();
        let facts = inspect(&at, "main", way).facts.unwrap();
        assert_eq!(facts.tables[0].rows, 2);
    }
}

#[test]
fn an_unfinished_transaction_of_a_dead_writer_is_named_and_not_rolled_back() {
    let (dir, at) = healthy("delete");
    let writer = Connection::open(&at).unwrap();
    writer.pragma_update(None, "cache_size", 1).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE; UPDATE message SET body = 'changed' || id").unwrap();
    // What a machine that lost power would find: file and journal as they are now, without their locks.
    let dead = dir.path().join("dead.db");
    fs::copy(&at, &dead).unwrap();
    let journal = dir.path().join("dead.db-journal");
    fs::copy(at.with_file_name("app 100%?.db-journal"), &journal).unwrap();
    let before = fs::read(&journal).unwrap();
    let why = "`main`: a transaction was never finished, and its journal waits to be rolled back";
    assert_eq!(problem(&dead, Way::Direct), Obstacle::found(why));
    assert_eq!(fs::read(&journal).unwrap(), before);
}

#[test]
fn time_is_bounded() {
    let (_dir, at) = healthy("delete");
    let connection = Connection::open(&at).unwrap();
    let _watchdog = Watchdog::over(&connection, Duration::from_millis(100)).unwrap();
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
    for _ in 0..2 {
        let begun = crate::clock::Tick::now();
        let trouble = Trouble::from(connection.query_row(endless, [], |_| Ok(())).unwrap_err());
        assert_eq!(trouble, Trouble::Late);
        assert_eq!(trouble.obstacle("main"), Obstacle::unseen("`main` gave no answer in time"));
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
}
