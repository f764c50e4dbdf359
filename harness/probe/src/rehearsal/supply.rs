//! A backup comes from where it is kept to where it can be read: fetched and decrypted by commands of the runbook.
//!
//! Each is a procedure of the target, `fetch` and `decrypt`, that is told by variables what to take and where to put it.

use super::drill::Desk;
use super::phases::Phases;
use crate::clock::Tick;
use crate::host::job::{Bounds, run_noted};
use crate::lab::Journal;
use crate::subject::{KeyAt, Subject};
use runproof_core::noun::mutation::Mutation;
use runproof_core::noun::obstacle::Obstacle;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::process::Command;

/// Names of the procedures, in the order in which they are run.
pub(super) const STEPS: [&str; 2] = ["fetch", "decrypt"];
/// The variable with the file, or the name, that is to be taken.
const FROM: &str = "RUNPROOF_BACKUP";
/// The variable with the path of the file that is to be written.
const INTO: &str = "RUNPROOF_INTO";
/// The variable with the path of the file that holds the key.
const KEY: &str = "RUNPROOF_KEY";
/// Bytes kept of what a command prints.
const OUTPUT: usize = 64 * 1024;
/// Most characters of its last words that are told.
const WORDS: usize = 300;

/// Fetches and decrypts, where the target has procedures for it; what comes back is the file to read.
///
/// # Errors
/// A fact about the backup when a command fails or leaves nothing; ours, when it cannot be started.
pub(super) async fn supply(
    subject: &Subject,
    desk: &Desk,
    from: &Path,
    mutation: Option<Mutation>,
    phases: &mut Phases,
) -> Result<PathBuf, Obstacle> {
    let mut at = from.to_owned();
    for step in STEPS {
        let began = Tick::now();
        let Some(words) = subject.procedures.get(step) else { continue };
        let into = desk.path.join(step).with_extension(extension(&at, step));
        let mut command = command(subject, step, words)?;
        command.env(FROM, &at).env(INTO, &into);
        if let Some(key) = key(subject, desk, mutation)? {
            command.env(KEY, key);
        }
        let journal = desk.journal.as_ref();
        let written = written(step, command, &into, subject.procedure_limit, journal).await;
        phases.passed(step, began, written.as_ref().copied().unwrap_or_default());
        written?;
        at = into;
    }
    Ok(at)
}

fn command(subject: &Subject, step: &str, words: &[String]) -> Result<Command, Obstacle> {
    let (program, own) =
        words.split_first().ok_or_else(|| Obstacle::unseen(format!("the procedure `{step}` is empty")))?;
    let mut command = Command::new(program);
    command.args(own);
    if let Some(root) = &subject.root {
        command.current_dir(root);
    }
    Ok(command)
}

/// Runs it; how many bytes it wrote.
async fn written(
    step: &str,
    command: Command,
    into: &Path,
    limit: Duration,
    journal: &dyn Journal,
) -> Result<u64, Obstacle> {
    let ended = run_noted(command, Bounds { time: limit, output: OUTPUT }, Some(journal)).await;
    if let Some(problem) = ended.problem {
        return Err(problem.worded(|why| format!("`{step}`: {why}")));
    }
    let said = ended.stderr.text();
    let said = said.trim();
    let from = said.char_indices().rev().nth(WORDS).map_or(0, |(at, _)| at);
    let words = if said.is_empty() { "and said nothing" } else { &said[from..] };
    match ended.exit_code {
        Some(0) => {}
        Some(code) => return Err(Obstacle::found(format!("`{step}` ended with {code}: {words}"))),
        None => return Err(Obstacle::found(format!("`{step}` did not end by itself: {words}"))),
    }
    match fs::metadata(into) {
        Ok(file) if file.is_file() && file.len() > 0 => Ok(file.len()),
        Ok(file) if file.is_dir() => Ok(file.len()),
        _ => Err(Obstacle::found(format!("`{step}` ended with 0 and wrote nothing to the path in {INTO}"))),
    }
}

/// The path of the key: where the target says it is, or, as a negative control, of another key or of none.
fn key(subject: &Subject, desk: &Desk, mutation: Option<Mutation>) -> Result<Option<PathBuf>, Obstacle> {
    let Some(key) = subject.backups.as_ref().and_then(|b| b.key.as_ref()) else { return Ok(None) };
    if mutation == Some(Mutation::MissingKey) {
        return Ok(Some(desk.path.join("no-such-key")));
    }
    let text = match key {
        KeyAt::File(path) if mutation != Some(Mutation::WrongKey) => return Ok(Some(path.clone())),
        KeyAt::File(path) => fs::read_to_string(path)
            .map_err(|e| Obstacle::unseen(format!("the key `{}` cannot be read: {e}", path.display())))?,
        KeyAt::Value(secret) => secret.expose().to_owned(),
    };
    let text = if mutation == Some(Mutation::WrongKey) { another(&text) } else { text };
    let path = desk.path.join("key");
    let file = fs::File::options().write(true).create(true).truncate(true).mode(0o600).open(&path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|e| Obstacle::unseen(format!("`{}`: {e}", path.display())))?;
    Ok(Some(path))
}

/// A key of the same form that is another one: letters and digits of the last line that holds any are moved on by one,
/// each within its kind.
fn another(key: &str) -> String {
    let lines: Vec<&str> = key.lines().collect();
    let last = lines.iter().rposition(|line| line.chars().any(|c| c.is_ascii_alphanumeric()) && !line.contains("---"));
    let moved = |c: char| match c {
        'z' => 'a',
        'Z' => 'A',
        '9' => '0',
        c if c.is_ascii_alphanumeric() => char::from(c as u8 + 1),
        other => other,
    };
    let line = |(at, line): (usize, &&str)| {
        if Some(at) == last { line.chars().map(moved).collect() } else { (*line).to_owned() }
    };
    let mut text = lines.iter().enumerate().map(line).collect::<Vec<_>>().join("\n");
    if key.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// What is left of the name's ending once it was decrypted: `dump.sql.gz.age` becomes `sql.gz`.
fn extension(of: &Path, step: &str) -> String {
    let name = of.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let endings = name.split_once('.').map(|(_, rest)| rest.to_owned()).unwrap_or_default();
    match step {
        "decrypt" => endings.rsplit_once('.').map_or(endings.clone(), |(rest, _)| rest.to_owned()),
        _ => endings,
    }
}
