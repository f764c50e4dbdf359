//! The backups of a system: which of them is taken, and which were passed over and why.

use crate::duration::Worded;
use crate::noun::obstacle::Obstacle;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How a backup is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Choice {
    /// The one written last.
    #[default]
    Newest,
    /// The one written first.
    Oldest,
    /// Any, by a number that is written down: damage that nobody noticed is in the newest ones too.
    Random,
}

impl Choice {
    /// All ways.
    pub const ALL: [Self; 3] = [Self::Newest, Self::Oldest, Self::Random];

    /// The name, as commands have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Random => "random",
        }
    }
}

/// A file that may be a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Candidate {
    /// Its name in the directory.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Seconds since it was written.
    pub age_seconds: u64,
}

/// A file that was not taken although it was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PassedOver {
    /// The file.
    #[serde(flatten)]
    pub file: Candidate,
    /// Why it was not taken.
    pub why: Unfit,
    /// The same in words.
    pub words: String,
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unfit {
    /// Its name does not match the pattern.
    Unmatched,
    /// It has no byte.
    Empty,
    /// It is compressed and there is nothing in it.
    Nothing,
    /// It is no file.
    NoFile,
    /// The looking user may not read it.
    Unreadable,
}

impl Unfit {
    /// Whether somebody relies on the file: its name is that of a backup.
    fn relied_on(self) -> bool {
        self != Self::Unmatched
    }
}

/// What a directory of backups holds, and which one was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Backups {
    /// The directory as asked.
    pub directory: String,
    /// The pattern of names: `*` within a name, `?` for one character.
    pub pattern: String,
    /// Seconds between two backups, when the target says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence_seconds: Option<u64>,
    /// How it was chosen.
    pub choice: Choice,
    /// The number that decided a random choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// The chosen one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<Candidate>,
    /// The newest that could be taken, whichever was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest: Option<Candidate>,
    /// Those it was chosen among, itself included.
    pub among: u64,
    /// Those that were passed over, newest first; at most two hundred are kept.
    pub passed_over: Vec<PassedOver>,
    /// Why the directory could not be looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
}

/// What backups are compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum BackupCheck {
    /// There is one to take.
    Found,
    /// None that is called a backup is useless: empty, a compressed nothing, or not readable.
    AllUsable,
    /// The newest is no older than the time between two backups, and a tenth of it or an hour, whichever is more, for
    /// writing it.
    WithinCadence,
    /// The newest is at most so old.
    YoungerThan {
        /// Seconds.
        seconds: u64,
    },
}

/// The place of the chosen one among candidates; `None` when there are none.
///
/// Of several of the same age the last by name is the newest, as names carry the time. A random choice is the same for
/// the same number and the same candidates, in whatever order they are given.
#[must_use]
pub fn choose(candidates: &[Candidate], choice: Choice, seed: u64) -> Option<usize> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (&candidates[a], &candidates[b]);
        a.age_seconds.cmp(&b.age_seconds).then_with(|| b.name.cmp(&a.name))
    });
    match choice {
        Choice::Newest => order.first().copied(),
        Choice::Oldest => order.last().copied(),
        Choice::Random => {
            // By name: ages change while somebody looks.
            order.sort_by(|&a, &b| candidates[a].name.cmp(&candidates[b].name));
            let place = mixed(seed).checked_rem(order.len() as u64)?;
            order.get(usize::try_from(place).ok()?).copied()
        }
    }
}

/// A number that looks nothing like its neighbours' (the finaliser of SplitMix64).
fn mixed(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl BackupCheck {
    /// Compares what the directory holds with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &Backups) -> Judgement {
        let expected = self.expected(seen);
        if let Some(problem) = &seen.problem {
            return problem.judge(expected);
        }
        match self {
            Self::Found => {
                let Some(chosen) = &seen.chosen else { return seen.judge_none(expected) };
                Judgement::one(true, expected, seen.told(chosen, seen.choice.name()))
            }
            Self::AllUsable => {
                let useless: Vec<&PassedOver> = seen.passed_over.iter().filter(|p| p.why.relied_on()).collect();
                let looked_at = seen.among.saturating_add(useless.len() as u64);
                let actual = match useless.first() {
                    None => format!("{} backups, all of them with something in it", seen.among),
                    Some(first) => {
                        format!("{} of {looked_at} are useless: {} {}", useless.len(), first.file.name, first.words)
                    }
                };
                let ours = !useless.is_empty() && useless.iter().all(|p| p.why == Unfit::Unreadable);
                let judged = match ours {
                    true => Judgement::broken(expected, actual),
                    false => Judgement::of(looked_at, 1, useless.is_empty(), expected, actual),
                };
                judged.hint(seen.advice())
            }
            Self::WithinCadence => match seen.cadence_seconds {
                None => Judgement::broken(expected, "the target does not say how often backups are made")
                    .hint("add `cadence = \"1d\"` to the target's `backups`"),
                Some(cadence) => seen.judge_age(cadence.saturating_add((cadence / 10).max(3_600)), expected),
            },
            Self::YoungerThan { seconds } => seen.judge_age(*seconds, expected),
        }
    }

    fn expected(&self, seen: &Backups) -> String {
        let (at, pattern) = (&seen.directory, &seen.pattern);
        let span = |s| Worded(Duration::from_secs(s));
        match self {
            Self::Found => format!("a backup {pattern} in {at}"),
            Self::AllUsable => format!("every {pattern} in {at} holds something"),
            Self::WithinCadence => {
                let cadence = seen.cadence_seconds.map_or_else(String::new, |s| format!(" of {}", span(s)));
                format!("the newest {pattern} in {at} is within its cadence{cadence}")
            }
            Self::YoungerThan { seconds } => {
                format!("the newest {pattern} in {at} is younger than {}", span(*seconds))
            }
        }
    }
}

