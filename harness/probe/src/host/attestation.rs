//! Attestations: files in which a person signs for an item.

use super::apart::{PATIENCE, apart};
use super::place::{self, Found};
use crate::clock::today;
use crate::subject::Subject;
use runproof_core::noun::attestation::{Attestation, AttestationSeen};
use runproof_core::noun::obstacle::Obstacle;
use serde::Deserialize;
use std::path::Path;
use toml::{Table, Value};

/// Most bytes that are read.
const MOST: u64 = 256 * 1024;

/// Looks for `<item>.toml` in the directory of attestations.
///
/// A missing file is no problem, a person may still sign; a file that is no TOML, has unknown or missing keys, or names
/// an attachment that is not there, is one.
pub async fn attestation(subject: &Subject, item: &str) -> AttestationSeen {
    let directory = subject.attestations.clone();
    let at = directory.join(format!("{item}.toml"));
    let path = at.display().to_string();
    let (asked, named) = (path.clone(), item.to_owned());
    let read = apart(PATIENCE, move || read(&named, &directory, &at, &asked), Err).await;
    let (attestation, problem) = match read {
        Ok(attestation) => (attestation, None),
        Err(obstacle) => (None, Some(obstacle)),
    };
    AttestationSeen { item: item.to_owned(), path, today: today(), attestation, problem }
}

fn read(item: &str, directory: &Path, at: &Path, path: &str) -> Result<Option<Attestation>, Obstacle> {
    if item.is_empty() || item.starts_with('.') || item.contains(['/', '\0']) {
        return Err(Obstacle::unseen(format!("`{item}` is not the name of an item")));
    }
    let Some(content) = place::read_whole(at, path, MOST)? else { return Ok(None) };
    let text = String::from_utf8(content).map_err(|_| Obstacle::found(format!("`{path}` is not UTF-8")))?;
    let attestation = parse(&text).map_err(|why| Obstacle::found(format!("`{path}` is no attestation: {why}")))?;
    for attachment in &attestation.attachments {
        let named = |why| format!("`{path}` names the attachment `{attachment}`, which {why}");
        match place::find(&directory.join(attachment)) {
            Ok(Found::File) => {}
            Ok(_) => return Err(Obstacle::found(named("is not there".to_owned()))),
            Err(obstacle) => return Err(obstacle.worded(|why| named(format!("cannot be looked at: {why}")))),
        }
    }
    Ok(Some(attestation))
}

/// An attestation from its text; days may be written as TOML dates or as texts.
fn parse(text: &str) -> Result<Attestation, String> {
    let one_line = |e: &toml::de::Error| e.message().replace('\n', " ");
    let mut table: Table = text.parse().map_err(|e| one_line(&e))?;
    for (_, value) in &mut table {
        if let Value::Datetime(day) = value {
            *value = Value::String(day.to_string());
        }
    }
    Attestation::deserialize(table).map_err(|e| one_line(&e))
}

#[cfg(test)]
mod tests;
