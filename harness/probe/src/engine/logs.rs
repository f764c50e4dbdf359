//! What the containers of a service print, as the engine keeps it.

use super::containers::of_service;
use super::seat::EngineSeat;
use crate::clock::unix_ms;
use crate::subject::Subject;
use bollard::Docker;
use bollard::container::LogOutput;
use bollard::query_parameters::LogsOptionsBuilder;
use futures::StreamExt;
use runproof_core::duration::Worded;
use runproof_core::noun::log::Window;
use runproof_core::noun::obstacle::Obstacle;
use std::time::Duration;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Most bytes that are read of what a service printed.
const MOST: usize = 64 << 20;
/// Most time for reading them.
const PATIENCE: Duration = Duration::from_secs(60);

/// A line with the time at which the engine took it in.
#[derive(Debug)]
struct Line {
    at_ns: i128,
    text: String,
}

/// The lines of a window, of all containers of a service and of both their streams, in the order of time.
pub(crate) async fn printed(subject: &Subject, service: &str, window: &Window) -> Result<String, Obstacle> {
    match tokio::time::timeout(PATIENCE, read(subject, service, window)).await {
        Ok(read) => {
            read.map_err(|o| o.worded(|why| format!("the log of the service `{service}` cannot be read: {why}")))
        }
        Err(_) => Err(Obstacle::unseen(format!(
            "the engine does not hand out the log of the service `{service}` within {}",
            Worded(PATIENCE)
        ))),
    }
}

async fn read(subject: &Subject, service: &str, window: &Window) -> Result<String, Obstacle> {
    let seat = EngineSeat::of(subject)?;
    let docker = seat.connect().await?;
    let containers = of_service(&docker, &seat.project, service).await?;
    let mut lines = Vec::new();
    for container in containers {
        lines.extend(match window {
            Window::Lines { last } => last_lines(&docker, &container.id, *last).await?,
            Window::Seconds { last } => {
                let span = i64::try_from(last.saturating_mul(1_000)).unwrap_or(i64::MAX);
                since(&docker, &container.id, unix_ms().saturating_sub(span)).await?
            }
            Window::Since { unix_ms } => since(&docker, &container.id, *unix_ms).await?,
        });
    }
    lines.sort_by_key(|line| line.at_ns);
    let surplus = match window {
        Window::Lines { last } => lines.len().saturating_sub(usize::try_from(*last).unwrap_or(usize::MAX)),
        _ => 0,
    };
    Ok(lines[surplus..].iter().flat_map(|line| [line.text.as_str(), "\n"]).collect())
}

/// At least the last so many lines that are not blank, as far as there are so many.
async fn last_lines(docker: &Docker, id: &str, last: u64) -> Result<Vec<Line>, Obstacle> {
    let mut tail = last.max(1);
    loop {
        let (lines, all) = lines(docker, id, 0, &tail.to_string()).await?;
        if lines.len() as u64 >= last || all < tail {
            return Ok(lines);
        }
        tail = tail.saturating_mul(2);
    }
}

async fn since(docker: &Docker, id: &str, from_ms: i64) -> Result<Vec<Line>, Obstacle> {
    // The engine counts in whole seconds here.
    let seconds = i32::try_from(from_ms.div_euclid(1_000).max(0)).unwrap_or(i32::MAX);
    let (mut lines, _) = lines(docker, id, seconds, "all").await?;
    lines.retain(|line| line.at_ns >= i128::from(from_ms) * 1_000_000);
    Ok(lines)
}

/// Lines that are not blank, and how many there were with those that are.
async fn lines(docker: &Docker, id: &str, since: i32, tail: &str) -> Result<(Vec<Line>, u64), Obstacle> {
    let asked = LogsOptionsBuilder::new().stdout(true).stderr(true).timestamps(true).since(since).tail(tail).build();
    let mut parts = docker.logs(id, Some(asked));
    let mut collected = Collected::default();
    let mut bytes = 0;
    while let Some(part) = parts.next().await {
        let part = part.map_err(|error| Obstacle::unseen(format!("the engine says: {error}")))?;
        bytes += part.as_ref().len();
        if bytes > MOST {
            return Err(Obstacle::unseen(format!("the window is longer than the {} MiB that are read", MOST >> 20)));
        }
        collected.take(&part);
    }
    Ok(collected.end())
}

/// Lines that come together from what the engine sends: a long line comes in pieces, each with a stamp of its own.
#[derive(Debug, Default)]
struct Collected {
    whole: Vec<Line>,
    /// The line of each stream whose end is not there yet.
    open: [Option<Line>; 2],
    all: u64,
}

impl Collected {
    fn take(&mut self, part: &LogOutput) {
        let stream = usize::from(matches!(part, LogOutput::StdErr { .. }));
        let text = String::from_utf8_lossy(part.as_ref());
        for piece in text.split_inclusive('\n') {
            let (at_ns, said) = stamped(piece);
            let mut line = self.open[stream].take().unwrap_or(Line { at_ns, text: String::new() });
            line.text.push_str(said.trim_end_matches(['\r', '\n']));
            match said.ends_with('\n') {
                true => self.put(line),
                false => self.open[stream] = Some(line),
            }
        }
    }

    fn put(&mut self, line: Line) {
        self.all += 1;
        if !line.text.trim().is_empty() {
            self.whole.push(line);
        }
    }

    fn end(mut self) -> (Vec<Line>, u64) {
        for line in std::mem::take(&mut self.open).into_iter().flatten() {
            self.put(line);
        }
        (self.whole, self.all)
    }
}

/// The stamp that the engine puts before a line, in nanoseconds since 1970, and the line.
fn stamped(piece: &str) -> (i128, &str) {
    let split =
        piece.split_once(' ').and_then(|(stamp, rest)| Some((OffsetDateTime::parse(stamp, &Rfc3339).ok()?, rest)));
    split.map_or((0, piece), |(stamp, rest)| (stamp.unix_timestamp_nanos(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn out(text: &str) -> LogOutput {
        LogOutput::StdOut { message: text.to_owned().into() }
    }

    fn err(text: &str) -> LogOutput {
        LogOutput::StdErr { message: text.to_owned().into() }
    }

    #[test]
    fn pieces_of_a_long_line_come_together_and_streams_stay_apart() {
        let mut collected = Collected::default();
        for part in [
            out("2026-01-31T10:00:00.000000001Z first "),
            err("2026-01-31T10:00:00.000000002Z careful\n"),
            out("2026-01-31T10:00:00.000000003Z half\r\n"),
            out("2026-01-31T10:00:00.000000004Z   \n"),
            out("2026-01-31T10:00:00.000000005Z cut off"),
        ] {
            collected.take(&part);
        }
        let (lines, all) = collected.end();
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!((texts, all), (vec!["careful", "first half", "cut off"], 4));
        assert!(lines[1].at_ns < lines[0].at_ns);
    }
}
