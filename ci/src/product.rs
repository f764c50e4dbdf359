//! The product, seen from outside: built once, then asked.

use crate::task::TaskError;
use serde::Deserialize;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Variables that would make the product answer for another target than its own.
const VARIABLES: [&str; 3] = ["RUNPROOF_CONFIG", "RUNPROOF_OUT", "RUNPROOF_TARGET"];

/// The product's binary, and the directory in which it is asked.
#[derive(Clone, Debug)]
pub struct Product {
    binary: PathBuf,
    root: PathBuf,
}

/// What the product said.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// A message of cargo about something it built.
#[derive(Debug, Deserialize)]
struct Built {
    executable: Option<PathBuf>,
}

impl Product {
    /// The binary at that path.
    #[must_use]
    pub fn at(binary: &Path, root: &Path) -> Self {
        let binary = binary.canonicalize().unwrap_or_else(|_| binary.to_owned());
        Self { binary, root: root.to_owned() }
    }

    /// The binary built from the repository, with the features of the whole workspace, so that a build of everything is not repeated.
    ///
    /// # Errors
    /// When it does not build.
    pub fn build(root: &Path) -> Result<Self, TaskError> {
        let program = "cargo build --workspace --bin runproof";
        let failed = |why: String| TaskError::Program { program: program.into(), why };
        let built = Command::new("cargo")
            .args(["build", "--quiet", "--workspace", "--bin", "runproof"])
            .args(["--message-format", "json-render-diagnostics"])
            .current_dir(root)
            .output()
            .map_err(|e| failed(e.to_string()))?;
        if !built.status.success() {
            return Err(failed(String::from_utf8_lossy(&built.stderr).trim().to_owned()));
        }
        let said = String::from_utf8_lossy(&built.stdout).into_owned();
        let binary = said.lines().filter_map(|l| serde_json::from_str::<Built>(l).ok()?.executable).next_back();
        let binary = binary.ok_or_else(|| failed("cargo named no executable".into()))?;
        Ok(Self { binary, root: root.to_owned() })
    }

    /// Asks the product, without standard input.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn ask(&self, words: &[impl AsRef<OsStr>]) -> Result<Answer, TaskError> {
        let failed =
            |e: std::io::Error| TaskError::Program { program: self.binary.display().to_string(), why: e.to_string() };
        let mut command = Command::new(&self.binary);
        for variable in VARIABLES {
            command.env_remove(variable);
        }
        let asked =
            command.args(words).current_dir(&self.root).stdin(std::process::Stdio::null()).output().map_err(failed)?;
        Ok(Answer {
            code: asked.status.code(),
            out: String::from_utf8_lossy(&asked.stdout).into_owned(),
            err: String::from_utf8_lossy(&asked.stderr).into_owned(),
        })
    }
}

impl Answer {
    /// Standard output of an answer that ended well.
    ///
    /// # Errors
    /// With the first words of what it complained about.
    pub fn good(self, asked: &str) -> Result<String, TaskError> {
        if self.code == Some(0) {
            return Ok(self.out);
        }
        let why =
            self.err.lines().chain(self.out.lines()).find(|l| !l.trim().is_empty()).unwrap_or("no word").to_owned();
        Err(TaskError::Program { program: asked.to_owned(), why })
    }
}
