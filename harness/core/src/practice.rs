//! When drills were last practised, by the history of runs, beside how often they are to be.

use crate::verdict::{EvidenceClass, Verdict};
use serde::Deserialize;
use std::collections::BTreeSet;

/// A line of the history of runs, as far as it tells of drills.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct HistoryLine {
    /// The run.
    pub run: String,
    /// The command, in the line of a start.
    pub command: String,
    /// The target.
    pub target: String,
    /// Moment of a start, RFC 3339 in UTC.
    pub started: String,
    /// Moment of an end.
    pub ended: String,
    /// The drill, in the line of a receipt.
    pub drill: String,
    /// What came of it.
    pub verdict: Option<Verdict>,
    /// Of which class its evidence is.
    pub class: Option<EvidenceClass>,
    /// Seconds until it was back.
    pub recovered_in_seconds: Option<f64>,
    /// Moment of a receipt.
    pub at: String,
}

/// A drill that is to be practised so often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The target.
    pub target: String,
    /// The drill.
    pub drill: String,
    /// Seconds between two of them; `None` when nobody set any.
    pub every_seconds: Option<u64>,
}

/// How it stands with a drill.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The drill.
    pub due: Due,
    /// The moment of the last one that passed with evidence of the real system, and the seconds it took until all was
    /// back.
    pub proven: Option<(String, Option<f64>)>,
    /// The last one of all, with its verdict and class, when it is not the proven one.
    pub last: Option<(String, Verdict, Option<EvidenceClass>)>,
}

/// How it stands with every drill that is due, and with every other one in the history.
#[must_use]
pub fn standings(history: &[HistoryLine], due: &[Due]) -> Vec<Standing> {
    let known: BTreeSet<(&str, &str)> = due.iter().map(|d| (d.target.as_str(), d.drill.as_str())).collect();
    let seen: BTreeSet<(&str, &str)> =
        history.iter().filter(|l| !l.drill.is_empty()).map(|l| (l.target.as_str(), l.drill.as_str())).collect();
    let others = seen.difference(&known).map(|(target, drill)| Due {
        target: (*target).to_owned(),
        drill: (*drill).to_owned(),
        every_seconds: None,
    });
    due.iter().cloned().chain(others).map(|due| standing(history, due)).collect()
}

fn standing(history: &[HistoryLine], due: Due) -> Standing {
    let own = || history.iter().filter(|l| l.target == due.target && l.drill == due.drill);
    let real = |l: &&HistoryLine| matches!(l.class, Some(EvidenceClass::Cloned | EvidenceClass::Live));
    let proven = own().filter(real).filter(|l| l.verdict == Some(Verdict::Passed)).max_by(|a, b| a.at.cmp(&b.at));
    let last = own().max_by(|a, b| a.at.cmp(&b.at)).filter(|l| proven.is_none_or(|p| p.run != l.run));
    Standing {
        proven: proven.map(|l| (l.at.clone(), l.recovered_in_seconds)),
        last: last.and_then(|l| Some((l.at.clone(), l.verdict?, l.class))),
        due,
    }
}

/// Runs of drills that began and never ended, in the order of the history.
#[must_use]
pub fn abandoned(history: &[HistoryLine]) -> Vec<&HistoryLine> {
    let ended: BTreeSet<&str> = history.iter().filter(|l| !l.ended.is_empty()).map(|l| l.run.as_str()).collect();
    let begun = |l: &&HistoryLine| !l.started.is_empty() && l.command == "drill";
    history.iter().filter(begun).filter(|l| !ended.contains(l.run.as_str())).collect()
}

impl Standing {
    /// Whether it has to be done again, when `age_seconds` have passed since it was last proven.
    #[must_use]
    pub fn overdue(&self, age_seconds: Option<u64>) -> bool {
        let Some(every) = self.due.every_seconds else { return false };
        age_seconds.is_none_or(|age| age > every)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn receipt(run: &str, at: &str, verdict: Verdict, class: EvidenceClass) -> HistoryLine {
        let (verdict, class) = (Some(verdict), Some(class));
        let text = str::to_owned;
        HistoryLine {
            run: text(run),
            target: text("prod"),
            drill: text("restore"),
            at: text(at),
            verdict,
            class,
            ..HistoryLine::default()
        }
    }

    fn due() -> Vec<Due> {
        vec![Due { target: "prod".into(), drill: "restore".into(), every_seconds: Some(100) }]
    }

    #[test]
    fn only_what_passed_on_the_real_system_or_its_data_counts_as_proven() {
        use EvidenceClass::{Cloned, Simulated};
        let history = [
            receipt("a", "2026-01-01T00:00:00Z", Verdict::Passed, Cloned),
            receipt("b", "2026-02-01T00:00:00Z", Verdict::Failed, Cloned),
            receipt("c", "2026-03-01T00:00:00Z", Verdict::Passed, Simulated),
        ];
        let standing = &standings(&history, &due())[0];
        assert_eq!(standing.proven.as_ref().map(|p| p.0.as_str()), Some("2026-01-01T00:00:00Z"));
        assert_eq!(standing.last.as_ref().map(|l| l.1), Some(Verdict::Passed));
        assert!(standing.overdue(Some(101)) && !standing.overdue(Some(100)));
    }

    #[test]
    fn a_drill_that_was_never_done_is_overdue_and_one_without_a_cadence_never() {
        let never = &standings(&[], &due())[0];
        assert!(never.proven.is_none() && never.overdue(None));
        let history = [receipt("a", "2026-01-01T00:00:00Z", Verdict::Failed, EvidenceClass::Live)];
        let other = &standings(&history, &[])[0];
        assert!(!other.overdue(None));
    }

    #[test]
    fn a_start_without_an_end_was_abandoned() {
        let start = |run: &str| HistoryLine {
            run: run.into(),
            command: "drill".into(),
            started: "2026-01-01T00:00:00Z".into(),
            ..HistoryLine::default()
        };
        let end = HistoryLine { run: "a".into(), ended: "2026-01-01T00:01:00Z".into(), ..HistoryLine::default() };
        let history = [start("a"), end, start("b")];
        assert_eq!(abandoned(&history).iter().map(|l| l.run.as_str()).collect::<Vec<_>>(), ["b"]);
    }
}
