//! Pictures and sources of pages in the evidence folder: which are there, which tell most, which the page carries.
//!
//! The ledger only names them. Whatever it names, a report reads and links nothing but files with plain names directly
//! below `attachments/`, and embeds nothing that does not begin as a picture does.

use crate::embed::base64;
use crate::error::RenderError;
use crate::ledger_reader::{Ledger, Shot};
use crate::trouble::Trouble;
use crate::words::troubled;
use runproof_core::account::ScenarioAccount;
use runproof_core::verdict::Verdict;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;

/// The most pictures that the page carries itself.
const MOST_EMBEDDED: usize = 40;
/// The most bytes of pictures that the page carries itself: 8 MiB, eleven when they are coded as text.
const MOST_BYTES: u64 = 8 * 1024 * 1024;
/// How every PNG begins.
const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";
/// How many bytes are coded at once: a multiple of three, so that the pieces join.
const PIECE: usize = 48 * 1024;

/// What became of a picture that the ledger names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The page carries it, under that number.
    Embedded(usize),
    /// It is in the evidence folder.
    Beside,
    /// It is not in the evidence folder, or not a picture.
    Missing,
}

/// The pictures of a run that the page carries, and what became of all others of the same scenarios.
#[derive(Debug, Default)]
pub struct Album {
    fates: BTreeMap<String, Fate>,
    embedded: Vec<String>,
}

impl Album {
    /// Chooses what the page carries: of every scenario in trouble, the gravest first, the most telling picture, then
    /// of every one the next, as far as number and bytes go. Passes that needed a retry come last.
    #[must_use]
    pub fn of(ledger: &Ledger) -> Self {
        let account = &ledger.account;
        let flaky = account.scenarios.iter().filter(|s| s.flaky());
        let scenarios =
            troubled(account).into_iter().chain(flaky).filter(|s| !ledger.shots_of(s.plan.scenario).is_empty());
        let mut queues: Vec<_> = scenarios.map(|s| telling(ledger, s).into_iter()).collect();
        let (mut album, mut left) = (Self::default(), MOST_BYTES);
        while album.embedded.len() < MOST_EMBEDDED && !queues.is_empty() {
            queues.retain_mut(|queue| match queue.next() {
                Some((_, path)) => {
                    album.take(ledger.folder(), path, &mut left);
                    true
                }
                None => false,
            });
        }
        album
    }

    /// What became of a picture; one that nothing was decided about is looked up.
    #[must_use]
    pub fn fate(&self, folder: &Path, path: &str) -> Fate {
        let found = || if picture_size(folder, path).is_some() { Fate::Beside } else { Fate::Missing };
        self.fates.get(path).copied().unwrap_or_else(found)
    }

    /// Writes every picture that the page carries, as text, with `begin` and `end` around it.
    ///
    /// # Errors
    /// When the sink refuses, or a picture that was there a moment ago cannot be read.
    pub fn write<W: Write>(
        &self,
        folder: &Path,
        sink: &mut W,
        block: impl Fn(usize) -> [String; 2],
    ) -> Result<(), RenderError> {
        for (n, path) in self.embedded.iter().enumerate() {
            let [begin, end] = block(n);
            sink.write_all(begin.as_bytes())?;
            let path = folder.join(path);
            let bytes = fs::read(&path).map_err(|source| RenderError::Picture { path, source })?;
            for piece in bytes.chunks(PIECE) {
                sink.write_all(base64(piece).as_bytes())?;
            }
            sink.write_all(end.as_bytes())?;
        }
        Ok(())
    }

    fn take(&mut self, folder: &Path, path: &str, left: &mut u64) {
        if self.fates.contains_key(path) {
            return;
        }
        let fate = match picture_size(folder, path) {
            None => Fate::Missing,
            Some(bytes) if bytes <= *left && self.embedded.len() < MOST_EMBEDDED => {
                *left -= bytes;
                self.embedded.push(path.to_owned());
                Fate::Embedded(self.embedded.len() - 1)
            }
            Some(_) => Fate::Beside,
        };
        self.fates.insert(path.to_owned(), fate);
    }
}

