//! The part of a log that a question asks for.

use super::log_end::read_back;
use super::place;
use super::stamp::Stamps;
use crate::clock::unix_ms;
use runproof_core::noun::log::Window;
use runproof_core::noun::obstacle::Obstacle;
use std::fs::File;
use std::path::Path;

/// Most bytes that are read of a log.
const MOST: u64 = 64 << 20;
/// How much earlier than the window a line must be for the reading to stop: lines of several writers are not strictly
/// in order.
const SLACK_MS: i64 = 60_000;

/// The lines of a window, each with its line end; `name` is the log's name in the target.
pub(super) fn read(at: &Path, name: &str, window: &Window) -> Result<String, Obstacle> {
    let path = at.display().to_string();
    let gone = || Obstacle::found(format!("the log `{name}` is not there: no `{path}`"));
    let (file, _) = place::open(at, &path)?.ok_or_else(gone)?;
    let read = match window {
        Window::Lines { last } => last_lines(&file, *last, MOST),
        Window::Seconds { last } => {
            let span = i64::try_from(last.saturating_mul(1_000)).unwrap_or(i64::MAX);
            since(&file, unix_ms().saturating_sub(span), MOST)
        }
        Window::Since { unix_ms } => since(&file, *unix_ms, MOST),
    };
    read.map_err(|o| o.worded(|why| format!("the log `{name}` cannot be read: {why}")))
}

fn too_long(most: u64) -> Obstacle {
    Obstacle::unseen(format!("the window is longer than the {} MiB that are read", most >> 20))
}

fn last_lines(file: &File, last: u64, most: u64) -> Result<String, Obstacle> {
    let blank = |line: &&str| !line.trim().is_empty();
    let mut seen = 0;
    let end = read_back(file, most, |lines| {
        seen += lines.lines().filter(blank).count() as u64;
        seen >= last
    })?;
    if end.cut {
        return Err(too_long(most));
    }
    let lines: Vec<&str> = end.text.lines().filter(blank).collect();
    let surplus = lines.len().saturating_sub(usize::try_from(last).unwrap_or(usize::MAX));
    Ok(lines[surplus..].iter().flat_map(|line| [*line, "\n"]).collect())
}

fn since(file: &File, from_ms: i64, most: u64) -> Result<String, Obstacle> {
    let stamps = Stamps::new().map_err(Obstacle::unseen)?;
    let end = read_back(file, most, |lines| {
        lines.lines().find_map(|line| stamps.of(line)).is_some_and(|first| first.to_ms < from_ms - SLACK_MS)
    })?;
    if end.cut {
        return Err(too_long(most));
    }
    let (mut wanted, mut inside, mut stamped) = (String::new(), false, false);
    for line in end.text.lines() {
        if let Some(stamp) = stamps.of(line) {
            stamped = true;
            inside = stamp.to_ms >= from_ms;
        }
        if inside {
            wanted.extend([line, "\n"]);
        }
    }
    if !stamped && !end.text.trim().is_empty() {
        return Err(Obstacle::unseen("no line of it has a time stamp that is understood"));
    }
    Ok(wanted)
}

#[cfg(test)]
mod tests;
