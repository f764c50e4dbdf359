//! A person's signature for an item that no machine can prove.

use crate::noun::obstacle::Obstacle;
use crate::verdict::{Judgement, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An attestation file `attestations/<item>.toml`, as a person wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attestation {
    /// The item signed.
    pub item: String,
    /// Who signs.
    pub name: String,
    /// In which role.
    pub role: String,
    /// The day of signing, `YYYY-MM-DD`.
    pub date: String,
    /// The last day it counts, `YYYY-MM-DD`.
    pub expires: String,
    /// What was looked at, one line each: a path, a URL, a digest.
    #[serde(default)]
    pub looked_at: Vec<String>,
    /// Anything else worth knowing.
    #[serde(default)]
    pub note: String,
    /// Files beside the attestation that belong to it.
    #[serde(default)]
    pub attachments: Vec<String>,
}

/// What looking for an attestation showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AttestationSeen {
    /// The item asked for.
    pub item: String,
    /// Where the file is or would have to be.
    pub path: String,
    /// The day of looking, `YYYY-MM-DD`.
    pub today: String,
    /// The attestation, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attestation: Option<Attestation>,
    /// Why the file is no attestation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
}

/// Who must have signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AttestationCheck {
    /// The role.
    pub role: String,
}

impl AttestationCheck {
    /// Compares what was found with what must be signed; nothing found is awaiting, anything invalid is failed.
    #[must_use]
    pub fn judge(&self, seen: &AttestationSeen) -> Judgement {
        let expected = format!("{} signed by the role {}", seen.item, self.role);
        if let Some(problem) = &seen.problem {
            return problem.judge(expected);
        }
        let Some(a) = &seen.attestation else {
            let judgement = Judgement::undecided(expected, format!("no {}", seen.path));
            return Judgement { verdict: Verdict::Awaiting, ..judgement }
                .hint(format!("somebody in the role {} looks and writes {}", self.role, seen.path));
        };
        let wrong = self.objection(a, seen);
        let actual =
            wrong.clone().unwrap_or_else(|| format!("{} ({}) on {}, until {}", a.name, a.role, a.date, a.expires));
        Judgement::one(wrong.is_none(), expected, actual)
    }

    fn objection(&self, a: &Attestation, seen: &AttestationSeen) -> Option<String> {
        let blank = |text: &str| text.trim().is_empty();
        match () {
            () if a.item != seen.item => Some(format!("it is for {}", a.item)),
            () if blank(&a.name) => Some("it names nobody".into()),
            () if a.role != self.role => Some(format!("it is signed in the role {}", a.role)),
            () if !is_day(&a.date) || !is_day(&a.expires) => Some("its dates are not `YYYY-MM-DD`".into()),
            () if a.date > seen.today => Some(format!("it is dated {}, which is still to come", a.date)),
            () if a.expires < seen.today => Some(format!("it expired on {}", a.expires)),
            () if a.looked_at.iter().all(|l| blank(l)) => Some("it does not say what was looked at".into()),
            () => None,
        }
    }
}

/// Whether a text is a day `YYYY-MM-DD`.
#[must_use]
pub fn is_day(text: &str) -> bool {
    let b = text.as_bytes();
    b.len() == 10
        && b.iter().enumerate().all(|(i, c)| if i == 4 || i == 7 { *c == b'-' } else { c.is_ascii_digit() })
        && (1..=12).contains(&text[5..7].parse::<u8>().unwrap_or(0))
        && (1..=31).contains(&text[8..10].parse::<u8>().unwrap_or(0))
}
