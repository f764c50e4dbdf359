//! What containers do: run, end, halt, start again and again, fall ill, want memory.

use crate::project::{Plan, Project};
use bollard::models::{HostConfig, RestartPolicy, RestartPolicyNameEnum};
use runproof_core::noun::engine::{Health, State};
use runproof_core::noun::engine_check::{Condition, Kept, ServicesCheck};
use runproof_core::verdict::Verdict;

const FOREVER: &str = "trap 'exit 0' TERM; while :; do sleep 0.1; done";

fn is(service: &str, condition: Condition) -> ServicesCheck {
    ServicesCheck::Is { service: service.into(), condition }
}

fn every(condition: Condition) -> ServicesCheck {
    ServicesCheck::Every { condition }
}

#[test]
fn services_with_a_health_check_run_and_are_healthy() {
    let project = Project::new();
    project.start(Plan { service: "web", script: FOREVER, health: Some("true"), ..Plan::default() });
    project.start(Plan { service: "web", number: 2, script: FOREVER, health: Some("true"), ..Plan::default() });
    project.until(&every(Condition::Healthy));
    let judged = project.judged(is("web", Condition::Healthy));
    assert_eq!((judged.verdict, judged.looked_at), (Verdict::Passed, 2), "{judged:?}");
    assert_eq!(project.judged(is("web", Condition::Stopped)).verdict, Verdict::Failed);
    project.start(Plan { service: "plain", script: FOREVER, ..Plan::default() });
    let judged = project.judged(every(Condition::Healthy));
    assert_eq!(judged.verdict, Verdict::Failed);
    assert!(judged.actual.contains("without a health check") && !judged.actual.contains("_web_"), "{judged:?}");
    assert_eq!(project.judged(every(Condition::Running)).verdict, Verdict::Passed);
}

#[test]
fn one_stopped_container_of_two_is_no_running_service() {
    let project = Project::new();
    project.start(Plan { service: "web", script: FOREVER, ..Plan::default() });
    let second = project.start(Plan { service: "web", number: 2, script: "exit 7", ..Plan::default() });
    project.ended(&second);
    project.until(&ServicesCheck::Are { services: vec!["web".into()] });
    let judged = project.judged(is("web", Condition::Running));
    assert_eq!(judged.verdict, Verdict::Failed);
    assert!(judged.actual.ends_with("_web_2: exited with exit code 7"), "{judged:?}");
    assert_eq!(project.judged(is("web", Condition::Stopped)).verdict, Verdict::Failed);
}

#[test]
fn a_paused_container_does_not_run() {
    let project = Project::new();
    let id = project.start(Plan { service: "web", script: FOREVER, ..Plan::default() });
    project.runtime.block_on(project.docker.pause_container(&id)).unwrap();
    let judged = project.judged(is("web", Condition::Running));
    assert!(judged.verdict == Verdict::Failed && judged.actual.ends_with("paused"), "{judged:?}");
    project.runtime.block_on(project.docker.unpause_container(&id)).unwrap();
    assert_eq!(project.judged(is("web", Condition::Running)).verdict, Verdict::Passed);
}

#[test]
fn a_container_that_starts_again_and_again_is_counted() {
    let project = Project::new();
    let policy = RestartPolicy { name: Some(RestartPolicyNameEnum::ALWAYS), maximum_retry_count: None };
    let host = HostConfig { restart_policy: Some(policy), ..HostConfig::default() };
    project.start(Plan { service: "loop", script: "exit 3", host, ..Plan::default() });
    project.until(&ServicesCheck::RestartedMoreThan { service: Some("loop".into()), times: 1 });
    let none = project.judged(ServicesCheck::RestartedMoreThan { service: None, times: 1 });
    assert!(none.verdict == Verdict::Failed && none.actual.contains("_loop_1: restarted"), "{none:?}");
}

#[test]
fn an_ill_container_runs_and_is_not_healthy() {
    let project = Project::new();
    project.start(Plan { service: "web", script: FOREVER, health: Some("exit 1"), ..Plan::default() });
    project.until(&is("web", Condition::Running));
    let mut judged = project.judged(is("web", Condition::Healthy));
    for _ in 0..200 {
        if judged.actual.ends_with("running, unhealthy") {
            break;
        }
        judged = project.judged(is("web", Condition::Healthy));
    }
    assert_eq!(judged.verdict, Verdict::Failed);
    let services = project.services();
    let web = services.of("web").next().unwrap();
    assert!(matches!(web.health, Health::Starting | Health::Unhealthy) && web.state == State::Running, "{web:?}");
}

#[test]
fn a_container_that_wants_too_much_memory_is_told_apart() {
    let project = Project::new();
    let host = HostConfig { memory: Some(16 << 20), memory_swap: Some(16 << 20), ..HostConfig::default() };
    let greedy = "x=aaaaaaaaaaaaaaaa; while :; do x=$x$x; done";
    let id = project.start(Plan { service: "greedy", script: greedy, host, ..Plan::default() });
    project.ended(&id);
    let services = project.services();
    let greedy = services.of("greedy").next().unwrap();
    assert_eq!(greedy.memory_limit, Some(16 << 20), "{greedy:?}");
    assert_eq!((greedy.state, greedy.exit_code), (State::Exited, Some(137)), "{greedy:?}");
    // An engine that cannot read the events of its control groups does not notice the reason: it is taken at its word.
    let told = project.runtime.block_on(project.docker.inspect_container(&id, None)).unwrap().state.unwrap().oom_killed;
    assert_eq!(Some(greedy.oom_killed), told, "{greedy:?}");
    assert_eq!(greedy.condition().contains("for want of memory"), greedy.oom_killed, "{}", greedy.condition());
}

#[test]
fn a_container_made_anew_is_another_one_from_the_same_image() {
    let project = Project::new();
    let first = project.start(Plan { service: "web", script: FOREVER, ..Plan::default() });
    let before = project.services();
    let compared = |of, same| {
        let with = before.ids("web", of).unwrap();
        project.judged(ServicesCheck::Compared { service: "web".into(), of, with, same }).verdict
    };
    assert_eq!(compared(Kept::Container, true), Verdict::Passed);
    assert_eq!(compared(Kept::Container, false), Verdict::Failed);
    let force = bollard::query_parameters::RemoveContainerOptionsBuilder::new().force(true).build();
    project.runtime.block_on(project.docker.remove_container(&first, Some(force))).unwrap();
    assert_eq!(compared(Kept::Container, true), Verdict::Failed);
    project.start(Plan { service: "web", script: FOREVER, ..Plan::default() });
    assert_eq!(compared(Kept::Container, false), Verdict::Passed);
    assert_eq!(compared(Kept::Image, true), Verdict::Passed);
}

#[test]
fn nothing_is_promised_of_a_service_or_project_without_containers() {
    let project = Project::new();
    for condition in [Condition::Running, Condition::Healthy, Condition::Stopped] {
        assert_eq!(project.judged(every(condition)).verdict, Verdict::Failed);
        assert_eq!(project.judged(is("web", condition)).verdict, Verdict::Failed);
    }
    let none = ServicesCheck::RestartedMoreThan { service: None, times: 0 };
    assert_eq!(project.judged(none).verdict, Verdict::Failed);
    project.start(Plan { service: "task", script: FOREVER, single: true, ..Plan::default() });
    assert_eq!(project.judged(is("task", Condition::Running)).verdict, Verdict::Failed);
}
