//! Dumps that somebody or something spoiled: each is told for what it is, with what the operator does next.

use crate::cluster::cluster;
use crate::dumps::{RICH, dump, run, seen};
use runproof_core::noun::dump::Dump;
use runproof_core::noun::dump_check::DumpCheck;
use runproof_core::noun::dump_flaw::FlawKind;
use runproof_core::verdict::{Judgement, Verdict};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use tempfile::TempDir;

/// One good dump in several forms.
struct Good {
    directory: TempDir,
}

static GOOD: LazyLock<Good> = LazyLock::new(|| {
    let good = Good { directory: tempfile::tempdir().unwrap() };
    let database = cluster().database(RICH);
    dump(&database, &[], &good.at("d.sql"));
    dump(&database, &["-Fc"], &good.at("d.custom"));
    let path = |name: &str| good.at(name).display().to_string();
    run("gzip", &["-k", &path("d.sql")]);
    run("zstd", &["-q", "--check", &path("d.sql"), "-o", &path("d.sql.zst")]);
    good
});

impl Good {
    fn at(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }
}

/// A copy of a good dump, changed; what changes nothing is no test.
fn spoiled(name: &str, change: impl FnOnce(&mut Vec<u8>)) -> Dump {
    let good = std::fs::read(GOOD.at(name)).unwrap();
    let mut bytes = good.clone();
    change(&mut bytes);
    assert_ne!(bytes, good);
    of(&bytes)
}

fn of(bytes: &[u8]) -> Dump {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    seen(file.path())
}

fn packed(content: &str) -> Dump {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("x");
    std::fs::write(&path, content).unwrap();
    run("gzip", &[path.to_str().unwrap()]);
    seen(&path.with_extension("gz"))
}

/// The judgement, which must be a failure with this flaw first, these words and this advice.
#[track_caller]
fn fails(check: &DumpCheck, seen: &Dump, kind: FlawKind, words: &str, advice: &str) -> Judgement {
    let judged = check.judge(seen);
    assert_eq!(judged.verdict, Verdict::Failed, "{judged:?} {seen:?}");
    assert_eq!(seen.first_flaw().unwrap().kind, kind, "{:?}", seen.flaws);
    assert!(judged.actual.contains(words), "{}", judged.actual);
    assert!(judged.hint.as_deref().unwrap_or_default().contains(advice), "{:?}", judged.hint);
    judged
}

#[test]
fn a_file_that_ends_early_says_at_which_byte() {
    for (name, words) in [("d.sql.gz", "gzip"), ("d.sql.zst", "zstd")] {
        let seen = spoiled(name, |b| b.truncate(b.len() * 2 / 3));
        let at = seen.bytes;
        let words = format!("ends at byte {at} in the middle of its {words} data");
        fails(&DumpCheck::Intact, &seen, FlawKind::Truncated, &words, "whether the disk it was written to is full");
        fails(&DumpCheck::Complete, &seen, FlawKind::Truncated, &words, "use the backup before this one");
        assert_eq!(seen.sha256.len(), 64);
    }
    // One byte short of its last checksum.
    let seen = spoiled("d.sql.gz", |b| b.truncate(b.len() - 1));
    fails(&DumpCheck::Intact, &seen, FlawKind::Truncated, "in the middle", "gunzip -t");
}

#[test]
fn a_flipped_byte_is_damage() {
    for name in ["d.sql.gz", "d.sql.zst"] {
        for part in [3, 2] {
            let seen = spoiled(name, |b| {
                let at = b.len() / part;
                b[at] ^= 0x55;
            });
            let judged = DumpCheck::Intact.judge(&seen);
            assert_eq!(judged.verdict, Verdict::Failed, "{judged:?}");
            let kind = seen.first_flaw().unwrap().kind;
            assert!(matches!(kind, FlawKind::Damaged | FlawKind::Truncated), "{:?}", seen.flaws);
        }
    }
    let seen = spoiled("d.sql.gz", |b| {
        let at = b.len() - 6;
        b[at] ^= 1;
    });
    fails(&DumpCheck::Intact, &seen, FlawKind::Damaged, "checksum", "health of the disk");
}

