//! Whether what `names.toml` says in other languages can be read: regular expressions and CSS selectors.

use crate::complaint::Complaint;
use regex::Regex;
use runproof_core::names::Names;

/// Looks at every expression and selector.
///
/// # Errors
/// [`Complaint::Settings`] with the place of the first that cannot be read.
pub fn well_formed(names: &Names, path: &str, text: &str) -> Result<(), Complaint> {
    let wrong = |written: &str, what: String, next: &str| {
        // As it stands in the file, where a basic string doubles its backslashes.
        let doubled = written.replace('\\', "\\\\");
        let at = [written, &doubled].into_iter().filter(|w| !w.is_empty()).find_map(|w| text.find(w));
        let line = at.map_or(1, |at| text[..at].matches('\n').count() + 1);
        Err(Complaint::Settings { place: format!("{path}:{line}"), what, next: next.into() })
    };
    let named = names.patterns.iter().map(|(name, p)| (format!("`patterns.{name}`"), p));
    for (what, expression) in named.chain(names.console_allowed.iter().map(|p| ("`console_allowed`".to_owned(), p))) {
        if let Err(error) = Regex::new(expression) {
            let why = error.to_string();
            let why = why.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            let what = format!("{what} has `{expression}`, which is no regular expression: {why}");
            return wrong(expression, what, "correct it; a character with a meaning of its own is written as `\\.`");
        }
    }
    for (name, selector) in &names.selectors {
        if let Some(why) = flaw(selector) {
            let what = format!("`selectors.{name}` is `{selector}`, which is no CSS selector: {why}");
            return wrong(selector, what, "write for example `input[name=\"key\"]`");
        }
    }
    Ok(())
}

/// What makes a text no list of selectors, as far as that is told without a browser: brackets and quotes that do not
/// close, and parts that are empty.
fn flaw(selector: &str) -> Option<String> {
    let mut open = Vec::new();
    let mut quote = None;
    let mut part = String::new();
    let mut parts = Vec::new();
    let mut characters = selector.chars();
    while let Some(c) = characters.next() {
        part.push(c);
        match (quote, c) {
            (_, '\\') => part.extend(characters.next()),
            (Some(q), c) if c == q => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => open.push(')'),
            (None, '[') => open.push(']'),
            (None, ')' | ']') if open.pop() != Some(c) => return Some(format!("`{c}` closes nothing")),
            (None, '{' | '}' | ';') => return Some(format!("`{c}` has no meaning in it")),
            (None, ',') if open.is_empty() => {
                part.pop();
                parts.push(std::mem::take(&mut part));
            }
            _ => {}
        }
    }
    parts.push(part);
    match (quote, open.last()) {
        (Some(q), _) => return Some(format!("`{q}` is missing at the end")),
        (None, Some(close)) => return Some(format!("`{close}` is missing")),
        (None, None) => {}
    }
    let joins = ['>', '+', '~'];
    let cut_off = |part: &&String| part.trim().is_empty() || part.trim().ends_with(joins);
    parts.iter().find(cut_off).map(|part| match part.trim().is_empty() {
        true => "a part of it is empty".to_owned(),
        false => format!("something is missing behind `{}`", part.trim()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_are_told_from_what_is_none() {
        for right in ["#key", "input[name=\"a,b\"] > .x", "a:not([href^='('], .b), i", "x\\:y", "li:nth-child(2n + 1)"]
        {
            assert_eq!(flaw(right), None, "{right}");
        }
        for wrong in ["", " ", "a,", ",a", "a[href", "a)", "b:not(.c", "a['x]", "p {", "a >", "#a;"] {
            assert!(flaw(wrong).is_some(), "{wrong}");
        }
    }
}
