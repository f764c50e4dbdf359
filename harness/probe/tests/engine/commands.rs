//! Lines of shell in containers: their ends, their bounds, and who may run them.

use crate::project::{Plan, Project};
use runproof_core::noun::obstacle::Side;
use runproof_core::noun::procedure::{ProcedureCheck, ProcedureRun};
use runproof_core::observation::{Observation, Question};
use runproof_core::verdict::Verdict;
use runproof_probe::engine::EngineSeat;
use runproof_probe::subject::{Permit, Subject};
use std::time::Duration;

const FOREVER: &str = "trap 'exit 0' TERM; while :; do sleep 0.1; done";

fn run(project: &Project, subject: Subject, line: &str) -> ProcedureRun {
    let question = Question::RunIn { service: "web".into(), line: line.into() };
    match project.ask(subject, &question) {
        Observation::Procedure(run) => run,
        other => panic!("{}", other.kind()),
    }
}

fn web() -> Project {
    let project = Project::new();
    project.start(Plan { service: "web", script: FOREVER, ..Plan::default() });
    project
}

#[test]
fn both_streams_and_the_exit_code_come_back() {
    let project = web();
    let seen = run(&project, project.subject(), "echo out; echo err >&2; exit 3");
    assert_eq!((seen.stdout.as_str(), seen.stderr.as_str(), seen.exit_code), ("out\n", "err\n", Some(3)));
    assert_eq!(ProcedureCheck::ExitsWith { code: 3 }.judge(&seen).verdict, Verdict::Passed);
    let seen = run(&project, project.subject(), "no-such-program");
    assert_eq!((seen.exit_code, seen.problem), (Some(127), None));
}

#[test]
fn much_output_is_kept_in_part_and_says_so() {
    let project = web();
    let seen = run(&project, project.subject(), "i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done");
    assert!(seen.stdout.starts_with("line 0\n") && seen.stdout.ends_with("line 19999\n"));
    assert!(seen.stdout.contains(" bytes left out ...]") && seen.stdout.len() < 70_000);
}

#[test]
fn what_takes_too_long_is_killed_with_its_children() {
    let project = web();
    let hasty = Subject { procedure_limit: Duration::from_secs(2), ..project.subject() };
    let seen = run(&project, hasty, "echo begun; (while :; do sleep 4321; done) & wait");
    let problem = seen.problem.clone().unwrap();
    assert!(problem.side == Side::System && problem.why.ends_with("and was killed"), "{}", problem.why);
    assert_eq!(seen.stdout, "begun\n");
    let left = run(
        &project,
        project.subject(),
        "sh -c 'for p in /proc/[0-9]*; do tr \"\\0\" \" \" < $p/cmdline; echo; done' | grep -c '^sleep 4321'",
    );
    assert_eq!(left.stdout, "0\n", "{left:?}");
}

#[test]
fn somebodys_containers_are_entered_only_with_permission() {
    let project = web();
    let live = |allowed: &[(&str, &str)]| {
        let allowed = allowed.iter().map(|(what, name)| ((*what).to_owned(), (*name).to_owned())).collect();
        Subject { live: true, permit: Permit::Reading(allowed), ..project.subject() }
    };
    let seen = run(&project, live(&[("exec", "other"), ("procedure", "web")]), "echo hi");
    let problem = seen.problem.unwrap();
    assert!(problem.side == Side::Probe && problem.why.contains("`exec web`"), "{}", problem.why);
    assert_eq!(seen.stdout, "");
    assert_eq!(run(&project, live(&[("exec", "web")]), "echo hi").stdout, "hi\n");
}

#[test]
fn an_idle_seat_does_nothing_and_a_stopped_service_is_the_systems_matter() {
    let project = web();
    let idle = EngineSeat { project: project.name.clone(), address: None, idle: true };
    let seen = run(&project, Subject { engine: Some(idle), ..project.subject() }, "echo hi; exit 4");
    assert_eq!((seen.stdout.as_str(), seen.exit_code), ("", Some(0)));
    let id = project.services().of("web").next().unwrap().id.clone();
    project
        .runtime
        .block_on(project.docker.kill_container(&id, None::<bollard::query_parameters::KillContainerOptions>))
        .unwrap();
    project.ended(&id);
    let problem = run(&project, project.subject(), "echo hi").problem.unwrap();
    assert!(
        problem.side == Side::System && problem.why.contains("no container of the service runs"),
        "{}",
        problem.why
    );
}
