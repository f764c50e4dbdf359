//! What an inspection of a database on a server says.

use crate::cluster::cluster;
use crate::holder::Holder;
use crate::subjects::{at, facts, inspect};
use runproof_core::noun::database::{DatabaseCheck, Engine};
use runproof_core::verdict::Verdict;

pub const SHOP: &str = "
    CREATE TABLE circle (id int PRIMARY KEY, name text UNIQUE);
    CREATE TABLE message (id int PRIMARY KEY, circle_id int REFERENCES circle (id), body text);
    CREATE INDEX message_by_circle ON message (circle_id, body);
    CREATE INDEX message_by_length ON message (length(body));
    CREATE TABLE \"odd \"\"name\" (x int);
    CREATE SCHEMA archive; CREATE TABLE archive.message (id int);
    CREATE TABLE event (at date, kind text) PARTITION BY RANGE (at);
    CREATE TABLE event_new PARTITION OF event FOR VALUES FROM ('2026-01-01') TO (MAXVALUE);
    INSERT INTO circle VALUES (1, 'one'), (2, 'two');
    INSERT INTO message SELECT i, 1 + i % 2, 'message ' || i FROM generate_series(1, 2000) i;
    INSERT INTO event VALUES ('2026-02-01', 'deploy')";

#[test]
fn a_healthy_database_is_told_table_by_table() {
    let database = cluster().database(SHOP);
    let seen = facts(&at(&cluster().url("looker", &database, "")));
    assert_eq!((seen.engine, seen.magic, seen.integrity), (Engine::Postgresql, true, vec!["ok".to_owned()]));
    assert!(seen.bytes > 1_000_000, "{}", seen.bytes);
    let rows: Vec<_> = seen.tables.iter().map(|t| (t.name.as_str(), t.rows)).collect();
    let wanted = [("archive.message", 0), ("circle", 2), ("event", 1), ("message", 2000), ("odd \"name", 0)];
    assert_eq!(rows, wanted);
    let mut indexes = seen.tables[3].indexes.clone();
    indexes.sort();
    assert_eq!(indexes, [vec!["(expression)"], vec!["circle_id", "body"], vec!["id"]]);
    assert_eq!((seen.orphans, seen.journal_mode), (vec![], String::new()));
}

#[test]
fn the_same_is_seen_over_the_socket() {
    let database = cluster().database(SHOP);
    assert_eq!(facts(&at(&cluster().socket("looker", &database))).tables[3].rows, 2000);
}

#[test]
fn rows_that_refer_to_nothing_are_found_though_a_constraint_forbids_them() {
    let database = cluster().database(SHOP);
    let lose = "SET session_replication_role = replica; DELETE FROM circle WHERE id = 2";
    cluster().sql(&database, lose);
    let subject = at(&cluster().url("looker", &database, ""));
    assert_eq!(facts(&subject).orphans, [("message".to_owned(), 1000)]);
    let judged = DatabaseCheck::NoOrphans.judge(&inspect(&subject, "main"));
    assert_eq!(judged.verdict, Verdict::Failed);
}

#[test]
fn an_index_that_is_not_valid_is_damage() {
    let database = cluster().database(SHOP);
    cluster().sql(&database, "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'message_by_circle'::regclass");
    let seen = inspect(&at(&cluster().url("looker", &database, "")), "main");
    assert_eq!(seen.facts.as_ref().unwrap().integrity, ["the index message_by_circle of message is not valid"]);
    assert_eq!(DatabaseCheck::Intact.judge(&seen).verdict, Verdict::Failed);
}

#[test]
fn a_damaged_page_is_damage_and_not_trouble() {
    let database = cluster().database(SHOP);
    let damaged = cluster().damaged_copy(&database, "message");
    let seen = inspect(&at(&cluster().url("looker", &damaged, "")), "main");
    assert_eq!(seen.problem, None);
    let integrity = seen.facts.as_ref().unwrap().integrity.join("; ");
    assert!(integrity.contains("message: invalid page in block 2"), "{integrity}");
    assert_eq!(DatabaseCheck::Intact.judge(&seen).verdict, Verdict::Failed);
}

#[test]
fn a_table_that_somebody_holds_is_locked_and_named_so() {
    let database = cluster().database(SHOP);
    let subject = at(&cluster().url("looker", &database, ""));
    let holder = Holder::of(&database, "message");
    let seen = inspect(&subject, "main");
    let why = seen.problem.clone().unwrap().why;
    assert!(why.contains("it is locked: another session holds a table and does not let go"), "{why}");
    assert_eq!(DatabaseCheck::Intact.judge(&seen).verdict, Verdict::Failed);
    drop(holder);
    assert_eq!(inspect(&subject, "main").problem, None);
}
