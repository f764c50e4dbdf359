//! TLS certificates: what a server presents and whether a client would accept it.

use super::http::FailureKind;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What came of a TLS handshake with a server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Handshake {
    /// `host:port` as connected.
    pub server: String,
    /// The certificate presented, when the handshake got that far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Certificate>,
    /// Why a client would not go on: the kind and the words of the layer that saw it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejection: Option<(FailureKind, String)>,
}

/// A leaf certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Certificate {
    /// The subject, as a distinguished name.
    pub subject: String,
    /// The issuer, as a distinguished name.
    pub issuer: String,
    /// DNS names and addresses it covers.
    pub names: Vec<String>,
    /// First moment of validity, RFC 3339.
    pub not_before: String,
    /// Last moment of validity, RFC 3339.
    pub not_after: String,
    /// Whole days left when it was read; negative when it is over.
    pub days_left: i64,
    /// SHA-256 of the certificate, in hex.
    pub sha256: String,
}

/// What a handshake is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum CertificateCheck {
    /// Chain, dates and name are accepted.
    Trusted,
    /// Covers this name; `*.` covers one label.
    Covers {
        /// The name.
        name: String,
    },
    /// At least so many whole days of validity.
    DaysLeft {
        /// The number of days.
        least: i64,
    },
    /// The issuer's distinguished name has this text.
    Issuer {
        /// The text.
        contains: String,
    },
}

impl CertificateCheck {
    /// Compares a handshake with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &Handshake) -> Judgement {
        let expected = self.expected(&seen.server);
        if let Some((kind, why)) = seen.rejection.as_ref().filter(|(kind, _)| kind.unasked()) {
            return Judgement::broken(expected, format!("{}: {why}", kind.words()));
        }
        if matches!(self, Self::Trusted) {
            return match (&seen.rejection, &seen.certificate) {
                (Some((kind, why)), _) => {
                    Judgement::one(false, expected, format!("{}: {why}", kind.words())).hint(kind.advice())
                }
                (None, Some(c)) => Judgement::one(true, expected, format!("accepted, from {}", c.issuer)),
                (None, None) => Judgement::broken(expected, "no certificate was recorded"),
            };
        }
        let Some(c) = &seen.certificate else {
            return match &seen.rejection {
                Some((kind, why)) => {
                    Judgement::one(false, expected, format!("no certificate: {}: {why}", kind.words()))
                }
                None => Judgement::broken(expected, "no certificate was recorded"),
            };
        };
        match self {
            Self::Covers { name } => Judgement::one(
                c.names.iter().any(|n| covers(n, name)),
                expected,
                format!("it covers {}", c.names.join(", ")),
            ),
            Self::DaysLeft { least } => {
                Judgement::one(c.days_left >= *least, expected, format!("{} days, until {}", c.days_left, c.not_after))
                    .hint("renew the certificate and look why renewal did not happen by itself")
            }
            Self::Issuer { contains } => {
                Judgement::one(c.issuer.contains(contains.as_str()), expected, format!("issued by {}", c.issuer))
            }
            Self::Trusted => Judgement::broken(expected, "unreachable"),
        }
    }

    fn expected(&self, server: &str) -> String {
        match self {
            Self::Trusted => format!("a certificate of {server} that is trusted"),
            Self::Covers { name } => format!("a certificate for `{name}`"),
            Self::DaysLeft { least } => format!("at least {least} days left"),
            Self::Issuer { contains } => format!("an issuer containing `{contains}`"),
        }
    }
}

fn covers(pattern: &str, name: &str) -> bool {
    match pattern.strip_prefix("*.") {
        Some(parent) => name.split_once('.').is_some_and(|(_, rest)| rest.eq_ignore_ascii_case(parent)),
        None => pattern.eq_ignore_ascii_case(name),
    }
}
