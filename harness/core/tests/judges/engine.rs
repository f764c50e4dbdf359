//! Services of a compose project, what they use, and their engine.

use crate::row::{Row, rows, texts};
use runproof_core::check::Check;
use runproof_core::noun::engine::{Container, Health, Image, Mount, Network, Published, Services, State, Variable};
use runproof_core::noun::engine_check::{Condition, Kept, ServicesCheck};
use runproof_core::noun::engine_trait::Trait;
use runproof_core::noun::engine_use::{DiskUse, EngineCheck, EngineSeen, Resources, ResourcesCheck, Use};
use runproof_core::noun::obstacle::Obstacle;
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict::{Broken, Failed, Inconclusive, Passed};

const OLD: &str = "1111111111111111";
const NEW: &str = "2222222222222222";

fn container(service: &str, state: State, health: Health) -> Container {
    Container {
        service: service.into(),
        name: format!("shop_{service}_1"),
        id: NEW.into(),
        state,
        exit_code: None,
        oom_killed: false,
        health,
        restarts: 2,
        started_at: None,
        image: Image { name: "shop:1".into(), id: format!("sha256:{OLD}"), digests: vec!["shop@sha256:abc".into()] },
        mounts: vec![Mount { kind: "bind".into(), source: "/x".into(), destination: "/app/db".into(), writable: true }],
        ports: vec![Published { inside: "80/tcp".into(), address: "127.0.0.1".into(), port: 8080 }],
        networks: vec![Network { name: "net".into(), aliases: vec![service.into()] }],
        environment: vec![
            Variable { name: "DEBUG".into(), value: "False".into(), masked: false },
            Variable { name: "KEY".into(), value: "[masked]".into(), masked: true },
        ],
        memory_limit: None,
    }
}

fn services(containers: Vec<Container>) -> Observation {
    Observation::Services(Services { project: "shop".into(), containers, problem: None })
}

fn is(service: &str, condition: Condition) -> ServicesCheck {
    ServicesCheck::Is { service: service.into(), condition }
}

fn every(condition: Condition) -> ServicesCheck {
    ServicesCheck::Every { condition }
}

fn has(what: Trait) -> ServicesCheck {
    ServicesCheck::Has { service: "web".into(), what }
}

fn restarted(service: Option<&str>, times: u64) -> ServicesCheck {
    ServicesCheck::RestartedMoreThan { service: service.map(str::to_owned), times }
}

fn compared(of: Kept, with: &str, same: bool) -> ServicesCheck {
    ServicesCheck::Compared { service: "web".into(), of, with: with.into(), same }
}

fn variable(name: &str, value: &str) -> ServicesCheck {
    has(Trait::Variable { name: name.into(), value: value.into() })
}

pub fn all() -> Vec<Row> {
    [lives(), traits(), absent(), uses(), engine()].into_iter().flatten().collect()
}

