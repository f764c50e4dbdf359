//! One file: its facts, its digest, the beginning of its text.

use super::apart::{PATIENCE, apart};
use super::digest::digest;
use super::{owner, place};
use crate::clock::{Tick, rfc3339, unix_ms};
use crate::subject::Subject;
use runproof_core::noun::file::{FileFacts, FileSeen};
use runproof_core::noun::obstacle::Obstacle;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::Duration;

/// Most bytes of text that are kept.
const TEXT: usize = 256 * 1024;
/// Time within which a file must have been read to its end.
const LIMIT: Duration = Duration::from_secs(60);

/// Looks at a file, symbolic links followed; anything but a regular file is a problem that names what it is.
pub async fn file(subject: &Subject, path: &str) -> FileSeen {
    let asked = path.to_owned();
    let seen = |file, problem| FileSeen { path: path.to_owned(), file, problem };
    let at = match place::locate(subject, path) {
        Ok(at) => at,
        Err(why) => return seen(None, Some(why)),
    };
    match apart(PATIENCE, move || look(&at, &asked), Err).await {
        Ok(facts) => seen(facts, None),
        Err(why) => seen(None, Some(why)),
    }
}

fn look(at: &Path, path: &str) -> Result<Option<FileFacts>, Obstacle> {
    let Some((file, facts)) = place::open(at, path)? else { return Ok(None) };
    let content = digest(file, TEXT, Tick::now().after(LIMIT))
        .map_err(|o| o.worded(|why| format!("`{path}` cannot be read: {why}")))?;
    let cut = content.bytes > content.first.len() as u64;
    let modified = modified_ms(&facts);
    Ok(Some(FileFacts {
        bytes: content.bytes,
        mode: facts.mode() & 0o7777,
        owner: owner::name_of(facts.uid()),
        writable: place::writable(at),
        modified: rfc3339(modified),
        age_seconds: age_seconds(modified),
        sha256: content.sha256,
        head: printable(&content.first),
        text: text(content.first, cut),
        cut,
    }))
}

/// Moment of the last modification in milliseconds since 1970.
pub(crate) fn modified_ms(facts: &Metadata) -> i64 {
    facts.mtime().saturating_mul(1_000).saturating_add(facts.mtime_nsec() / 1_000_000)
}

/// Whole seconds since a moment; zero when it is still to come.
pub(crate) fn age_seconds(modified_ms: i64) -> u64 {
    u64::try_from(unix_ms().saturating_sub(modified_ms) / 1_000).unwrap_or(0)
}

/// The first 16 bytes, anything but printable ASCII as `.`.
pub(super) fn printable(bytes: &[u8]) -> String {
    bytes.iter().take(16).map(|b| if (b' '..=b'~').contains(b) { char::from(*b) } else { '.' }).collect()
}

/// The text, when it is UTF-8; a character that was cut through at the end is left out.
fn text(bytes: Vec<u8>, cut: bool) -> Option<String> {
    match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(e) => {
            let whole = e.utf8_error().valid_up_to();
            let in_two = cut && e.utf8_error().error_len().is_none();
            in_two.then(|| String::from_utf8_lossy(&e.as_bytes()[..whole]).into_owned())
        }
    }
}

#[cfg(test)]
mod tests;
