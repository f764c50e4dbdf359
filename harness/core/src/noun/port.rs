//! TCP ports.

use super::http::FailureKind;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What came of a TCP connection attempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Connection {
    /// `host:port`.
    pub address: String,
    /// Why there was no connection; absent when it was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<(FailureKind, String)>,
}

/// What a connection attempt is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum PortCheck {
    /// Accepted.
    Accepted,
    /// Refused by the host: reached, and nobody listens.
    Refused,
}

impl PortCheck {
    /// Compares a connection attempt with the expectation.
    #[must_use]
    pub fn judge(self, seen: &Connection) -> Judgement {
        let actual = match &seen.failure {
            None => "accepted".to_owned(),
            Some((kind, why)) => format!("{}: {why}", kind.words()),
        };
        let (expected, holds) = match self {
            Self::Accepted => ("accepted", seen.failure.is_none()),
            Self::Refused => ("refused", matches!(seen.failure, Some((FailureKind::ConnectionRefused, _)))),
        };
        let expected = format!("a connection to {} is {expected}", seen.address);
        if seen.failure.as_ref().is_some_and(|(kind, _)| kind.unasked()) {
            return Judgement::broken(expected, actual);
        }
        Judgement::one(holds, expected, actual).hint("look which process listens on that port")
    }
}
