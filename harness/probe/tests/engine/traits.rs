//! What services have: ports, mounts, names, variables, images; and what they use.

use crate::project::{Plan, Project};
use bollard::models::{HostConfig, Mount, MountType, PortBinding};
use runproof_core::check::Check;
use runproof_core::noun::engine_check::ServicesCheck;
use runproof_core::noun::engine_trait::Trait;
use runproof_core::noun::engine_use::{EngineCheck, ResourcesCheck};
use runproof_core::observation::{Observation, Question};
use runproof_core::verdict::Verdict;
use std::collections::HashMap;

const FOREVER: &str = "trap 'exit 0' TERM; while :; do sleep 0.1; done";

fn has(project: &Project, what: Trait) -> Verdict {
    project.judged(ServicesCheck::Has { service: "web".into(), what }).verdict
}

#[test]
fn a_service_has_what_it_was_given_and_nothing_else() {
    let project = Project::new().with_network();
    let mount =
        Mount { target: Some("/data".into()), typ: Some(MountType::TMPFS), read_only: Some(false), ..Mount::default() };
    let binding = PortBinding { host_ip: Some("127.0.0.1".into()), host_port: Some(String::new()) };
    let host = HostConfig {
        mounts: Some(vec![mount]),
        port_bindings: Some(HashMap::from([("80/tcp".to_owned(), Some(vec![binding]))])),
        ..HostConfig::default()
    };
    let environment = vec!["DEBUG=False", "SECRET_KEY=kd82-ql20-sm39", "API_TOKEN="];
    project.start(Plan { service: "web", script: FOREVER, host, environment, alias: Some("shop"), ..Plan::default() });
    let services = project.services();
    let port = services.of("web").next().unwrap().ports[0].port;
    let variable = |name: &str, value: &str| Trait::Variable { name: name.into(), value: value.into() };
    for (what, verdict) in [
        (Trait::Port { port: port.to_string() }, Verdict::Passed),
        (Trait::Port { port: "1".into() }, Verdict::Failed),
        (Trait::Mount { destination: "/data/".into() }, Verdict::Passed),
        (Trait::Mount { destination: "/elsewhere".into() }, Verdict::Failed),
        (Trait::Alias { name: "shop".into() }, Verdict::Passed),
        (Trait::Alias { name: "stall".into() }, Verdict::Failed),
        (variable("DEBUG", "False"), Verdict::Passed),
        (variable("DEBUG", "True"), Verdict::Failed),
        (variable("OTHER", "False"), Verdict::Failed),
        (variable("API_TOKEN", ""), Verdict::Passed),
        (variable("SECRET_KEY", "kd82-ql20-sm39"), Verdict::Inconclusive),
        (Trait::Image { image: project.image() }, Verdict::Passed),
        (Trait::Image { image: "other:1".into() }, Verdict::Failed),
    ] {
        let words = format!("{what:?}");
        assert_eq!(has(&project, what), verdict, "{words}");
    }
    let only = ServicesCheck::OnlyLoopback { service: "web".into() };
    assert_eq!(project.judged(only.clone()).verdict, Verdict::Passed);
    let written = serde_json::to_string(&services).unwrap();
    assert!(!written.contains("kd82") && written.contains("[masked"), "{written}");
}

#[test]
fn a_port_for_everybody_is_not_only_for_loopback() {
    let project = Project::new().with_network();
    let only = |project: &Project| project.judged(ServicesCheck::OnlyLoopback { service: "web".into() }).verdict;
    project.start(Plan { service: "web", script: FOREVER, alias: Some("web"), ..Plan::default() });
    assert_eq!(only(&project), Verdict::Inconclusive);
    let binding = PortBinding { host_ip: Some("0.0.0.0".into()), host_port: Some(String::new()) };
    let ports = HashMap::from([("80/tcp".to_owned(), Some(vec![binding]))]);
    let host = HostConfig { port_bindings: Some(ports), ..HostConfig::default() };
    project.start(Plan { service: "web", number: 2, script: FOREVER, host, alias: Some("web"), ..Plan::default() });
    assert_eq!(only(&project), Verdict::Failed);
}

#[test]
fn what_a_service_uses_is_measured_against_its_limit() {
    let project = Project::new();
    let host = HostConfig { memory: Some(64 << 20), ..HostConfig::default() };
    project.start(Plan { service: "web", script: FOREVER, host, ..Plan::default() });
    let seen = project.ask(project.subject(), &Question::Resources);
    let Observation::Resources(resources) = &seen else { panic!("{}", seen.kind()) };
    let used = &resources.uses[0];
    assert_eq!((used.service.as_str(), resources.uses.len()), ("web", 1), "{used:?}");
    let at_most = |service: &str, percent| {
        Check::Resources(ResourcesCheck::MemoryAtMost { service: service.into(), percent }).judge(&seen).verdict
    };
    assert_eq!(at_most("other", 80), Verdict::Failed);
    assert_eq!(at_most("web", 100), Verdict::Inconclusive);
    // An engine that cannot read its control groups tells nothing; where its machine is another one, nothing is decided.
    let Some(memory) = used.memory else {
        assert_eq!((used.memory_limit, used.cpu_permille, used.tasks), (None, None, None), "{used:?}");
        assert_eq!((at_most("web", 80), at_most("web", 0)), (Verdict::Inconclusive, Verdict::Inconclusive));
        return;
    };
    assert_eq!(used.memory_limit, Some(64 << 20), "{used:?}");
    assert!(
        memory > 0 && memory < 64 << 20 && used.tasks.is_some_and(|n| n > 0) && used.cpu_permille.is_some(),
        "{used:?}"
    );
    assert_eq!((at_most("web", 80), at_most("web", 0)), (Verdict::Passed, Verdict::Failed));
}

#[test]
fn the_engine_tells_of_itself() {
    let project = Project::new();
    let seen = project.ask(project.subject(), &Question::Engine);
    let Observation::Engine(engine) = &seen else { panic!("{}", seen.kind()) };
    assert!(!engine.storage.is_empty() && engine.api_version.starts_with("1."), "{engine:?}");
    assert!(engine.disk.is_some_and(|disk| disk.images > 0), "{engine:?}");
    let at_least = |version: &str| Check::Engine(EngineCheck::AtLeast { version: version.into() }).judge(&seen).verdict;
    assert_eq!((at_least("1.13"), at_least("999")), (Verdict::Passed, Verdict::Failed));
}