impl Backups {
    /// The path of the chosen one, as the directory is written.
    #[must_use]
    pub fn path(&self) -> Option<String> {
        self.chosen.as_ref().map(|chosen| format!("{}/{}", self.directory.trim_end_matches('/'), chosen.name))
    }

    fn judge_age(&self, most: u64, expected: String) -> Judgement {
        let Some(newest) = &self.newest else { return self.judge_none(expected) };
        Judgement::one(newest.age_seconds <= most, expected, self.told(newest, "newest")).hint(self.advice())
    }

    /// There is none to take; where one is that we may not read, nothing is known.
    fn judge_none(&self, expected: String) -> Judgement {
        let judged = match self.passed_over.iter().any(|p| p.why == Unfit::Unreadable) {
            true => Judgement::broken(expected, self.none()),
            false => Judgement::one(false, expected, self.none()),
        };
        judged.hint(self.advice())
    }

    fn none(&self) -> String {
        let mut reasons: Vec<String> =
            self.passed_over.iter().take(3).map(|p| format!("{} {}", p.file.name, p.words)).collect();
        match self.passed_over.len() {
            0 => return "nothing is there".into(),
            1..=3 => {}
            more => reasons.push(format!("and {} more", more - 3)),
        }
        format!("none to take: {}", reasons.join(", "))
    }

    fn told(&self, file: &Candidate, which: &str) -> String {
        let age = Worded(Duration::from_secs(file.age_seconds));
        format!("{}, {} bytes, {age} old, the {which} of {}", file.name, file.bytes, self.among)
    }

    fn advice(&self) -> &'static str {
        let first = self.passed_over.iter().find(|p| p.why.relied_on());
        match first.map(|p| p.why) {
            Some(Unfit::Empty | Unfit::Nothing) => {
                "run the backup job by hand and read what `pg_dump` says; look at its log and whether PostgreSQL was \
                 running when it ran, and give it `set -o pipefail`"
            }
            Some(Unfit::Unreadable) => "let the user who runs the drill read the backups",
            _ => "look at the log of the backup job and at the timer that starts it, then run it by hand",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Verdict;

    fn candidate(name: &str, age_seconds: u64) -> Candidate {
        Candidate { name: name.into(), bytes: 900, age_seconds }
    }

    fn backups(age_seconds: u64, passed_over: Vec<PassedOver>) -> Backups {
        Backups {
            directory: "backups".into(),
            pattern: "*.sql.gz".into(),
            cadence_seconds: Some(86_400),
            chosen: Some(candidate("b.sql.gz", age_seconds)),
            newest: Some(candidate("b.sql.gz", age_seconds)),
            among: 2,
            passed_over,
            ..Backups::default()
        }
    }

    #[test]
    fn newest_and_oldest_go_by_age_and_then_by_name() {
        let all = [candidate("b", 20), candidate("a", 10), candidate("c", 10), candidate("0", 20)];
        let chosen = |choice| choose(&all, choice, 0).map(|i| all[i].name.as_str());
        assert_eq!((chosen(Choice::Newest), chosen(Choice::Oldest)), (Some("c"), Some("0")));
        assert_eq!(choose(&[], Choice::Newest, 0), None);
        assert_eq!(choose(&[], Choice::Random, 7), None);
    }

    #[test]
    fn a_random_choice_depends_on_the_number_alone_and_reaches_all() {
        let all: Vec<Candidate> = (0..7).map(|n| candidate(&format!("{n}"), n)).collect();
        let other_way: Vec<Candidate> = all.iter().rev().cloned().collect();
        let of = |list: &[Candidate], seed| choose(list, Choice::Random, seed).map(|i| list[i].name.clone());
        let mut seen = std::collections::BTreeSet::new();
        for seed in 0..200 {
            assert_eq!(of(&all, seed), of(&other_way, seed));
            seen.extend(of(&all, seed));
        }
        assert_eq!(seen.len(), 7);
    }

    #[test]
    fn a_useless_newest_backup_is_a_failure_though_an_older_one_can_be_taken() {
        let words = "is a gzip of nothing".to_owned();
        let spoiled = PassedOver { file: candidate("c.sql.gz", 5), why: Unfit::Nothing, words };
        let seen = backups(60, vec![spoiled]);
        assert_eq!(BackupCheck::Found.judge(&seen).verdict, Verdict::Passed);
        let judged = BackupCheck::AllUsable.judge(&seen);
        assert_eq!(judged.verdict, Verdict::Failed);
        assert_eq!(judged.actual, "1 of 3 are useless: c.sql.gz is a gzip of nothing");
        assert!(judged.hint.unwrap_or_default().contains("pipefail"));
    }

    #[test]
    fn files_of_other_names_are_no_failure() {
        let other = PassedOver { file: candidate("backup.log", 5), why: Unfit::Unmatched, words: "is another".into() };
        assert_eq!(BackupCheck::AllUsable.judge(&backups(60, vec![other])).verdict, Verdict::Passed);
    }

    #[test]
    fn a_backup_has_a_tenth_of_its_cadence_to_be_written() {
        let within = |age| BackupCheck::WithinCadence.judge(&backups(age, vec![])).verdict;
        assert_eq!((within(95_040), within(95_041)), (Verdict::Passed, Verdict::Failed));
        let unsaid = Backups { cadence_seconds: None, ..backups(1, vec![]) };
        assert_eq!(BackupCheck::WithinCadence.judge(&unsaid).verdict, Verdict::Broken);
    }
}
