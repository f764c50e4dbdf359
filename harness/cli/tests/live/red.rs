//! A deployed system that is not well is red, and the cause is named.

use crate::deployed::Deployed;
use crate::system::write;
use crate::tools::{Evidence, Server, Workplace, reply};
use runproof_core::verdict::Verdict;

/// The Caddyfiles that the runbook prints, as they stand.
fn printed(variant: &str) {
    let deployed = Deployed::new(variant);
    write(&deployed.place, &deployed.target);
    for command in ["gate", "check"] {
        let ended = deployed.place.run(&[command, "--target", "prod", "--out", command]).with_code(100);
        assert!(ended.verdict().starts_with("FAILED  "), "{}", ended.verdict());
        assert!(ended.stdout.contains("HTML is served where the API should answer"), "{}", ended.stdout);
    }
    let evidence = Evidence::of(&deployed.place.path("gate")).complete();
    assert_eq!(evidence.verdict("the database is reached through the API"), Verdict::Failed);
}

#[test]
fn the_caddyfile_printed_for_the_server_is_red() {
    printed("literal-vps");
}

#[test]
fn the_caddyfile_printed_for_the_workstation_is_red() {
    printed("literal-wsl");
}

#[test]
fn a_name_that_nobody_serves_and_an_empty_200_is_red() {
    let mut deployed = Deployed::new("as-documented");
    let elsewhere = format!("https://unserved.inquirycircle.test:{}", deployed.caddy.encrypted);
    deployed.target.resolve.insert("unserved.inquirycircle.test".into(), "127.0.0.1".into());
    deployed.target.urls.insert("edge".into(), elsewhere);
    write(&deployed.place, &deployed.target);
    let ended = deployed.place.run(&["gate", "--target", "prod", "--out", "tls"]).with_code(100);
    assert!(ended.stdout.contains("wrong name") || ended.stdout.contains("tls error"), "{}", ended.stdout);
}

#[test]
fn an_empty_200_for_everything_is_red_for_a_system_and_for_a_bare_address() {
    let server = Server::answering(|_| reply("200 OK", "", ""));
    let place = Workplace::new();
    for words in [vec!["gate", "--system", "inquirycircle"], vec!["gate"]] {
        let url = server.url();
        let words: Vec<&str> = [words, vec![url.as_str(), "--out", "evidence"]].concat();
        let ended = place.run(&words).with_code(100);
        assert!(ended.stdout.contains("empty"), "{words:?}: {}", ended.stdout);
        std::fs::remove_dir_all(place.path("evidence")).unwrap();
    }
}
