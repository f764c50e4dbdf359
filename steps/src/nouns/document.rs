//! What an answer and a file have in common: text, and JSON in it.

use crate::phrase::Phrase;
use crate::row::Stop;
use crate::world::World;
use runproof_core::check::Check;
use runproof_core::noun::claim::JsonClaim;
use runproof_core::noun::file::FileCheck;
use runproof_core::noun::http_check::HttpCheck;
use runproof_core::noun::log::LinesCheck;
use runproof_core::observation::{LineSource, Observation, Question};

type Checked = Result<Check, Stop>;

/// The words for an answer; any other word of the same blank is the file.
const ANSWER: [&str; 2] = ["response JSON", "response body"];

/// A claim about JSON in the thing that the first blank names.
fn json(phrase: &Phrase, path: String, claim: JsonClaim) -> Checked {
    match ANSWER.contains(&phrase.text(0).as_str()) {
        true => Ok(Check::Http(HttpCheck::JsonAt { path, claim })),
        false => Ok(Check::File(FileCheck::JsonAt { path, claim })),
    }
}

pub fn json_is(_: &World, p: &Phrase) -> Checked {
    let value = p.value(3)?;
    let claim = if p.text(2) == "is" { JsonClaim::Is { value } } else { JsonClaim::IsNot { value } };
    json(p, p.text(1), claim)
}

pub fn json_kind(_: &World, p: &Phrase) -> Checked {
    let claim = match p.text(2).as_str() {
        "present" => JsonClaim::Present,
        "absent" => JsonClaim::Absent,
        kind => JsonClaim::Kind { name: kind.split(' ').next_back().unwrap_or_default().to_owned() },
    };
    json(p, p.text(1), claim)
}

pub fn json_entries(_: &World, p: &Phrase) -> Checked {
    json(p, p.text(1), entries(p, 2)?)
}

pub fn json_entries_at(_: &World, p: &Phrase) -> Checked {
    json(p, p.text(4), entries(p, 1)?)
}

fn entries(p: &Phrase, blank: usize) -> Result<JsonClaim, Stop> {
    let entries = p.number(blank + 1)?;
    match p.text(blank).as_str() {
        "at least" => Ok(JsonClaim::AtLeast { entries }),
        "exactly" => Ok(JsonClaim::Exactly { entries }),
        other => Err(Stop::Plan(format!("entries are counted with `exactly` or `at least`, not with `{other}`"))),
    }
}

pub fn json_includes(_: &World, p: &Phrase) -> Checked {
    json(p, String::new(), JsonClaim::Includes { part: p.json_block()? })
}

pub fn json_entry(_: &World, p: &Phrase) -> Checked {
    let part = p.json_block()?;
    let claim = if p.text(2) == "an" { JsonClaim::SomeEntry { part } } else { JsonClaim::NoEntry { part } };
    json(p, p.text(1), claim)
}

pub fn contains(world: &World, p: &Phrase) -> Result<(Option<Question>, Check), Stop> {
    let (answer, wanted, text) = (p.text(0) == "response body", p.text(1) == "contains", p.text(2));
    let check = match (answer, wanted) {
        (true, true) => Check::Http(HttpCheck::BodyContains { text: text.clone() }),
        (true, false) => Check::Http(HttpCheck::BodyLacks { text: text.clone() }),
        (false, true) => Check::File(FileCheck::Contains { text: text.clone() }),
        (false, false) => Check::File(FileCheck::Lacks { text: text.clone() }),
    };
    let look = world.look()?;
    match masked_text(&look.seen.observation, &look.seen.raw) {
        Some((label, whole)) => {
            let (question, check) = search(label, whole, &text, wanted);
            Ok((Some(question), check))
        }
        None => Ok((None, check)),
    }
}

/// The text as it came, when masks were put on it: what is masked cannot be searched for in what is kept.
fn masked_text(redacted: &Observation, raw: &Observation) -> Option<(String, String)> {
    let (kept, whole) = (text_of(redacted)?, text_of(raw)?);
    (kept.1 != whole.1).then(|| (whole.0.to_owned(), whole.1.to_owned()))
}

/// The complete text of an answer or a file, with what it is.
fn text_of(seen: &Observation) -> Option<(&str, &str)> {
    match seen {
        Observation::Http(e) if e.failure.is_none() => {
            let body = e.response.as_ref().map(|r| &r.body).filter(|b| !b.cut)?;
            Some(("the response body", body.text.as_deref()?))
        }
        Observation::File(f) => {
            let facts = f.file.as_ref().filter(|f| !f.cut)?;
            Some((&f.path, facts.text.as_deref()?))
        }
        _ => None,
    }
}

/// Searches a text as it came; only the count leaves the probe.
fn search(label: String, whole: String, text: &str, wanted: bool) -> (Question, Check) {
    let pattern = Some((format!("`{text}`"), regex::escape(text)));
    let check = if wanted { LinesCheck::AtLeast { lines: 1 } } else { LinesCheck::AtMost { lines: 0 } };
    (Question::Lines { source: LineSource::Text { label, text: whole }, pattern }, Check::Lines(check))
}

pub fn emptiness(_: &World, p: &Phrase) -> Checked {
    match (p.text(0).as_str(), p.text(1).as_str()) {
        ("response body", "empty") => Ok(Check::Http(HttpCheck::BodyEmpty)),
        ("response body", _) => Ok(Check::Http(HttpCheck::BodyNotEmpty)),
        (_, "not empty") => Ok(Check::File(FileCheck::NotEmpty)),
        _ => Err(Stop::Plan("an empty file proves nothing: say what stands in it, or that it does not exist".into())),
    }
}

pub fn digest(_: &World, p: &Phrase) -> Checked {
    let is = p.text(2);
    match (p.text(0).as_str(), p.text(1).as_str()) {
        ("response body", "has") => Ok(Check::Http(HttpCheck::BodyDigest { is })),
        ("response body", _) => Ok(Check::Http(HttpCheck::BodyDigestNot { is })),
        ("file", "has") => Ok(Check::File(FileCheck::Digest { is })),
        _ => Ok(Check::File(FileCheck::DigestNot { is })),
    }
}
