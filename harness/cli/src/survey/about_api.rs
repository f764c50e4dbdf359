//! Promises about the API: that it, and not the page, answers on its paths.

use super::proposal::{Group, Proposal, quoted};
use super::sight::{Answer, Sight, whole};
use runproof_core::catalog::Tier;
use runproof_core::json;
use runproof_core::noun::http::{Body, Exchange, Response};
use runproof_core::observation::Observation;
use serde_json::Value;

/// The most paths that are promised one by one.
const MOST_PATHS: usize = 4;

/// What could be promised.
pub fn proposals(sight: &Sight) -> Vec<Proposal> {
    if !sight.api_answers() {
        return swallowed(sight).into_iter().chain(silent_health(sight)).collect();
    }
    let data = sight.answers.iter().filter(|a| a.json_with(200));
    let mut all: Vec<Proposal> = data.take(MOST_PATHS).map(json_answer).collect();
    all.extend(silent_health(sight));
    all.extend(unknown_api(sight));
    all.extend(unslashed(sight));
    all
}

/// What says least, for systems that show little.
pub fn further(sight: &Sight) -> Vec<Proposal> {
    let other_method = sight.answers.iter().filter(|a| a.named && a.response().is_some_and(|r| r.status == 405));
    let refused = |a: &Answer| {
        let promise = format!("{} belongs to the API, which refuses to be read there", a.path);
        Proposal::new(Group::Api, Tier::Core, format!("{} refuses GET", a.path), promise)
            .get(&a.path, &a.seen)
            .then("the response status is 405")
            .fails(
                "the page, or an error that nobody wrote, where the API should refuse",
                "the proxy sends this path somewhere else than to the API",
                "put the API's route before the one for pages",
            )
    };
    other_method.map(refused).take(2).collect()
}

/// The one promise about an API whose paths all bring the start page: it is broken now.
fn swallowed(sight: &Sight) -> Option<Proposal> {
    let paths = sight.swallowed();
    let path = paths.iter().find(|a| a.named).or(paths.iter().find(|a| a.is_health()))?;
    let promise = format!("{} is answered by the API, not with the start page", path.path);
    let body = Body { bytes: 2, text: Some("{}".into()), ..Body::default() };
    let response = Response { status: 200, headers: vec![("content-type".into(), "application/json".into())], body };
    let mended = Observation::Http(Exchange { response: Some(response), ..path.seen.clone() });
    let proposal = Proposal::new(Group::Api, Tier::Vital, "the API answers on its own paths", promise);
    Some(swallowing(proposal.get(&path.path, &path.seen).then("the response is JSON")).broken_now(vec![mended]))
}

fn swallowing(proposal: Proposal) -> Proposal {
    proposal.fails(
        "HTML where the API should answer, with status 200",
        "the proxy's fallback to the app's page swallows the path before the API's route sees it, or the API is down",
        "put the API's route before the fallback, reload the proxy, then look at the API's log",
    )
}

fn json_answer(answer: &Answer) -> Proposal {
    let tier = if answer.is_health() { Tier::Vital } else { Tier::Core };
    let promise = format!("{} answers with JSON that says something", answer.path);
    let proposal = Proposal::new(Group::Api, tier, format!("{} answers as an API", answer.path), promise);
    swallowing(asserted(proposal.get(&answer.path, &answer.seen), answer))
}

/// Status, type, and the most telling thing in the document.
pub(super) fn asserted(proposal: Proposal, answer: &Answer) -> Proposal {
    let document = answer.response().and_then(|r| r.json().ok());
    proposal
        .then("the response status is 200")
        .then("the response is JSON")
        .then_if(document.as_ref().and_then(telling))
}

/// A sentence about the document that an empty one does not satisfy.
fn telling(document: &Value) -> Option<String> {
    let entries = |path: &str| format!("the response JSON \"{path}\" has at least 1 entry");
    let filled = |v: &Value| v.as_array().is_some_and(|list| !list.is_empty());
    match document {
        Value::Array(list) if list.is_empty() => Some("the response JSON \"\" is a list".into()),
        Value::Array(_) => Some(entries("")),
        Value::Object(members) => {
            let named = || members.iter().filter(|(name, _)| plain(name));
            let status = named().find(|(name, v)| *name == "status" && v.is_string());
            let status = status.and_then(|(name, v)| Some((name, quoted(v.as_str()?)?)));
            if let Some((name, word)) = status {
                return Some(format!("the response JSON \"{name}\" is \"{word}\""));
            }
            let list = named().find(|(_, v)| filled(v)).map(|(name, _)| entries(name));
            let kind = |(name, v): (&String, &Value)| Some(format!("the response JSON \"{name}\" is {}", typed(v)?));
            list.or_else(|| named().find_map(kind))
        }
        _ => None,
    }
}

/// Whether a member's name can stand in a path.
fn plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

/// A value's type with its article.
fn typed(value: &Value) -> Option<&'static str> {
    match json::kind(value) {
        "list" => Some("a list"),
        "object" => Some("an object"),
        "text" => Some("a text"),
        "number" => Some("a number"),
        "boolean" => Some("a boolean"),
        _ => None,
    }
}

/// A path of health that answers 200 without a word.
fn silent_health(sight: &Sight) -> Option<Proposal> {
    let silent = |a: &&Answer| {
        let quiet = |r: &Response| r.status == 200 && r.media_type() != "text/html" && !r.says_json();
        a.is_health() && a.response().is_some_and(quiet)
    };
    let answer = sight.answers.iter().find(silent)?;
    let text = answer.response().and_then(|r| r.body.text.clone()).unwrap_or_default();
    let said = quoted(text.trim()).filter(|t| t.len() <= 60);
    let promise = format!("{} says that the service is well", answer.path);
    let proposal = Proposal::new(Group::Api, Tier::Core, format!("{} is well", answer.path), promise);
    Some(
        proposal
            .get(&answer.path, &answer.seen)
            .then("the response status is 200")
            .then_if(said.map(|t| format!("the response body contains \"{t}\"")))
            .fails("health is not 200", "the service is down", "look at the service's log"),
    )
}

fn unknown_api(sight: &Sight) -> Option<Proposal> {
    let seen = sight.unknown_api.as_ref()?;
    let answer = whole(seen).filter(|r| matches!(r.status, 400..=499))?;
    let base = sight.api_base.clone().unwrap_or_else(|| "/api".into());
    let promise = "what the API does not know is an error of the API, not the start page";
    let proposal = Proposal::new(Group::Api, Tier::Core, "an unknown path of the API is an error", promise)
        .get(&format!("{base}/no-such-path-{{unique}}/"), seen)
        .then(format!("the response status is {}", answer.status));
    Some(swallowing(if answer.says_json() { proposal.then("the response is JSON") } else { proposal }))
}

fn unslashed(sight: &Sight) -> Option<Proposal> {
    let answer = sight.unslashed.as_ref()?;
    let redirect = answer.response().filter(|r| matches!(r.status, 301 | 302 | 307 | 308))?;
    let slashed = format!("{}/", answer.path);
    redirect.header("location").next().filter(|l| l.ends_with(&slashed))?;
    let promise = format!("{slashed} without its last slash is sent on to it");
    Some(
        Proposal::new(Group::Api, Tier::Core, format!("{} is sent on to its slash", answer.path), promise)
            .get(&answer.path, &answer.seen)
            .then(format!("the response status is {}", redirect.status))
            .then(format!("the response header \"Location\" contains \"{slashed}\""))
            .fails(
                "the page, or an error, for an address without its last slash",
                "the proxy answers the path itself instead of handing it to the API",
                "match the API's paths with and without the slash",
            ),
    )
}
