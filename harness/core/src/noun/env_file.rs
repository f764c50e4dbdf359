//! Files of `NAME=value` lines. Values stay in the probe; only what the checks need comes out.

use crate::noun::obstacle::Obstacle;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The variables of an env file, without their values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EnvFile {
    /// The path as asked.
    pub path: String,
    /// The variables in order; absent when there is no file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variables: Option<Vec<EnvVariable>>,
    /// Why it could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
}

/// One variable: its name, the length of its value, and answers to what the checks ask of the value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EnvVariable {
    /// The name.
    pub name: String,
    /// Characters of the value, without quotes.
    pub length: u64,
    /// Texts asked about, and whether the value equals each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub equals: Vec<(String, bool)>,
    /// Texts asked about, and whether the value starts with each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub starts: Vec<(String, bool)>,
}

/// What an env file is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum EnvCheck {
    /// Names all of these variables.
    Names {
        /// The names.
        names: Vec<String>,
    },
    /// The variable has a value.
    Set {
        /// The variable.
        name: String,
    },
    /// The value has at least so many characters.
    LengthAtLeast {
        /// The variable.
        name: String,
        /// The number.
        characters: u64,
    },
    /// The value is this text.
    Is {
        /// The variable.
        name: String,
        /// The text.
        value: String,
    },
    /// The value does not start with this text.
    StartsNot {
        /// The variable.
        name: String,
        /// The text.
        text: String,
    },
}

impl EnvCheck {
    /// Compares an env file with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &EnvFile) -> Judgement {
        let expected = self.expected(&seen.path);
        let variables = match (&seen.problem, &seen.variables) {
            (Some(problem), _) => return problem.judge(expected),
            (None, None) => return Judgement::one(false, expected, "nothing is there"),
            (None, Some(variables)) => variables,
        };
        let of = |name: &str| variables.iter().rev().find(|v| v.name == name);
        match self {
            Self::Names { names } => {
                let missing: Vec<&str> = names.iter().filter(|n| of(n).is_none()).map(String::as_str).collect();
                let actual =
                    if missing.is_empty() { "it does".into() } else { format!("missing: {}", missing.join(", ")) };
                Judgement::of(names.len() as u64, 1, missing.is_empty(), expected, actual)
            }
            Self::Set { name } => Judgement::one(of(name).is_some_and(|v| v.length > 0), expected, length(of(name))),
            Self::LengthAtLeast { name, characters } => {
                Judgement::one(of(name).is_some_and(|v| v.length >= *characters), expected, length(of(name)))
            }
            Self::Is { name, value } => answer(of(name).map(|v| &v.equals), value, Some(true), expected),
            Self::StartsNot { name, .. } if of(name).is_some_and(|v| v.length == 0) => {
                Judgement::undecided(expected, "it has no value at all")
            }
            Self::StartsNot { name, text } => answer(of(name).map(|v| &v.starts), text, Some(false), expected),
        }
    }

    fn expected(&self, path: &str) -> String {
        match self {
            Self::Names { names } => format!("{path} names {}", names.join(", ")),
            Self::Set { name } => format!("{name} is set in {path}"),
            Self::LengthAtLeast { name, characters } => {
                format!("{name} has at least {characters} characters in {path}")
            }
            Self::Is { name, value } => format!("{name} is `{value}` in {path}"),
            Self::StartsNot { name, text } => format!("{name} does not start with `{text}` in {path}"),
        }
    }
}

fn length(variable: Option<&EnvVariable>) -> String {
    match variable {
        Some(v) => format!("{} characters", v.length),
        None => "not there".into(),
    }
}

fn answer(asked: Option<&Vec<(String, bool)>>, text: &str, wanted: Option<bool>, expected: String) -> Judgement {
    let Some(answers) = asked else { return Judgement::one(false, expected, "not there") };
    let answer = answers.iter().find(|(t, _)| t == text).map(|(_, yes)| *yes);
    match answer {
        None => Judgement::broken(expected, "the probe was not asked this"),
        Some(yes) => Judgement::one(Some(yes) == wanted, expected, if yes { "it does" } else { "it does not" }),
    }
}
