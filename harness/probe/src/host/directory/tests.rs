use super::*;
use std::fs;
use std::os::unix::fs::symlink;

fn paths(listing: &Listing) -> Vec<&str> {
    listing.entries.iter().flatten().map(|e| e.path.as_str()).collect()
}

#[test]
fn everything_below_is_listed_in_order_and_links_to_directories_are_not_entered() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    fs::create_dir_all(root.join("assets/deep")).unwrap();
    fs::create_dir_all(root.join("node_modules/left-pad")).unwrap();
    fs::create_dir_all(root.join("sub/.git/objects")).unwrap();
    fs::write(root.join("assets/deep/main.js"), "x").unwrap();
    fs::write(root.join("index.html"), "hello").unwrap();
    symlink(root, root.join("round")).unwrap();
    symlink("index.html", root.join("start.html")).unwrap();
    symlink("gone", root.join("dangling")).unwrap();
    let seen = list(root, "dist", Bounds::default());
    let wanted = [
        "assets",
        "assets/deep",
        "assets/deep/main.js",
        "dangling",
        "index.html",
        "node_modules",
        "round",
        "start.html",
        "sub",
        "sub/.git",
    ];
    assert_eq!(paths(&seen), wanted);
    let entry = |path: &str| seen.entries.iter().flatten().find(|e| e.path == path).unwrap();
    assert!(entry("index.html").file && entry("start.html").file);
    assert_eq!((entry("index.html").bytes, entry("start.html").bytes), (5, 5));
    assert!(!entry("dangling").file && !entry("round").file);
    assert!(seen.writable && !seen.cut && seen.problem.is_none());
}

#[test]
fn bounds_cut_and_say_so() {
    let dir = tempfile::tempdir().unwrap();
    for i in 0..30 {
        fs::write(dir.path().join(format!("{i:02}")), "").unwrap();
    }
    let seen = list(dir.path(), "x", Bounds { entries: 10, depth: 64 });
    assert_eq!((paths(&seen).len(), seen.cut), (10, true));
    let deep = tempfile::tempdir().unwrap();
    fs::create_dir_all(deep.path().join("a/b/c/d")).unwrap();
    let seen = list(deep.path(), "x", Bounds { entries: 10, depth: 2 });
    assert_eq!((paths(&seen), seen.cut), (vec!["a", "a/b", "a/b/c"], true));
    assert!(!list(deep.path(), "x", Bounds { entries: 4, depth: 4 }).cut);
}

#[test]
fn nothing_is_no_listing_and_a_file_is_a_problem() {
    let dir = tempfile::tempdir().unwrap();
    let gone = list(&dir.path().join("gone"), "gone", Bounds::default());
    assert_eq!((gone.entries, gone.problem), (None, None));
    fs::write(dir.path().join("file"), "").unwrap();
    let file = list(&dir.path().join("file"), "file", Bounds::default());
    assert_eq!(file.problem, Some(Obstacle::found("`file` is a file, not a directory")));
}
