//! Directories of backups as they are found.

use super::*;
use runproof_core::noun::backup::BackupCheck;
use runproof_core::verdict::Verdict;
use std::fs::{self, File};
use std::io::Write as _;
use std::time::Duration;

const DAY: u64 = 86_400;

/// A file that was written so many days ago.
fn written(root: &Path, name: &str, content: &[u8], days: u64) {
    fs::write(root.join(name), content).unwrap();
    let then = fs::metadata(root.join(name)).unwrap().modified().unwrap() - Duration::from_secs(days * DAY);
    File::options().write(true).open(root.join(name)).unwrap().set_modified(then).unwrap();
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(content).unwrap();
    packed.finish().unwrap()
}

fn looked(root: &Path, choice: Choice, seed: u64) -> Backups {
    let cadence_seconds = Some(DAY);
    choose(root, &Wanted { directory: "backups", pattern: "shop_*.sql.gz", cadence_seconds, choice, seed })
}

fn name(seen: &Backups) -> Option<&str> {
    seen.chosen.as_ref().map(|c| c.name.as_str())
}

#[test]
fn what_cannot_be_a_backup_is_passed_over_and_said_why() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    written(root, "shop_1.sql.gz", &gzip(b"one"), 3);
    written(root, "shop_2.sql.gz", &gzip(b"two"), 2);
    written(root, "shop_3.sql.gz", b"", 1);
    written(root, "shop_4.sql.gz", &gzip(b""), 0);
    written(root, "backup.log", b"OK", 0);
    fs::create_dir(root.join("shop_5.sql.gz")).unwrap();
    std::os::unix::fs::symlink("nowhere", root.join("shop_6.sql.gz")).unwrap();
    let seen = looked(root, Choice::Newest, 0);
    assert_eq!((name(&seen), seen.among, &seen.problem), (Some("shop_2.sql.gz"), 2, &None));
    assert_eq!(fs::metadata(root.join("shop_4.sql.gz")).unwrap().len(), 20);
    let mut why: Vec<(&str, Unfit)> = seen.passed_over.iter().map(|p| (p.file.name.as_str(), p.why)).collect();
    why.sort_by_key(|(name, _)| *name);
    let wanted = [
        ("backup.log", Unfit::Unmatched),
        ("shop_3.sql.gz", Unfit::Empty),
        ("shop_4.sql.gz", Unfit::Nothing),
        ("shop_5.sql.gz", Unfit::NoFile),
        ("shop_6.sql.gz", Unfit::NoFile),
    ];
    assert_eq!(why, wanted);
    assert_eq!(BackupCheck::AllUsable.judge(&seen).verdict, Verdict::Failed);
    assert_eq!(BackupCheck::WithinCadence.judge(&seen).verdict, Verdict::Failed);
    assert_eq!(name(&looked(root, Choice::Oldest, 0)), Some("shop_1.sql.gz"));
}

#[test]
fn a_damaged_backup_is_one_all_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let mut cut = gzip(b"CREATE TABLE t ();");
    cut.truncate(cut.len() - 9);
    written(dir.path(), "shop_1.sql.gz", &cut, 0);
    assert_eq!(name(&looked(dir.path(), Choice::Newest, 0)), Some("shop_1.sql.gz"));
}

#[test]
fn a_random_choice_is_the_same_for_the_same_number() {
    let dir = tempfile::tempdir().unwrap();
    for n in 0..9 {
        written(dir.path(), &format!("shop_{n}.sql.gz"), &gzip(b"x"), n);
    }
    let chosen = |seed| looked(dir.path(), Choice::Random, seed).chosen.unwrap().name;
    assert_eq!(chosen(41), chosen(41));
    assert!((0..20).map(chosen).collect::<std::collections::BTreeSet<_>>().len() > 3);
    let seen = looked(dir.path(), Choice::Random, 41);
    assert_eq!((seen.seed, seen.newest.unwrap().name.as_str()), (Some(41), "shop_0.sql.gz"));
}

#[test]
fn a_directory_that_is_not_there_is_a_failure() {
    let dir = tempfile::tempdir().unwrap();
    let seen = looked(&dir.path().join("gone"), Choice::Newest, 0);
    assert_eq!(BackupCheck::Found.judge(&seen).verdict, Verdict::Failed);
    let empty = looked(dir.path(), Choice::Newest, 0);
    assert_eq!(BackupCheck::Found.judge(&empty).actual, "nothing is there");
}
