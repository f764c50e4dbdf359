//! HTTP: a request, the exchange that came of it, and the checks on the answer.

use crate::json;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is sent. Secrets in it are redacted before it becomes part of an observation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Request {
    /// The method in capitals.
    pub method: String,
    /// The absolute URL.
    pub url: String,
    /// Headers in the order they are sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<(String, String)>,
    /// The body, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Alias of the key that signs the request; the value never stands here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Whether redirects are followed.
    #[serde(default)]
    pub redirects: Redirects,
    /// Whether the certificate is verified.
    #[serde(default)]
    pub trust: Trust,
    /// Whether cookies of earlier answers in the scenario are sent along.
    #[serde(default)]
    pub cookies: Cookies,
}

/// Whether a client follows redirects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Redirects {
    /// The redirect itself is the answer.
    #[default]
    Shown,
    /// At most ten are followed.
    Followed,
}

/// Whether a client verifies certificates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Trust {
    /// Chain, dates and name are verified.
    #[default]
    Verified,
    /// Any certificate will do.
    Ignored,
}

/// Whether a client keeps cookies between requests of a scenario.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Cookies {
    /// Every request starts without cookies, except those it names itself.
    #[default]
    Forgotten,
    /// Cookies set by an answer go with the following requests to the same host.
    Kept,
}

/// A request and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Exchange {
    /// What was sent last (after redirects), redacted.
    pub request: Request,
    /// The answer, as far as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
    /// Why there is no complete answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    /// URLs that redirected on the way, in order, with their status.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hops: Vec<(u16, String)>,
    /// Milliseconds from sending to the last byte read.
    pub took_ms: u64,
}

/// An answer as it came over the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Response {
    /// Status code.
    pub status: u16,
    /// Headers in the order received, repeated ones repeated.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Body,
}

/// A body: its size and digest in full, its text as far as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Body {
    /// Bytes received.
    pub bytes: u64,
    /// SHA-256 of all bytes received, in hex.
    pub sha256: String,
    /// The text, redacted; absent when the bytes are not UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Whether `text` is only the beginning.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cut: bool,
}

/// Why there is no complete answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Failure {
    /// The kind, for comparison.
    pub kind: FailureKind,
    /// The cause in the words of the layer that saw it, redacted.
    pub detail: String,
}

/// Kinds of failed requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FailureKind {
    /// Nobody listens on that port.
    ConnectionRefused,
    /// The name has no address.
    NameNotFound,
    /// No complete answer within the time limit.
    Timeout,
    /// The certificate's chain does not end at a known authority.
    UntrustedCertificate,
    /// The certificate is past its end or before its start.
    ExpiredCertificate,
    /// The certificate is for another name.
    WrongName,
    /// Any other failure of the TLS handshake.
    TlsError,
    /// The connection ended before the answer did.
    ClosedEarly,
    /// More redirects than are followed.
    RedirectLoop,
    /// The body was longer than is read.
    EndlessBody,
    /// The bytes received are not HTTP.
    NotHttp,
    /// The guard did not let the request out; nothing is known about the system.
    Guarded,
    /// A redirect leads to a host that does not belong to the target, and was not followed there; what it leads to is
    /// not known.
    LeadsAway,
    /// The request could not be made at all, for example because its URL is malformed.
    Unsendable,
}

impl FailureKind {
    /// All kinds.
    pub const ALL: [Self; 14] = [
        Self::ConnectionRefused,
        Self::NameNotFound,
        Self::Timeout,
        Self::UntrustedCertificate,
        Self::ExpiredCertificate,
        Self::WrongName,
        Self::TlsError,
        Self::ClosedEarly,
        Self::RedirectLoop,
        Self::EndlessBody,
        Self::NotHttp,
        Self::Guarded,
        Self::LeadsAway,
        Self::Unsendable,
    ];

