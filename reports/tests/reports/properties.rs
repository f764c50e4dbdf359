//! What holds for every ledger, however it came about.

use crate::reader::{Document, assert_totals};
use crate::sample::{Story, answer, plan, status};
use proptest::prelude::*;
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict;
use runproof_reports::html;
use runproof_reports::junit::{self, Flavor};
use runproof_reports::recheck::recheck;

/// A scenario: feature, title, text of its steps, verdicts of its attempts.
type Told = (String, String, String, Vec<Verdict>);

fn told() -> impl Strategy<Value = Vec<Told>> {
    let verdict = proptest::sample::select(Verdict::ALL.to_vec());
    let path = proptest::sample::select(vec!["a/b", "a.b", "a_b", "../c", "<&>"]);
    let scenario =
        (path.prop_map(str::to_owned), any::<String>(), any::<String>(), proptest::collection::vec(verdict, 0..4));
    proptest::collection::vec(scenario, 0..12)
}

fn story_of(told: &[Told]) -> Story {
    let mut story = Story::simulated();
    story.waiver("W-1", "2030-01-01", false);
    for (n, (path, title, text, verdicts)) in told.iter().enumerate() {
        let items: &[&str] = if n % 3 == 0 { &["W-1"] } else { &[] };
        let number = story.scenario(plan(path, 3, title, items));
        for (attempt, verdict) in (1..).zip(verdicts) {
            story.attempt(number, attempt);
            let code = if *verdict == Verdict::Passed { 200 } else { 500 };
            story.checked(number, text, Observation::Http(answer(text, code, text, text)), status("200"));
            story.end_attempt(number, *verdict, text);
        }
    }
    if told.len().is_multiple_of(2) {
        story.end(None);
    }
    story
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn junit_is_well_formed_and_adds_up(told in told(), rich in any::<bool>()) {
        let (_dir, ledger) = story_of(&told).read();
        let mut sink = Vec::new();
        junit::write(&ledger, if rich { Flavor::Rich } else { Flavor::Strict }, &mut sink).unwrap();
        let document = Document::parse(&String::from_utf8(sink).unwrap());
        assert_totals(&document);
        let scenarios = document.cases().filter(|c| c.attributes["classname"] != junit::RUN_CLASS).count();
        prop_assert_eq!(scenarios, told.len());
    }

    #[test]
    fn every_data_block_of_the_page_is_json_and_ends_where_it_should(told in told()) {
        let (_dir, ledger) = story_of(&told).read();
        let mut sink = Vec::new();
        html::write(&ledger, &mut sink).unwrap();
        let text = String::from_utf8(sink).unwrap();
        let blocks: Vec<&str> = text.split("<script type=\"application/json\" id=\"").skip(1).collect();
        prop_assert_eq!(blocks.len(), told.len() + 1);
        for block in blocks {
            let json = block.split_once("\">").unwrap().1.split_once("</script>").unwrap().0;
            prop_assert!(serde_json::from_str::<serde_json::Value>(json).is_ok(), "{}", json);
        }
    }

    #[test]
    fn honest_judgements_always_replay(told in told()) {
        let (_dir, ledger) = story_of(&told).read();
        prop_assert!(recheck(&ledger).unwrap().agrees());
    }
}
