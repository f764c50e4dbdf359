//! The checks on an HTTP answer.

use super::claim::{HeaderClaim, JsonClaim};
use super::http::{Exchange, FailureKind, Response, describe_body};
use crate::duration::Worded;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What an answer is compared with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum HttpCheck {
    /// The status is one of these; `2xx` stands for a hundred.
    Status {
        /// Three characters each: digits, or digits followed by `x`.
        any_of: Vec<String>,
    },
    /// Content type JSON, and a body that parses and is not empty.
    Json,
    /// Content type HTML, and a body that is not empty.
    Html,
    /// The media type, without parameters.
    MediaType {
        /// In lower case.
        is: String,
    },
    /// No bytes in the body.
    BodyEmpty,
    /// At least one byte in the body.
    BodyNotEmpty,
    /// The body has this text.
    BodyContains {
        /// The text.
        text: String,
    },
    /// The body does not have this text.
    BodyLacks {
        /// The text.
        text: String,
    },
    /// The SHA-256 of the body.
    BodyDigest {
        /// In hex.
        is: String,
    },
    /// Another SHA-256 than this.
    BodyDigestNot {
        /// In hex.
        is: String,
    },
    /// A statement about a JSON value.
    JsonAt {
        /// Dotted path; empty for the whole document.
        path: String,
        /// The statement.
        claim: JsonClaim,
    },
    /// A statement about a header.
    Header {
        /// The header's name.
        name: String,
        /// The statement.
        claim: HeaderClaim,
    },
    /// A cookie set by the answer, optionally with a flag such as `HttpOnly`.
    Cookie {
        /// The cookie's name.
        name: String,
        /// The flag, if one is wanted.
        flag: Option<String>,
    },
    /// Milliseconds until the last byte.
    TookAtMost {
        /// The limit in milliseconds.
        ms: u64,
    },
    /// The request ended without a complete answer, in this way.
    EndsWith {
        /// The way.
        kind: FailureKind,
    },
}

impl HttpCheck {
    /// Compares an exchange with the expectation.
    #[must_use]
    pub fn judge(&self, exchange: &Exchange) -> Judgement {
        let expected = self.expected();
        if let Self::EndsWith { kind } = self {
            return judge_end(*kind, exchange, expected);
        }
        match exchange.answered(&expected) {
            Err(judgement) => judgement,
            Ok(response) => self.judge_answer(response, exchange.took_ms, expected),
        }
    }

    fn judge_answer(&self, r: &Response, took_ms: u64, expected: String) -> Judgement {
        let summary = || format!("status {}, {}", r.status, describe_body(r));
        match self {
            Self::Status { any_of } => {
                let status = r.status.to_string();
                Judgement::one(any_of.iter().any(|p| fits(&status, p)), expected, summary())
            }
            Self::Json => match r.json() {
                Ok(_) if r.says_json() => Judgement::one(true, expected, summary()),
                Err(why) if r.says_json() && r.body.cut => Judgement::undecided(expected, why),
                _ => Judgement::one(false, expected, summary()).hint(html_hint(r)),
            },
            Self::Html => Judgement::one(r.media_type() == "text/html" && r.body.bytes > 0, expected, summary()),
            Self::MediaType { is } => Judgement::one(&r.media_type() == is, expected, summary()),
            Self::BodyEmpty => Judgement::one(r.body.bytes == 0, expected, summary()),
            Self::BodyNotEmpty => Judgement::one(r.body.bytes > 0, expected, summary()),
            Self::BodyContains { text } => text_in(r, text, expected, Wanted::Present),
            Self::BodyLacks { text } => text_in(r, text, expected, Wanted::Absent),
            Self::BodyDigest { is } => digest(r, &r.body.sha256 == is, expected),
            Self::BodyDigestNot { is } => digest(r, &r.body.sha256 != is, expected),
            Self::JsonAt { path, claim } => match r.json() {
                _ if r.body.cut => Judgement::undecided(expected, r.json().err().unwrap_or_default()),
                Ok(document) => claim.judge(&document, path, expected),
                Err(why) => Judgement::one(false, expected, format!("status {}, {why}", r.status)).hint(html_hint(r)),
            },
            Self::Header { name, claim } => claim.judge(&r.header(name).collect::<Vec<_>>(), expected),
            Self::Cookie { name, flag } => judge_cookie(r, name, flag.as_deref(), expected),
            Self::TookAtMost { ms } => {
                Judgement::one(took_ms <= *ms, expected, Worded(Duration::from_millis(took_ms)).to_string())
            }
            Self::EndsWith { .. } => Judgement::one(false, expected, summary()),
        }
    }

