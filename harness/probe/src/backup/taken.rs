//! A backup that is made by a command of the user's, with a manifest of the same snapshot beside it.

use super::write_manifest;
use crate::host::job::{Bounds, run};
use crate::postgres::Snapshot;
use crate::subject::Subject;
use runproof_core::noun::manifest::Manifest;
use runproof_core::noun::obstacle::Obstacle;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::process::Command;

/// What stands in a command for the name of the snapshot.
const SNAPSHOT: &str = "{snapshot}";
/// The variable with the same.
const SNAPSHOT_VARIABLE: &str = "RUNPROOF_SNAPSHOT";
/// The variable with the path that the command writes.
const INTO: &str = "RUNPROOF_INTO";
/// What a manifest is called: the backup's name, and this.
pub(crate) const MANIFEST: &str = ".manifest.json";
/// Bytes kept of what a command prints.
const OUTPUT: usize = 64 * 1024;

/// What is to be made.
#[derive(Clone, Copy, Debug)]
pub struct Taking<'a> {
    /// The database: `main`, or another one of the target's server.
    pub database: &'a str,
    /// The file, or directory, that the command writes.
    pub file: &'a Path,
    /// The command: `pg_dump --snapshot={snapshot} …`.
    pub command: &'a [String],
    /// Most time for the command, and for reading the database.
    pub limit: Duration,
}

/// Has the backup made and writes its manifest: path and manifest. While it is made the rows are read, in the same
/// snapshot.
///
/// # Errors
/// A fact about the backup when the command fails or writes nothing; ours when there is no way into the database.
pub async fn taken_with_manifest(subject: &Subject, taking: &Taking<'_>) -> Result<(PathBuf, Manifest), Obstacle> {
    let named = |word: &String| word.contains(SNAPSHOT) || word.contains(SNAPSHOT_VARIABLE);
    if !taking.command.iter().any(named) {
        let why = "the command does not share the snapshot: give `pg_dump` the argument `--snapshot={snapshot}`, or in a \
                   script `--snapshot=\"$RUNPROOF_SNAPSHOT\"`";
        return Err(Obstacle::found(why));
    }
    let before = stamp(taking.file);
    let snapshot = Snapshot::take(subject, taking.database, taking.limit).await?;
    let id = snapshot.id().to_owned();
    let (read, made) = tokio::join!(snapshot.manifest(), made(taking, &id));
    // It has to last until the command is done: whoever reads less is through first.
    drop(snapshot);
    made?;
    let manifest = read?;
    let name = taking.file.display();
    match stamp(taking.file) {
        None => return Err(Obstacle::found(format!("the command ended with 0, and there is no `{name}`"))),
        Some((0, _)) => return Err(Obstacle::found(format!("the command ended with 0, and `{name}` is empty"))),
        same if same == before => {
            return Err(Obstacle::found(format!("the command ended with 0, and `{name}` is what it was before")));
        }
        Some(_) => {}
    }
    let mut at = taking.file.as_os_str().to_owned();
    at.push(MANIFEST);
    let at = PathBuf::from(at);
    write_manifest(&at, &manifest).map_err(Obstacle::unseen)?;
    Ok((at, manifest))
}

/// Size and time of a file; nothing where there is none.
fn stamp(at: &Path) -> Option<(u64, Option<std::time::SystemTime>)> {
    let facts = fs::metadata(at).ok()?;
    let bytes = if facts.is_dir() { 1 } else { facts.len() };
    Some((bytes, facts.modified().ok()))
}

async fn made(taking: &Taking<'_>, snapshot: &str) -> Result<(), Obstacle> {
    let words: Vec<String> = taking.command.iter().map(|w| w.replace(SNAPSHOT, snapshot)).collect();
    let Some((program, arguments)) = words.split_first() else {
        return Err(Obstacle::unseen("there is no command to run"));
    };
    let mut command = Command::new(program);
    command.args(arguments).env(SNAPSHOT_VARIABLE, snapshot).env(INTO, taking.file);
    let ended = run(command, Bounds { time: taking.limit, output: OUTPUT }).await;
    if let Some(problem) = ended.problem {
        return Err(problem.worded(|why| format!("`{program}` {why}")));
    }
    match ended.exit_code {
        Some(0) => Ok(()),
        code => {
            let code = code.map_or("a signal".into(), |c| c.to_string());
            Err(Obstacle::found(format!("`{program}` ended with {code}: {}", ended.stderr.text().trim())))
        }
    }
}
