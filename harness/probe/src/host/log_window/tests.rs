use super::*;
use crate::clock::rfc3339;
use std::io::Write;

const NOW: i64 = 1_795_244_098_000;

fn file(text: &str) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

/// A log with a line every second, the last one at `NOW`.
fn every_second(lines: i64) -> String {
    (0..lines).map(|i| format!("{} line {i}\n", rfc3339(NOW - (lines - 1 - i) * 1_000))).collect()
}

#[test]
fn the_last_lines_without_blank_ones() {
    let read = |text: &str, n| last_lines(&file(text), n, MOST).unwrap();
    assert_eq!(read("a\nb\n\nc", 2), "b\nc\n");
    assert_eq!(read("a\nb\n", 9), "a\nb\n");
    assert_eq!(read("", 9), "");
    assert_eq!(read(&every_second(9_000), 3).lines().count(), 3);
    assert_eq!(last_lines(&file(&every_second(9_000)), 8_999, 65_536), Err(too_long(65_536)));
}

#[test]
fn a_window_of_time_takes_stamped_lines_with_those_that_belong_to_them() {
    let text = "before the first stamp\n2026-11-21 06:54:00,000 old\n  of the old one\n\
                2026-11-21 06:54:58,000 ERROR new\nTraceback (most recent call last):\n  File x\n";
    let read = |from| since(&file(text), from, MOST).unwrap();
    assert_eq!(read(NOW).lines().count(), 3);
    assert!(read(NOW).starts_with("2026-11-21 06:54:58,000 ERROR new\nTraceback"));
    assert_eq!(read(NOW + 1), "");
    assert_eq!(read(0).lines().count(), 5);
}

#[test]
fn a_stamp_of_whole_seconds_counts_for_all_of_its_second() {
    let text = "[21/Nov/2026 06:54:58] \"GET / HTTP/1.1\" 200\n";
    assert_eq!(since(&file(text), NOW + 999, MOST).unwrap(), text);
    assert_eq!(since(&file(text), NOW + 1_000, MOST).unwrap(), "");
}

#[test]
fn a_long_log_is_read_only_as_far_as_needed() {
    let text = every_second(20_000);
    let read = since(&file(&text), NOW - 9_000, 2 * 65_536).unwrap();
    assert_eq!(read.lines().count(), 10);
    assert_eq!(since(&file(&text), 0, 2 * 65_536), Err(too_long(2 * 65_536)));
}

#[test]
fn lines_slightly_out_of_order_are_found() {
    let early = format!("{} late writer\n", rfc3339(NOW - 5_000));
    let text = format!("{} in the window\n{early}", rfc3339(NOW));
    assert_eq!(since(&file(&text), NOW - 1_000, MOST).unwrap().lines().count(), 1);
}

#[test]
fn a_log_without_stamps_is_a_problem_and_an_empty_one_is_not() {
    let stampless = since(&file("listening on 3000\n"), NOW, MOST).unwrap_err();
    assert_eq!(stampless, Obstacle::unseen("no line of it has a time stamp that is understood"));
    assert_eq!(since(&file(""), NOW, MOST), Ok(String::new()));
    let missing = read(Path::new("/nowhere/edge.log"), "edge", &Window::Lines { last: 1 }).unwrap_err();
    assert_eq!(missing, Obstacle::found("the log `edge` is not there: no `/nowhere/edge.log`"));
}
