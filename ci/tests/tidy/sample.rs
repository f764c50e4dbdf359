//! A small repository that keeps every rule, for tests to break.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::{fs, io};
use tempfile::TempDir;

/// A repository in a directory of its own, without git.
pub struct Sample {
    directory: TempDir,
}

/// What the task said.
#[derive(Debug)]
pub struct Told {
    /// Its exit code.
    pub code: Option<i32>,
    /// Its lines, without the last one.
    pub findings: Vec<String>,
    /// The last line, or what it complained about.
    pub summary: String,
}

const GOOD: &[(&str, &str)] = &[
    ("Cargo.toml", include_str!("sample/workspace.toml")),
    ("ARCHITECTURE.md", "# The house\n\n- `serde`: reading and writing\n"),
    ("README.md", include_str!("sample/readme.txt")),
    ("harness/core/Cargo.toml", include_str!("sample/core.toml")),
    ("harness/core/src/lib.rs", "//! Meaning.\n\npub mod noun;\n"),
    ("harness/core/src/noun/mod.rs", "//! Nouns.\n\nmod page;\n\npub use page::{Page, open};\n"),
    ("harness/core/src/noun/page.rs", include_str!("sample/page.txt")),
    ("steps/Cargo.toml", include_str!("sample/steps.toml")),
    ("steps/src/lib.rs", "//! Phrases.\n"),
    ("features/tags.toml", include_str!("sample/tags.toml")),
    ("features/demo/catalog.toml", include_str!("sample/catalog.toml")),
    ("features/demo/health.feature", include_str!("sample/health.feature")),
];

/// Rules that ask the product.
const ASKING: [&str; 3] = ["binding", "console", "vocabulary"];

impl Sample {
    /// A repository that keeps every rule.
    pub fn good() -> io::Result<Self> {
        let sample = Self { directory: tempfile::tempdir()? };
        GOOD.iter().try_fold(sample, |sample, (path, text)| sample.with(path, text))
    }

    /// Adds or replaces a file.
    pub fn with(self, path: &str, text: &str) -> io::Result<Self> {
        let file = self.directory.path().join(path);
        fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))?;
        fs::write(file, text)?;
        Ok(self)
    }

    /// Replaces a piece of a file, which must be there.
    pub fn edited(self, path: &str, old: &str, new: &str) -> io::Result<Self> {
        let text = fs::read_to_string(self.directory.path().join(path))?;
        assert!(text.contains(old), "`{path}` does not hold `{old}`");
        let text = text.replacen(old, new, 1);
        self.with(path, &text)
    }

    /// Removes a file.
    pub fn without(self, path: &str) -> io::Result<Self> {
        fs::remove_file(self.directory.path().join(path))?;
        Ok(self)
    }

    /// Its directory.
    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    /// Looks at it with one rule.
    pub fn told_by(&self, rule: &str) -> io::Result<Told> {
        let root = self.path().display().to_string();
        let mut words = vec!["--root".to_owned(), root, "--rule".to_owned(), rule.to_owned()];
        if ASKING.contains(&rule) {
            words.extend(["--runproof".to_owned(), product()?.display().to_string()]);
        }
        tidy(&words.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Looks at it with one rule, which must tell exactly these lines and fail.
    #[track_caller]
    pub fn is_red(&self, rule: &str, lines: &[&str]) -> io::Result<()> {
        let told = self.told_by(rule)?;
        assert_eq!(told.findings, lines, "{}", told.summary);
        assert_eq!(told.code, Some(1), "{}", told.summary);
        Ok(())
    }

    /// Looks at it with one rule, which must find nothing.
    #[track_caller]
    pub fn is_green(&self, rule: &str) -> io::Result<()> {
        let told = self.told_by(rule)?;
        assert_eq!(told.findings, [""; 0], "{}", told.summary);
        assert_eq!(told.code, Some(0), "{}", told.summary);
        Ok(())
    }
}

/// Runs the task.
pub fn tidy(words: &[&str]) -> io::Result<Told> {
    let ran = Command::new(env!("CARGO_BIN_EXE_ci")).arg("tidy").args(words).output()?;
    let out = String::from_utf8_lossy(&ran.stdout).into_owned();
    let mut findings: Vec<String> = out.lines().map(str::to_owned).collect();
    let summary = findings.pop().unwrap_or_else(|| String::from_utf8_lossy(&ran.stderr).trim().to_owned());
    Ok(Told { code: ran.status.code(), findings, summary })
}

/// The product, built once for all tests from the repository that these tests belong to.
pub fn product() -> io::Result<&'static Path> {
    static PRODUCT: OnceLock<Option<PathBuf>> = OnceLock::new();
    let built = PRODUCT.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
        let built = Command::new("cargo")
            .args([
                "build",
                "--quiet",
                "--workspace",
                "--bin",
                "runproof",
                "--message-format",
                "json-render-diagnostics",
            ])
            .current_dir(root)
            .output()
            .ok()?;
        let said = String::from_utf8_lossy(&built.stdout).into_owned();
        let (_, after) = said.rsplit_once("\"executable\":\"")?;
        Some(PathBuf::from(after.split('"').next()?))
    });
    built.as_deref().ok_or_else(|| io::Error::other("the product does not build"))
}
