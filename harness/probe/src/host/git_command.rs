//! Calling `git` so that it answers the same everywhere and changes nothing.

use super::job::{Bounds, run};
use runproof_core::noun::obstacle::Obstacle;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::process::Command;

/// Time that one call may take, also one that asks a remote.
const LIMIT: Duration = Duration::from_secs(15);
/// Bytes of output that are kept.
const OUTPUT: usize = 16 << 20;

/// Variables by which a calling git would redirect this one.
const INHERITED: [&str; 9] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_CONFIG_PARAMETERS",
    "GIT_CONFIG_COUNT",
];

/// Variables that keep it from configuration, prompts, locks, translation and pagers.
const SETTINGS: [(&str, &str); 9] = [
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_CONFIG_SYSTEM", "/dev/null"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_ASKPASS", "false"),
    ("SSH_ASKPASS", "false"),
    ("SSH_ASKPASS_REQUIRE", "force"),
    ("GIT_PAGER", "cat"),
    ("LC_ALL", "C"),
];

/// Git at a place.
pub(super) struct Git {
    at: PathBuf,
    ceiling: Option<PathBuf>,
}

/// What one call came to.
pub(super) struct Said {
    /// Exit code.
    pub(super) code: i32,
    /// Standard output.
    pub(super) stdout: String,
    /// First line of standard error.
    pub(super) complaint: String,
}

impl Git {
    /// Git at a path; a repository above `root` does not count for a path at or below it.
    pub(super) fn at(at: PathBuf, root: Option<&Path>) -> Self {
        let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let root = root.map(whole).filter(|root| whole(&at).starts_with(root));
        Self { ceiling: root.and_then(|root| root.parent().map(Path::to_owned)), at }
    }

    /// Calls git; an obstacle of ours when it cannot be started, is not at its end in time, or prints too much.
    pub(super) async fn call(&self, arguments: &[&str]) -> Result<Said, Obstacle> {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.at);
        command.args(["-c", "safe.directory=*", "-c", "core.fsmonitor=false"]).args(arguments);
        for name in INHERITED {
            command.env_remove(name);
        }
        command.envs(SETTINGS);
        match &self.ceiling {
            Some(ceiling) => command.env("GIT_CEILING_DIRECTORIES", ceiling),
            None => command.env_remove("GIT_CEILING_DIRECTORIES"),
        };
        let ended = run(command, Bounds { time: LIMIT, output: OUTPUT }).await;
        let verb = arguments.first().copied().unwrap_or_default();
        match (ended.exit_code, ended.problem) {
            (Some(_), _) if ended.stdout.cut() => {
                Err(Obstacle::unseen(format!("`git {verb}` prints more than can be kept")))
            }
            (Some(code), _) => Ok(Said {
                code,
                stdout: ended.stdout.text(),
                complaint: first_line(&ended.stderr.text()).trim().to_owned(),
            }),
            (None, problem) => {
                let why = problem.map(|o| o.why).unwrap_or_default();
                Err(Obstacle::unseen(format!("`git {verb}`: {why}")))
            }
        }
    }

    /// What git prints, without the last line end; an obstacle with its first complaint when it exits with another code
    /// than 0.
    pub(super) async fn say(&self, arguments: &[&str]) -> Result<String, Obstacle> {
        let said = self.call(arguments).await?;
        if said.code == 0 { Ok(said.stdout.trim_end_matches('\n').to_owned()) } else { Err(said.obstacle()) }
    }
}

impl Said {
    /// What kept git from answering: a fact about the repository, unless git was not let in.
    pub(super) fn obstacle(self) -> Obstacle {
        const KEPT_OUT: [&str; 3] = ["Permission denied", "Operation not permitted", "dubious ownership"];
        match () {
            () if self.complaint.is_empty() => Obstacle::found(format!("git exits with {}", self.code)),
            () if KEPT_OUT.iter().any(|words| self.complaint.contains(words)) => Obstacle::unseen(self.complaint),
            () => Obstacle::found(self.complaint),
        }
    }
}

/// The first line of a text.
pub(super) fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// The parts of a text that ends each with a NUL.
pub(super) fn nul_separated(text: &str) -> impl Iterator<Item = &str> {
    text.split('\0').filter(|part| !part.is_empty())
}
