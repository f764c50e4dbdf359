//! What `runproof recheck` relies on: a judgement is the same after observation and check went through the ledger.
#![expect(clippy::unwrap_used, reason = "a test stops where its own material is wrong")]

mod atoms;
mod backups;
mod data;
mod drill;
mod engine;
mod events;
mod host;
mod net;
mod pairs;
mod questions;
mod regressions;
mod rehearsal;
mod view;

use atoms::obstacle;
use events::entry;
use pairs::{check, fits, fitting, hindered, observation};
use proptest::prelude::*;
use questions::question;
use runproof_core::noun::obstacle::Side;
use runproof_core::verdict::Verdict;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value after it was written down and read again.
fn through_text<T: Serialize + DeserializeOwned>(value: &T) -> T {
    let text = serde_json::to_string(value).unwrap();
    assert!(!text.contains('\n'), "an entry is one line: {text}");
    serde_json::from_str(&text).map_err(|e| format!("{e}: {text}")).unwrap()
}

/// Cases of a property; a failing one is printed, no file is left behind.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(3_000))]

    #[test]
    fn a_fitting_check_is_judged_alike_after_the_ledger((seen, check) in fitting()) {
        prop_assert!(fits(&check, &seen));
        let judged = check.judge(&seen);
        prop_assert_eq!(through_text(&check).judge(&through_text(&seen)), judged.clone());
        prop_assert_eq!(through_text(&judged), judged);
    }

    #[test]
    fn an_obstacle_decides_by_its_side_whatever_is_checked(((seen, check), by) in (fitting(), obstacle())) {
        if let Some(seen) = hindered(seen, &by) {
            let wanted = match by.side {
                Side::System => Verdict::Failed,
                Side::Probe => Verdict::Broken,
            };
            prop_assert_eq!(check.judge(&seen).verdict, wanted);
            prop_assert_eq!(through_text(&check).judge(&through_text(&seen)), check.judge(&seen));
        }
    }

    #[test]
    fn any_pair_is_judged_and_a_misfit_is_broken((seen, check) in (observation(), check())) {
        let judged = check.judge(&seen);
        if !fits(&check, &seen) {
            prop_assert_eq!(judged.verdict, Verdict::Broken);
            prop_assert_eq!(judged.looked_at, 0);
        }
        if judged.verdict == Verdict::Passed {
            prop_assert!(judged.looked_at >= judged.least && judged.least > 0, "{judged:?}");
            prop_assert_eq!(judged.hint, None);
        }
    }
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn questions_go_through_the_ledger(question in question()) {
        prop_assert_eq!(through_text(&question), question);
    }

    #[test]
    fn entries_go_through_the_ledger(entry in entry()) {
        prop_assert_eq!(through_text(&entry), entry);
    }
}
