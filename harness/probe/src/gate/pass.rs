//! What may pass the gate: the guard's rules, and those that only pages need.

use super::authority::Authority;
use super::book::Book;
use super::relay::telling;
use crate::guard::{Guard, Refusal};
use crate::net::address::host;
use crate::net::client::Clients;
use crate::subject::Subject;
use hyper::header::{self, HeaderMap};
use reqwest::{Method, Url};
use runproof_core::noun::http::Trust;
use runproof_core::noun::view::Way;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Hosts that browsers ask on their own account; asked without a page behind it, they are refused quietly.
const BROWSERS_OWN: [&str; 6] =
    [".google.com", ".googleapis.com", ".gvt1.com", ".gstatic.com", ".googleusercontent.com", ".mozilla.org"];

/// What all connections of a gate share.
#[derive(Debug)]
pub(super) struct Pass {
    pub(super) subject: Arc<Subject>,
    pub(super) guard: Guard,
    pub(super) book: Arc<Book>,
    pub(super) authority: Authority,
    /// Whether a visitor has opened something: what a browser asks for before that is its own affair.
    pub(super) visited: AtomicBool,
    clients: Clients,
}

/// What is done with a request.
#[derive(Debug)]
pub(super) enum Ruling {
    /// It goes to this URL.
    Sent { to: Url, way: Way },
    /// It does not leave.
    Kept { way: Way, why: String },
    /// It does not leave, and nobody is told: no page made it.
    Quiet,
}

impl Pass {
    pub(super) fn new(subject: Arc<Subject>, guard: Guard, authority: Authority) -> Self {
        Self {
            subject,
            guard,
            book: Arc::default(),
            authority,
            visited: AtomicBool::new(false),
            clients: Clients::default(),
        }
    }

    /// The client that sends on to this URL.
    ///
    /// # Errors
    /// In words, when the target's authority cannot be read.
    pub(super) fn client(&self, to: &Url) -> Result<reqwest::Client, String> {
        self.clients.client(&self.subject, to, Trust::Verified).map_err(|failure| failure.detail)
    }

    /// Decides on a request of the browser; waits for its turn where the guard bounds the rate.
    pub(super) async fn ruling(&self, method: &Method, url: &Url, headers: &HeaderMap) -> Ruling {
        if !self.visited.load(Ordering::Relaxed) {
            return Ruling::Quiet;
        }
        let stand_in = self.stand_in(url);
        if stand_in.is_none() && !self.guard.knows(url) {
            return Self::elsewhere(method, url, headers);
        }
        if let Some(why) = self.crossing(url, headers, stand_in.is_some()) {
            return Ruling::Kept { way: Way::Refused, why };
        }
        if let Some(to) = stand_in {
            return Ruling::Sent { to, way: Way::StandIn };
        }
        let names = headers.keys().map(header::HeaderName::as_str);
        match self.guard.request(method, url, names).await {
            Ok(_) => Ruling::Sent { to: url.clone(), way: Way::Through },
            Err(refusal) => Ruling::Kept { way: Way::Refused, why: refusal.to_string() },
        }
    }

    /// Where a declared stand-in answers this request.
    fn stand_in(&self, url: &Url) -> Option<Url> {
        let origin = url.origin().ascii_serialization();
        let (_, base) = self.subject.stand_ins.iter().find(|(o, _)| o.trim_end_matches('/') == origin)?;
        let mut to = Url::parse(base).ok()?;
        to.set_path(url.path());
        to.set_query(url.query());
        Some(to)
    }

    /// A request to a host that the target does not name.
    fn elsewhere(method: &Method, url: &Url, headers: &HeaderMap) -> Ruling {
        let name = host(url).unwrap_or_default();
        let has = |header: &str| headers.contains_key(header);
        let says = |header: &str, value: &str| headers.get(header).is_some_and(|v| v.as_bytes() == value.as_bytes());
        let navigates = says("sec-fetch-mode", "navigate") || has("upgrade-insecure-requests");
        // A page's request says that it comes from a site, or at least from which page.
        let own = BROWSERS_OWN.iter().any(|suffix| format!(".{name}").ends_with(suffix));
        let from_a_page =
            if has("sec-fetch-site") { !says("sec-fetch-site", "none") } else { has("referer") || has("origin") };
        if own && !navigates && !from_a_page {
            return Ruling::Quiet;
        }
        let why = Refusal::Host(name).to_string();
        let reads = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
        // A page that uses somebody else's script is reported; one that leads or writes elsewhere is refused. To plain
        // HTTP browsers do not say what for they ask, and what is said over another protocol is not known beforehand.
        let leads = navigates && (says("sec-fetch-dest", "document") || !has("sec-fetch-dest"));
        let listens = has(header::UPGRADE.as_str());
        Ruling::Kept { way: if reads && !leads && !listens { Way::Foreign } else { Way::Refused }, why }
    }

    /// Why a request would carry a secret of the target to a host that is not the edge's own. A stand-in answers for
    /// somebody else, and gets no headers that tell who is there.
    fn crossing(&self, url: &Url, headers: &HeaderMap, stand_in: bool) -> Option<String> {
        let name = host(url)?;
        let edge = self.subject.urls.get("edge").and_then(|e| host(&Url::parse(e).ok()?))?;
        let below = |a: &str, b: &str| a == b || a.ends_with(&format!(".{b}"));
        if !stand_in && (below(&name, &edge) || below(&edge, &name)) {
            return None;
        }
        let goes = headers.iter().filter(|(name, _)| !(stand_in && telling(&self.guard, name)));
        let values = goes.filter_map(|(_, value)| value.to_str().ok());
        values
            .chain([url.as_str()])
            .any(|text| self.subject.redactor.knows(text))
            .then(|| format!("a secret of the target would cross to `{name}`"))
    }
}
