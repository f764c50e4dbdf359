//! Ways not to get in: which of them are facts about the system, and which say nothing about it.

use crate::cluster::cluster;
use crate::subjects::{at, inspect, query};
use runproof_core::noun::database::{DatabaseCheck, Inspection};
use runproof_core::noun::obstacle::Side;
use runproof_core::verdict::Verdict;
use std::net::TcpListener;
use std::time::Duration;

/// A verdict on the database, and the words for it.
fn verdict(seen: &Inspection) -> (Verdict, String) {
    (DatabaseCheck::Intact.judge(seen).verdict, seen.problem.clone().unwrap().why)
}

#[test]
fn a_server_that_is_gone_is_a_fact() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (verdict, why) = verdict(&inspect(&at(&format!("postgresql://app:secret@127.0.0.1:{nobody}/shop")), "main"));
    assert_eq!(verdict, Verdict::Failed);
    assert!(why.contains("connection refused") && !why.contains("secret"), "{why}");
}

#[test]
fn a_server_that_does_not_answer_is_a_fact_and_waited_for_only_so_long() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut subject = at(&format!("postgresql://app:secret@{}/shop", silent.local_addr().unwrap()));
    subject.request_limit = Duration::from_millis(300);
    let (verdict, why) = verdict(&inspect(&subject, "main"));
    assert_eq!(verdict, Verdict::Failed);
    assert!(why.contains("no connection within 300 ms"), "{why}");
}

#[test]
fn something_else_on_the_port_is_a_fact() {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = other.local_addr().unwrap();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = other.accept().unwrap();
        std::io::Write::write_all(&mut stream, b"220 mail.example ESMTP\r\n").unwrap();
    });
    let (verdict, why) = verdict(&inspect(&at(&format!("postgresql://app:secret@{address}/shop")), "main"));
    server.join().unwrap();
    assert_eq!(verdict, Verdict::Failed);
    assert!(why.contains("something else than a PostgreSQL server"), "{why}");
}

#[test]
fn a_wrong_password_says_nothing_about_the_system() {
    let database = cluster().database("");
    for wrong in [
        format!("postgresql://looker:hunter2@localhost:{}/{database}", cluster().port),
        format!("postgresql://nobody_here:hunter2@localhost:{}/{database}", cluster().port),
    ] {
        let (verdict, why) = verdict(&inspect(&at(&wrong), "main"));
        assert_eq!(verdict, Verdict::Broken);
        assert!(why.contains("look at the role and the password") && !why.contains("hunter2"), "{why}");
    }
}

#[test]
fn a_role_that_may_not_read_says_nothing_about_the_system_and_hears_what_to_grant() {
    let database = cluster().database(crate::inspecting::SHOP);
    let subject = at(&cluster().url("blind", &database, ""));
    let (verdict, why) = verdict(&inspect(&subject, "main"));
    assert_eq!(verdict, Verdict::Broken);
    assert!(why.contains("permission denied") && why.contains("GRANT pg_read_all_data"), "{why}");
    assert_eq!(query(&subject, "SELECT * FROM circle").problem.unwrap().side, Side::Probe);
}

#[test]
fn more_connections_than_the_server_takes_is_a_fact() {
    let database = cluster().database("");
    cluster().sql("postgres", &format!("ALTER DATABASE {database} CONNECTION LIMIT 0"));
    let (verdict, why) = verdict(&inspect(&at(&cluster().url("looker", &database, "")), "main"));
    assert_eq!(verdict, Verdict::Failed);
    assert!(why.contains("too many connections"), "{why}");
}

#[test]
fn we_are_known_by_name_to_the_server() {
    let database = cluster().database("");
    let seen = query(
        &at(&cluster().url("looker", &database, "?application_name=shop")),
        "SELECT current_setting('application_name')",
    );
    assert_eq!(seen.rows, [["runproof"]]);
}
