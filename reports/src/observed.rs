//! What was seen, readable on a terminal.

use crate::text::{clean, one_line};
use runproof_core::json;
use runproof_core::noun::http::{Body, Exchange, Response};
use runproof_core::noun::page::PageLoad;
use runproof_core::observation::Observation;
use serde_json::Value;

/// The most lines of a body, a list or a table that are shown.
const MOST_LINES: usize = 40;
/// The longest line, in characters.
const LONGEST_LINE: usize = 200;

/// An observation as lines, without indentation.
#[must_use]
pub fn lines(seen: &Observation) -> Vec<String> {
    match seen {
        Observation::Http(exchange) => of_exchange(exchange),
        Observation::Page(load) => of_page(load),
        other => of_facts(other),
    }
}

fn of_exchange(exchange: &Exchange) -> Vec<String> {
    let mut lines = vec![format!("{} {}", exchange.request.method, exchange.request.url)];
    lines.extend(exchange.request.headers.iter().map(|(name, value)| format!("> {name}: {value}")));
    lines.extend(exchange.request.key.iter().map(|alias| format!("> signed with the key {alias}")));
    lines.extend(exchange.hops.iter().map(|(status, url)| format!("redirected with {status} by {url}")));
    if let Some(response) = &exchange.response {
        lines.push(format!("status {} in {} ms", response.status, exchange.took_ms));
        lines.extend(response.headers.iter().map(|(name, value)| format!("< {name}: {value}")));
        lines.extend(of_body(response));
    }
    lines.extend(exchange.failure.iter().map(|f| format!("{}: {}", f.kind.words(), f.detail)));
    lines.iter().map(|l| one_line(l, LONGEST_LINE)).collect::<Vec<_>>().into_iter().chain(body_text(exchange)).collect()
}

fn of_body(response: &Response) -> Option<String> {
    let Body { bytes, text, cut, .. } = &response.body;
    let kept = if *cut { ", of which the beginning is kept" } else { "" };
    match (bytes, text) {
        (0, _) => Some("an empty body".into()),
        (_, None) => Some(format!("{bytes} bytes that are not UTF-8")),
        (_, Some(_)) => Some(format!("{bytes} bytes{kept}:")),
    }
}

/// The text of a body; JSON is laid out.
fn body_text(exchange: &Exchange) -> Vec<String> {
    let Some(text) = exchange.response.as_ref().and_then(|r| r.body.text.as_deref()) else { return Vec::new() };
    let laid_out = serde_json::from_str::<Value>(text).ok().and_then(|v| serde_json::to_string_pretty(&v).ok());
    first_lines(&laid_out.unwrap_or_else(|| text.to_owned()))
}

fn first_lines(text: &str) -> Vec<String> {
    let all: Vec<&str> = text.trim_end().lines().collect();
    let mut shown: Vec<String> =
        all.iter().take(MOST_LINES).map(|l| format!("  {}", json::cut(&clean(l), LONGEST_LINE))).collect();
    if all.len() > MOST_LINES {
        shown.push(format!("  … and {} lines more", all.len() - MOST_LINES));
    }
    shown
}

fn of_page(load: &PageLoad) -> Vec<String> {
    let mut lines = of_exchange(&load.page);
    lines.push(format!("{} assets:", load.assets.len()));
    let asset = |e: &Exchange| format!("  {}: {}", e.request.url, e.summary());
    lines.extend(load.assets.iter().take(MOST_LINES).map(|a| one_line(&asset(&a.exchange), LONGEST_LINE)));
    lines
}

/// Everything else, member by member; rows of a table stay rows.
fn of_facts(seen: &Observation) -> Vec<String> {
    let mut lines = vec![seen.kind().to_owned()];
    if let Ok(Value::Object(mut members)) = serde_json::to_value(seen) {
        members.shift_remove("saw");
        members.iter().for_each(|(name, value)| fact(name, value, 1, &mut lines));
    }
    lines
}

fn fact(name: &str, value: &Value, depth: usize, lines: &mut Vec<String>) {
    let pad = "  ".repeat(depth);
    match value {
        Value::Object(members) if !members.is_empty() => {
            lines.push(format!("{pad}{name}:"));
            members.iter().for_each(|(name, value)| fact(name, value, depth + 1, lines));
        }
        Value::Array(entries) if entries.iter().any(|e| e.is_object() || e.is_array()) => {
            lines.push(format!("{pad}{name}: {} entries", entries.len()));
            let row = |e: &Value| format!("{pad}  {}", one_line(&json::short(e), LONGEST_LINE));
            lines.extend(entries.iter().take(MOST_LINES).map(row));
            if entries.len() > MOST_LINES {
                lines.push(format!("{pad}  … and {} more", entries.len() - MOST_LINES));
            }
        }
        Value::String(text) if text.contains('\n') => {
            lines.push(format!("{pad}{name}:"));
            lines.extend(first_lines(text).into_iter().map(|l| format!("{pad}{l}")));
        }
        Value::String(text) => lines.push(format!("{pad}{name}: {}", one_line(text, LONGEST_LINE))),
        other => lines.push(format!("{pad}{name}: {}", one_line(&json::short(other), LONGEST_LINE))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn seen(value: Value) -> Observation {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn an_exchange_is_shown_with_its_json_laid_out_and_its_terminal_codes_gone() {
        let shown = lines(&seen(json!({
            "saw": "http", "took_ms": 7,
            "request": {"method": "GET", "url": "http://h/x", "key": "reader"},
            "response": {"status": 200, "headers": [["content-type", "application/json"], ["x-odd", "a\u{1b}[31mb"]],
                         "body": {"bytes": 9, "sha256": "", "text": "{\"a\":[1]}"}}
        })));
        assert_eq!(
            shown,
            [
                "GET http://h/x",
                "> signed with the key reader",
                "status 200 in 7 ms",
                "< content-type: application/json",
                "< x-odd: ab",
                "9 bytes:",
                "  {",
                "    \"a\": [",
                "      1",
                "    ]",
                "  }"
            ]
        );
    }

    #[test]
    fn a_long_body_says_how_much_is_left_out() {
        let text = "line\n".repeat(100);
        let shown = lines(&seen(json!({
            "saw": "http", "took_ms": 1, "request": {"method": "GET", "url": "http://h/"},
            "response": {"status": 200, "headers": [], "body": {"bytes": 500, "sha256": "", "text": text}}
        })));
        assert_eq!(shown.last().map(String::as_str), Some("  … and 60 lines more"));
    }

    #[test]
    fn a_request_without_an_answer_says_why() {
        let shown = lines(&seen(json!({
            "saw": "http", "took_ms": 1, "request": {"method": "GET", "url": "http://h/"},
            "failure": {"kind": "connection-refused", "detail": "nobody"}
        })));
        assert_eq!(shown, ["GET http://h/", "connection refused: nobody"]);
    }

    #[test]
    fn rows_of_a_query_stay_rows() {
        let shown = lines(&seen(json!({
            "saw": "query", "query": "keys", "columns": ["id", "name"], "rows": [[1, "a"], [2, "b"]], "count": 2
        })));
        let shown = shown.join("\n");
        assert!(shown.contains("rows: 2 entries") && shown.contains("[1,\"a\"]"), "{shown}");
    }
}
