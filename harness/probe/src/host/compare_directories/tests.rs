use super::*;
use runproof_core::noun::comparison::ComparisonCheck;
use runproof_core::noun::obstacle::Side;
use runproof_core::verdict::Verdict;
use std::fs;
use tempfile::TempDir;

fn tree(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (path, content) in files {
        let at = dir.path().join(path);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        fs::write(at, content).unwrap();
    }
    dir
}

fn compared(one: &TempDir, two: &TempDir) -> Comparison {
    comparison("one", "two", both((one.path(), "one"), (two.path(), "two"), Bounds::default()))
}

#[test]
fn the_same_files_are_the_same() {
    let files = [("index.html", "<html>"), ("assets/main.js", "x"), (".git/HEAD", "a")];
    let (one, two) = (tree(&files), tree(&files));
    fs::write(two.path().join(".git/HEAD"), "b").unwrap();
    let seen = compared(&one, &two);
    assert_eq!(seen.parts.len(), 2);
    assert_eq!(seen.left_out, [".git"]);
    assert_eq!(ComparisonCheck::Same.judge(&seen).verdict, Verdict::Passed);
}

#[test]
fn one_changed_byte_a_missing_and_a_further_file_differ() {
    let one = tree(&[("a", "1"), ("b", "2"), ("c", "3")]);
    let two = tree(&[("a", "1"), ("b", "x"), ("d", "4")]);
    let seen = compared(&one, &two);
    let wrong: Vec<&str> = seen.parts.iter().filter(|p| p.first != p.second).map(|p| p.name.as_str()).collect();
    assert_eq!(wrong, ["b", "c", "d"]);
    assert_eq!(ComparisonCheck::FirstInSecond.judge(&seen).verdict, Verdict::Failed);
}

#[test]
fn links_count_by_where_they_lead() {
    let (one, two) = (tree(&[("a/x", "1")]), tree(&[("a/x", "1")]));
    std::os::unix::fs::symlink("a", one.path().join("current")).unwrap();
    std::os::unix::fs::symlink("b", two.path().join("current")).unwrap();
    let seen = compared(&one, &two);
    assert_ne!(seen.parts[1].first, seen.parts[1].second);
}

#[test]
fn a_missing_or_too_large_side_is_a_problem() {
    let one = tree(&[("a", "1"), ("b", "2")]);
    let gone = both((one.path(), "one"), (&one.path().join("gone"), "gone"), Bounds::default());
    assert_eq!(gone.unwrap_err(), Obstacle::found("no directory `gone`"));
    let cut = both((one.path(), "one"), (one.path(), "one"), Bounds { entries: 1, depth: 1 });
    let cut = cut.unwrap_err();
    assert!(cut.why.contains("cannot be read whole") && cut.side == Side::Probe, "{cut:?}");
}
