use super::*;

fn counted(text: &str, pattern: &str) -> Found {
    count(Job::Text(text.into()), Some(&("name".into(), pattern.into()))).unwrap()
}

#[test]
fn lines_are_counted_by_pattern_and_blank_ones_are_none() {
    let found = counted("ok\n\nERROR a\nok\nERROR b\n", r"\bERROR\b");
    assert_eq!((found.looked_at, found.matching), (4, 2));
    assert_eq!(found.samples, ["ERROR a", "ERROR b"]);
    assert_eq!(count(Job::Text("a\n\nb".into()), None).unwrap().matching, 2);
    assert_eq!(counted("", "x"), Found::default());
}

#[test]
fn a_pattern_over_several_lines_counts_once() {
    let text = "server {\n  listen 80;\n}\nserver {\n}\n";
    assert_eq!(counted(text, r"server \{\s+listen 80").matching, 1);
    assert_eq!(counted(text, r"server \{\s+listen 90").matching, 0);
    assert_eq!(counted(text, "^server").matching, 2);
}

#[test]
fn the_beginning_of_the_text_is_not_the_beginning_of_every_line() {
    let script = "#! /bin/bash\necho\n";
    assert_eq!(counted(script, r"\A#! ?/bin/bash\b").matching, 1);
    assert_eq!(counted(&format!("\n{script}"), r"\A#! ?/bin/bash\b").matching, 0);
    assert_eq!(counted(script, r"echo\s*\z").matching, 1);
}

#[test]
fn samples_are_few_and_short() {
    let text = format!("{}\n", "x".repeat(2_000)).repeat(9);
    let found = counted(&text, "x");
    assert_eq!((found.matching, found.samples.len()), (9, 5));
    assert_eq!(found.samples[0].chars().count(), 501);
}

#[test]
fn a_pattern_that_is_wrong_or_too_large_is_named() {
    let obstacle = |text: &str| count(Job::Text("x".into()), Some(&("mine".into(), text.into()))).unwrap_err();
    let open = Obstacle::unseen("the pattern `mine` cannot be used: error: unclosed group");
    assert_eq!(obstacle("(open"), open);
    assert!(obstacle(r"(\w{100}){1000}").why.starts_with("the pattern `mine` cannot be used: "));
}

#[test]
fn a_file_is_searched_whole_and_a_missing_one_is_a_problem() {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path().join("Caddyfile");
    std::fs::write(&at, b"header {\n\tX-Frame-Options DENY\n}\n\xff").unwrap();
    let job = |at: &std::path::Path| Job::File { path: "Caddyfile".into(), at: at.to_owned() };
    let pattern = ("header".to_owned(), r"header \{\s+X-Frame".to_owned());
    assert_eq!(count(job(&at), Some(&pattern)).unwrap().matching, 1);
    let gone = dir.path().join("gone");
    assert_eq!(count(job(&gone), Some(&pattern)).unwrap_err(), Obstacle::found("no file `Caddyfile`"));
    assert!(count(job(dir.path()), None).unwrap_err().why.contains("is a directory"));
}