    /// The expectation in words.
    #[must_use]
    pub fn expected(&self) -> String {
        match self {
            Self::Status { any_of } => format!("status {}", any_of.join(" or ")),
            Self::Json => "JSON".into(),
            Self::Html => "HTML that is not empty".into(),
            Self::MediaType { is } => format!("content type {is}"),
            Self::BodyEmpty => "an empty body".into(),
            Self::BodyNotEmpty => "a body that is not empty".into(),
            Self::BodyContains { text } => format!("a body containing `{text}`"),
            Self::BodyLacks { text } => format!("a body without `{text}`"),
            Self::BodyDigest { is } => format!("a body with the digest {is}"),
            Self::BodyDigestNot { is } => format!("a body with another digest than {is}"),
            Self::JsonAt { path, claim } => claim.expected(path),
            Self::Header { name, claim } => claim.expected(name),
            Self::Cookie { name, flag: None } => format!("the cookie {name}"),
            Self::Cookie { name, flag: Some(flag) } => format!("the cookie {name} with {flag}"),
            Self::TookAtMost { ms } => format!("at most {}", Worded(Duration::from_millis(*ms))),
            Self::EndsWith { kind } => format!("the request ends with {}", kind.words()),
        }
    }
}

/// A request that never left says nothing about how the system ends it.
fn judge_end(kind: FailureKind, exchange: &Exchange, expected: String) -> Judgement {
    let ended = exchange.failure.as_ref().map(|f| f.kind);
    match ended {
        Some(other) if other.unasked() && other != kind => {
            Judgement::broken(expected, exchange.summary()).hint(other.advice())
        }
        None if exchange.response.is_none() => Judgement::broken(expected, "no answer was recorded"),
        _ => Judgement::one(ended == Some(kind), expected, exchange.summary()),
    }
}

/// Two empty bodies have the same digest, and an empty one differs from every other: neither says anything.
fn digest(r: &Response, holds: bool, expected: String) -> Judgement {
    let actual = format!("digest {}, status {}, {}", r.body.sha256, r.status, describe_body(r));
    Judgement::of(r.body.bytes.min(1), 1, holds, expected, actual)
}

pub(super) fn fits(status: &str, pattern: &str) -> bool {
    status.len() == pattern.len() && status.bytes().zip(pattern.bytes()).all(|(s, p)| s == p || p == b'x')
}

fn html_hint(r: &Response) -> String {
    let html = r.media_type() == "text/html";
    match (html, r.status) {
        (true, 200..=299) => "HTML is served where the API should answer: the proxy's fallback to the app's page swallows this path before the API route sees it".into(),
        (true, _) => "HTML is served where the API should answer: an error page of the framework or the proxy; look at the service's log".into(),
        _ if r.body.bytes == 0 => "an empty answer: the proxy may not know this host, or has no upstream".into(),
        _ => "the service answers something else than JSON; look at its log".into(),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    Present,
    Absent,
}

fn text_in(r: &Response, text: &str, expected: String, wanted: Wanted) -> Judgement {
    let actual = format!("status {}, {}", r.status, describe_body(r));
    let Some(body) = &r.body.text else { return Judgement::one(false, expected, actual) };
    match (body.contains(text), wanted) {
        (false, _) if r.body.cut => {
            Judgement::undecided(expected, format!("only the beginning of {} bytes is kept", r.body.bytes))
        }
        (false, Wanted::Absent) => Judgement::of(u64::from(r.body.bytes > 0), 1, true, expected, actual),
        (found, _) => Judgement::one(found == (wanted == Wanted::Present), expected, actual),
    }
}

fn judge_cookie(r: &Response, name: &str, flag: Option<&str>, expected: String) -> Judgement {
    let set: Vec<&str> =
        r.header("set-cookie").filter(|c| c.split('=').next().is_some_and(|n| n.trim() == name)).collect();
    let has_flag = |c: &&str| {
        flag.is_none_or(|f| {
            c.split(';').skip(1).any(|a| a.trim().split('=').next().is_some_and(|a| a.eq_ignore_ascii_case(f)))
        })
    };
    let attributes: Vec<String> =
        set.iter().map(|c| c.split(';').skip(1).map(str::trim).collect::<Vec<_>>().join("; ")).collect();
    let actual =
        if set.is_empty() { "no such cookie".into() } else { format!("the cookie with [{}]", attributes.join("] [")) };
    Judgement::one(!set.is_empty() && set.iter().all(has_flag), expected, actual)
}
