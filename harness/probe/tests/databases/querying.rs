//! Named queries on a server: values of every type, bounds, and what is said when they cannot be run.

use crate::cluster::{PASSWORD, cluster};
use crate::inspecting::SHOP;
use crate::subjects::{at, query};
use serde_json::json;

#[test]
fn values_of_every_type() {
    let database = cluster().database("");
    let subject = at(&cluster().url("looker", &database, ""));
    let seen = query(
        &subject,
        "SELECT 1::int2 AS a, -7::int8 AS b, true AS c, 2.5::float8 AS d, 12345678901234567890.10 AS e, 42::numeric AS f, \
         'é''x'::text AS g, NULL::int AS h, 'abc'::bytea AS i, '{\"k\": [1]}'::jsonb AS j, ARRAY[1,2] AS k, \
         '2026-02-01 10:00+02'::timestamptz AS l, 'NaN'::float8 AS m, '1 day'::interval AS n, 'x'::\"char\" AS o",
    );
    assert_eq!(seen.problem, None);
    assert_eq!(seen.columns.join(""), "abcdefghijklmno");
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let wanted = json!([[
        1, -7, true, 2.5, "12345678901234567890.10", 42, "é'x", null, abc, {"k": [1]}, "{1,2}",
        "2026-02-01 08:00:00+00", "NaN", "P1D", "x"
    ]]);
    assert_eq!(json!(seen.rows), wanted);
}

#[test]
fn all_rows_are_counted_and_the_first_200_kept() {
    let database = cluster().database(SHOP);
    let subject = at(&cluster().url("looker", &database, ""));
    let seen = query(&subject, "SELECT id, body FROM message ORDER BY id DESC -- the newest first\n;");
    assert_eq!((seen.problem, seen.count, seen.rows.len()), (None, 2000, 200));
    assert_eq!(seen.rows[0], [json!(2000), json!("message 2000")]);
    let long = query(&subject, "SELECT repeat('ü', 1000000)");
    assert_eq!(long.rows[0][0].as_str().unwrap().chars().count(), 4_097);
    let none = query(&subject, "SELECT 1 AS one WHERE false");
    assert_eq!((none.problem, none.count, none.columns), (None, 0, vec!["one".to_owned()]));
    for same in ["WITH n AS (SELECT 1) SELECT * FROM n", "VALUES (1)", "TABLE circle LIMIT 1", "SELECT 1, 1"] {
        assert_eq!((query(&subject, same).problem, query(&subject, same).count), (None, 1), "{same}");
    }
}

#[test]
fn what_cannot_be_run_says_why() {
    let database = cluster().database(SHOP);
    let subject = at(&cluster().url("looker", &database, ""));
    let why = |sql: &str| query(&subject, sql).problem.unwrap().why;
    assert!(why("SELECT nope FROM circle").contains("column \"nope\" does not exist"));
    assert!(why("SELECT 1; SELECT 2").contains("cannot insert multiple commands"));
    assert!(why("SELECT 1 WHERE $1").contains("only a statement that returns rows"));
    assert!(why("").contains("only a statement that returns rows"));
    assert!(why("SELECT pg_sleep(60)").contains("it gave no answer in time"));
    let place = format!("`main` on localhost:{}: ", cluster().port);
    assert!(why("SELECT 1/0").starts_with(&place), "{}", why("SELECT 1/0"));
}

#[test]
fn a_value_that_is_secret_is_masked() {
    let database = cluster().database("");
    let subject = at(&cluster().url("looker", &database, ""));
    subject.redactor.learn("database password", None, PASSWORD);
    let seen = query(&subject, &format!("SELECT 'the word is {PASSWORD}'"));
    assert_eq!(seen.rows[0], [json!("the word is [masked database password]")]);
}
