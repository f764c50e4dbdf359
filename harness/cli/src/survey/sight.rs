//! What a first look saw.

use runproof_core::json;
use runproof_core::noun::certificate::Handshake;
use runproof_core::noun::http::{Exchange, Response};
use runproof_core::noun::page::PageLoad;

/// Everything that was seen.
#[derive(Clone, Debug)]
pub struct Sight {
    /// The path of the start page.
    pub start: String,
    /// The start page, after its redirects.
    pub page: Exchange,
    /// The page with the scripts and styles it names, as far as they were fetched.
    pub load: Option<PageLoad>,
    /// The beginning of the API's paths, when the scripts name one.
    pub api_base: Option<String>,
    /// Addresses in scripts that mean the machine of whoever built them.
    pub developer: Vec<String>,
    /// Addresses of other hosts in scripts, which were not asked.
    pub foreign: Vec<String>,
    /// Paths of the API that scripts name.
    pub paths: Vec<String>,
    /// What paths of the API answered.
    pub answers: Vec<Answer>,
    /// What paths answered to who shows a key.
    pub keyed: Vec<KeyedAnswer>,
    /// A page that nobody made.
    pub unknown_page: Option<Exchange>,
    /// A path below the API that nobody made.
    pub unknown_api: Option<Exchange>,
    /// A path of the API without its last slash.
    pub unslashed: Option<Answer>,
    /// The start page under a name that nobody serves.
    pub unknown_host: Option<Exchange>,
    /// The start page without encryption.
    pub plain: Option<Exchange>,
    /// The certificate.
    pub certificate: Option<Handshake>,
    /// Requests that were sent.
    pub requests: u32,
    /// Why the look ended before everything was asked.
    pub cut: Option<&'static str>,
}

/// What one path answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The path.
    pub path: String,
    /// The exchange.
    pub seen: Exchange,
    /// Whether a script or the page names the path; else it was a guess.
    pub named: bool,
}

/// What one path answered to who shows a key.
#[derive(Clone, Debug)]
pub struct KeyedAnswer {
    /// The key's alias.
    pub alias: String,
    /// The path and its answer.
    pub answer: Answer,
}

impl Answer {
    /// The answer, when it came whole.
    #[must_use]
    pub fn response(&self) -> Option<&Response> {
        whole(&self.seen)
    }

    /// Whether it is JSON that can be read, with that status.
    #[must_use]
    pub fn json_with(&self, status: u16) -> bool {
        self.response().is_some_and(|r| r.status == status && r.says_json() && r.json().is_ok())
    }

    /// Whether the path is one of health.
    #[must_use]
    pub fn is_health(&self) -> bool {
        is_health(&self.path)
    }

    /// Whether the answer holds data: JSON that is a list, or holds one.
    #[must_use]
    pub fn holds_data(&self) -> bool {
        let document = self.response().and_then(|r| r.json().ok());
        let list = |v: &serde_json::Value| json::kind(v) == "list";
        self.json_with(200)
            && !self.is_health()
            && document.is_some_and(|d| list(&d) || d.as_object().is_some_and(|m| m.values().any(list)))
    }
}

/// Whether a path looks like one of health.
#[must_use]
pub fn is_health(path: &str) -> bool {
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    matches!(last, "health" | "healthz" | "livez" | "readyz" | "ready" | "status" | "ping")
}

/// The answer of an exchange that came to its end.
#[must_use]
pub fn whole(seen: &Exchange) -> Option<&Response> {
    seen.response.as_ref().filter(|_| seen.failure.is_none())
}

impl Sight {
    /// The start page's answer; an empty one when there is none.
    #[must_use]
    pub fn page(&self) -> Response {
        whole(&self.page).cloned().unwrap_or_else(|| Response {
            status: 0,
            headers: Vec::new(),
            body: runproof_core::noun::http::Body::default(),
        })
    }

    /// Whether an exchange brought the start page, byte by byte, with status 200.
    #[must_use]
    pub fn is_start_page(&self, seen: &Exchange) -> bool {
        let page = self.page();
        let same = |r: &Response| r.status == 200 && r.media_type() == "text/html" && r.body.sha256 == page.body.sha256;
        page.body.bytes > 0 && whole(seen).is_some_and(same)
    }

    /// Paths below the API that brought the start page although it is not theirs.
    #[must_use]
    pub fn swallowed(&self) -> Vec<&Answer> {
        let api = |a: &&Answer| runproof_core::script::is_api(&a.path) && self.is_start_page(&a.seen);
        self.answers.iter().filter(api).collect()
    }

    /// Whether some path answered as an API does.
    #[must_use]
    pub fn api_answers(&self) -> bool {
        self.answers.iter().any(|a| a.response().is_some_and(Response::says_json))
    }

    /// The health endpoint: the first path of health that answers 200 with JSON.
    #[must_use]
    pub fn health(&self) -> Option<&Answer> {
        self.answers.iter().find(|a| a.is_health() && a.json_with(200))
    }

    /// The text between the page's title tags.
    #[must_use]
    pub fn title(&self) -> Option<String> {
        let text = self.page().body.text?;
        let (_, rest) = text.split_once("<title>")?;
        let (title, _) = rest.split_once("</title>")?;
        (!title.trim().is_empty() && title.chars().count() <= 80).then(|| title.to_owned())
    }
}
