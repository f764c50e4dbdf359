use super::*;
use runproof_core::noun::comparison::ComparisonCheck;
use runproof_core::noun::obstacle::Side;
use runproof_core::verdict::Verdict;
use std::path::PathBuf;
use tempfile::TempDir;

fn database(dir: &TempDir, name: &str, sql: &str) -> PathBuf {
    let at = dir.path().join(name);
    Connection::open(&at).unwrap().execute_batch(sql).unwrap();
    at
}

fn compared(one: &str, two: &str, volatile: &[(&str, &str)]) -> Comparison {
    let dir = tempfile::tempdir().unwrap();
    let (a, b) = (database(&dir, "a.db", one), database(&dir, "b.db", two));
    let volatile = volatile.iter().map(|(t, c)| ((*t).to_owned(), vec![(*c).to_owned()])).collect();
    let (parts, left_out) = both((&a, "a"), (&b, "b"), &volatile, Way::Direct).unwrap();
    Comparison { first: "a".into(), second: "b".into(), parts, left_out, problem: None }
}

fn differing(seen: &Comparison) -> Vec<&str> {
    seen.parts.iter().filter(|p| p.first != p.second).map(|p| p.name.as_str()).collect()
}

const TABLE: &str = "CREATE TABLE t (id INTEGER PRIMARY KEY, a, b);";

#[test]
fn the_same_rows_in_another_order_are_the_same() {
    let one = format!("{TABLE} INSERT INTO t VALUES (1, 'x', NULL), (2, x'00', 1.5)");
    let two = "CREATE TABLE t (b, a, id INTEGER); INSERT INTO t VALUES (1.5, x'00', 2), (NULL, 'x', 1)";
    let seen = compared(&one, two, &[]);
    assert_eq!(differing(&seen), Vec::<&str>::new());
    assert_eq!(ComparisonCheck::Same.judge(&seen).verdict, Verdict::Passed);
}

#[test]
fn any_difference_in_a_row_is_seen() {
    let one = format!("{TABLE} INSERT INTO t VALUES (1, 'x', NULL), (2, 'y', NULL)");
    let others = [
        "INSERT INTO t VALUES (1, 'x', NULL), (2, 'z', NULL)",
        "INSERT INTO t VALUES (1, 'x', NULL), (3, 'y', NULL)",
        "INSERT INTO t VALUES (1, 'x', NULL), (2, x'79', NULL)",
        "INSERT INTO t VALUES (1, 'x', NULL), (2, 'y', '')",
        "INSERT INTO t VALUES (1, NULL, 'x'), (2, 'y', NULL)",
        "INSERT INTO t VALUES (1, 'x', NULL)",
        "INSERT INTO t VALUES (1, 'x', NULL), (2, 'y', NULL), (3, 'y', NULL)",
        "DROP TABLE t",
    ];
    for other in others {
        assert_eq!(differing(&compared(&one, &format!("{TABLE} {other}"), &[])), ["t"], "{other}");
    }
}

#[test]
fn rows_that_stand_twice_do_not_cancel_out() {
    let table = "CREATE TABLE t (a);";
    let seen = compared(
        &format!("{table} INSERT INTO t VALUES (1), (1), (2), (2)"),
        &format!("{table} INSERT INTO t VALUES (3), (3), (4), (4)"),
        &[],
    );
    assert_eq!(differing(&seen), ["t"]);
}

#[test]
fn what_changes_by_being_looked_at_is_left_out_and_recorded() {
    let one = "CREATE TABLE key (id INTEGER PRIMARY KEY AUTOINCREMENT, last_used); CREATE TABLE django_session (k);
               CREATE TABLE log (line); INSERT INTO key VALUES (1, 'now'); INSERT INTO log VALUES (1)";
    let two = one.replace("now", "then").replace("log VALUES (1)", "log VALUES (2)");
    let seen = compared(one, &two, &[("key", "last_used"), ("log", "*"), ("gone", "x")]);
    assert_eq!(differing(&seen), Vec::<&str>::new());
    assert_eq!(seen.left_out, ["django_session", "key.last_used", "log"]);
    assert_eq!(seen.parts.len(), 1);
    assert_eq!(differing(&compared(one, &two, &[])), ["key", "log"]);
}

#[test]
fn two_empty_databases_prove_nothing() {
    let seen = compared(TABLE, TABLE, &[]);
    assert_eq!(ComparisonCheck::Same.judge(&seen).verdict, Verdict::Inconclusive);
}

#[test]
fn a_side_that_cannot_be_read_is_a_problem_with_its_name() {
    let dir = tempfile::tempdir().unwrap();
    let a = database(&dir, "a.db", TABLE);
    let gone = both((&a, "main"), (&dir.path().join("gone"), "backups/x.db"), &Volatile::new(), Way::Direct);
    assert_eq!(gone.unwrap_err(), Obstacle::found("`backups/x.db` is not there"));
    let holder = Connection::open(&a).unwrap();
    holder.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let locked = both((&a, "main"), (&a, "main"), &Volatile::new(), Way::Direct);
    let locked = locked.unwrap_err();
    assert!(locked.why.contains("`main` is locked") && locked.side == Side::System, "{locked:?}");
}
