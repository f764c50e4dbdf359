//! Requests and page loads.

use crate::phrase::Phrase;
use crate::row::Stop;
use crate::world::World;
use runproof_core::observation::Question;

pub fn sends(world: &World, phrase: &Phrase) -> Result<Question, Stop> {
    Ok(Question::Http { request: world.request(&phrase.text(0), None)? })
}

pub fn sends_json(world: &World, phrase: &Phrase) -> Result<Question, Stop> {
    let body = phrase.text_block()?.to_owned();
    Ok(Question::Http { request: world.request(&phrase.text(0), Some((body, "application/json")))? })
}

pub fn sends_form(world: &World, phrase: &Phrase) -> Result<Question, Stop> {
    let pairs = phrase.rows()?.iter().filter_map(|r| Some((r.first()?, r.get(1)?)));
    let pairs = pairs.filter(|(n, v)| (n.as_str(), v.as_str()) != ("NAME", "VALUE"));
    let body = pairs.map(|(n, v)| format!("{}={}", encoded(n), encoded(v))).collect::<Vec<_>>().join("&");
    let request = world.request(&phrase.text(0), Some((body, "application/x-www-form-urlencoded")))?;
    Ok(Question::Http { request })
}

pub fn loads_page(world: &World, phrase: &Phrase) -> Result<Question, Stop> {
    Ok(Question::Page { request: world.request(&format!("GET {}", phrase.text(0)), None)? })
}

/// A text as it stands in a form body: everything but letters, digits and `-._` as `%XX`.
fn encoded(text: &str) -> String {
    let byte = |b: u8| match b {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(b).to_string(),
        _ => format!("%{b:02X}"),
    };
    text.bytes().map(byte).collect()
}
