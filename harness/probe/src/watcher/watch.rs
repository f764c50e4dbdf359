//! The watcher's end of the pipe.

use super::removal;
use crate::clock::Tick;
use crate::lab::Made;
use runproof_core::ledger::{Entry, Event};
use serde::{Deserialize, Serialize};
use std::fs::OpenOptions;
use std::io::{self, BufRead, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

/// One line of the pipe.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Line {
    /// Something was made.
    Made(Made),
    /// Something is gone.
    Gone(Made),
    /// The ledger in which the removals of a run that died are noted.
    Ledger(Book),
}

/// A ledger that somebody else writes.
#[derive(Serialize, Deserialize)]
pub(super) struct Book {
    pub(super) path: PathBuf,
    /// Milliseconds since the run began, when this line was written.
    pub(super) at_ms: u64,
}

/// The watcher's own work: reads until the pipe ends, then removes what was made and is not gone.
pub fn watch(input: impl BufRead) {
    let mut left: Vec<Made> = Vec::new();
    let mut book = None;
    for line in input.lines().map_while(Result::ok) {
        match serde_json::from_str::<Line>(&line) {
            Ok(Line::Made(made)) => left.push(made),
            Ok(Line::Gone(gone)) => left.retain(|m| *m != gone),
            Ok(Line::Ledger(named)) => book = Some((named, Tick::now())),
            // A torn last line is what a killed run leaves; it names nothing that could be removed.
            Err(_) => {}
        }
    }
    let gone = removal::remove(&left);
    if let Some((book, told)) = book.filter(|_| !gone.is_empty()) {
        // Evidence that is gone, or a disk that is full: what was left is removed all the same.
        drop(book.add(&gone, book.at_ms + told.elapsed_ms()));
    }
}

impl Book {
    /// Adds what is gone, in one write and on lines of its own: the last one may be torn.
    fn add(&self, gone: &[&Made], at_ms: u64) -> io::Result<()> {
        let mut file = OpenOptions::new().read(true).append(true).open(&self.path)?;
        let mut text = Vec::new();
        let mut last = [b'\n'];
        if file.seek(SeekFrom::End(-1)).is_ok() {
            file.read_exact(&mut last)?;
        }
        if last != *b"\n" {
            text.push(b'\n');
        }
        for made in gone {
            serde_json::to_writer(&mut text, &Entry { at_ms, event: Event::Gone { what: made.to_string() } })?;
            text.push(b'\n');
        }
        file.write_all(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::super::start_ticks;
    use super::*;
    use std::fs;
    use std::os::unix::process::CommandExt as _;
    use std::path::Path;
    use std::process::Command;

    #[test]
    fn what_is_not_gone_is_removed_when_the_pipe_ends() {
        let scratch = tempfile::tempdir().unwrap();
        let (kept, left) = (scratch.path().join("kept"), scratch.path().join("left"));
        fs::create_dir_all(&kept).unwrap();
        fs::create_dir_all(left.join("deep")).unwrap();
        let mut child = Command::new("sleep").arg("600").process_group(0).spawn().unwrap();
        let group = Made::Group { pgid: child.id(), start_ticks: start_ticks(child.id()).unwrap() };
        let directory = |path: &Path| Made::Directory { path: path.to_owned() };
        let lines = [
            Line::Made(directory(&kept)),
            Line::Made(directory(&left)),
            Line::Made(group),
            Line::Gone(directory(&kept)),
        ];
        let mut text: String = lines.iter().map(|l| serde_json::to_string(l).unwrap() + "\n").collect();
        text.push_str("{\"made\": torn");
        watch(io::Cursor::new(text));
        assert!(kept.exists() && !left.exists());
        assert!(!child.wait().unwrap().success());
    }

    #[test]
    fn a_process_with_another_start_time_is_left_alone() {
        let mut child = Command::new("sleep").arg("600").spawn().unwrap();
        let other = Made::Process { pid: child.id(), start_ticks: 1 };
        watch(io::Cursor::new(serde_json::to_string(&Line::Made(other)).unwrap()));
        assert!(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
    }

    #[test]
    fn what_it_removed_is_added_to_the_ledger_after_a_torn_line() {
        let scratch = tempfile::tempdir().unwrap();
        let (ledger, left) = (scratch.path().join("ledger.ndjson"), scratch.path().join("left"));
        fs::create_dir(&left).unwrap();
        fs::write(&ledger, "{\"at_ms\":1,\"event\":\"stack-stopped\",\"stack\":\"a\"}\n{\"at_ms\":2,\"ev").unwrap();
        let lines =
            [Line::Ledger(Book { path: ledger.clone(), at_ms: 7 }), Line::Made(Made::Directory { path: left.clone() })];
        let text: String = lines.iter().map(|l| serde_json::to_string(l).unwrap() + "\n").collect();
        watch(io::Cursor::new(text));
        let kept = fs::read_to_string(&ledger).unwrap();
        let added: Entry = serde_json::from_str(kept.lines().nth(2).unwrap()).unwrap();
        assert_eq!(added.event, Event::Gone { what: format!("directory {}", left.display()) });
        assert!(added.at_ms >= 7 && kept.ends_with('\n'));
    }
}
