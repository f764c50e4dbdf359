//! What a visitor sees in a browser.

pub use super::element::{Element, Role};
use crate::json;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A page as it stands after an act, with everything that happened in the session so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct View {
    /// Who looked.
    pub visitor: String,
    /// What was done before, in words.
    pub act: String,
    /// The address.
    pub url: String,
    /// The document's title.
    pub title: String,
    /// The visible text, redacted, cut to what is kept.
    pub text: String,
    /// Whether the text is cut.
    #[serde(default, skip_serializing_if = "is_false")]
    pub cut: bool,
    /// Headings, fields, buttons and links that are visible, in the order of the page.
    pub elements: Vec<Element>,
    /// What the origin keeps in local and session storage, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub storage: BTreeMap<String, String>,
    /// Size of the page in CSS pixels: width and height of the window, width of the content.
    pub size: (u32, u32, u32),
    /// The style that was asked for, when the element is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
    /// What the console was told, in order; the last few hundred. None when the browser does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub console: Option<Vec<ConsoleLine>>,
    /// What the pages of the session asked for, in order; the last few hundred.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exchanges: Vec<PageExchange>,
    /// Whether everything that left the session passed the guard; without it nothing is known of exchanges.
    pub guarded: bool,
    /// Entries of console and exchanges that are not kept.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub dropped: u64,
    /// Files the session has downloaded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub downloads: Vec<Download>,
    /// Whether the page came to rest before it was looked at.
    pub settled: bool,
    /// Pictures and page sources, as paths in the evidence folder.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    /// Why the act could not be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out a reference")]
pub(super) fn is_false(flag: &bool) -> bool {
    !flag
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out a reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// A line of the console.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ConsoleLine {
    /// The level as the browser calls it, such as `SEVERE`.
    pub level: String,
    /// The text, redacted.
    pub text: String,
    /// Whether the system's names allow it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub allowed: bool,
}

/// A request that a page made, and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PageExchange {
    /// The method.
    pub method: String,
    /// The URL, redacted.
    pub url: String,
    /// The status; none when there was no answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The media type of the answer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub media: String,
    /// Bytes of the answer's body.
    #[serde(default)]
    pub bytes: u64,
    /// The beginning of a JSON answer, redacted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub excerpt: String,
    /// Milliseconds from the first look of the session.
    pub at_ms: u64,
    /// Milliseconds until the answer's end.
    pub took_ms: u64,
    /// How it went.
    pub way: Way,
    /// Why it went so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// How a page's request went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// To the host it names, and an answer came back.
    #[default]
    Through,
    /// A stand-in named by the target answered.
    StandIn,
    /// A reading request to a host that the target does not name: not sent.
    Foreign,
    /// A request that the target does not allow: not sent.
    Refused,
    /// It was sent, and no complete answer came.
    Failed,
    /// It has no answer yet.
    Open,
}

/// A file that was downloaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Download {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: u64,
    /// Its SHA-256 in hex.
    pub sha256: String,
}

/// Why an act could not be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// What kind of reason.
    pub kind: ProblemKind,
    /// In words.
    pub detail: String,
}

/// Kinds of reasons why an act could not be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// The page has nothing of that name.
    Missing,
    /// The page has several of that name.
    Several,
    /// It is there, and cannot be used.
    Blocked,
    /// The address did not answer.
    Unreachable,
    /// The page did not finish loading in time.
    Silent,
    /// Asked for something that cannot be asked.
    Unaskable,
    /// No session could be begun.
    NoSession,
    /// The browser or its driver is gone.
    Gone,
    /// The network of the machine changed, and the browser let go of what it was loading.
    Disturbed,
}

/// What browsers say of a load that was cut off by a change of the machine's network.
const NETWORK_CHANGED: &str = "ERR_NETWORK_CHANGED";

