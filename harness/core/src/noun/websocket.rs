//! WebSockets: a handshake, and what was said over the connection.

use super::http::{Body, Exchange, Response, describe_body};
use super::http_check::fits;
use crate::json;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The status of a handshake that was accepted.
const SWITCHING: u16 = 101;
/// The longest part of a message that is repeated in words (characters).
const LONGEST: usize = 160;

/// An attempt to open a WebSocket.
///
/// A handshake alone proves little: a server may accept it and close at once. So the other side is asked for a sign of life,
/// and what came before it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WebSocket {
    /// The handshake, and whatever ended the connection early.
    pub exchange: Exchange,
    /// What is wrong with a handshake that was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flaw: Option<String>,
    /// Whether a message came back, or a pong where none was sent.
    pub answered: bool,
    /// The first message received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Body>,
    /// How the other side closed the connection, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Closing>,
}

/// A close frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Closing {
    /// The code; 1005 when there is none.
    pub code: u16,
    /// The reason in words, redacted.
    pub reason: String,
}

/// What an attempt is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum WebSocketCheck {
    /// The handshake is accepted, and the other side is there and stays.
    Open,
    /// The handshake is answered with one of these instead; `4xx` stands for a hundred.
    Refused {
        /// Three characters each: digits, or digits followed by `x`.
        any_of: Vec<String>,
    },
    /// The handshake is accepted and the connection closed by the other side with this code.
    ClosedWith {
        /// The code.
        code: u16,
    },
    /// The first message has this text.
    Says {
        /// The text.
        text: String,
    },
}

impl WebSocketCheck {
    /// Compares an attempt with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &WebSocket) -> Judgement {
        let expected = self.expected();
        let exchange = &seen.exchange;
        if let Some(failure) = exchange.failure.as_ref().filter(|failure| failure.kind.unasked()) {
            return Judgement::broken(expected, exchange.summary()).hint(failure.kind.advice());
        }
        let Some(response) = &exchange.response else {
            return match &exchange.failure {
                Some(failure) => Judgement::one(false, expected, exchange.summary()).hint(failure.kind.advice()),
                None => Judgement::broken(expected, "no answer was recorded"),
            };
        };
        let actual = seen.actual(response);
        if let (Self::Says { text }, Some(body)) = (self, &seen.first) {
            return says(body, text, expected, actual);
        }
        Judgement::one(self.holds(seen, response), expected, actual).hint(hint(response, seen))
    }

    fn holds(&self, seen: &WebSocket, response: &Response) -> bool {
        let is_accepted = response.status == SWITCHING && seen.flaw.is_none();
        match self {
            Self::Open => is_accepted && seen.answered && seen.closed.is_none() && seen.exchange.failure.is_none(),
            Self::Refused { any_of } => {
                let status = response.status.to_string();
                response.status != SWITCHING
                    && seen.exchange.failure.is_none()
                    && any_of.iter().any(|pattern| fits(&status, pattern))
            }
            Self::ClosedWith { code } => is_accepted && seen.closed.as_ref().is_some_and(|closed| closed.code == *code),
            Self::Says { .. } => false,
        }
    }

    /// The expectation in words.
    #[must_use]
    pub fn expected(&self) -> String {
        match self {
            Self::Open => "an open WebSocket".into(),
            Self::Refused { any_of } => format!("a handshake refused with status {}", any_of.join(" or ")),
            Self::ClosedWith { code } => format!("a WebSocket that the other side closes with {code}"),
            Self::Says { text } => format!("a first message containing `{text}`"),
        }
    }
}

impl WebSocket {
    fn actual(&self, response: &Response) -> String {
        if response.status != SWITCHING {
            return self.exchange.summary();
        }
        let mut parts = vec!["the handshake is accepted".to_owned()];
        parts.extend(self.flaw.clone());
        parts.extend(self.first.as_ref().map(|body| match &body.text {
            Some(text) => format!("the first message is {}", json::cut(text.trim(), LONGEST)),
            None => format!("the first message is {} bytes that are no text", body.bytes),
        }));
        parts.extend(self.closed.as_ref().map(|closed| format!("closed with {}: {}", closed.code, closed.reason)));
        parts.extend(self.exchange.failure.as_ref().map(|f| format!("{}: {}", f.kind.words(), f.detail)));
        if !self.answered {
            parts.push("no sign of life".into());
        }
        parts.join(", ")
    }
}

fn says(body: &Body, text: &str, expected: String, actual: String) -> Judgement {
    match &body.text {
        Some(said) if said.contains(text) => Judgement::one(true, expected, actual),
        Some(_) if body.cut => {
            Judgement::undecided(expected, format!("only the beginning of {} bytes is kept", body.bytes))
        }
        _ => Judgement::one(false, expected, actual),
    }
}

fn hint(response: &Response, seen: &WebSocket) -> String {
    match response.status {
        SWITCHING if seen.flaw.is_some() => {
            "whoever answered does not speak the protocol: look what stands between client and service".into()
        }
        SWITCHING if seen.closed.is_some() => "the service takes the connection and ends it: look at its log".into(),
        SWITCHING => "the connection is made and nobody answers on it: look whether the service is frozen".into(),
        200..=299 => format!(
            "an ordinary answer ({}): the proxy does not lead upgrades of this path to the service",
            describe_body(response)
        ),
        400..=499 => {
            "the service, or the proxy, refuses the handshake: look for a missing token, cookie or origin".into()
        }
        _ => "look whether the service runs, and at the proxy's route for this path".into(),
    }
}
