//! What a first look says in words: what is wrong, what stays unknown, what was left out.

use super::about_access::{data, has_flag};
use super::about_entrance::PROTECTING;
use super::sight::{Sight, whole};
use runproof_core::noun::http::Exchange;
use std::fmt;

/// The most paths that a sentence lists.
const LISTED: usize = 4;

/// One sentence about the system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The system is wrong, as was seen.
    Wrong(String),
    /// Nothing is known, and how to know more.
    Unknown(String),
    /// Something that its people may want to know.
    Note(String),
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (word, text) = match self {
            Self::Wrong(text) => ("WRONG", text),
            Self::Unknown(text) => ("UNKNOWN", text),
            Self::Note(text) => ("NOTE", text),
        };
        write!(f, "{word:<9}{text}")
    }
}

/// Everything worth saying, gravest first.
#[must_use]
pub fn findings(sight: &Sight) -> Vec<Finding> {
    let mut all: Vec<Finding> =
        [swallowed(sight), developer(sight), files(sight), entrance(sight)].into_iter().flatten().collect();
    all.extend(health(sight));
    all.extend(notes(sight));
    let rank = |f: &Finding| match f {
        Finding::Wrong(_) => 0,
        Finding::Unknown(_) => 1,
        Finding::Note(_) => 2,
    };
    all.sort_by_key(rank);
    all
}

fn swallowed(sight: &Sight) -> Option<Finding> {
    let swallowed: Vec<&str> = sight.swallowed().iter().map(|a| a.path.as_str()).collect();
    if swallowed.is_empty() || (sight.api_answers() && !sight.swallowed().iter().any(|a| a.named)) {
        return None;
    }
    let more = swallowed.len().saturating_sub(LISTED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let listed = format!("{}{more}", swallowed.iter().take(LISTED).copied().collect::<Vec<_>>().join(", "));
    if sight.api_answers() {
        return Some(Finding::Wrong(format!(
            "{listed} is answered with the start page, although scripts call it as the API"
        )));
    }
    if !sight.swallowed().iter().any(|a| a.named) {
        return Some(Finding::Note(format!(
            "{listed} is answered with the start page, and no script was seen to call an API: if there is one, its paths are swallowed"
        )));
    }
    Some(Finding::Wrong(format!(
        "the proxy swallows the API: {listed} are answered with the start page (HTML, status 200), and no path answered as an API. \
         Put the API's route before the fallback to the page, then run this again"
    )))
}

fn developer(sight: &Sight) -> Option<Finding> {
    let address = sight.developer.first()?;
    Some(Finding::Wrong(format!(
        "a script calls {address}: that is the machine of whoever opens the page, not this system. Build it with the API's address"
    )))
}

fn files(sight: &Sight) -> Option<Finding> {
    let load = sight.load.as_ref()?;
    let asked = |e: &Exchange| e.failure.as_ref().is_none_or(|f| !f.kind.unasked());
    let well = |e: &Exchange| whole(e).is_some_and(|r| r.status == 200 && r.media_type() != "text/html");
    let bad = load.assets.iter().find(|a| asked(&a.exchange) && !well(&a.exchange))?;
    let url = &bad.exchange.request.url;
    Some(Finding::Wrong(format!("the page names {url}, which answers: {}", bad.exchange.summary())))
}

fn entrance(sight: &Sight) -> Option<Finding> {
    let certificate = sight.certificate.as_ref().and_then(|h| h.certificate.as_ref());
    if let Some(c) = certificate.filter(|c| c.days_left < 14) {
        return Some(Finding::Wrong(format!("the certificate has {} days left", c.days_left)));
    }
    let plain = sight.plain.as_ref().and_then(whole).filter(|r| matches!(r.status, 200..=299))?;
    Some(Finding::Wrong(format!(
        "the plain address answers {} itself instead of sending people on to HTTPS",
        plain.status
    )))
}

/// What is known about health. That it cannot see the database is said only where both were seen at the same time.
fn health(sight: &Sight) -> Vec<Finding> {
    let Some(health) = sight.health() else {
        let unhealthy =
            sight.answers.iter().find(|a| a.is_health() && a.named && a.response().is_some_and(|r| r.status >= 500));
        let said = unhealthy.map(|a| Finding::Wrong(format!("{} answers: {}", a.path, a.seen.summary())));
        let none = Finding::Unknown(
            "no path of health was found that answers with JSON; when there is one, write it into features/".into(),
        );
        return vec![said.unwrap_or(none)];
    };
    let show = "To know: on a copy of the system, stop the database and look at both with `runproof try`; never here";
    let Some((data, alias)) = data(sight) else {
        let closed = sight.answers.iter().any(super::about_access::is_closed);
        let next = match (closed, sight.keyed.is_empty()) {
            (true, true) => {
                "the data needs a key: name one with `--key ALIAS=VARIABLE --credential 'Authorization: Bearer {key}'`"
            }
            (true, false) => "the key opens no path that holds data",
            (false, _) => "no path that holds data was found",
        };
        return vec![Finding::Unknown(format!(
            "whether {} sees the database is not known: {next}. {show}",
            health.path
        ))];
    };
    let status = data.response().map_or(0, |r| r.status);
    if status >= 500 {
        let with = alias.map(|a| format!(" with the key {a}")).unwrap_or_default();
        return vec![Finding::Wrong(format!(
            "your health endpoint cannot see the database: {} said 200 while {}{with} answered {status}, before and after it",
            health.path, data.path
        ))];
    }
    vec![Finding::Unknown(format!(
        "whether {} sees the database is not known: all was well, so {} answered too. {show}",
        health.path, data.path
    ))]
}

fn notes(sight: &Sight) -> Vec<Finding> {
    let mut all = Vec::new();
    let page = sight.page();
    let missing: Vec<&str> = PROTECTING.iter().map(|(n, _)| *n).filter(|n| page.header(n).next().is_none()).collect();
    if !missing.is_empty() {
        all.push(Finding::Note(format!("the start page does not carry {}", missing.join(", "))));
    }
    let cookies = page.header("set-cookie").filter(|c| !has_flag(c, "HttpOnly") || !has_flag(c, "SameSite"));
    for cookie in cookies {
        let name = cookie.split('=').next().unwrap_or_default();
        all.push(Finding::Note(format!("the cookie {name} is set without HttpOnly or without SameSite")));
    }
    if sight.unknown_host.as_ref().is_some_and(|seen| sight.is_start_page(seen)) {
        all.push(Finding::Note(
            "the application is served under every name, also under those that are not its own".into(),
        ));
    }
    for address in sight.foreign.iter().take(3) {
        all.push(Finding::Note(format!(
            "{address} belongs to another host and was not asked; name it in `urls` to look there"
        )));
    }
    for answer in sight.answers.iter().filter(|a| a.named && !a.is_health()) {
        if answer.response().is_some_and(|r| r.status >= 500) {
            all.push(Finding::Wrong(format!("{} answers: {}", answer.path, answer.seen.summary())));
        }
    }
    all.extend(sight.cut.map(|why| Finding::Note(format!("not everything was looked at: {why}"))));
    all
}

/// Why there is no check yet that turns red when the database is gone; `None` when there is one.
#[must_use]
pub fn unproven_health(sight: &Sight) -> Option<String> {
    if sight.health().is_some() && data(sight).is_some() {
        return None;
    }
    Some("no path was found at which data can be read: name a key, and run the first look again".into())
}
