//! Waivers and signatures, as the verdict line and the exit code show them.

use crate::tools::{Ended, Evidence, Server, Workplace, json, shop};
use runproof_core::verdict::Verdict;

const CATALOG: &str = "system = \"shop\"\n[modes]\nsmoke = \"@smoke\"\n
[[items]]\nid = \"S-1\"\nsource = \"runbook\"\ntext = \"orders are served\"\ntier = \"vital\"\nneeds = [\"http\"]\n\
effect = \"reads\"\ncost = \"free\"\nfaults = ['stop service:shop']\ncovered = true\n
[[items]]\nid = \"S-2\"\nsource = \"runbook\"\ntext = \"somebody looked at the shop\"\ntier = \"core\"\nneeds = []\n\
effect = \"reads\"\ncost = \"free\"\nfaults = ['expire attestation:S-2']\ncovered = true\n";

const FEATURE: &str = "@checklist
Feature: the shop

  @reads @smoke @S-1
  Scenario: orders are served
    When a client sends \"GET /api/orders\"
    Then the response status is 200
    And the response JSON \"orders\" has at least 1 entry

  @reads @S-2
  Scenario: somebody looked at the shop
    When the auditor reviews the item \"S-2\"
    Then the item is signed off by the role \"operator\"
";

fn shop_with(orders: &'static str, more: &str) -> (Workplace, Server) {
    let server = Server::answering(move |_| json(orders));
    let place = Workplace::new();
    place.write("features/shop/catalog.toml", CATALOG).write("features/shop/shop.feature", FEATURE);
    place.write("runproof.toml", shop(&server.url(), more));
    (place, server)
}

fn waiver(until: &str) -> String {
    format!(
        "[[targets.shop.waivers]]\nitem = \"S-1\"\nreason = \"orders come next week\"\nowner = \"ops\"\nuntil = {until}\n"
    )
}

fn checked(place: &Workplace) -> (Ended, Evidence) {
    let ended = place.run(&["check", "--target", "shop", "features", "--out", "evidence"]);
    let evidence = Evidence::of(&place.path("evidence")).complete();
    (ended, evidence)
}

#[test]
fn a_broken_promise_that_is_waived_stays_red_and_does_not_count() {
    let (place, _server) = shop_with("{\"orders\": []}", &waiver("2999-12-31"));
    let (ended, evidence) = checked(&place);
    let ended = ended.with_code(0);
    assert_eq!(evidence.verdict("orders are served"), Verdict::Failed);
    assert!(ended.verdict().contains("1 failed (waived)"), "{}", ended.verdict());
    assert!(evidence.text("report.html").contains("orders come next week"));
}

#[test]
fn a_waiver_that_has_expired_counts_again_and_is_named() {
    let (place, _server) = shop_with("{\"orders\": []}", &waiver("2020-01-01"));
    let (ended, _) = checked(&place);
    let ended = ended.with_code(100);
    assert!(ended.verdict().starts_with("FAILED  ") && ended.verdict().contains("1 failed"), "{}", ended.verdict());
    assert!(ended.stdout.contains("2020-01-01"), "{}", ended.stdout);
}

#[test]
fn a_waiver_that_is_no_longer_needed_is_told() {
    let (place, _server) = shop_with("{\"orders\": [1]}", &waiver("2999-12-31"));
    let (ended, _) = checked(&place);
    let ended = ended.with_code(0);
    assert!(ended.stdout.contains("no longer needed"), "{}", ended.stdout);
}

#[test]
fn a_signature_that_is_missing_is_awaited_and_one_that_is_there_is_attested() {
    let (place, _server) = shop_with("{\"orders\": [1]}", "");
    let (ended, evidence) = checked(&place);
    let ended = ended.with_code(0);
    assert_eq!(evidence.verdict("somebody looked at the shop"), Verdict::Awaiting);
    assert!(ended.verdict().contains("1 awaiting"), "{}", ended.verdict());
    std::fs::remove_dir_all(place.path("evidence")).unwrap();
    place.write(
        "attestations/S-2.toml",
        "item = \"S-2\"\nname = \"Ada\"\nrole = \"operator\"\ndate = \"2026-01-02\"\nexpires = \"2999-01-01\"\nlooked_at = [\"the shop\"]\n",
    );
    let (ended, evidence) = checked(&place);
    let ended = ended.with_code(0);
    assert_eq!(evidence.verdict("somebody looked at the shop"), Verdict::Passed, "{}", ended.stdout);
    assert!(ended.verdict().contains("2 passed"), "{}", ended.verdict());
}
