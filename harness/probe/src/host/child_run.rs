//! The product itself, run on a child feature, and its evidence.

use super::apart::{PATIENCE, apart};
use super::child_ledger::fill;
use super::job::{Bounds, Ended, run};
use super::listing::{self, walk};
use super::place;
use super::scratch::Scratch;
use crate::subject::Subject;
use runproof_core::noun::child_run::ChildRun;
use std::path::{Component, Path};
use tokio::process::Command;

/// Bytes kept of each output stream.
const OUTPUT: usize = 64 * 1024;
/// Most bytes of a file of the evidence that are read.
const MOST: u64 = 64 << 20;
/// Lines of output that are told.
const LAST_LINES: usize = 20;

/// Runs `check FEATURE --out DIRECTORY` with the subject's own command, within the time limit of a procedure, and reads
/// the evidence it leaves in a directory that is removed afterwards.
///
/// No ledger at all is no problem, a run whose plan is invalid leaves none; a run that cannot be started, is not at its
/// end in time or is ended by a signal, and a ledger that cannot be read, are problems. A text stands in a file of the
/// evidence when it stands there as it is or as the file's format writes it (HTML, JSON).
pub async fn child_run(subject: &Subject, feature: &str, says: &[(String, String)]) -> ChildRun {
    let mut seen = ChildRun {
        feature: feature.to_owned(),
        exit_code: None,
        scenarios: Vec::new(),
        steps: Vec::new(),
        questions: 0,
        observations: 0,
        files: Vec::new(),
        says: Vec::new(),
        tail: String::new(),
        problem: None,
    };
    let (scratch, ended) = match start(subject, feature).await {
        Ok(both) => both,
        Err(why) => {
            seen.problem = Some(why);
            return seen;
        }
    };
    seen.exit_code = ended.exit_code;
    seen.tail = last_lines(&ended);
    seen.problem = ended.problem.map(|o| format!("the child run: {}", o.why));
    let (before, says) = (seen.clone(), says.to_vec());
    let work = move || {
        let read = read(&mut seen, scratch.path(), &says);
        seen.problem = seen.problem.take().or(read.err());
        seen
    };
    apart(PATIENCE, work, |o| ChildRun { problem: Some(o.why), ..before }).await
}

async fn start(subject: &Subject, feature: &str) -> Result<(Scratch, Ended), String> {
    let (program, leading) = subject.itself.split_first().ok_or("no command is known that runs a child feature")?;
    let scratch = Scratch::new()?;
    let mut command = Command::new(program);
    command.args(leading).args(["check", feature, "--out"]).arg(scratch.path()).env("NO_COLOR", "1");
    let ended = run(command, Bounds { time: subject.procedure_limit, output: OUTPUT }).await;
    Ok((scratch, ended))
}

fn last_lines(ended: &Ended) -> String {
    let output = ended.stdout.text() + &ended.stderr.text();
    let lines: Vec<&str> = output.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(LAST_LINES)..].join("\n")
}

fn read(seen: &mut ChildRun, evidence: &Path, says: &[(String, String)]) -> Result<(), String> {
    let walk = walk(evidence, "the evidence", listing::Bounds::default()).map_err(|o| o.why)?;
    let walk = walk.ok_or("the evidence is gone")?;
    seen.files = walk.entries.into_iter().filter(|e| e.file).map(|e| (e.path, e.bytes)).collect();
    for (file, text) in says {
        let found = content(evidence, file)?.is_some_and(|content| stands_in(file, &content, text));
        seen.says.push((file.clone(), text.clone(), found));
    }
    match content(evidence, "ledger.ndjson")? {
        Some(ledger) => fill(seen, &ledger),
        None => Ok(()),
    }
}

/// The text of a file of the evidence; `None` when there is no such file.
fn content(evidence: &Path, file: &str) -> Result<Option<String>, String> {
    if !Path::new(file).components().all(|part| matches!(part, Component::Normal(_))) {
        return Err(format!("`{file}` is not a path below the evidence"));
    }
    let bytes = place::read_whole(&evidence.join(file), file, MOST).map_err(|o| o.why)?;
    Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

fn stands_in(file: &str, content: &str, text: &str) -> bool {
    let written = match file.rsplit('.').next() {
        Some("html" | "xml") => vec![in_markup(text), in_markup(text).replace("&#39;", "'").replace("&quot;", "\"")],
        Some("json" | "ndjson") => vec![serde_json::Value::from(text).to_string().trim_matches('"').to_owned()],
        _ => Vec::new(),
    };
    content.contains(text) || written.iter().any(|text| content.contains(text.as_str()))
}

fn in_markup(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests;
