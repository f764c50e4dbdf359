//! Files in containers beside those of a directory.

use crate::project::{Plan, Project};
use runproof_core::noun::comparison::{Comparison, ComparisonCheck};
use runproof_core::noun::obstacle::Side;
use runproof_core::observation::{Observation, Question};
use runproof_core::verdict::Verdict;
use std::fs;

fn compared(project: &Project, directory: &tempfile::TempDir, path: &str) -> Comparison {
    let directory = directory.path().display().to_string();
    match project
        .ask(project.subject(), &Question::ServiceFiles { directory, service: "web".into(), path: path.into() })
    {
        Observation::Comparison(comparison) => comparison,
        other => panic!("{}", other.kind()),
    }
}

fn verdict(seen: &Comparison) -> Verdict {
    ComparisonCheck::FirstInSecond.judge(seen).verdict
}

#[test]
fn a_new_build_is_told_from_an_old_one() {
    let project = Project::new();
    // Also a container that has ended holds its files.
    let id = project.start(Plan { service: "web", script: "exit 0", ..Plan::default() });
    project.ended(&id);
    let build = tempfile::tempdir().unwrap();
    assert_eq!(verdict(&compared(&project, &build, "/srv")), Verdict::Inconclusive);
    fs::create_dir(build.path().join("assets")).unwrap();
    fs::write(build.path().join("assets/main.js"), "run()").unwrap();
    assert_eq!(verdict(&compared(&project, &build, "/srv/")), Verdict::Passed);
    fs::write(build.path().join("index.html"), "<p>old</p>").unwrap();
    let seen = compared(&project, &build, "/srv");
    assert_eq!(verdict(&seen), Verdict::Failed);
    fs::write(build.path().join("index.html"), "<p>new</p>").unwrap();
    let seen = compared(&project, &build, "/srv");
    assert_eq!((verdict(&seen), seen.parts.len()), (Verdict::Passed, 2), "{seen:?}");
    fs::write(build.path().join("more.html"), "more").unwrap();
    assert_eq!(verdict(&compared(&project, &build, "/srv")), Verdict::Failed);
}

#[test]
fn a_directory_that_is_not_there_is_the_systems_matter_and_a_whole_container_is_not_read() {
    let project = Project::new();
    project.start(Plan { service: "web", script: "exit 0", ..Plan::default() });
    let build = tempfile::tempdir().unwrap();
    fs::write(build.path().join("index.html"), "x").unwrap();
    let problem = compared(&project, &build, "/nowhere").problem.unwrap();
    assert!(problem.side == Side::System && problem.why.contains("it is not there"), "{}", problem.why);
    assert_eq!(compared(&project, &build, "/").problem.unwrap().side, Side::Probe);
}