    /// The kind in words, as features write it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::ConnectionRefused => "connection refused",
            Self::NameNotFound => "name not found",
            Self::Timeout => "timeout",
            Self::UntrustedCertificate => "untrusted certificate",
            Self::ExpiredCertificate => "expired certificate",
            Self::WrongName => "wrong name",
            Self::TlsError => "tls error",
            Self::ClosedEarly => "closed early",
            Self::RedirectLoop => "redirect loop",
            Self::EndlessBody => "endless body",
            Self::NotHttp => "not http",
            Self::Guarded => "guarded",
            Self::LeadsAway => "leads away",
            Self::Unsendable => "unsendable",
        }
    }

    /// Whether the system was not even asked: then nothing is known about it.
    #[must_use]
    pub fn unasked(self) -> bool {
        matches!(self, Self::Guarded | Self::LeadsAway | Self::Unsendable)
    }

    /// What to look at when a request ends this way.
    #[must_use]
    pub fn advice(self) -> &'static str {
        match self {
            Self::ConnectionRefused => {
                "nothing listens there: look whether the service runs and which port it publishes"
            }
            Self::NameNotFound => "look at the name's A record and at the resolver",
            Self::Timeout => "the service accepts but does not answer: look for a frozen process or a held lock",
            Self::UntrustedCertificate => {
                "the chain ends at an unknown authority: look at the proxy's certificate, or name the authority in the target"
            }
            Self::ExpiredCertificate => "renew the certificate and look why renewal did not happen by itself",
            Self::WrongName => "the certificate is for another name: look at the proxy's site names",
            Self::TlsError => "the handshake failed: look whether the proxy serves this name at all",
            Self::ClosedEarly => "the answer ended in the middle: look at the log of the service for a crash",
            Self::RedirectLoop => {
                "the redirects lead back to themselves: look at the HTTPS and host rules of proxy and service"
            }
            Self::EndlessBody => "the answer did not end: look at what the service streams there",
            Self::NotHttp => "something else than an HTTP server answers there",
            Self::Guarded => "allow the request in the target, or take the scenario out of the selection",
            Self::LeadsAway => {
                "gate the address it leads to instead, or name that one in the target too: `urls = { www = \"https://…\" }`"
            }
            Self::Unsendable => "look at the URL and headers in the feature and the target",
        }
    }
}

impl Response {
    /// The values of a header, in the order received.
    pub fn header<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    /// The media type without parameters, in lower case; empty when there is none.
    #[must_use]
    pub fn media_type(&self) -> String {
        let value = self.header("content-type").next().unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// Whether the media type says JSON.
    #[must_use]
    pub fn says_json(&self) -> bool {
        let media = self.media_type();
        media == "application/json" || media.ends_with("+json")
    }

    /// The body parsed as JSON, or why it cannot be.
    ///
    /// # Errors
    /// In words: not UTF-8, longer than what is kept, or the parser's complaint.
    pub fn json(&self) -> Result<Value, String> {
        let Some(text) = &self.body.text else { return Err("a body that is not UTF-8".into()) };
        if self.body.cut {
            return Err(format!("a body of {} bytes, of which only the beginning is kept", self.body.bytes));
        }
        serde_json::from_str(text).map_err(|e| format!("a body that is not JSON ({e}): {}", json::cut(text, 120)))
    }
}

impl Exchange {
    /// The answer in one line.
    #[must_use]
    pub fn summary(&self) -> String {
        match (&self.failure, &self.response) {
            (Some(f), Some(r)) => format!("status {}, then {}: {}", r.status, f.kind.words(), f.detail),
            (Some(f), None) => format!("no answer: {}: {}", f.kind.words(), f.detail),
            (None, Some(r)) => format!("status {}, {}", r.status, describe_body(r)),
            (None, None) => "nothing".into(),
        }
    }

    /// The complete answer, or the judgement of a check that expected one.
    pub(crate) fn answered(&self, expected: &str) -> Result<&Response, Judgement> {
        match (&self.failure, &self.response) {
            (None, Some(response)) => Ok(response),
            (Some(f), _) if f.kind.unasked() => Err(Judgement::broken(expected, self.summary()).hint(f.kind.advice())),
            (Some(f), _) => Err(Judgement::one(false, expected, self.summary()).hint(f.kind.advice())),
            (None, None) => Err(Judgement::broken(expected, "no answer was recorded")),
        }
    }
}

pub(crate) fn describe_body(r: &Response) -> String {
    let media = r.media_type();
    let media = if media.is_empty() { "no content type" } else { &media };
    match &r.body.text {
        Some(_) if r.body.bytes == 0 => format!("{media}, empty body"),
        Some(text) => format!("{media}, {} bytes: {}", r.body.bytes, json::cut(text.trim(), 160)),
        None => format!("{media}, {} bytes that are not UTF-8", r.body.bytes),
    }
}
