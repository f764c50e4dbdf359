//! Finding scenarios: filters, search, and both together.

use super::browser::{Browser, ENTER, ESCAPE};
use super::written::written;
use crate::sample::{Story, answer, every_verdict, item, plan, status};
use fantoccini::Locator;
use runproof_core::catalog::Tier;
use runproof_core::check::Check;
use runproof_core::ledger::ScenarioPlanned;
use runproof_core::noun::attestation::{Attestation, AttestationCheck, AttestationSeen};
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict;

/// Titles of the rows that are shown.
const TITLES: &str = "return [...document.querySelectorAll('.row .title')].map((t) => t.textContent)";

/// Two systems, two tiers, two classes of evidence.
fn of_many_kinds() -> Story {
    let mut story = Story::simulated();
    story.item(item("S-1", Tier::Vital));
    story.item(item("S-2", Tier::Paper));
    for (title, system, items) in [
        ("one", "shop", &["S-1"][..]),
        ("two", "shop", &["S-2"][..]),
        ("three", "club", &[][..]),
        ("four", "shop", &[][..]),
    ] {
        let n = story.scenario(ScenarioPlanned { system: system.into(), ..plan("kinds/all", 3, title, items) });
        story.attempt(n, 1);
        match title {
            "four" => story.checked(n, "it is attested", signed(), signed_by("owner")),
            _ => story.checked(
                n,
                "the status is 200",
                Observation::Http(answer("/", 200, "text/html", "x")),
                status("200"),
            ),
        };
        story.end_attempt(n, Verdict::Passed, "");
    }
    story.end(None);
    story
}

fn signed() -> Observation {
    let signature = Attestation {
        item: "S-4".into(),
        name: "A. Founder".into(),
        role: "owner".into(),
        date: "2026-11-01".into(),
        expires: "2027-11-01".into(),
        looked_at: vec!["the restore log".into()],
        note: String::new(),
        attachments: vec![],
    };
    Observation::Attestation(AttestationSeen {
        item: "S-4".into(),
        path: "attestations/S-4.toml".into(),
        today: "2026-11-21".into(),
        attestation: Some(signature),
        problem: None,
    })
}

fn signed_by(role: &str) -> Check {
    Check::Attestation(AttestationCheck { role: role.into() })
}

async fn titles(browser: &Browser) -> Vec<String> {
    serde_json::from_value(browser.run(TITLES).await).unwrap()
}

/// Chooses a value in one of the fields beside the search, as a person does.
async fn choose(browser: &Browser, field: &str, value: &str) {
    let selector = format!("#selects [name={field}]");
    let element = browser.client.find(Locator::Css(&selector)).await.unwrap();
    if element.tag_name().await.unwrap() == "select" {
        element.select_by_label(value).await.unwrap();
    } else {
        element.click().await.unwrap();
        browser.press(&value.chars().chain([ENTER]).collect::<Vec<_>>()).await;
    }
}

#[tokio::test]
async fn every_filter_narrows_and_escape_gives_all_back() {
    let Some(browser) = Browser::begin().await else { return };
    browser.open(&written(&of_many_kinds(), "kinds"), "").await;
    assert_eq!(titles(&browser).await, ["one", "two", "three", "four"].map(str::to_owned), "ordered by tier");
    for (field, value, wanted) in [
        ("class", "attested", vec!["four"]),
        ("system", "club", vec!["three"]),
        ("tier", "paper", vec!["two"]),
        ("tag", "S-1", vec!["one"]),
        ("item", "S-2", vec!["two"]),
        ("tag", "nothing like it", vec![]),
    ] {
        choose(&browser, field, value).await;
        assert_eq!(titles(&browser).await, wanted, "{field} {value}");
        assert!(browser.text("return location.hash").await.contains(field), "the address holds the view");
        browser.press(&[ESCAPE]).await;
        assert_eq!(titles(&browser).await.len(), 4, "Escape after {field}");
    }
    browser.end().await;
}

#[tokio::test]
async fn verdicts_and_search_combine() {
    let Some(browser) = Browser::begin().await else { return };
    browser.open(&written(&every_verdict(), "finding"), "").await;
    assert_eq!(titles(&browser).await.len(), 10);
    browser.click("#verdicts [data-filter=failed]").await;
    let failed = ["a keyed read comes from the database", "a visitor joins the circle with a key"];
    assert_eq!(titles(&browser).await, failed);
    browser.click("#verdicts [data-filter=broken]").await;
    assert_eq!(titles(&browser).await.len(), 3);
    browser.click("#search").await;
    browser.press(&"VISITOR joins".chars().collect::<Vec<_>>()).await;
    assert_eq!(titles(&browser).await, [failed[1]]);
    assert_eq!(browser.text("return document.getElementById('shown').textContent").await, "1 of 10");
    let hash = browser.text("return location.hash").await;
    browser.open(&written(&every_verdict(), "finding"), &hash[1..]).await;
    assert_eq!(titles(&browser).await, [failed[1]], "the address gives the same view again");
    browser.end().await;
}