#[test]
fn an_empty_file_and_a_gzip_of_nothing_are_two_things() {
    fails(&DumpCheck::Intact, &of(b""), FlawKind::Empty, "(0 bytes)", "whether PostgreSQL was running");
    let nothing = packed("");
    fails(&DumpCheck::Intact, &nothing, FlawKind::Nothing, "gzip of nothing", "set -o pipefail");
    fails(&DumpCheck::Complete, &nothing, FlawKind::Nothing, "gzip of nothing", "run `pg_dump` alone");
}

#[test]
fn other_content_is_named_by_its_beginning() {
    let page = packed("<html><title>502 Bad Gateway</title>");
    assert_eq!(DumpCheck::Intact.judge(&page).verdict, Verdict::Passed);
    let words = "not a PostgreSQL dump: it begins with `<html><title>502 Bad Gateway</title>`";
    fails(&DumpCheck::Complete, &page, FlawKind::Foreign, words, "what the backup job writes");
    let message = packed("pg_dump: error: connection to server failed: it's down\n");
    fails(
        &DumpCheck::NoErrors,
        &message,
        FlawKind::Foreign,
        "a message stands among the SQL",
        "what the backup job writes",
    );
}

#[test]
fn what_follows_the_end_is_named_and_zeros_are_padding() {
    let seen = spoiled("d.sql.gz", |b| b.extend(b"second job was here"));
    let words = "19 bytes follow the end of the compressed data, beginning with `second job was h`";
    fails(&DumpCheck::Intact, &seen, FlawKind::Trailing, words, "find out what wrote behind the end");
    assert_eq!(spoiled("d.sql.gz", |b| b.extend([0; 512])).flaws, []);
}

#[test]
fn a_dump_without_its_end_is_unfinished_though_the_file_is_intact() {
    let text = std::fs::read_to_string(GOOD.at("d.sql")).unwrap();
    let half = packed(&text[..text.find("COPY public.users").unwrap() + 4_000]);
    assert_eq!(DumpCheck::Intact.judge(&half).verdict, Verdict::Passed);
    let words = "stops among the rows of public.users";
    fails(&DumpCheck::Complete, &half, FlawKind::Unfinished, words, "`pg_dump` was ended early");
    let ended = packed(&text[..text.find("\n--\n-- PostgreSQL database dump complete").unwrap()]);
    fails(&DumpCheck::Complete, &ended, FlawKind::Unfinished, "before its last line", "log of the backup job");
}

#[test]
fn a_torn_row_in_the_middle_is_told_with_its_table() {
    let text = std::fs::read_to_string(GOOD.at("d.sql")).unwrap();
    let row = text.find("Zeile 5\t").unwrap();
    let torn = of(format!("{}{}", &text[..row + 7], &text[row + 8..]).as_bytes());
    let words = "row 5 of public.Ünï \"q\" has 1 fields for 2 columns";
    fails(&DumpCheck::Complete, &torn, FlawKind::Malformed, words, "changed after it was written");
}

#[test]
fn another_major_version_is_told() {
    let seen = seen(&GOOD.at("d.sql.gz"));
    let judged = DumpCheck::MadeBy { major: 16 }.judge(&seen);
    assert_eq!(judged.verdict, Verdict::Failed);
    assert!(judged.actual.starts_with("server version: 15."), "{}", judged.actual);
    assert!(judged.hint.unwrap().contains("the version that made it"));
}

#[test]
fn a_custom_dump_that_is_cut_is_not_whole() {
    let seen = spoiled("d.custom", |b| b.truncate(b.len() * 2 / 3));
    let judged = DumpCheck::Intact.judge(&seen);
    assert_eq!(judged.verdict, Verdict::Failed, "{judged:?}");
    assert!(judged.actual.contains("`pg_restore` cannot read it to its end"), "{}", judged.actual);
}

#[test]
fn what_is_not_there_is_a_failure_and_what_may_not_be_read_is_broken() {
    let missing = seen(Path::new("/nowhere/at/all.sql.gz"));
    assert_eq!(DumpCheck::Intact.judge(&missing).verdict, Verdict::Failed);
    let directory = seen(GOOD.directory.path());
    assert!(DumpCheck::Complete.judge(&directory).actual.contains("without `toc.dat`"));
}