/// The pictures of a scenario, the most telling first: the last before what decided the last attempt, those before it,
/// those after it, those of earlier attempts.
#[must_use]
pub fn telling<'a>(ledger: &'a Ledger, scenario: &ScenarioAccount) -> Vec<(&'a Shot, &'a str)> {
    let decided = Trouble::of(scenario).step.map_or(u32::MAX, |step| step.step);
    let shots = ledger.shots_of(scenario.plan.scenario).iter();
    let mut pictures: Vec<(&Shot, &str)> =
        shots.flat_map(|s| s.files.iter().map(move |f| (s, f.as_str()))).filter(|(_, f)| is_picture(f)).collect();
    pictures.sort_by_key(|(s, _)| std::cmp::Reverse((s.attempt, s.step <= decided, s.observation)));
    pictures
}

/// The paths of a scenario's pictures that are in the evidence folder, the most telling first; none of a scenario that
/// passed at once.
#[must_use]
pub fn present<'a>(ledger: &'a Ledger, scenario: &ScenarioAccount) -> Vec<&'a str> {
    let tells = scenario.verdict() >= Verdict::Inconclusive || scenario.flaky();
    let all = if tells { telling(ledger, scenario) } else { Vec::new() };
    all.into_iter().map(|(_, path)| path).filter(|path| picture_size(ledger.folder(), path).is_some()).collect()
}

/// Whether a path of the ledger is that of a picture a run can have taken.
#[must_use]
pub fn is_picture(path: &str) -> bool {
    plain(path) && path.ends_with(".png")
}

/// Whether a path of the ledger is a file with a plain name that is in the evidence folder.
#[must_use]
pub fn is_there(folder: &Path, path: &str) -> bool {
    plain(path) && fs::symlink_metadata(folder.join(path)).is_ok_and(|m| m.is_file())
}

/// Directly below `attachments/`, of letters, digits, `-`, `_` and `.` only, and not hidden.
fn plain(path: &str) -> bool {
    let name = path.strip_prefix("attachments/").unwrap_or_default();
    let usual = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    !name.is_empty() && !name.starts_with('.') && name.chars().all(usual)
}

/// The size in bytes of a picture that is there and begins as one.
fn picture_size(folder: &Path, path: &str) -> Option<u64> {
    if !is_picture(path) || !is_there(folder, path) {
        return None;
    }
    let mut file = File::open(folder.join(path)).ok()?;
    let mut start = [0; SIGNATURE.len()];
    file.read_exact(&mut start).ok()?;
    let bytes = file.metadata().ok()?.len();
    (start == SIGNATURE).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_below_attachments_are_taken() {
        assert!(is_picture("attachments/page-00005-visitor.png"));
        for path in [
            "attachments/../ledger.png",
            "attachments/a/b.png",
            "attachments/.png",
            "/etc/a.png",
            "javascript:alert(1)//.png",
            "attachments/a\".png",
            "attachments/page.html.txt",
            "page.png",
            "",
        ] {
            assert!(!is_picture(path), "{path}");
        }
    }

    #[test]
    fn what_only_calls_itself_a_picture_is_none() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("attachments")).unwrap();
        fs::write(dir.path().join("attachments/a.png"), [&SIGNATURE[..], b"rest"].concat()).unwrap();
        fs::write(dir.path().join("attachments/b.png"), "<svg onload=alert(1)>").unwrap();
        fs::write(dir.path().join("attachments/c.png"), "").unwrap();
        std::os::unix::fs::symlink("a.png", dir.path().join("attachments/d.png")).unwrap();
        let sizes = ["a", "b", "c", "d", "e"].map(|n| picture_size(dir.path(), &format!("attachments/{n}.png")));
        assert_eq!(sizes, [Some(12), None, None, None, None]);
    }
}
