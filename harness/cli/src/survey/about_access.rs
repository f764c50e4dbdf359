//! Promises about who may read: doors that are closed, data for who shows a key, health beside data.

use super::about_api::asserted;
use super::proposal::{Group, Proposal};
use super::sight::{Answer, KeyedAnswer, Sight, whole};
use runproof_core::catalog::Tier;
use runproof_core::noun::http::{Body, Exchange, Response};
use runproof_core::observation::Observation;

/// The most closed paths, and the most cookies, that are promised one by one.
const MOST: usize = 3;
/// Flags that protect a cookie.
const FLAGS: [&str; 3] = ["HttpOnly", "Secure", "SameSite"];

/// What could be promised.
pub fn proposals(sight: &Sight) -> Vec<Proposal> {
    let closed = sight.answers.iter().filter(|a| is_closed(a)).take(MOST).map(closed);
    closed
        .chain(sight.keyed.iter().filter(|k| k.answer.json_with(200)).take(MOST).map(keyed))
        .chain(cookies(sight))
        .collect()
}

/// Whether a path asks for a key.
pub(super) fn is_closed(answer: &Answer) -> bool {
    answer.response().is_some_and(|r| matches!(r.status, 401 | 403))
}

fn closed(answer: &Answer) -> Proposal {
    let response = answer.response();
    let status = response.map_or(401, |r| r.status);
    let promise = format!("{} tells nothing to who shows no key", answer.path);
    let proposal =
        Proposal::new(Group::Access, Tier::Vital, format!("{} is closed without a key", answer.path), promise)
            .get(&answer.path, &answer.seen)
            .then(format!("the response status is {status}"));
    let json = response.is_some_and(|r| r.says_json() && r.json().is_ok());
    (if json { proposal.then("the response is JSON") } else { proposal }).fails(
        "data without a key, or a page where the API should refuse",
        "the service lost its check of keys, or the proxy answers in its place",
        "look at the service's permissions, then at the order of the proxy's routes",
    )
}

fn keyed(keyed: &KeyedAnswer) -> Proposal {
    let KeyedAnswer { alias, answer } = keyed;
    let promise = format!("{} is served to who shows the key {alias}", answer.path);
    let proposal = Proposal::new(Group::Access, Tier::Vital, format!("{} is open to {alias}", answer.path), promise)
        .given(format!("the client signs in with the key \"{alias}\""))
        .get(&answer.path, &answer.seen);
    asserted(proposal, answer).fails(
        "no data for who may see it",
        "the key is gone or expired, or the database behind it does not answer",
        "look at the service's log, then at the database",
    )
}

/// Health and a read of data in one scenario: health alone often stays well without its database.
pub fn health_with_data(sight: &Sight) -> Option<Proposal> {
    let health = sight.health()?;
    let data = data(sight)?;
    let promise = format!("{} is well, and the data behind it can be read", health.path);
    let mut proposal = Proposal::new(Group::Access, Tier::Vital, "health, and data behind it", promise);
    if let Some(alias) = data.1 {
        proposal = proposal.given(format!("the client signs in with the key \"{alias}\""));
    }
    let proposal = asserted(proposal.get(&health.path, &health.seen), health).get(&data.0.path, &data.0.seen);
    let proposal = proposal.fails(
        "health is well and data is not, or neither",
        "the database does not answer; a health endpoint often does not look at it",
        "start the database, look at its disk and its log, then at the service's",
    );
    if data.0.json_with(200) {
        return Some(asserted(proposal, data.0));
    }
    let mended = vec![Observation::Http(health.seen.clone()), Observation::Http(mended(&data.0.seen))];
    let proposal = proposal.then("the response status is 200").then("the response is JSON");
    Some(proposal.broken_now(mended))
}

/// A path that reads data, with the alias of the key it takes: one that answers, else one that fails on the server's side.
pub(super) fn data(sight: &Sight) -> Option<(&Answer, Option<&str>)> {
    let open = || sight.answers.iter().filter(|a| !a.is_health()).map(|a| (a, None));
    let all = || sight.keyed.iter().map(|k| (&k.answer, Some(k.alias.as_str()))).chain(open());
    let failing = |a: &Answer| a.named && a.response().is_some_and(|r| r.status >= 500);
    all().find(|(a, _)| a.holds_data()).or_else(|| all().find(|(a, _)| failing(a)))
}

/// The answer of a service that reaches its data.
fn mended(seen: &Exchange) -> Exchange {
    let body = Body { bytes: 10, text: Some("[{\"id\":1}]".into()), ..Body::default() };
    let response = Response { status: 200, headers: vec![("content-type".into(), "application/json".into())], body };
    Exchange { response: Some(response), failure: None, ..seen.clone() }
}

/// Flags of the cookies that answers set.
fn cookies(sight: &Sight) -> Vec<Proposal> {
    let pages = [(sight.start.as_str(), &sight.page)];
    let answers = sight.answers.iter().map(|a| (a.path.as_str(), &a.seen));
    let mut all: Vec<Proposal> = Vec::new();
    for (path, seen) in pages.into_iter().chain(answers) {
        for cookie in
            whole(seen).into_iter().flat_map(|r| r.header("set-cookie").map(str::to_owned).collect::<Vec<_>>())
        {
            let name = cookie.split('=').next().unwrap_or_default().trim().to_owned();
            let flags: Vec<&str> = FLAGS.into_iter().filter(|flag| has_flag(&cookie, flag)).collect();
            let title = format!("the cookie {name} is protected");
            let fits = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
            if flags.is_empty() || !fits || all.iter().any(|p| p.title == title) || all.len() == MOST {
                continue;
            }
            let promise = format!("the cookie {name} is set with {}", flags.join(", "));
            let mut proposal = Proposal::new(Group::Access, Tier::Core, title, promise).get(path, seen);
            for flag in flags {
                proposal = proposal.then(format!("the response cookie \"{name}\" has the flag \"{flag}\""));
            }
            all.push(proposal.fails(
                "a cookie that scripts or other sites can use",
                "the application's settings for cookies were lost",
                "set the flags again, then sign in anew",
            ));
        }
    }
    all
}

/// Whether a cookie is set with that flag.
pub(super) fn has_flag(cookie: &str, flag: &str) -> bool {
    let name = |attribute: &str| attribute.trim().split('=').next().unwrap_or_default().to_ascii_lowercase();
    cookie.split(';').skip(1).any(|attribute| name(attribute) == flag.to_ascii_lowercase())
}
