//! Lines of a log, a file or a text, counted by pattern.

use super::apart::{PATIENCE, apart};
use super::pattern::{Found, Pattern, Scope};
use super::{log_window, place};
use crate::engine;
use crate::subject::{LogPlace, Subject};
use runproof_core::noun::log::Lines;
use runproof_core::noun::obstacle::Obstacle;
use runproof_core::observation::LineSource;
use std::path::PathBuf;

/// Most bytes of a file that is searched as one text.
const MOST: u64 = 64 << 20;

/// Counts lines, or those that match a pattern (its name and its regular expression).
///
/// A pattern is applied to each line; in a file or text also once to the whole in multi-line mode, so that at least one
/// line matches when only the whole does. Blank lines are not counted. Of a log only the window is read, backwards and
/// without its rotated predecessors; a line without a time stamp belongs to the line before it, and a log in which no
/// line has a stamp that is understood is a problem when the window is one of time.
pub async fn lines(subject: &Subject, source: &LineSource, pattern: Option<&(String, String)>) -> Lines {
    let name = match source {
        LineSource::Log { name, .. } => name.clone(),
        LineSource::File { path } => path.clone(),
        LineSource::Text { label, .. } => label.clone(),
    };
    let (asked, job) = (pattern.cloned(), Job::of(subject, source).await);
    let counted = apart(PATIENCE, move || count(job?, asked.as_ref()), Err).await;
    let (found, problem) = match counted {
        Ok(found) => (found, None),
        Err(obstacle) => (Found::default(), Some(obstacle)),
    };
    let Found { looked_at, matching, samples } = found;
    Lines { source: name, looked_at, pattern: pattern.cloned(), matching, samples, problem }
}

/// A source with its path found.
enum Job {
    Log { name: String, at: PathBuf, window: runproof_core::noun::log::Window },
    Printed(String),
    File { path: String, at: PathBuf },
    Text(String),
}

impl Job {
    async fn of(subject: &Subject, source: &LineSource) -> Result<Self, Obstacle> {
        Ok(match source {
            LineSource::Log { name, window } => {
                let unnamed = || Obstacle::unseen(format!("the target names no log `{name}`"));
                let at = subject.logs.get(name).ok_or_else(unnamed)?;
                match at {
                    LogPlace::File(at) => Self::Log { name: name.clone(), at: at.clone(), window: window.clone() },
                    LogPlace::Service(service) => Self::Printed(engine::printed(subject, service, window).await?),
                }
            }
            LineSource::File { path } => Self::File { path: path.clone(), at: place::locate(subject, path)? },
            LineSource::Text { text, .. } => Self::Text(text.clone()),
        })
    }
}

fn count(job: Job, pattern: Option<&(String, String)>) -> Result<Found, Obstacle> {
    let pattern = pattern.map(|(name, text)| Pattern::new(name, text).map_err(Obstacle::unseen)).transpose()?;
    let (text, scope) = match job {
        Job::Log { name, at, window } => (log_window::read(&at, &name, &window)?, Scope::Lines),
        Job::Printed(text) => (text, Scope::Lines),
        Job::Text(text) => (text, Scope::Whole),
        Job::File { path, at } => {
            let gone = || Obstacle::found(format!("no file `{path}`"));
            let content = place::read_whole(&at, &path, MOST)?.ok_or_else(gone)?;
            (String::from_utf8_lossy(&content).into_owned(), Scope::Whole)
        }
    };
    Ok(match pattern {
        Some(pattern) => pattern.count(&text, scope),
        None => Found::all(&text),
    })
}

#[cfg(test)]
mod tests;
