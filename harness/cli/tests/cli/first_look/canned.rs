//! Every proposed scenario turns red when a real server lies.

use super::desk::{Desk, Lie};
use crate::tools::{Evidence, Workplace};
use runproof_core::verdict::Verdict;
use std::collections::{BTreeMap, BTreeSet};

const LIES: [Lie; 8] = [
    Lie::Empty,
    Lie::PageForAll,
    Lie::ErrorPage,
    Lie::NoEntries,
    Lie::LostScript,
    Lie::Development,
    Lie::Bare,
    Lie::OpenDoor,
];

fn verdicts(place: &Workplace, out: &str, code: i32) -> BTreeMap<String, Verdict> {
    place.run(&["check", "--target", "here", "--out", out]).with_code(code);
    let evidence = Evidence::of(&place.path(out));
    evidence.account.scenarios.iter().map(|s| (s.plan.title.clone(), s.verdict())).collect()
}

#[test]
fn every_proposal_is_green_when_all_is_well_and_red_under_a_lie_that_keeps_the_status() {
    let desk = Desk::telling(Lie::None);
    let place = Workplace::new();
    place.run(&["init", "--from", &desk.server.url(), "--system", "order-desk"]).with_code(0);
    let green = verdicts(&place, "green", 0);
    assert!((8..=15).contains(&green.len()), "{green:?}");
    assert!(green.values().all(|v| *v == Verdict::Passed), "{green:?}");

    let mut red: BTreeMap<String, Vec<Lie>> = BTreeMap::new();
    for lie in LIES {
        desk.tell(lie);
        let failed = verdicts(&place, &format!("{lie:?}"), 100).into_iter().filter(|(_, v)| *v == Verdict::Failed);
        failed.for_each(|(title, _)| red.entry(title).or_default().push(lie));
    }
    let never: BTreeSet<&String> = green.keys().filter(|title| !red.contains_key(*title)).collect();
    assert!(never.is_empty(), "no lie turned these red: {never:?}");
    // A lie about one thing is seen by the scenario about that thing, and not by everything.
    for (lie, title) in [
        (Lie::Development, "the scripts call this host"),
        (Lie::LostScript, "the page and its files belong together"),
        (Lie::OpenDoor, "/api/secrets/ is closed without a key"),
        (Lie::NoEntries, "/api/orders/ answers as an API"),
        (Lie::NoEntries, "health, and data behind it"),
        (Lie::Bare, "the page protects its readers"),
        (Lie::Bare, "the cookie session is protected"),
        (Lie::PageForAll, "an unknown host gets nothing"),
    ] {
        assert!(red[title].contains(&lie), "{title} is not red under {lie:?}: {:?}", red[title]);
    }
    assert!(!red["the start page is served"].contains(&Lie::OpenDoor));
}