impl ProblemKind {
    /// Whether a browser speaks of a change of the machine's network.
    #[must_use]
    pub fn is_disturbance(said: &str) -> bool {
        said.contains(NETWORK_CHANGED)
    }

    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Missing,
        Self::Several,
        Self::Blocked,
        Self::Unreachable,
        Self::Silent,
        Self::Unaskable,
        Self::NoSession,
        Self::Gone,
        Self::Disturbed,
    ];

    /// Whether it says something about the system rather than about the harness and its surroundings.
    #[must_use]
    pub fn of_the_system(self) -> bool {
        matches!(self, Self::Missing | Self::Blocked | Self::Unreachable | Self::Silent)
    }

    /// What to do next.
    #[must_use]
    pub fn advice(self) -> &'static str {
        match self {
            Self::Missing => "look at the picture of the page: it may show another page, an error, or other words",
            Self::Several => "say which one: `presses \"…\" beside \"…\"`, or a more exact name",
            Self::Blocked => "look at the picture: the control may wait for a field, or something may cover it",
            Self::Unreachable => {
                "look whether the edge runs and what it answers: `runproof try 'a client sends \"GET /\"'`"
            }
            Self::Silent => "a script or an answer the page waits for does not end: look at its exchanges",
            Self::Unaskable => "correct the feature or the target",
            Self::NoSession => {
                "browser and driver must be of the same version: apt-get install --only-upgrade chromium chromium-driver; `runproof doctor` shows both"
            }
            Self::Gone => "the browser or its driver ended in the middle: look for a lack of memory, then run it again",
            Self::Disturbed => {
                "run it again while no container and no interface comes or goes; `runproof doctor` says why the browser has no network of its own"
            }
        }
    }
}

impl View {
    /// The page in one line, for messages.
    #[must_use]
    pub fn summary(&self) -> String {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown = if text.is_empty() { "nothing".to_owned() } else { format!("`{}`", json::cut(&text, 240)) };
        format!("at {} the page shows {shown}", self.path())
    }

    /// Path and query of the address.
    #[must_use]
    pub fn path(&self) -> &str {
        let rest = self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest);
        let rest = rest.split('#').next().unwrap_or_default();
        rest.find('/').map_or(if self.url.contains("://") { "/" } else { rest }, |at| &rest[at..])
    }

    /// Whether something the page needs may be missing because the network of the machine changed.
    #[must_use]
    pub fn disturbed(&self) -> bool {
        self.console.iter().flatten().any(|line| ProblemKind::is_disturbance(&line.text))
    }

    /// What went wrong behind the page, when something did: it usually is the cause of what the page shows.
    #[must_use]
    pub fn behind(&self) -> Option<String> {
        let bad = |e: &&PageExchange| {
            matches!(e.way, Way::Failed | Way::Refused | Way::Foreign) || e.status.is_some_and(|s| s >= 400)
        };
        self.exchanges.iter().rev().find(bad).map(PageExchange::words)
    }
}

impl PageExchange {
    /// The exchange in one line.
    #[must_use]
    pub fn words(&self) -> String {
        let Self { method, url, why, .. } = self;
        match self.way {
            Way::Refused | Way::Foreign => format!("the page's request {method} {url} was not let out: {why}"),
            Way::Failed => format!("the page's request {method} {url} was not answered: {why}"),
            Way::Open => match self.status {
                Some(status) => {
                    format!("the page's request {method} {url} was answered {status}, and the answer has not ended")
                }
                None => format!("the page's request {method} {url} has no answer yet"),
            },
            Way::Through | Way::StandIn => {
                let media = if self.media.is_empty() { "no content type" } else { &self.media };
                let status = self.status.unwrap_or_default();
                format!("the page's request {method} {url} was answered {status}, {media}, {} bytes", self.bytes)
            }
        }
    }

    /// Path and query of the URL.
    #[must_use]
    pub fn path(&self) -> &str {
        let rest = self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest);
        rest.find('/').map_or("/", |at| &rest[at..])
    }
}
