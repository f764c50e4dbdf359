//! Attempts to write, to stop others and to break out, through queries that a feature might name.

use crate::cluster::cluster;
use crate::inspecting::SHOP;
use crate::subjects::{at, query};
use runproof_core::noun::query::QueryRows;

/// What must stay as it is.
const STATE: &str = "SELECT (SELECT count(*) FROM circle), (SELECT sum(id) FROM circle), (SELECT last_value FROM numbers), \
    (SELECT is_called FROM numbers), (SELECT count(*) FROM pg_class WHERE relname LIKE 'new%'), \
    (SELECT count(*) FROM pg_largeobject_metadata), (SELECT count(*) FROM pg_roles), \
    (SELECT setting FROM pg_settings WHERE name = 'work_mem'), (SELECT count(*) FROM pg_db_role_setting), \
    (SELECT count(*) FROM pg_prepared_xacts)";

const ATTEMPTS: [&str; 30] = [
    "INSERT INTO circle VALUES (3, 'three')",
    "INSERT INTO circle VALUES (3, 'three') RETURNING id",
    "UPDATE circle SET name = 'x' RETURNING id",
    "DELETE FROM circle RETURNING id",
    "WITH gone AS (DELETE FROM circle RETURNING id) SELECT * FROM gone",
    "SELECT 1; DELETE FROM circle",
    "SELECT 1; COMMIT; BEGIN; DELETE FROM circle; COMMIT",
    "SELECT 1) AS asked (c0); DELETE FROM circle; --",
    "SELECT 1 /* ) AS asked */ ; ROLLBACK",
    "COMMIT",
    "COMMIT AND CHAIN",
    "ROLLBACK",
    "SAVEPOINT s",
    "SET TRANSACTION READ WRITE",
    "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
    "SET default_transaction_read_only = off",
    "SELECT set_config('transaction_read_only', 'off', true)",
    "SELECT set_config('transaction_read_only', 'off', true), nextval('numbers')",
    "SELECT nextval('numbers')",
    "SELECT setval('numbers', 99)",
    "SELECT * INTO new_table FROM circle",
    "CREATE TABLE new_table (a int)",
    "CREATE TEMPORARY TABLE new_table (a int)",
    "COPY circle TO PROGRAM 'cat > /dev/null'",
    "COPY circle FROM PROGRAM 'echo 3,three' WITH (FORMAT csv)",
    "EXPLAIN ANALYZE DELETE FROM circle",
    "SELECT id FROM circle FOR UPDATE",
    "DO $$ BEGIN DELETE FROM circle; END $$",
    "PREPARE TRANSACTION 'new'",
    "LOCK TABLE circle",
];

/// A database and the state it is in.
fn prepared() -> (String, String) {
    let database = cluster().database(&format!("{SHOP}; CREATE SEQUENCE numbers"));
    let state = cluster().sql(&database, STATE);
    (database, state)
}

fn attempt(role: &str, database: &str, sql: &str) -> QueryRows {
    query(&at(&cluster().url(role, database, "")), sql)
}

#[test]
fn no_attempt_to_write_is_answered_even_with_the_rights_of_the_application() {
    let (database, state) = prepared();
    for sql in ATTEMPTS {
        let seen = attempt("app", &database, sql);
        assert!(seen.problem.is_some() && seen.rows.is_empty(), "{sql}: {seen:?}");
    }
    assert_eq!(cluster().sql(&database, STATE), state);
}

#[test]
fn nothing_stays_of_what_a_server_lets_happen_in_a_reading_transaction() {
    let (database, state) = prepared();
    for sql in [
        "SELECT set_config('default_transaction_read_only', 'off', false)",
        "SELECT set_config('work_mem', '64kB', false)",
        "SELECT lo_creat(-1)",
        "SELECT lo_from_bytea(0, 'x')",
        "SELECT pg_notify('shop', 'hello')",
        "SELECT pg_advisory_lock(7)",
    ] {
        attempt("app", &database, sql);
        assert_eq!(cluster().sql(&database, STATE), state, "{sql}");
    }
    let locks = "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity USING (pid) WHERE l.locktype = 'advisory'";
    assert_eq!(cluster().sql(&database, locks), "0");
    let seen = attempt(
        "app",
        &database,
        "SELECT current_setting('transaction_read_only'), current_setting('default_transaction_read_only')",
    );
    assert_eq!(seen.rows, [["on", "on"]]);
}

#[test]
fn the_role_that_the_manual_recommends_cannot_signal_the_application_nor_touch_files_of_the_server() {
    let (database, state) = prepared();
    let holder = crate::holder::Holder::of(&database, "archive.message");
    let others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'admin' AND state = 'idle in transaction'";
    assert_eq!(cluster().sql(&database, others), "1");
    let file = "/tmp/runproof-no-such-file";
    for sql in [
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'admin'".to_owned(),
        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = 'admin'".to_owned(),
        "SELECT pg_reload_conf()".to_owned(),
        "SELECT pg_switch_wal()".to_owned(),
        "SELECT pg_read_file('/etc/passwd')".to_owned(),
        "SELECT lo_import('/etc/passwd')".to_owned(),
        format!("SELECT lo_export(1, '{file}')"),
        "SELECT set_config('role', 'app', true)".to_owned(),
        "SELECT set_config('session_authorization', 'admin', true)".to_owned(),
        "SELECT pg_stat_reset()".to_owned(),
    ] {
        let seen = attempt("looker", &database, &sql);
        assert!(seen.problem.is_some(), "{sql}: {seen:?}");
    }
    assert!(!std::path::Path::new(file).exists());
    assert_eq!(cluster().sql(&database, others), "1", "the other session is still there");
    assert_eq!(cluster().sql(&database, STATE), state);
    drop(holder);
}
