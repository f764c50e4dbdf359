//! Files that rows of a database name, beside the files that a backup of them holds: a restore of one without the other
//! shows pictures that are not there, or keeps what nobody knows of.

use crate::noun::obstacle::Obstacle;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Most examples of a kind.
const EXAMPLES: usize = 10;
/// Most owners that are told apart.
const OWNERS: usize = 50;

/// What rows and files showed side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Filing {
    /// What names the files, for example a query.
    pub rows: String,
    /// Where the files are, as asked.
    pub files: String,
    /// Files that rows name, each once.
    pub named: u64,
    /// Of these, those of which the rows say the size.
    pub sized: u64,
    /// Of these, those of which the rows say the digest.
    pub digested: u64,
    /// Files that are there.
    pub kept: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Named and not there.
    pub missing: Examples,
    /// There with another size than a row says.
    pub resized: Examples,
    /// There with the size, and with another content than a row says.
    pub changed: Examples,
    /// There, and named by no row.
    pub unnamed: Examples,
    /// Owners of the files as `user:group` in numbers, with how many they own.
    pub owners: BTreeMap<String, u64>,
    /// Why rows or files could not be read, or not to their end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
}

/// How many there are of a kind, and the first ten by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Examples {
    /// All of them.
    pub count: u64,
    /// The first by name.
    pub first: Vec<String>,
}

/// A file as a row names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedFile {
    /// Its path.
    pub path: String,
    /// Its size in bytes, when the row says it.
    pub bytes: Option<u64>,
    /// Its SHA-256 in hex, when the row says it.
    pub sha256: Option<String>,
}

/// A file as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptFile {
    /// Its path.
    pub path: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256 in hex.
    pub sha256: String,
    /// Its permissions.
    pub mode: u32,
    /// Number of its owner.
    pub user: u64,
    /// Number of its group.
    pub group: u64,
}

/// What rows and files are compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum FilingCheck {
    /// Every file that a row names is there, with the size and the content that the row says.
    NamedKept,
    /// At most so many files are there that no row names.
    UnnamedAtMost {
        /// The number.
        files: u64,
    },
    /// Every file belongs to this owner.
    OwnedBy {
        /// As `user:group`, in numbers.
        owner: String,
    },
}

/// Rows and files while they are read: rows first, files in any order.
#[derive(Debug, Default)]
pub struct Matching {
    named: HashMap<String, Vec<Wanted>>,
    seen: Filing,
    unnamed: Kind,
}

/// What a row says of a file, and what the file then was.
#[derive(Debug)]
struct Wanted {
    bytes: Option<u64>,
    sha256: Option<String>,
    found: Found,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    Same,
    Changed,
    Resized,
    Missing,
}

impl Matching {
    /// A row names a file.
    pub fn name(&mut self, file: NamedFile) {
        let sha256 = file.sha256.map(|digest| digest.to_ascii_lowercase());
        let wanted = Wanted { bytes: file.bytes, sha256, found: Found::Missing };
        self.named.entry(plain(&file.path).to_owned()).or_default().push(wanted);
    }

    /// Number of files that are named so far.
    #[must_use]
    pub fn named(&self) -> usize {
        self.named.len()
    }

    /// A file is there. Of two with the same path the last one counts, as when they are unpacked.
    pub fn file(&mut self, file: &KeptFile) {
        self.seen.kept += 1;
        self.seen.bytes = self.seen.bytes.saturating_add(file.bytes);
        let owner = format!("{}:{}", file.user, file.group);
        if self.seen.owners.len() < OWNERS || self.seen.owners.contains_key(&owner) {
            *self.seen.owners.entry(owner).or_default() += 1;
        }
        match self.named.get_mut(plain(&file.path)) {
            Some(wanted) => wanted.iter_mut().for_each(|wanted| wanted.meet(file)),
            None => self.unnamed.add(plain(&file.path)),
        }
    }

