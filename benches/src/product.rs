//! The product under measurement, and the commands that are measured.

use crate::args::{Connections, Way};
use crate::error::BenchError;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Product, peers, and room for features and evidence.
pub struct Bench {
    /// Where the product came from, in words.
    pub how: String,
    runproof: PathBuf,
    itself: PathBuf,
    room: TempDir,
}

impl Bench {
    /// Takes the named binary, else lets cargo build the one that stands beside this binary.
    ///
    /// # Errors
    /// When this is a debug build, or there is no product.
    pub fn open(named: Option<PathBuf>) -> Result<Self, BenchError> {
        if cfg!(debug_assertions) {
            return Err(BenchError::Debug);
        }
        let itself =
            std::env::current_exe().map_err(|why| BenchError::Start { program: "runproof-bench".into(), why })?;
        let (runproof, how) = match named {
            Some(path) => (path, "a binary named on the command line"),
            None => (built(&itself)?, "built by `cargo build --release -p runproof`"),
        };
        let room = tempfile::tempdir().map_err(|why| BenchError::file(Path::new("temporary directory"), why))?;
        Ok(Self { how: how.to_owned(), runproof, itself, room })
    }

    /// A directory for what is generated; it goes away with the bench.
    #[must_use]
    pub fn room(&self) -> &Path {
        self.room.path()
    }

    /// The product with arguments.
    #[must_use]
    pub fn product(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.runproof);
        command.args(arguments).current_dir(self.room());
        command
    }

    /// The peer that does nothing.
    #[must_use]
    pub fn nothing(&self) -> Command {
        self.peer(&["peer-nothing"])
    }

    /// The peer that runs features.
    #[must_use]
    pub fn cucumber(&self, features: &str, junit: &str, steps: u32) -> Command {
        self.peer(&["peer-cucumber", features, junit, &steps.to_string()])
    }

    /// The peer that sends requests.
    #[must_use]
    pub fn requests(&self, address: SocketAddr, count: u32, jobs: usize, connections: Connections) -> Command {
        let (address, count, jobs) = (address.to_string(), count.to_string(), jobs.to_string());
        self.peer(&["peer-requests", &address, &count, &jobs, connections.word()])
    }

    /// One restore of a dump into a server of its own in that directory.
    #[must_use]
    pub fn restore(&self, dump: &Path, directory: &Path, way: Way) -> Command {
        let mut command = self.peer(&["peer-restore"]);
        command.args([dump, directory]).arg(way.word());
        command
    }

    /// One read of a dump to its end.
    #[must_use]
    pub fn read(&self, dump: &Path) -> Command {
        let mut command = self.peer(&["peer-read"]);
        command.arg(dump);
        command
    }

    /// What the product says about its version.
    ///
    /// # Errors
    /// When it does not.
    pub fn version(&self) -> Result<String, BenchError> {
        let output = self.product(&["--version"]).output();
        let output = output.map_err(|why| BenchError::Start { program: self.runproof.display().to_string(), why })?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    fn peer(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.itself);
        command.args(arguments).current_dir(self.room());
        command
    }
}

/// Builds the product; it lands in the directory that this binary was built into.
fn built(itself: &Path) -> Result<PathBuf, BenchError> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--release", "--quiet", "-p", "runproof"]).current_dir(root);
    let status = cargo.status().map_err(|why| BenchError::Start { program: "cargo".into(), why })?;
    let path = itself.with_file_name("runproof");
    match status.success() && path.is_file() {
        true => Ok(path),
        false => Err(BenchError::work("cargo build --release -p runproof", "there is no release build of the product")),
    }
}
