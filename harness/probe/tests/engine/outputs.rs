//! What services print, read as a log.

use crate::project::{Plan, Project};
use runproof_core::noun::log::{Lines, LinesCheck, Window};
use runproof_core::noun::obstacle::Side;
use runproof_core::observation::{LineSource, Observation, Question};
use runproof_core::verdict::Verdict;
use runproof_probe::subject::LogPlace;

fn lines(project: &Project, window: Window, pattern: Option<&str>) -> Lines {
    let mut subject = project.subject();
    subject.logs.insert("app".into(), LogPlace::Service("web".into()));
    let pattern = pattern.map(|text| ("wanted".to_owned(), text.to_owned()));
    let source = LineSource::Log { name: "app".into(), window };
    match project.ask(subject, &Question::Lines { source, pattern }) {
        Observation::Lines(lines) => lines,
        other => panic!("{}", other.kind()),
    }
}

fn printed(script: &'static str, terminal: bool) -> Project {
    let project = Project::new();
    let id = project.start(Plan { service: "web", script, terminal, ..Plan::default() });
    project.ended(&id);
    project
}

#[test]
fn both_streams_are_counted_by_window_and_pattern() {
    let project = printed("echo one; echo two >&2; echo; echo; echo three; printf four", false);
    let all = lines(&project, Window::Since { unix_ms: 0 }, None);
    assert_eq!((all.looked_at, all.problem.clone()), (4, None), "{all:?}");
    // Blank lines do not use up the lines asked for.
    assert_eq!(lines(&project, Window::Lines { last: 3 }, None).looked_at, 3);
    assert_eq!(lines(&project, Window::Lines { last: 4 }, Some("^(one|two)$")).matching, 2);
    assert_eq!(lines(&project, Window::Lines { last: 99 }, Some("^four$")).samples, ["four"]);
    assert_eq!(lines(&project, Window::Seconds { last: 3_600 }, Some("three")).matching, 1);
    let later = lines(&project, Window::Since { unix_ms: 32_503_680_000 }, None);
    assert!(later.looked_at <= 4);
    let future = Window::Since { unix_ms: runproof_probe::clock::unix_ms() + 60_000 };
    let none = lines(&project, future, Some("one"));
    assert_eq!(LinesCheck::AtMost { lines: 0 }.judge(&none).verdict, Verdict::Inconclusive, "{none:?}");
}

#[test]
fn a_line_longer_than_the_engine_keeps_at_once_is_one_line() {
    let project = printed("i=0; while [ $i -lt 4000 ]; do printf 0123456789; i=$((i+1)); done; echo; echo end", false);
    assert_eq!(lines(&project, Window::Lines { last: 10 }, Some("^[0-9]{40000}$")).matching, 1);
}

#[test]
fn a_terminal_has_one_stream() {
    let project = printed("echo one; echo two >&2", true);
    assert_eq!(lines(&project, Window::Lines { last: 10 }, Some("^(one|two)$")).matching, 2);
}

#[test]
fn a_service_without_a_container_is_the_systems_matter() {
    let project = Project::new();
    let problem = lines(&project, Window::Lines { last: 10 }, None).problem.unwrap();
    assert!(problem.side == Side::System && problem.why.contains("has no container"), "{}", problem.why);
}
