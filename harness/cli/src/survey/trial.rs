//! Every proposal on trial before it is written: green on what was seen, red under at least one lie.

use super::about_entrance::PROTECTING;
use super::proposal::Proposal;
use gherkin::StepType;
use runproof_core::lie::Lie;
use runproof_core::noun::http::Response;
use runproof_core::observation::Observation;
use runproof_core::verdict::{Judgement, Verdict};
use runproof_probe::ask::Seen;
use runproof_steps::world::Look;
use runproof_steps::{Call, World, table};
use std::collections::BTreeMap;

/// What came of a trial.
#[derive(Clone, Debug)]
pub enum Trial {
    /// It is worth writing.
    Kept(Kept),
    /// It is not.
    Dropped {
        /// The scenario's title.
        title: String,
        /// Why.
        why: String,
    },
}

/// A proposal that can turn red.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The proposal.
    pub proposal: Proposal,
    /// The lies that turned it red, as faults.
    pub faults: Vec<String>,
}

/// Tries a proposal; `page` is the start page, which some lies show.
#[must_use]
pub fn trial(proposal: Proposal, page: &Response) -> Trial {
    let dropped = |why: String| Trial::Dropped { title: proposal.title.clone(), why };
    let truth = proposal.mended.as_ref().unwrap_or(&proposal.seen);
    match judged(&proposal.steps, truth) {
        Err(why) => return dropped(why),
        Ok(j) if j.verdict != Verdict::Passed => {
            return dropped(format!("what was seen does not satisfy it: expected {}, saw {}", j.expected, j.actual));
        }
        Ok(_) => {}
    }
    let red = |seen: &[Observation]| judged(&proposal.steps, seen).is_ok_and(|j| j.verdict == Verdict::Failed);
    if proposal.mended.is_some() && !red(&proposal.seen) {
        return dropped("the promise is broken, and its checks do not see it".into());
    }
    let (mut faults, mut unseen) = (Vec::new(), Vec::new());
    for lie in Lie::all(PROTECTING.map(|(name, _)| name)) {
        let told: Vec<Observation> = truth.iter().map(|seen| lie.told(seen, page)).collect();
        if told != *truth {
            if red(&told) { &mut faults } else { &mut unseen }.push(lie.fault());
        }
    }
    match faults.is_empty() {
        true => dropped(format!("no lie turns it red; it would stay green under: {}", unseen.join(", "))),
        false => Trial::Kept(Kept { proposal, faults }),
    }
}

/// The gravest judgement of the checks, each of what was seen at the question before it.
///
/// # Errors
/// When a step is no sentence of the vocabulary, or nothing is compared: then the proposal itself is wrong.
fn judged(steps: &[(StepType, String)], seen: &[Observation]) -> Result<Judgement, String> {
    let (mut world, mut next) = (World::default(), seen.iter());
    let mut worst: Option<Judgement> = None;
    for (ty, sentence) in steps {
        let step = gherkin::Step::builder().keyword(String::new()).ty(*ty).value(sentence.clone()).build();
        let bound = table::bind(&step).ok().flatten();
        let (row, phrase) = bound.ok_or_else(|| format!("no sentence fits `{sentence}`"))?;
        let phrase = phrase.filled(&[&variables()]).map_err(|e| e.to_string())?;
        let check = match table::rows()[row].call {
            Call::Prepare(_) => continue,
            Call::Ask(ask) => {
                let question = ask(&world, &phrase).map_err(|e| e.to_string())?;
                let observation = next.next().ok_or("more is asked than was seen")?.clone();
                let raw = observation.clone();
                world.last = Some(Look { question, seen: Seen { observation, raw, took_ms: 0 }, number: 0 });
                continue;
            }
            Call::Check(check) => check(&world, &phrase),
            Call::CheckOrAsk(decide) => decide(&world, &phrase).map(|(_, check)| check),
            Call::AskMore(_) | Call::Drill(_) | Call::Keep(_) => {
                return Err(format!("`{sentence}` cannot be tried on what was seen"));
            }
        };
        let look = world.look().map_err(|e| e.to_string())?;
        let judgement = check.map_err(|e| e.to_string())?.judge(&look.seen.observation);
        if worst.as_ref().is_none_or(|w| judgement.verdict > w.verdict) {
            worst = Some(judgement);
        }
    }
    worst.ok_or_else(|| "nothing is compared".into())
}

/// Names that proposals use; what they stand for does not matter on trial.
fn variables() -> BTreeMap<String, String> {
    ["edge", "plain", "unknown", "unique"].map(|name| (name.to_owned(), format!("http://{name}.invalid"))).into()
}

#[cfg(test)]
mod tests {
    use super::super::proposal::Group;
    use super::*;
    use runproof_core::catalog::Tier;
    use runproof_core::noun::http::{Body, Exchange, Request};

    fn answer(media_type: &str, text: &str) -> Response {
        let body = Body { bytes: text.len() as u64, text: Some(text.into()), ..Body::default() };
        Response { status: 200, headers: vec![("content-type".into(), media_type.into())], body }
    }

    fn got(response: Response) -> Exchange {
        Exchange { request: Request::default(), response: Some(response), failure: None, hops: vec![], took_ms: 1 }
    }

    fn proposed(seen: Response, checks: &[&str]) -> Proposal {
        let proposal = Proposal::new(Group::Api, Tier::Core, "title", "promise").get("/x", &got(seen));
        checks.iter().fold(proposal, |p, check| p.then(*check))
    }

    fn tried(proposal: Proposal) -> Result<Vec<String>, String> {
        match trial(proposal, &answer("text/html", "<title>App</title>")) {
            Trial::Kept(kept) => Ok(kept.faults),
            Trial::Dropped { why, .. } => Err(why),
        }
    }

    #[test]
    fn a_status_alone_is_dropped_and_a_status_with_its_data_is_kept() {
        let json = || answer("application/json", "[1]");
        let alone = tried(proposed(json(), &["the response status is 200"])).unwrap_err();
        assert!(alone.starts_with("no lie turns it red") && alone.contains("start page"), "{alone}");
        let checks =
            ["the response status is 200", "the response is JSON", "the response JSON \"\" has at least 1 entry"];
        let faults = tried(proposed(json(), &checks)).unwrap();
        assert!(faults.contains(&"answer with empty lists".to_owned()) && faults.len() > 3, "{faults:?}");
    }

    #[test]
    fn what_was_not_seen_is_not_proposed() {
        let why = tried(proposed(answer("text/html", "x"), &["the response is JSON"])).unwrap_err();
        assert!(why.starts_with("what was seen does not satisfy it: expected JSON"), "{why}");
    }

    #[test]
    fn a_broken_promise_must_be_seen_broken() {
        let mended = vec![Observation::Http(got(answer("application/json", "{}")))];
        let page = || answer("text/html", "<title>App</title>");
        let seen = tried(proposed(page(), &["the response is JSON"]).broken_now(mended.clone())).unwrap();
        assert!(seen.iter().any(|f| f.contains("start page")), "{seen:?}");
        let blind = tried(proposed(page(), &["the response status is 200"]).broken_now(mended)).unwrap_err();
        assert!(blind.contains("do not see it"), "{blind}");
    }

    #[test]
    fn a_sentence_that_nobody_knows_is_dropped() {
        assert!(tried(proposed(answer("text/html", "x"), &["all is well"])).unwrap_err().contains("no sentence fits"));
    }
}
