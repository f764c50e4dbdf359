//! The binary in a root of its own, where nothing else is: no loader, no library, no device, no file.

use crate::task::TaskError;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// What is asked of it there: the words, and what the answer must hold.
const QUESTIONS: [(&[&str], &str); 3] =
    [(&["--version"], "runproof "), (&["steps"], " sentences"), (&["list"], " scenarios in ")];

/// Starts the binary in an otherwise empty root; answers what it said to each question, cut to its last line.
///
/// # Errors
/// When it does not start there or says something else, or this machine lets nobody change the root.
pub fn asked(binary: &Path) -> Result<Vec<String>, TaskError> {
    let root = tempfile::tempdir().map_err(|e| file(Path::new("a new root"), &e))?;
    let inside = root.path().join("runproof");
    fs::copy(binary, &inside).map_err(|e| file(&inside, &e))?;
    let mut told = Vec::new();
    for (words, must) in QUESTIONS {
        // As an ordinary user the root of a user namespace may change it.
        let as_root = command("chroot", &[], root.path(), words);
        let as_user = || command("unshare", &["--map-root-user", "chroot"], root.path(), words);
        let output = as_root.ok().filter(|o| o.status.success()).map_or_else(as_user, Ok);
        let output = output.map_err(|e| failed(words, e.to_string()))?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let last = said.lines().rfind(|l| !l.trim().is_empty()).unwrap_or_default();
        if !output.status.success() || !last.contains(must) {
            let error = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(failed(words, format!("{}, said `{last}`, complained `{}`", output.status, error.trim())));
        }
        told.push(format!("runproof {}: {last}", words.join(" ")));
    }
    Ok(told)
}

fn command(program: &str, before: &[&str], root: &Path, words: &[&str]) -> std::io::Result<std::process::Output> {
    Command::new(program).args(before).arg(root).arg("/runproof").args(words).stdin(Stdio::null()).output()
}

fn failed(words: &[&str], why: String) -> TaskError {
    TaskError::Program { program: format!("chroot EMPTY /runproof {}", words.join(" ")), why }
}

fn file(path: &Path, error: &std::io::Error) -> TaskError {
    TaskError::File { path: path.to_owned(), why: error.to_string() }
}
