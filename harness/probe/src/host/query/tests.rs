use super::*;
use rusqlite::Connection;
use serde_json::json;
use std::path::PathBuf;
use tempfile::TempDir;

fn made() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path().join("a.db");
    let connection = Connection::open(&at).unwrap();
    connection
        .execute_batch(
            "CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 'x'), (2.5, NULL), (-7, x'616263'), (9e999, 'é')",
        )
        .unwrap();
    (dir, at)
}

fn asked(at: &Path, sql: &str) -> Result<Rows, Obstacle> {
    ask(at, sql, Way::Direct, LIMIT)
}

#[test]
fn values_of_every_type() {
    let (_dir, at) = made();
    for way in [Way::Direct, Way::Copied] {
        let rows = ask(&at, "SELECT a, b FROM t ORDER BY rowid", way, LIMIT).unwrap();
        assert_eq!(rows.columns, ["a", "b"]);
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let wanted = json!([[1, "x"], [2.5, null], [-7, abc], ["inf", "é"]]);
        assert_eq!(json!(rows.rows), wanted);
        assert_eq!(rows.count, 4);
    }
}

#[test]
fn all_rows_are_counted_and_the_first_200_kept() {
    let (_dir, at) = made();
    let many =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1234) SELECT i, 'a' || i FROM n";
    let rows = asked(&at, many).unwrap();
    assert_eq!((rows.count, rows.rows.len()), (1234, 200));
    let long = asked(&at, "SELECT hex(zeroblob(100000))").unwrap();
    assert_eq!(long.rows[0][0].as_str().map(|s| s.chars().count()), Some(TEXT + 1));
}

#[test]
fn nothing_but_reading_is_run() {
    let (dir, at) = made();
    let before = std::fs::read(&at).unwrap();
    let into = dir.path().join("into.db");
    let writes = [
        "DELETE FROM t".to_owned(),
        "INSERT INTO t VALUES (1, 2) RETURNING a".into(),
        "SELECT 1; DELETE FROM t".into(),
        "PRAGMA user_version = 3".into(),
        "PRAGMA journal_mode = wal".into(),
        format!("VACUUM INTO '{}'", into.display()),
        format!("ATTACH '{}' AS other", into.display()),
        String::new(),
    ];
    for sql in &writes {
        for way in [Way::Direct, Way::Copied] {
            let seen = ask(&at, sql, way, LIMIT);
            assert!(seen.is_err(), "{sql}: {seen:?}");
        }
    }
    assert_eq!(std::fs::read(&at).unwrap(), before);
    assert!(!into.exists());
}

#[test]
fn what_cannot_be_run_says_why() {
    let (_dir, at) = made();
    assert_eq!(asked(&at, "SELECT nope FROM t"), Err(Obstacle::found("`main`: no such column: nope")));
    assert_eq!(asked(&at, "SELECT 1; SELECT 2"), Err(Obstacle::unseen("`main`: there is more than one statement")));
    assert_eq!(asked(Path::new("/nowhere/a.db"), "SELECT 1"), Err(Obstacle::found("`main` is not there")));
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0";
    let late = ask(&at, endless, Way::Direct, Duration::from_millis(100));
    assert_eq!(late, Err(Obstacle::unseen("`main` gave no answer in time")));
}
