//! What a server holds after a restore: constraints, sequences, newest records, and what a dump needs there.

use crate::cluster::cluster;
use crate::dumps::{RICH, dump, held, seen};
use runproof_core::noun::holdings::{Holdings, HoldingsCheck, judge_needs};
use runproof_core::verdict::{Judgement, Verdict};

#[track_caller]
fn judged(check: HoldingsCheck, of: &Holdings, verdict: Verdict) -> Judgement {
    let judged = check.judge(of);
    assert_eq!(judged.verdict, verdict, "{judged:?}");
    judged
}

#[test]
fn a_healthy_server_holds_all_that_is_asked() {
    let database = cluster().database(RICH);
    cluster().sql(&database, "UPDATE users SET at = now() - interval '3 min' WHERE email LIKE '%501%'");
    let seen = held(&database, Some("users.at"));
    assert_eq!(seen.problem, None);
    judged(HoldingsCheck::Validated, &seen, Verdict::Passed);
    let ahead = judged(HoldingsCheck::SequencesAhead, &seen, Verdict::Passed);
    assert_eq!(ahead.looked_at, 2);
    judged(HoldingsCheck::Major { major: 15 }, &seen, Verdict::Passed);
    judged(HoldingsCheck::Major { major: 16 }, &seen, Verdict::Failed);
    judged(HoldingsCheck::Rows { least: 600 }, &seen, Verdict::Passed);
    judged(HoldingsCheck::NewestWithin { seconds: 3_600 }, &seen, Verdict::Passed);
    judged(HoldingsCheck::NewestWithin { seconds: 60 }, &seen, Verdict::Failed);
    let age = seen.newest.unwrap().age_seconds.unwrap();
    assert!((175..=300).contains(&age), "{age}");
}

#[test]
fn a_sequence_behind_its_table_is_named_with_both_numbers() {
    let database = cluster().database(RICH);
    cluster().sql(&database, "SELECT setval('\"Ar chiv\".token_id_seq', 7)");
    let behind = judged(HoldingsCheck::SequencesAhead, &held(&database, None), Verdict::Failed);
    assert_eq!(behind.actual, "1 of 2 are not: Ar chiv.token_id_seq gives 8 next, Ar chiv.token.id has 40");
    // A sequence that was never used gives its first number.
    cluster().sql(&database, "SELECT setval('\"Ar chiv\".token_id_seq', 1, false)");
    judged(HoldingsCheck::SequencesAhead, &held(&database, None), Verdict::Failed);
    cluster().sql(&database, "DELETE FROM \"Ar chiv\".token");
    judged(HoldingsCheck::SequencesAhead, &held(&database, None), Verdict::Passed);
}

#[test]
fn sequences_that_count_down_or_serve_a_default_are_looked_at_too() {
    let database = cluster().database(
        "CREATE SEQUENCE down INCREMENT -2 MAXVALUE 100 START 100; CREATE TABLE d (id int DEFAULT nextval('down'));
         INSERT INTO d DEFAULT VALUES; INSERT INTO d DEFAULT VALUES",
    );
    let seen = held(&database, None);
    assert_eq!((seen.sequences[0].next, seen.sequences[0].furthest), (96, Some(98)));
    judged(HoldingsCheck::SequencesAhead, &seen, Verdict::Passed);
    cluster().sql(&database, "INSERT INTO d VALUES (96)");
    judged(HoldingsCheck::SequencesAhead, &held(&database, None), Verdict::Failed);
}

#[test]
fn a_constraint_that_was_never_validated_and_a_broken_index_are_named() {
    let database = cluster().database(RICH);
    cluster().sql(&database, "ALTER TABLE numbered ADD CONSTRAINT small CHECK (n < 5) NOT VALID");
    let wrong = judged(HoldingsCheck::Validated, &held(&database, None), Verdict::Failed);
    assert!(wrong.actual.contains("are not: public.numbered: small"), "{}", wrong.actual);
    cluster().sql(&database, "ALTER TABLE numbered DROP CONSTRAINT small");
    cluster().sql(&database, "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'users_email_key'::regclass");
    let wrong = judged(HoldingsCheck::Validated, &held(&database, None), Verdict::Failed);
    assert!(wrong.actual.contains("public.users: users_email_key"), "{}", wrong.actual);
}

#[test]
fn a_server_that_lacks_a_role_or_an_extension_is_told_before_the_restore() {
    let database = cluster().database(RICH);
    let file = tempfile::NamedTempFile::new().unwrap();
    dump(&database, &[], file.path());
    let (dump, server) = (seen(file.path()), held(&database, None));
    assert_eq!(judge_needs(&dump, &server).verdict, Verdict::Passed);
    let without = |list: &[String], gone: &str| list.iter().filter(|n| *n != gone).cloned().collect::<Vec<_>>();
    let other = Holdings {
        roles: without(&server.roles, "looker"),
        extensions: vec![],
        available: without(&server.available, "pgcrypto"),
        ..server
    };
    let lacking = judge_needs(&dump, &other);
    assert_eq!(lacking.verdict, Verdict::Failed);
    assert_eq!(lacking.actual, "the server lacks role looker, extension pgcrypto");
}

#[test]
fn a_column_that_is_not_there_or_holds_nothing_is_no_newest_record() {
    let database =
        cluster().database("CREATE TABLE t (at timestamptz); CREATE TABLE u (id int); INSERT INTO u VALUES (1)");
    let empty = held(&database, Some("t.at"));
    let judgement = judged(HoldingsCheck::NewestWithin { seconds: 60 }, &empty, Verdict::Failed);
    assert_eq!(judgement.actual, "t.at holds no record");
    let missing = held(&database, Some("t.made"));
    assert!(missing.problem.unwrap().why.contains("column \"made\" does not exist"));
    judged(HoldingsCheck::NewestWithin { seconds: 60 }, &held(&database, None), Verdict::Broken);
}
