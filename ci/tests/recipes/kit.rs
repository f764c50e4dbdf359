//! A place to work in, and one recipe at work in it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// What is backed up: longer than the blocks in which tools encrypt, and packed by nobody.
pub fn content() -> Vec<u8> {
    let numbers = (0_u32..60_000).map(|n| n.wrapping_mul(2_654_435_761));
    numbers.flat_map(u32::to_le_bytes).collect()
}

/// A directory for one test.
pub struct Kit {
    directory: TempDir,
    surroundings: Vec<(String, String)>,
}

impl Kit {
    /// A directory with the backup `shop.sql.gz` in it. Tools keep what they keep for a user in there too.
    pub fn new() -> io::Result<Self> {
        let directory = tempfile::tempdir()?;
        let mut kit = Self { directory, surroundings: Vec::new() };
        fs::create_dir(kit.at("into"))?;
        fs::write(kit.at("shop.sql.gz"), content())?;
        let home = kit.text("home");
        fs::create_dir(&home)?;
        kit.with("HOME", &home);
        Ok(kit)
    }

    /// A path in it.
    pub fn at(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// The same as text.
    pub fn text(&self, name: &str) -> String {
        self.at(name).display().to_string()
    }

    /// Sets a variable for everything that runs from now on.
    pub fn with(&mut self, name: &str, value: &str) {
        self.surroundings.retain(|(other, _)| other != name);
        self.surroundings.push((name.to_owned(), value.to_owned()));
    }

    /// Takes a variable away again.
    pub fn without(&mut self, name: &str) {
        self.surroundings.retain(|(other, _)| other != name);
    }

    /// Runs a program to its end.
    pub fn tried(&self, words: &[&str]) -> io::Result<Output> {
        let (program, arguments) = words.split_first().unwrap_or((&"true", &[]));
        self.started(Command::new(program).args(arguments))
    }

    /// Runs a program that must do its work; what it prints.
    #[track_caller]
    pub fn ran(&self, words: &[&str]) -> io::Result<String> {
        let output = self.tried(words)?;
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    fn started(&self, command: &mut Command) -> io::Result<Output> {
        let path = std::iter::once(("PATH".to_owned(), "/usr/local/bin:/usr/bin:/bin:/usr/sbin".to_owned()));
        command.env_clear().envs(path).envs(self.surroundings.iter().cloned());
        command.current_dir(self.directory.path()).stdin(Stdio::null()).output()
    }

    /// Runs a recipe on a backup.
    fn recipe(&self, name: &str, backup: &str) -> io::Result<Output> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/recipes").join(name);
        let mut command = Command::new(script);
        let mut with = self.surroundings.clone();
        with.push(("RUNPROOF_BACKUP".into(), backup.into()));
        with.push(("RUNPROOF_INTO".into(), self.text("into/backup")));
        let kit = Self { directory: tempfile::tempdir()?, surroundings: with };
        kit.started(&mut command)
    }

    /// The recipe must bring the backup back.
    #[track_caller]
    pub fn brings(&self, name: &str, backup: &str) -> io::Result<()> {
        let output = self.recipe(name, backup)?;
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(self.left()?, ["backup"]);
        assert!(fs::read(self.at("into/backup"))? == content(), "{name}: not what was put away");
        fs::remove_file(self.at("into/backup"))
    }

    /// The recipe must fail with this code, say something, and leave nothing.
    #[track_caller]
    pub fn refuses(&self, name: &str, backup: &str, code: Option<i32>) -> io::Result<()> {
        self.refuses_as_one_of(name, backup, &[code])
    }

    /// The same where it is a matter of chance with which of some codes the tool ends.
    #[track_caller]
    pub fn refuses_as_one_of(&self, name: &str, backup: &str, codes: &[Option<i32>]) -> io::Result<()> {
        let output = self.recipe(name, backup)?;
        assert!(codes.contains(&output.status.code()), "{name}: {output:?}");
        assert!(!output.status.success() && !codes.contains(&Some(0)));
        assert!(!output.stderr.is_empty(), "{name} says nothing");
        assert_eq!(self.left()?, Vec::<String>::new(), "{name}");
        Ok(())
    }

    fn left(&self) -> io::Result<Vec<String>> {
        fs::read_dir(self.at("into"))?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
    }
}

/// Changes one byte in the middle of the largest file below a directory.
pub fn damage(below: &Path) -> io::Result<()> {
    let mut largest: Option<(u64, PathBuf)> = None;
    let mut open = vec![below.to_owned()];
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(directory)? {
            let (path, facts) = entry.and_then(|entry| Ok((entry.path(), entry.metadata()?)))?;
            if facts.is_dir() {
                open.push(path);
            } else if largest.as_ref().is_none_or(|(bytes, _)| facts.len() > *bytes) {
                largest = Some((facts.len(), path));
            }
        }
    }
    let (_, path) = largest.ok_or_else(|| io::Error::other("nothing to damage"))?;
    let mut bytes = fs::read(&path)?;
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    // Tools put their files away read-only.
    fs::remove_file(&path)?;
    fs::write(&path, bytes)
}
