//! A client of an engine that only plays one, and the task that is asked with it.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};
use tempfile::TempDir;

/// A directory with the client in `bin`, its images, and a directory like `/etc/apt`.
pub struct Engine {
    directory: TempDir,
}

/// What the task said.
#[derive(Debug, PartialEq, Eq)]
pub struct Told {
    /// Its exit code.
    pub code: Option<i32>,
    /// What it printed.
    pub out: String,
    /// What it complained about.
    pub err: String,
}

impl Engine {
    /// An engine without images.
    pub fn new() -> io::Result<Self> {
        let engine = Self { directory: tempfile::tempdir()? };
        for directory in ["bin", "images", "apt"] {
            fs::create_dir(engine.path(directory))?;
        }
        // A link, because a program that was written a moment ago cannot always be started.
        symlink(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/images/client.sh"), engine.path("bin/docker"))?;
        engine.write("apt/sources.list", "deb http://mirror.example/debian bookworm main\n")?;
        Ok(engine)
    }

    /// Adds an image.
    pub fn with_image(self, reference: &str, id: &str, size: u64, recipe: Option<&str>) -> io::Result<Self> {
        let labels = recipe.map_or("null".to_owned(), |r| format!("{{\"runproof.recipe\":\"{r}\"}}"));
        let text = format!("{{\"Id\":\"{id}\",\"Size\":{size},\"Config\":{{\"Labels\":{labels}}}}}\n");
        self.write(&format!("images/{}", reference.replace('/', "+")), &text)?;
        Ok(self)
    }

    /// From now on builds fail with these words.
    pub fn fails_to_build(&self, words: &str) -> io::Result<()> {
        self.write("broken", words)
    }

    /// From now on nothing is answered but these words.
    pub fn answers_nobody(&self, words: &str) -> io::Result<()> {
        self.write("silent", words)
    }

    /// Removes the client.
    pub fn goes_away(&self) -> io::Result<()> {
        fs::remove_file(self.path("bin/docker"))
    }

    /// Removes what names a mirror.
    pub fn forgets_the_mirror(&self) -> io::Result<()> {
        fs::remove_file(self.path("apt/sources.list"))
    }

    /// What the client was told to make and to remove, one command to a line.
    pub fn made(&self) -> io::Result<String> {
        let made = self.path("made");
        if made.exists() { fs::read_to_string(made) } else { Ok(String::new()) }
    }

    /// Runs the task with this client first on its path, and no other.
    pub fn asked(&self, words: &[&str]) -> io::Result<Told> {
        let bin = self.path("bin");
        for tool in ["setpriv", "timeout", "sh", "cat", "tr", "grep", "dirname"] {
            let link = bin.join(tool);
            if !link.exists() {
                symlink(located(tool)?, link)?;
            }
        }
        let ran = Command::new(env!("CARGO_BIN_EXE_ci"))
            .args(words)
            .arg("--apt")
            .arg(self.path("apt"))
            .env("PATH", bin)
            .output()?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok(Told { code: ran.status.code(), out: text(&ran.stdout), err: text(&ran.stderr) })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> io::Result<()> {
        fs::write(self.path(name), text)
    }
}

/// Where this machine has a tool.
fn located(tool: &str) -> io::Result<PathBuf> {
    let places = ["/usr/bin", "/bin", "/usr/sbin", "/usr/local/bin"].map(Path::new);
    let found = places.iter().map(|p| p.join(tool)).find(|p| p.exists());
    found.ok_or_else(|| io::Error::other(format!("this machine has no `{tool}`")))
}
