//! Any rows beside any files.

use super::*;
use crate::verdict::Verdict;
use proptest::collection::btree_map;
use proptest::prelude::*;

fn kept(path: &str, bytes: u64, sha256: &str) -> KeptFile {
    KeptFile { path: path.into(), bytes, sha256: sha256.into(), mode: 0o644, user: 1000, group: 1000 }
}

fn named(path: &str, bytes: Option<u64>, sha256: Option<&str>) -> NamedFile {
    NamedFile { path: path.into(), bytes, sha256: sha256.map(str::to_owned) }
}

fn matched(rows: Vec<NamedFile>, files: &[KeptFile]) -> Filing {
    let mut matching = Matching::default();
    rows.into_iter().for_each(|row| matching.name(row));
    files.iter().for_each(|file| matching.file(file));
    matching.finish("the query `files`", "uploads.tar.gz")
}

fn verdict(check: &FilingCheck, seen: &Filing) -> Verdict {
    check.judge(seen).verdict
}

#[test]
fn every_way_in_which_rows_and_files_differ_is_told() {
    let rows = vec![
        named("a.png", Some(3), Some("AB")),
        named("/b.png", Some(4), None),
        named("c.png", None, Some("cd")),
        named("d.png", None, None),
        named("d.png", Some(9), None),
    ];
    let files = [kept("./a.png", 3, "ab"), kept("b.png", 5, "bb"), kept("c.png", 1, "ce"), kept("e.png", 2, "ee")];
    let seen = matched(rows, &files);
    assert_eq!((seen.named, seen.sized, seen.digested, seen.kept, seen.bytes), (4, 3, 2, 4, 11));
    let judged = FilingCheck::NamedKept.judge(&seen);
    assert_eq!(judged.actual, "of 4 files 1 missing (d.png); 1 of another size (b.png); 1 of other content (c.png)");
    assert_eq!((judged.verdict, judged.looked_at), (Verdict::Failed, 4));
    let unnamed = FilingCheck::UnnamedAtMost { files: 0 }.judge(&seen);
    assert_eq!((unnamed.verdict, unnamed.actual.as_str()), (Verdict::Failed, "1 of 4 files (e.png)"));
    assert_eq!(verdict(&FilingCheck::UnnamedAtMost { files: 1 }, &seen), Verdict::Passed);
    assert_eq!(verdict(&FilingCheck::OwnedBy { owner: "1000:1000".into() }, &seen), Verdict::Passed);
    assert_eq!(verdict(&FilingCheck::OwnedBy { owner: "0:0".into() }, &seen), Verdict::Failed);
}

#[test]
fn two_rows_that_say_different_sizes_cannot_both_be_right() {
    let rows = vec![named("a", Some(3), None), named("a", Some(4), None)];
    let seen = matched(rows, &[kept("a", 3, "x")]);
    assert_eq!((seen.named, seen.resized.count), (1, 1));
}

#[test]
fn of_two_files_with_one_path_the_last_counts() {
    let twice = [kept("a", 3, "x"), kept("a", 4, "y")];
    assert_eq!(matched(vec![named("a", Some(4), None)], &twice).resized.count, 0);
    assert_eq!(matched(vec![named("a", Some(3), None)], &twice).resized.count, 1);
}

#[test]
fn rows_that_name_nothing_and_archives_without_files_prove_nothing() {
    let nothing = matched(vec![], &[]);
    assert_eq!(verdict(&FilingCheck::NamedKept, &nothing), Verdict::Inconclusive);
    assert_eq!(verdict(&FilingCheck::UnnamedAtMost { files: 9 }, &nothing), Verdict::Inconclusive);
    assert_eq!(verdict(&FilingCheck::OwnedBy { owner: "0:0".into() }, &nothing), Verdict::Inconclusive);
    let unread = Filing { problem: Some(Obstacle::unseen("no permission")), ..nothing };
    assert_eq!(verdict(&FilingCheck::NamedKept, &unread), Verdict::Broken);
    let cut = Filing { problem: Some(Obstacle::found("the archive is cut")), ..unread };
    assert_eq!(verdict(&FilingCheck::NamedKept, &cut), Verdict::Failed);
}

#[test]
fn examples_are_the_first_ten_by_name() {
    let rows = (0..30).rev().map(|n| named(&format!("f{n:02}"), None, None)).collect();
    let seen = matched(rows, &[]);
    assert_eq!((seen.missing.count, seen.missing.first.len()), (30, 10));
    assert_eq!((seen.missing.first[0].as_str(), seen.missing.first[9].as_str()), ("f00", "f09"));
    assert!(FilingCheck::NamedKept.judge(&seen).actual.ends_with("f09, …)"));
}

proptest! {
    #[test]
    fn any_rows_and_files_are_counted_as_sets_would_have_them(
        rows in btree_map("[a-c]{1,3}", (proptest::option::of(0_u64..3), proptest::option::of("[xy]")), 0..40),
        files in btree_map("[a-c]{1,3}", (0_u64..3, "[xy]"), 0..40),
    ) {
        let wanted = rows.iter().map(|(path, (bytes, sha256))| named(path, *bytes, sha256.as_deref())).collect();
        let there: Vec<KeptFile> = files.iter().map(|(path, (bytes, sha256))| kept(path, *bytes, sha256)).collect();
        let seen = matched(wanted, &there);
        let missing = rows.keys().filter(|path| !files.contains_key(*path)).count() as u64;
        let unnamed = files.keys().filter(|path| !rows.contains_key(*path)).count() as u64;
        let both = rows.iter().filter_map(|(path, row)| Some((row, files.get(path)?)));
        let (resized, rest): (Vec<_>, Vec<_>) = both.partition(|((bytes, _), file)| bytes.is_some_and(|b| b != file.0));
        let changed = rest.iter().filter(|((_, digest), file)| digest.as_ref().is_some_and(|d| *d != file.1)).count();
        prop_assert_eq!((seen.missing.count, seen.unnamed.count), (missing, unnamed));
        prop_assert_eq!((seen.resized.count, seen.changed.count), (resized.len() as u64, changed as u64));
        prop_assert_eq!((seen.named, seen.kept), (rows.len() as u64, files.len() as u64));
        let wrong = seen.missing.count + seen.resized.count + seen.changed.count;
        let expected = match (rows.is_empty(), wrong) {
            (true, _) => Verdict::Inconclusive,
            (_, 0) => Verdict::Passed,
            _ => Verdict::Failed,
        };
        prop_assert_eq!(verdict(&FilingCheck::NamedKept, &seen), expected);
    }
}
