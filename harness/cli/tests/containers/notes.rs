//! A system of three services with its own compose file, catalog and features, in a directory of the test's own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Where the system lies in the repository.
const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/containers/notes");
/// The product.
pub const PRODUCT: &str = env!("CARGO_BIN_EXE_runproof");

/// The system, as somebody's git tree with two releases and a backup.
pub struct Notes {
    directory: tempfile::TempDir,
}

impl Notes {
    /// Lays it out, with target file, catalog and features.
    pub fn new() -> Self {
        let notes = Self::bare();
        notes.lay_out("runproof.toml");
        notes.lay_out("features");
        notes
    }

    /// Takes something of the system over what is there.
    pub fn lay_out(&self, name: &str) {
        ran("cp", &["-r", &format!("{SOURCE}/{name}"), &self.path("")], Path::new("/"));
    }

    /// Lays out only what the system itself consists of.
    pub fn bare() -> Self {
        let notes = Self { directory: tempfile::tempdir().unwrap() };
        ["app", "web", "compose.yaml", "rollback.sh"].iter().for_each(|name| notes.lay_out(name));
        let kept = notes.directory.path().join("kept");
        fs::create_dir_all(&kept).unwrap();
        fs::create_dir_all(notes.path("backups")).unwrap();
        let rows = "import sqlite3; c = sqlite3.connect('kept/notes.db'); c.execute('create table note(text)'); \
                    c.execute(\"insert into note values('from the backup')\"); c.commit()";
        notes.run("python3", &["-c", rows]);
        notes.run("tar", &["-czf", "backups/kept.tar.gz", "-C", "kept", "."]);
        notes.run("git", &["init", "--quiet", "--initial-branch=main"]);
        notes.edit("app/notes.py", "RELEASE = \"2\"", "RELEASE = \"1\"");
        notes.commit("The first release");
        notes.edit("app/notes.py", "RELEASE = \"1\"", "RELEASE = \"2\"");
        notes.commit("The second release");
        notes
    }

    /// A path in it.
    pub fn path(&self, inside: &str) -> String {
        self.directory.path().join(inside).display().to_string()
    }

    /// Replaces a text in a file; it must be there.
    pub fn edit(&self, file: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path(file)).unwrap();
        assert!(text.contains(old), "{file} has no {old}");
        fs::write(self.path(file), text.replace(old, new)).unwrap();
    }

    /// Calls the product; what it says is on one stream.
    pub fn runproof(&self, arguments: &[&str]) -> (i32, String) {
        let output = self.command(arguments).output().unwrap();
        (output.status.code().unwrap_or(-1), said(&output))
    }

    /// The product's command line, for those who want to do something while it runs.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PRODUCT);
        command.args(arguments).current_dir(self.directory.path());
        command
    }

    /// The compose projects that a run made, as its ledger says.
    pub fn projects(&self, evidence: &str) -> Vec<String> {
        let ledger = fs::read_to_string(PathBuf::from(self.path(evidence)).join("ledger.ndjson")).unwrap_or_default();
        let made = ledger.lines().filter(|line| line.contains(r#""event":"made""#));
        let named = made.filter_map(|line| line.split(" images of ").nth(1)?.split('"').next().map(str::to_owned));
        named.collect()
    }

    fn commit(&self, subject: &str) {
        self.run("git", &["add", "--all"]);
        let identity = ["-c", "user.name=Operator", "-c", "user.email=operator@notes.test"];
        self.run("git", &[&identity[..], &["commit", "--quiet", "-m", subject]].concat());
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        ran(program, arguments, self.directory.path());
    }
}

/// What the engine still has of a project: containers, networks and volumes.
pub fn left_of(project: &str) -> String {
    let label = format!("label=com.docker.compose.project={project}");
    let kinds: [&[&str]; 3] = [&["ps", "--all"], &["network", "ls"], &["volume", "ls"]];
    let lists = kinds.map(|words| {
        let output = Command::new("docker").args(words).args(["--quiet", "--filter", &label]).output().unwrap();
        assert!(output.status.success(), "no engine answers: {}", said(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    });
    lists.concat()
}

fn ran(program: &str, arguments: &[&str], directory: &Path) {
    let output = Command::new(program).args(arguments).current_dir(directory).output().unwrap();
    assert!(output.status.success(), "{program} {arguments:?}: {}", said(&output));
}

/// What a program said, on one stream.
pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
