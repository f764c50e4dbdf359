//! Patterns of paths: a pattern that matches too little makes "no file matches" green.

use proptest::prelude::*;
use runproof_core::noun::directory::matches;

#[test]
fn what_matches_and_what_does_not() {
    let rows = [
        ("", "", true),
        ("", "a", false),
        ("*", "", true),
        ("*", "a.b", true),
        ("*", "a/b", false),
        ("**", "a/b", true),
        ("**/*", "a", true),
        ("**/a", "x/y/a", true),
        ("**/a", "xa", false),
        ("a/**", "a/b/c", true),
        ("a/**/b", "a/b", true),
        ("a/**/b", "a/x/y/b", true),
        ("a/**/b", "ab", false),
        ("?", "é", true),
        ("?", "/", false),
        ("??", "a", false),
        ("*.env*", ".env.local", true),
        ("backup_*.sql.gz", "backup_2026.sql.gz", true),
        ("backup_*.sql.gz", "backup_2026.sql.gz.part", false),
        ("[a]", "a", false),
        ("A", "a", false),
    ];
    for (glob, path, wanted) in rows {
        assert_eq!(matches(glob, path), wanted, "`{glob}` and `{path}`");
    }
}

#[test]
fn many_stars_and_long_patterns_come_to_an_end() {
    assert!(!matches(&format!("{}b", "*a".repeat(40)), &"a".repeat(4_000)));
    assert!(!matches(&format!("{}b", "**a".repeat(40)), &"a".repeat(4_000)));
    let long = "directory/".repeat(500);
    assert!(matches(&long, &long));
}

/// The obvious way, which takes too long for many stars.
fn slowly(glob: &str, path: &str) -> bool {
    let mut rest = path.chars();
    let after = |n: usize| path.char_indices().nth(n).map_or("", |(at, _)| &path[at..]);
    let places = path.chars().count();
    if let Some(more) = glob.strip_prefix("**") {
        let none = more.strip_prefix('/').is_some_and(|more| slowly(more, path));
        return none || (0..=places).any(|n| slowly(more, after(n)));
    }
    if let Some(more) = glob.strip_prefix('*') {
        let reach = path.chars().take_while(|c| *c != '/').count();
        return (0..=reach).any(|n| slowly(more, after(n)));
    }
    let (Some(wanted), Some(is)) = (glob.chars().next(), rest.next()) else {
        return glob.is_empty() && path.is_empty();
    };
    (wanted == is || wanted == '?' && is != '/') && slowly(&glob[wanted.len_utf8()..], rest.as_str())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_quick_way_gives_what_the_obvious_way_gives(glob in "[ab/é?*]{0,8}", path in "[ab/é]{0,8}") {
        prop_assert_eq!(matches(&glob, &path), slowly(&glob, &path));
    }
}
