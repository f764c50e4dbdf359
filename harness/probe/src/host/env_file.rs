//! Env files: names, lengths, and answers about values that never leave.

use super::apart::{PATIENCE, apart};
use super::place;
use crate::subject::Subject;
use runproof_core::noun::env_file::{EnvFile, EnvVariable};
use runproof_core::noun::obstacle::Obstacle;
use std::path::Path;

/// Most bytes that are read.
const MOST: u64 = 1 << 20;

/// Reads an env file; of each value only its length leaves, and whether it equals or starts with the texts asked about.
///
/// Understood are blank lines, `#` comments (also after an unquoted value), `export`, spaces around `=`, values in
/// single quotes (as they are) and double quotes (with `\n`, `\r`, `\t`, `\"`, `\\`, `\$`), and quoted values over
/// several lines. Lines that name no variable are passed over.
pub async fn env_file(
    subject: &Subject,
    path: &str,
    equals: &[(String, String)],
    starts: &[(String, String)],
) -> EnvFile {
    let (asked, equals, starts) = (path.to_owned(), equals.to_vec(), starts.to_vec());
    let read = match place::locate(subject, path) {
        Ok(at) => apart(PATIENCE, move || read(&at, &asked, &equals, &starts), Err).await,
        Err(obstacle) => Err(obstacle),
    };
    let (variables, problem) = match read {
        Ok(variables) => (variables, None),
        Err(obstacle) => (None, Some(obstacle)),
    };
    EnvFile { path: path.to_owned(), variables, problem }
}

fn read(
    at: &Path,
    path: &str,
    equals: &[(String, String)],
    starts: &[(String, String)],
) -> Result<Option<Vec<EnvVariable>>, Obstacle> {
    let Some(content) = place::read_whole(at, path, MOST)? else { return Ok(None) };
    let text = String::from_utf8_lossy(&content);
    let answers = |asked: &[(String, String)], name: &str, holds: &dyn Fn(&str) -> bool| {
        asked.iter().filter(|(of, _)| of == name).map(|(_, text)| (text.clone(), holds(text))).collect()
    };
    let variables = parse(&text).into_iter().map(|(name, value)| EnvVariable {
        length: value.chars().count() as u64,
        equals: answers(equals, &name, &|text| value == text),
        starts: answers(starts, &name, &|text| value.starts_with(text)),
        name,
    });
    Ok(Some(variables.collect()))
}

/// Names and values in order.
fn parse(text: &str) -> Vec<(String, String)> {
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut variables = Vec::new();
    while !rest.is_empty() {
        let line = rest.split('\n').next().unwrap_or_default();
        let Some((name, after)) = name(line) else {
            rest = rest.get(line.len() + 1..).unwrap_or_default();
            continue;
        };
        let written = &rest[line.len() - after.len()..];
        let (value, left) = value(written);
        variables.push((name.to_owned(), value));
        rest = left.split_once('\n').map(|(_, next)| next).unwrap_or_default();
    }
    variables
}

/// The name that a line gives a value, and what stands behind its `=` with leading blanks removed.
fn name(line: &str) -> Option<(&str, &str)> {
    let (before, after) = line.split_once('=')?;
    let before = before.trim();
    let name = before.strip_prefix("export").filter(|n| n.starts_with([' ', '\t'])).unwrap_or(before).trim();
    let proper = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'));
    proper.then(|| (name, after.trim_start_matches([' ', '\t'])))
}

/// The value at the beginning of a text, and the text behind it, which begins on the value's last line.
fn value(written: &str) -> (String, &str) {
    let quoted = match written.chars().next() {
        Some('\'') => single_quoted(&written[1..]),
        Some('"') => double_quoted(&written[1..]),
        _ => None,
    };
    quoted.unwrap_or_else(|| {
        let line = written.split('\n').next().unwrap_or_default();
        let comment = line.char_indices().zip(std::iter::once(' ').chain(line.chars()));
        let end = comment.filter(|((_, c), before)| *c == '#' && before.is_whitespace()).map(|((i, _), _)| i).next();
        (line[..end.unwrap_or(line.len())].trim().to_owned(), &written[line.len()..])
    })
}

fn single_quoted(text: &str) -> Option<(String, &str)> {
    text.split_once('\'').map(|(value, rest)| (value.to_owned(), rest))
}

fn double_quoted(text: &str) -> Option<(String, &str)> {
    let (mut value, mut escaped) = (String::new(), false);
    for (i, c) in text.char_indices() {
        match (escaped, c) {
            (false, '\\') => escaped = true,
            (false, '"') => return Some((value, &text[i + 1..])),
            (false, c) => value.push(c),
            (true, c) => {
                escaped = false;
                match c {
                    'n' => value.push('\n'),
                    'r' => value.push('\r'),
                    't' => value.push('\t'),
                    '"' | '\\' | '$' => value.push(c),
                    other => value.extend(['\\', other]),
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests;
