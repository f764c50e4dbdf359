//! What may pass the gate: the guard's rules, and those that only pages need.

use super::authority::Authority;
use super::book::Book;
use crate::guard::{Guard, Refusal};
use crate::net::address::host;
use crate::subject::Subject;
use hyper::HeaderMap;
use reqwest::{Method, Url};
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
        Self { subject, guard, book: Arc::default(), authority, visited: AtomicBool::new(false) }
    }

    /// Decides on a request of the browser; waits for its turn where the guard bounds the rate.
    pub(super) async fn ruling(&self, method: &Method, url: &Url, headers: &HeaderMap) -> Ruling {
        if !self.visited.load(Ordering::Relaxed) {
            return Ruling::Quiet;
        }
        if let Some(to) = self.stand_in(url) {
            return Ruling::Sent { to, way: Way::StandIn };
        }
        if !self.guard.knows(url) {
            return self.elsewhere(method, url, headers);
        }
        if let Some(why) = self.crossing(url, headers) {
            return Ruling::Kept { way: Way::Refused, why };
        }
        let names = headers.keys().map(hyper::header::HeaderName::as_str);
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
    fn elsewhere(&self, method: &Method, url: &Url, headers: &HeaderMap) -> Ruling {
        let name = host(url).unwrap_or_default();
        let has = |header: &str| headers.contains_key(header);
        let says = |header: &str, value: &str| headers.get(header).is_some_and(|v| v.as_bytes() == value.as_bytes());
        let navigates = says("sec-fetch-mode", "navigate") || has("upgrade-insecure-requests");
        // A page's request says that it comes from a site, or at least from which page.
        let own = BROWSERS_OWN.iter().any(|suffix| format!(".{name}").ends_with(suffix));
        let from_a_page = if has("sec-fetch-site") { !says("sec-fetch-site", "none") } else { has("referer") };
        if own && !navigates && !from_a_page {
            return Ruling::Quiet;
        }
        let why = Refusal::Host(name).to_string();
        let reads = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
        // A page that uses somebody else's script is reported; one that leads or writes elsewhere is refused.
        let leads = navigates && says("sec-fetch-dest", "document");
        Ruling::Kept { way: if reads && !leads { Way::Foreign } else { Way::Refused }, why }
    }

    /// Why a request would carry a secret of the target to a host that is not the edge's own.
    fn crossing(&self, url: &Url, headers: &HeaderMap) -> Option<String> {
        let name = host(url)?;
        let edge = self.subject.urls.get("edge").and_then(|e| host(&Url::parse(e).ok()?))?;
        let below = |a: &str, b: &str| a == b || a.ends_with(&format!(".{b}"));
        if below(&name, &edge) || below(&edge, &name) {
            return None;
        }
        let redactor = &self.subject.redactor;
        let values = headers.values().filter_map(|v| v.to_str().ok());
        values
            .chain([url.as_str()])
            .any(|text| redactor.hits(text))
            .then(|| format!("a secret of the target would cross to `{name}`"))
    }
}