fn lives() -> Vec<Row> {
    let well = container("web", State::Running, Health::Healthy);
    let plain = container("task", State::Running, Health::None);
    let paused = container("web", State::Paused, Health::Healthy);
    let ended = container("web", State::Exited, Health::Unhealthy);
    let again = container("web", State::Restarting, Health::None);
    let ill = container("web", State::Running, Health::Unhealthy);
    let both = services(vec![plain, well.clone()]);
    [
        rows(
            Check::Services,
            &both,
            [
                ("all run", every(Condition::Running), Passed),
                ("one has no health check", every(Condition::Healthy), Failed),
                ("the other is healthy", is("web", Condition::Healthy), Passed),
                ("and not ill", is("web", Condition::Unhealthy), Failed),
                ("without a health check nobody is ill", is("task", Condition::Unhealthy), Failed),
                ("what runs is not stopped", is("web", Condition::Stopped), Failed),
                ("these services", ServicesCheck::Are { services: texts(&["web", "task"]) }, Passed),
                ("one is missing", ServicesCheck::Are { services: texts(&["web", "task", "db"]) }, Failed),
                ("one too many", ServicesCheck::Are { services: texts(&["web"]) }, Failed),
                ("restarted twice", restarted(Some("web"), 1), Passed),
                ("not more than twice", restarted(Some("web"), 2), Failed),
                ("none more than twice", restarted(None, 2), Passed),
                ("some more than once", restarted(None, 1), Failed),
            ],
        ),
        rows(
            Check::Services,
            &services(vec![well, ended.clone()]),
            [
                ("one of two ended", is("web", Condition::Running), Failed),
                ("or runs", is("web", Condition::Stopped), Failed),
            ],
        ),
        rows(
            Check::Services,
            &services(vec![ended]),
            [
                ("ended", is("web", Condition::Stopped), Passed),
                ("what was ill when it ended is not ill now", is("web", Condition::Unhealthy), Failed),
            ],
        ),
        rows(
            Check::Services,
            &services(vec![ill]),
            [
                ("ill", is("web", Condition::Unhealthy), Passed),
                ("ill and running", is("web", Condition::Running), Passed),
                ("ill and not healthy", is("web", Condition::Healthy), Failed),
            ],
        ),
        rows(Check::Services, &services(vec![paused]), [("paused and healthy", is("web", Condition::Healthy), Failed)]),
        rows(Check::Services, &services(vec![again]), [("about to start", is("web", Condition::Stopped), Failed)]),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn traits() -> Vec<Row> {
    let only = || ServicesCheck::OnlyLoopback { service: "web".into() };
    let web = container("web", State::Running, Health::None);
    let open = Published { inside: "80/tcp".into(), address: "0.0.0.0".into(), port: 80 };
    let everywhere = Container { ports: vec![web.ports[0].clone(), open], ..web.clone() };
    let nowhere = Container { ports: Vec::new(), ..web.clone() };
    [
        rows(
            Check::Services,
            &services(vec![web]),
            [
                ("on loopback", only(), Passed),
                ("the port", has(Trait::Port { port: "8080".into() }), Passed),
                ("the port inside", has(Trait::Port { port: "80".into() }), Failed),
                ("the mount", has(Trait::Mount { destination: "/app/db/".into() }), Passed),
                ("no such mount", has(Trait::Mount { destination: "/app".into() }), Failed),
                ("the name", has(Trait::Alias { name: "web".into() }), Passed),
                ("no such name", has(Trait::Alias { name: "db".into() }), Failed),
                ("the value", variable("DEBUG", "False"), Passed),
                ("another value", variable("DEBUG", "True"), Failed),
                ("no such variable", variable("LEVEL", ""), Failed),
                ("a masked value", variable("KEY", "[masked]"), Inconclusive),
                ("the image", has(Trait::Image { image: "shop:1".into() }), Passed),
                ("its digest", has(Trait::Image { image: "sha256:abc".into() }), Passed),
                ("another image", has(Trait::Image { image: "shop:2".into() }), Failed),
                ("another container", compared(Kept::Container, OLD, false), Passed),
                ("the same container", compared(Kept::Container, NEW, false), Failed),
                ("the same image", compared(Kept::Image, &format!("sha256:{OLD}"), true), Passed),
                ("no id to compare with", compared(Kept::Container, "yesterday", false), Inconclusive),
                ("nothing to compare with", compared(Kept::Container, "", false), Inconclusive),
            ],
        ),
        rows(Check::Services, &services(vec![everywhere]), [("also elsewhere", only(), Failed)]),
        rows(Check::Services, &services(vec![nowhere]), [("nothing published", only(), Inconclusive)]),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn absent() -> Vec<Row> {
    let blocked = |problem| {
        Observation::Services(Services { project: "shop".into(), containers: Vec::new(), problem: Some(problem) })
    };
    [
        rows(
            Check::Services,
            &services(Vec::new()),
            [
                ("no containers run", every(Condition::Running), Failed),
                ("none was restarted", restarted(None, 0), Failed),
                ("no service", ServicesCheck::Are { services: Vec::new() }, Failed),
                ("what is not there is not stopped", is("web", Condition::Stopped), Failed),
            ],
        ),
        rows(
            Check::Services,
            &blocked(Obstacle::unseen("no engine")),
            [("no engine", every(Condition::Running), Broken)],
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn uses() -> Vec<Row> {
    let seen = |memory, memory_limit| {
        let name = "shop_web_1".to_owned();
        let one = Use { service: "web".into(), name, cpu_permille: None, memory, memory_limit, tasks: None };
        Observation::Resources(Resources { project: "shop".into(), uses: vec![one], problem: None })
    };
    let at_most = |service: &str, percent| ResourcesCheck::MemoryAtMost { service: service.into(), percent };
    let over = |service: &str, percent| ResourcesCheck::MemoryOver { service: service.into(), percent };
    [
        rows(
            Check::Resources,
            &seen(Some(801), Some(1_000)),
            [
                ("more than the share", at_most("web", 80), Failed),
                ("rounded up", at_most("web", 81), Passed),
                ("everything is allowed", at_most("web", 100), Inconclusive),
                ("no such service", at_most("db", 80), Failed),
                ("near its limit", over("web", 80), Passed),
                ("rounded up is not more", over("web", 81), Failed),
                ("more than nothing is always so", over("web", 0), Inconclusive),
                ("what does not run is not near its limit", over("db", 1), Failed),
            ],
        ),
        rows(Check::Resources, &seen(None, Some(1_000)), [("not told", at_most("web", 80), Inconclusive)]),
        rows(Check::Resources, &seen(Some(1), None), [("no limit told", at_most("web", 80), Inconclusive)]),
        rows(Check::Resources, &seen(None, None), [("nothing told", over("web", 80), Inconclusive)]),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn engine() -> Vec<Row> {
    let with = |version: &str, disk| {
        let (api_version, storage) = ("1.41".to_owned(), "overlay2".to_owned());
        Observation::Engine(EngineSeen { version: version.into(), api_version, storage, disk, problem: None })
    };
    let seen = |version: &str| with(version, None);
    let full = DiskUse { images: 1 << 30, containers: 1 << 29, volumes: (1 << 29) + 1 };
    let most = |gib| EngineCheck::DiskAtMost { gib };
    let least = |version: &str| EngineCheck::AtLeast { version: version.into() };
    [
        rows(
            Check::Engine,
            &seen("20.10.24+dfsg1"),
            [
                ("the same", least("20.10"), Passed),
                ("by numbers, not by letters", least("9.9"), Passed),
                ("too old", least("20.10.25"), Failed),
                ("no version is wanted", least("newest"), Broken),
            ],
        ),
        rows(Check::Engine, &seen("master"), [("no version is told", least("20.10"), Inconclusive)]),
        rows(Check::Engine, &seen("27"), [("no disk use is told", most(80), Inconclusive)]),
        rows(
            Check::Engine,
            &with("27", Some(full)),
            [("a byte too much", most(2), Failed), ("everything together", most(3), Passed)],
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}
