//! Headers whose values are secret whatever they are: they are masked by place, and session values are learned.

use super::cookies::name_and_value;
use crate::guard::Guard;
use crate::secret::Redactor;
use runproof_core::noun::http::Exchange;
use runproof_core::noun::view::View;
use runproof_core::observation::Observation;

/// A session's value has at least so many characters; a shorter one may stand elsewhere by chance.
const SESSION: usize = 16;

/// What names of cookies that stand for a session have in them, in lower case.
const SESSION_NAMES: [&str; 8] = ["sess", "sid", "token", "csrf", "xsrf", "auth", "jwt", "secret"];

/// The place that masks of headers are counted under.
const PLACE: &str = "http";

/// Learns the session values that answers have set.
pub(crate) fn learn(redactor: &Redactor, seen: &Observation) {
    match seen {
        Observation::Http(exchange) => learn_from(redactor, exchange),
        Observation::WebSocket(seen) => learn_from(redactor, &seen.exchange),
        Observation::Page(load) => {
            learn_from(redactor, &load.page);
            load.assets.iter().for_each(|a| learn_from(redactor, &a.exchange));
        }
        Observation::Browser(view) => learn_view(redactor, view),
        _ => {}
    }
}

/// Learns the session values that a page keeps.
pub(crate) fn learn_view(redactor: &Redactor, view: &View) {
    for (name, value) in &view.storage {
        let telling = name.to_ascii_lowercase();
        if value.len() >= SESSION && SESSION_NAMES.iter().any(|n| telling.contains(n)) {
            redactor.learn(&format!("storage {name}"), None, value);
        }
    }
}

fn learn_from(redactor: &Redactor, exchange: &Exchange) {
    let headers = exchange.response.iter().flat_map(|r| &r.headers);
    for (_, set) in headers.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie")) {
        if let Some((name, value)) = name_and_value(set).filter(|(name, value)| is_session(name, value, set)) {
            redactor.learn(&format!("cookie {name}"), None, value.trim_matches('"'));
        }
    }
}

/// Whether a cookie stands for a session, and is not a preference such as a date or the name of a theme.
fn is_session(name: &str, value: &str, set: &str) -> bool {
    let http_only = set.split(';').skip(1).any(|a| a.trim().eq_ignore_ascii_case("httponly"));
    let name = name.to_ascii_lowercase();
    value.len() >= SESSION && (http_only || SESSION_NAMES.iter().any(|n| name.contains(n)))
}

/// Masks the headers of every exchange in an observation.
pub(crate) fn masked(redactor: &Redactor, guard: &Guard, mut seen: Observation) -> Observation {
    match &mut seen {
        Observation::Http(exchange) => mask(redactor, guard, exchange),
        Observation::WebSocket(seen) => mask(redactor, guard, &mut seen.exchange),
        Observation::Page(load) => {
            mask(redactor, guard, &mut load.page);
            load.assets.iter_mut().for_each(|a| mask(redactor, guard, &mut a.exchange));
        }
        Observation::Browser(view) => {
            let names = view.elements.iter_mut().map(|e| &mut e.name);
            let words = view.problem.iter_mut().map(|p| &mut p.detail);
            names.chain(words).chain([&mut view.text]).for_each(|text| *text = spread(redactor, text));
        }
        _ => {}
    }
    seen
}

/// A text in which a secret may go on behind a space, or beyond the end of a line or a cell.
fn spread(redactor: &Redactor, text: &str) -> String {
    let close: String = text.split([' ', '\n', '\t']).collect();
    if !redactor.knows(&close) {
        return text.to_owned();
    }
    let pieces: Vec<String> = text.split_inclusive([' ', '\n', '\t']).map(str::to_owned).collect();
    let masked = redactor.pieces("browser", &pieces);
    masked.into_iter().zip(pieces).map(|(clean, piece)| clean.unwrap_or(piece)).collect()
}

fn mask(redactor: &Redactor, guard: &Guard, exchange: &mut Exchange) {
    for (name, value) in exchange.response.iter_mut().flat_map(|r| &mut r.headers) {
        if name.eq_ignore_ascii_case("set-cookie") {
            *value = set_cookie(redactor, value);
        } else if guard.credential(name) {
            *value = header(redactor, name, value);
        }
    }
}

fn set_cookie(redactor: &Redactor, set: &str) -> String {
    let (pair, attributes) = set.split_at(set.find(';').unwrap_or(set.len()));
    format!("{}{attributes}", cookie(redactor, pair))
}

/// A `NAME=VALUE` with the value masked; an empty value stays.
fn cookie(redactor: &Redactor, pair: &str) -> String {
    match pair.split_once('=') {
        Some((_, value)) if value.trim().trim_matches('"').is_empty() => pair.to_owned(),
        Some((name, _)) => format!("{name}={}", redactor.mask(&format!("cookie {}", name.trim()), PLACE)),
        None if pair.trim().is_empty() => pair.to_owned(),
        None => redactor.mask("cookie", PLACE),
    }
}

/// How the value of a credential header is written down.
pub(crate) fn header(redactor: &Redactor, name: &str, value: &str) -> String {
    if value.is_empty() {
        return String::new();
    }
    if name.eq_ignore_ascii_case("cookie") {
        return value.split(';').map(|pair| cookie(redactor, pair)).collect::<Vec<_>>().join(";");
    }
    redactor.mask(&format!("header {}", name.to_ascii_lowercase()), PLACE)
}
