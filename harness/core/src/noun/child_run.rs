//! A run of the product itself on a child feature, read back from its evidence.

use crate::json;
use crate::verdict::{Judgement, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a child run left behind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChildRun {
    /// The feature that was run.
    pub feature: String,
    /// Exit code, when it ended by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exit_code: Option<i32>,
    /// Scenarios by title, with their verdicts.
    pub scenarios: Vec<(String, Verdict)>,
    /// Steps by text, with their verdicts and reasons.
    pub steps: Vec<(String, Verdict, String)>,
    /// Questions asked (steps that look at the system) and observations kept.
    pub questions: u64,
    /// Observations kept.
    pub observations: u64,
    /// Files of the evidence folder, relative, with their sizes.
    pub files: Vec<(String, u64)>,
    /// Texts asked about: the file, the text, and whether it stands there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub says: Vec<(String, String, bool)>,
    /// The last lines it printed.
    pub tail: String,
    /// Why it could not be run or read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// What a child run is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum ChildCheck {
    /// Its exit code.
    ExitCode {
        /// The code.
        code: i32,
    },
    /// The verdict of one scenario.
    Scenario {
        /// The title.
        title: String,
        /// The verdict.
        verdict: Verdict,
    },
    /// The verdict of one step.
    Step {
        /// The step's text.
        text: String,
        /// The verdict.
        verdict: Verdict,
    },
    /// As many observations as questions, and at least one.
    ObservationPerQuestion,
    /// A file that is not empty.
    Holds {
        /// Relative path.
        file: String,
    },
    /// A text in a file of the evidence.
    Says {
        /// Relative path.
        file: String,
        /// The text.
        text: String,
    },
}

impl ChildCheck {
    /// Compares a child run with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &ChildRun) -> Judgement {
        let expected = self.expected();
        if let Some(problem) = &seen.problem {
            return Judgement::broken(expected, problem.clone());
        }
        match self {
            Self::ExitCode { code } => {
                let actual = seen.exit_code.map_or_else(|| "none".into(), |c| format!("exit code {c}"));
                Judgement::one(
                    seen.exit_code == Some(*code),
                    expected,
                    format!("{actual}; {}", json::cut(&seen.tail, 200)),
                )
            }
            Self::Scenario { title, verdict } => {
                // Of several with one title, one that differs decides.
                let mut same = seen.scenarios.iter().filter(|(t, _)| t == title).map(|(_, v)| *v);
                let first = same.next();
                let found = same.find(|v| v != verdict).or(first);
                let actual =
                    found.map_or_else(|| format!("no such scenario among {}", seen.scenarios.len()), |v| v.to_string());
                Judgement::one(found == Some(*verdict), expected, actual)
            }
            Self::Step { text, verdict } => {
                let found = seen.steps.iter().find(|(t, _, _)| t == text);
                let actual =
                    found.map_or_else(|| "no such step".into(), |(_, v, why)| format!("{v} {why}").trim().to_owned());
                Judgement::one(found.is_some_and(|(_, v, _)| v == verdict), expected, actual)
            }
            Self::ObservationPerQuestion => {
                let actual = format!("{} observations for {} questions", seen.observations, seen.questions);
                Judgement::of(seen.questions, 1, seen.observations >= seen.questions, expected, actual)
            }
            Self::Holds { file } => {
                let size = seen.files.iter().find(|(f, _)| f == file).map(|(_, n)| *n);
                let actual =
                    size.map_or_else(|| format!("not among {} files", seen.files.len()), |n| format!("{n} bytes"));
                Judgement::one(size.is_some_and(|n| n > 0), expected, actual)
            }
            Self::Says { file, text } => match seen.says.iter().find(|(f, t, _)| f == file && t == text) {
                None => Judgement::broken(expected, "the evidence was not asked this"),
                Some((_, _, yes)) => Judgement::one(*yes, expected, if *yes { "it does" } else { "it does not" }),
            },
        }
    }

    fn expected(&self) -> String {
        match self {
            Self::ExitCode { code } => format!("the run ends with exit code {code}"),
            Self::Scenario { title, verdict } => format!("the scenario `{title}` is {verdict}"),
            Self::Step { text, verdict } => format!("the step `{text}` is {verdict}"),
            Self::ObservationPerQuestion => "an observation for every question".into(),
            Self::Holds { file } => format!("the evidence holds {file}"),
            Self::Says { file, text } => format!("{file} says `{text}`"),
        }
    }
}
