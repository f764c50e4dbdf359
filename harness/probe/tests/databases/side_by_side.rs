//! Two databases of one server, and a database beside a file.

use crate::cluster::cluster;
use crate::inspecting::SHOP;
use crate::subjects::{at, compare, inspect};
use runproof_core::noun::comparison::{Comparison, ComparisonCheck};
use runproof_core::noun::obstacle::Side;
use runproof_core::verdict::Verdict;

fn same(seen: &Comparison) -> Verdict {
    ComparisonCheck::Same.judge(seen).verdict
}

fn differing(seen: &Comparison) -> Vec<&str> {
    seen.parts.iter().filter(|p| p.first != p.second).map(|p| p.name.as_str()).collect()
}

#[test]
fn the_same_rows_in_another_order_are_the_same_and_one_byte_is_a_difference() {
    let one = cluster().database(SHOP);
    let two = cluster().database(SHOP);
    cluster().sql(
        &two,
        "CREATE TABLE copy AS SELECT * FROM message; TRUNCATE message; \
        INSERT INTO message SELECT * FROM copy ORDER BY body DESC; DROP TABLE copy",
    );
    let subject = at(&cluster().url("looker", &one, ""));
    let seen = compare(&subject, "main", &two);
    assert_eq!((same(&seen), seen.parts.len()), (Verdict::Passed, 5), "{seen:?}");
    cluster().sql(&two, "UPDATE message SET body = 'massage 7' WHERE id = 7");
    let seen = compare(&subject, "main", &two);
    assert_eq!((same(&seen), differing(&seen)), (Verdict::Failed, vec!["message"]));
}

#[test]
fn null_and_the_word_null_differ_and_so_do_the_names_of_columns() {
    let one = cluster().database("CREATE TABLE t (a text, b text); INSERT INTO t VALUES (NULL, 'x')");
    let subject = at(&cluster().url("looker", &one, ""));
    for other in [
        "CREATE TABLE t (a text, b text); INSERT INTO t VALUES ('null', 'x')",
        "CREATE TABLE t (a text, b text); INSERT INTO t VALUES ('', 'x')",
        "CREATE TABLE t (a text, c text); INSERT INTO t VALUES (NULL, 'x')",
    ] {
        let two = cluster().database(other);
        assert_eq!(differing(&compare(&subject, "main", &two)), ["t"], "{other}");
    }
}

#[test]
fn what_changes_by_being_looked_at_is_left_out_and_said_so() {
    let one = cluster().database(SHOP);
    let two = cluster().database(SHOP);
    cluster().sql(&two, "UPDATE message SET body = 'other'; INSERT INTO archive.message VALUES (1)");
    let mut subject = at(&cluster().url("looker", &one, ""));
    subject.volatile.insert("message".into(), vec!["body".into()]);
    subject.volatile.insert("archive.message".into(), vec!["*".into()]);
    let seen = compare(&subject, "main", &two);
    assert_eq!(
        (same(&seen), seen.left_out.clone()),
        (Verdict::Passed, vec!["archive.message".into(), "message.body".into()])
    );
}

#[test]
fn a_database_that_is_not_there_and_a_file_beside_a_server_are_told_apart() {
    let one = cluster().database(SHOP);
    let subject = at(&cluster().url("looker", &one, ""));
    let gone = inspect(&subject, "restored_yesterday");
    let gone = gone.problem.unwrap();
    assert!(gone.why.contains("database \"restored_yesterday\" does not exist"));
    assert_eq!(gone.side, Side::System, "that a database is gone is a fact");
    let seen = compare(&subject, "main", "/srv/app.db");
    assert!(seen.problem.as_ref().unwrap().why.contains("does not compare with a SQLite file"), "{seen:?}");
    assert_eq!(same(&seen), Verdict::Broken);
}
