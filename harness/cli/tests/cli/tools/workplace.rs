//! The one context of a test: a directory, an environment, names for what differs from run to run.

use super::process::{Ended, Running};
use regex::Regex;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Where a user of the product works.
pub struct Workplace {
    directory: TempDir,
    environment: Vec<(String, OsString)>,
    names: Vec<(String, String)>,
}

impl Workplace {
    /// An empty directory, and an environment of `PATH` and `HOME`.
    pub fn new() -> Self {
        let directory = tempfile::Builder::new().prefix("runproof-cli-").tempdir().unwrap();
        let path = directory.path().display().to_string();
        let environment = vec![("PATH".to_owned(), search_path()), ("HOME".to_owned(), path.clone().into())];
        let mut place = Self { directory, environment, names: Vec::new() };
        place.call(&path, "[WORKPLACE]");
        place
    }

    /// With the target `shop`, a live one at that address.
    pub fn with_shop(address: &str) -> Self {
        let place = Self::new();
        place.write("runproof.toml", shop(address, ""));
        place
    }

    /// The directory.
    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// A path in it.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.directory.path().join(relative)
    }

    /// Writes a file, with the directories above it.
    pub fn write(&self, relative: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(relative);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// Sets a variable of the environment.
    pub fn set(&mut self, name: &str, value: &str) -> &mut Self {
        self.environment.push((name.to_owned(), value.into()));
        self
    }

    /// Gives a text that differs from run to run a name for snapshots.
    pub fn call(&mut self, text: &str, name: &str) -> &mut Self {
        self.names.push((text.to_owned(), name.to_owned()));
        self
    }

    /// Another program in the same directory and environment.
    pub fn program(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.directory()).env_clear().envs(self.environment.iter().map(|(n, v)| (n, v)));
        command
    }

    /// Starts `runproof` with these words.
    pub fn start(&self, words: &[&str]) -> Running {
        let mut command = self.program(&super::home::binary().display().to_string());
        command.args(words);
        Running::start(command, words.join(" "))
    }

    /// Runs `runproof` with these words to its end.
    pub fn run(&self, words: &[&str]) -> Ended {
        self.start(words).end()
    }

    /// Compares what a user is told with the snapshot of that name.
    #[track_caller]
    pub fn told(&self, name: &str, ended: &Ended) {
        let mut text = format!("$ runproof {}\nexit code {}\n", ended.command, ended.code);
        for (stream, words) in [("stdout", &ended.stdout), ("stderr", &ended.stderr)] {
            if !words.is_empty() {
                text.push_str(&format!("--- {stream}\n{}\n", words.trim_end()));
            }
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, self.named(&text)));
    }

    /// A text with names in place of what differs from run to run.
    pub fn named(&self, text: &str) -> String {
        let named = self.names.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
        let patterns = [(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{4}", "[RUN]"), (r"[0-9]+\.[0-9] s\b", "[SECONDS]")];
        let replace = |text: String, (pattern, name): (&str, &str)| {
            Regex::new(pattern).unwrap().replace_all(&text, name).into_owned()
        };
        patterns.into_iter().fold(named, replace)
    }
}

/// A target file with the live target `shop`, and further lines for it.
pub fn shop(address: &str, more: &str) -> String {
    format!("[targets.shop]\nsystem = \"shop\"\nprovider = \"live\"\nurls = {{ edge = \"{address}\" }}\n{more}")
}

#[expect(clippy::disallowed_methods, reason = "the search path of the test is that of the product under test")]
fn search_path() -> OsString {
    std::env::var_os("PATH").unwrap_or_default()
}