    /// Both are read to their ends.
    #[must_use]
    pub fn finish(self, rows: &str, files: &str) -> Filing {
        let mut kinds = [Kind::default(), Kind::default(), Kind::default()];
        let mut seen =
            Filing { rows: rows.to_owned(), files: files.to_owned(), unnamed: self.unnamed.told(), ..self.seen };
        for (path, wanted) in &self.named {
            seen.named += 1;
            seen.sized += u64::from(wanted.iter().any(|w| w.bytes.is_some()));
            seen.digested += u64::from(wanted.iter().any(|w| w.sha256.is_some()));
            match wanted.iter().map(|w| w.found).max() {
                Some(Found::Missing) => kinds[0].add(path),
                Some(Found::Resized) => kinds[1].add(path),
                Some(Found::Changed) => kinds[2].add(path),
                Some(Found::Same) | None => {}
            }
        }
        [seen.missing, seen.resized, seen.changed] = kinds.map(Kind::told);
        seen
    }
}

impl Wanted {
    fn meet(&mut self, file: &KeptFile) {
        self.found = match () {
            () if self.bytes.is_some_and(|bytes| bytes != file.bytes) => Found::Resized,
            () if self.sha256.as_ref().is_some_and(|digest| *digest != file.sha256) => Found::Changed,
            () => Found::Same,
        };
    }
}

/// Names of a kind: all counted, the first ones kept.
#[derive(Debug, Default)]
struct Kind {
    count: u64,
    first: BTreeSet<String>,
}

impl Kind {
    fn add(&mut self, name: &str) {
        self.count += 1;
        if self.first.len() < EXAMPLES || self.first.last().is_some_and(|last| name < last.as_str()) {
            self.first.insert(name.to_owned());
        }
        if self.first.len() > EXAMPLES {
            self.first.pop_last();
        }
    }

    fn told(self) -> Examples {
        Examples { count: self.count, first: self.first.into_iter().collect() }
    }
}

/// A path without what only says that it begins here.
fn plain(path: &str) -> &str {
    path.trim_start_matches("./").trim_start_matches('/')
}

impl FilingCheck {
    /// Compares rows and files with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &Filing) -> Judgement {
        let expected = self.expected(seen);
        if let Some(problem) = &seen.problem {
            return problem.judge(expected);
        }
        match self {
            Self::NamedKept => judge_named(seen, expected),
            Self::UnnamedAtMost { files } => {
                let actual = format!("{} of {} files{}", seen.unnamed.count, seen.kept, seen.unnamed.listed());
                Judgement::of(seen.kept, 1, seen.unnamed.count <= *files, expected, actual)
                    .hint("rows were deleted and their files were not, or the files are newer than the database")
            }
            Self::OwnedBy { owner } => {
                let told: Vec<String> = seen.owners.iter().map(|(who, files)| format!("{files} by {who}")).collect();
                let holds = seen.owners.keys().all(|who| who == owner);
                Judgement::of(seen.kept, 1, holds, expected, told.join(", "))
                    .hint("unpack with `tar --numeric-owner`, or `chown` what is restored to whom the service runs as")
            }
        }
    }

    fn expected(&self, seen: &Filing) -> String {
        let Filing { rows, files, .. } = seen;
        match self {
            Self::NamedKept => format!("every file that {rows} names is in {files}"),
            Self::UnnamedAtMost { files: most } => format!("at most {most} files in {files} that {rows} does not name"),
            Self::OwnedBy { owner } => format!("every file in {files} belongs to {owner}"),
        }
    }
}

fn judge_named(seen: &Filing, expected: String) -> Judgement {
    let kinds = [(&seen.missing, "missing"), (&seen.resized, "of another size"), (&seen.changed, "of other content")];
    let wrong: Vec<String> = kinds
        .iter()
        .filter(|(kind, _)| kind.count > 0)
        .map(|(kind, what)| format!("{} {what}{}", kind.count, kind.listed()))
        .collect();
    let actual = if wrong.is_empty() {
        format!("{} files, {} compared by size and {} by content", seen.named, seen.sized, seen.digested)
    } else {
        format!("of {} files {}", seen.named, wrong.join("; "))
    };
    Judgement::of(seen.named, 1, wrong.is_empty(), expected, actual).hint(
        "back up the files after the database, both from the same hour; look who deletes files that rows still name",
    )
}

impl Examples {
    fn listed(&self) -> String {
        match (self.first.len() as u64, self.first.join(", ")) {
            (0, _) => String::new(),
            (listed, names) if listed < self.count => format!(" ({names}, …)"),
            (_, names) => format!(" ({names})"),
        }
    }
}

#[cfg(test)]
mod tests;
