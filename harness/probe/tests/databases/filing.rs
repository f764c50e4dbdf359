//! Files that rows of a server name, beside archives that the real `tar` made.

use crate::cluster::cluster;
use crate::dumps::run;
use crate::subjects::at;
use runproof_core::noun::filing::{Filing, FilingCheck};
use runproof_core::verdict::Verdict;
use runproof_probe::backup::{FilingAsked, filing};
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

const TABLE: &str = "CREATE TABLE file (path text, bytes bigint, sha256 bytea, digest text);
    INSERT INTO file VALUES
        ('avatars/a.png', 5, sha256('first'), encode(sha256('first'), 'hex')),
        ('avatars/b.png', 6, sha256('second'), upper(encode(sha256('second'), 'hex'))),
        ('avatars/b.png', 6, NULL, NULL), (NULL, NULL, NULL, NULL),
        ('docs/long name ü.pdf', 100000, NULL, NULL), ('docs/linked.pdf', 100000, NULL, NULL)";

/// A directory of uploads, and archives of it.
struct Uploads {
    directory: TempDir,
    database: String,
}

impl Uploads {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let uploads = directory.path().join("uploads");
        std::fs::create_dir_all(uploads.join("avatars")).unwrap();
        std::fs::create_dir_all(uploads.join("docs")).unwrap();
        std::fs::write(uploads.join("avatars/a.png"), "first").unwrap();
        std::fs::write(uploads.join("avatars/b.png"), "second").unwrap();
        std::fs::write(uploads.join("docs/long name ü.pdf"), vec![b'x'; 100_000]).unwrap();
        std::fs::hard_link(uploads.join("docs/long name ü.pdf"), uploads.join("docs/linked.pdf")).unwrap();
        std::os::unix::fs::symlink("a.png", uploads.join("avatars/s.png")).unwrap();
        Self { directory, database: cluster().database(TABLE) }
    }

    fn at(&self, name: &str) -> String {
        self.directory.path().join(name).display().to_string()
    }

    /// Has `tar` make an archive.
    fn packed(&self, name: &str, options: &[&str], what: &[&str]) -> String {
        let archive = self.at(name);
        run("tar", &[options, &["-cf", &archive], what].concat());
        archive
    }

    fn laid(&self, archive: &str, within: &str, sql: &str) -> Filing {
        let mut subject = at(&cluster().socket("admin", &self.database));
        subject.root = Some(self.directory.path().to_owned());
        let limit = Duration::from_secs(60);
        let asked = FilingAsked { database: "main", query: "files", sql, archive, within, limit };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(filing(&subject, &asked))
    }
}

const ALL: &str = "SELECT path, bytes, sha256 FROM file";

#[track_caller]
fn verdict(check: &FilingCheck, seen: &Filing, verdict: Verdict) -> String {
    let judged = check.judge(seen);
    assert_eq!(judged.verdict, verdict, "{judged:?} {seen:?}");
    judged.actual
}

#[test]
fn every_packing_of_an_archive_holds_what_the_rows_name() {
    let uploads = Uploads::new();
    let root = uploads.at("uploads");
    let own = format!("{}:{}", rustix::process::geteuid().as_raw(), rustix::process::getegid().as_raw());
    for (name, options) in [
        ("u.tar", &["-C", root.as_str()][..]),
        ("u.tar.gz", &["-z", "-C", &root]),
        ("u.tar.zst", &["--zstd", "-C", &root]),
        ("posix.tar", &["--format=posix", "-C", &root]),
    ] {
        let archive = uploads.packed(name, options, &["."]);
        let seen = uploads.laid(&archive, "", ALL);
        assert_eq!(seen.problem, None, "{name}");
        assert_eq!((seen.named, seen.sized, seen.digested, seen.kept, seen.bytes), (4, 4, 2, 4, 200_011), "{name}");
        verdict(&FilingCheck::NamedKept, &seen, Verdict::Passed);
        verdict(&FilingCheck::UnnamedAtMost { files: 0 }, &seen, Verdict::Passed);
        verdict(&FilingCheck::OwnedBy { owner: own.clone() }, &seen, Verdict::Passed);
        let text = uploads.laid(&archive, "", "SELECT path, bytes, digest FROM file;");
        assert_eq!(text, seen);
    }
    let parent = uploads.directory.path().display().to_string();
    let whole = uploads.packed("whole.tar", &["-C", &parent], &["uploads"]);
    verdict(&FilingCheck::NamedKept, &uploads.laid(&whole, "uploads", ALL), Verdict::Passed);
    verdict(&FilingCheck::NamedKept, &uploads.laid(&whole, "", ALL), Verdict::Failed);
}

#[test]
fn what_is_missing_changed_or_named_by_nobody_is_told() {
    let uploads = Uploads::new();
    let root = uploads.at("uploads");
    std::fs::remove_file(uploads.at("uploads/avatars/a.png")).unwrap();
    std::fs::write(uploads.at("uploads/avatars/b.png"), "sec0nd").unwrap();
    std::fs::write(uploads.at("uploads/docs/linked.pdf"), "short").unwrap();
    std::fs::write(uploads.at("uploads/stray"), "stray").unwrap();
    let seen = uploads.laid(&uploads.packed("u.tar.gz", &["-z", "-C", &root], &["."]), "", ALL);
    let actual = verdict(&FilingCheck::NamedKept, &seen, Verdict::Failed);
    let words = "of 4 files 1 missing (avatars/a.png); 2 of another size (docs/linked.pdf, docs/long name ü.pdf); 1 of other \
                 content (avatars/b.png)";
    assert_eq!(actual, words);
    assert_eq!(verdict(&FilingCheck::UnnamedAtMost { files: 0 }, &seen, Verdict::Failed), "1 of 4 files (stray)");
}

#[test]
fn an_archive_that_is_cut_is_a_failure_and_a_query_of_another_kind_is_ours() {
    let uploads = Uploads::new();
    let root = uploads.at("uploads");
    for options in [&["-C", root.as_str()][..], &["-z", "-C", &root], &["--zstd", "-C", &root]] {
        let archive = uploads.packed("cut", options, &["."]);
        let bytes = std::fs::read(Path::new(&archive)).unwrap();
        std::fs::write(&archive, &bytes[..bytes.len() / 2]).unwrap();
        let seen = uploads.laid(&archive, "", ALL);
        assert!(verdict(&FilingCheck::NamedKept, &seen, Verdict::Failed).contains("cannot be read to its end"));
        std::fs::remove_file(&archive).unwrap();
    }
    let whole = uploads.packed("u.tar", &["-C", &root], &["."]);
    for sql in ["SELECT 1, 2, 3, 4", "DELETE FROM file", "SELECT path FROM nowhere", "SELECT 'x', 'no number'"] {
        let seen = uploads.laid(&whole, "", sql);
        assert!(seen.problem.is_some(), "{sql}");
    }
    let four = uploads.laid(&whole, "", "SELECT 1, 2, 3, 4");
    assert!(verdict(&FilingCheck::NamedKept, &four, Verdict::Broken).contains("one to three columns"));
    verdict(&FilingCheck::NamedKept, &uploads.laid(&uploads.at("none.tar"), "", ALL), Verdict::Failed);
    verdict(
        &FilingCheck::NamedKept,
        &uploads.laid(&whole, "", "SELECT path FROM file WHERE false"),
        Verdict::Inconclusive,
    );
}
