//! Services of a compose project, and every check on them.

use crate::atoms::{every_kind, flag, number, one_of, problem, some_text, text, texts};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use runproof_core::noun::engine::{Container, Health, Image, Mount, Network, Published, Services, State, Variable};
use runproof_core::noun::engine_check::{Condition, Kept, ServicesCheck};
use runproof_core::noun::engine_trait::Trait;
use runproof_core::noun::engine_use::{DiskUse, EngineCheck, EngineSeen, Resources, ResourcesCheck, Use};

every_kind! {
    /// Every state.
    state: State {
        State::Created => Just(State::Created),
        State::Running => Just(State::Running),
        State::Paused => Just(State::Paused),
        State::Restarting => Just(State::Restarting),
        State::Removing => Just(State::Removing),
        State::Exited => Just(State::Exited),
        State::Dead => Just(State::Dead),
        State::Unknown => Just(State::Unknown),
    }
}

every_kind! {
    /// Every health.
    health: Health {
        Health::None => Just(Health::None),
        Health::Starting => Just(Health::Starting),
        Health::Healthy => Just(Health::Healthy),
        Health::Unhealthy => Just(Health::Unhealthy),
    }
}

fn image() -> impl Strategy<Value = Image> {
    (text(), text(), texts()).prop_map(|(name, id, digests)| Image { name, id, digests })
}

fn mount() -> impl Strategy<Value = Mount> {
    let parts = (text(), text(), text(), flag());
    parts.prop_map(|(kind, source, destination, writable)| Mount { kind, source, destination, writable })
}

fn published() -> impl Strategy<Value = Published> {
    let address = one_of(["127.0.0.1", "::1", "0.0.0.0", "", "a"].map(str::to_owned));
    (text(), address, any::<u16>()).prop_map(|(inside, address, port)| Published { inside, address, port })
}

fn variable() -> impl Strategy<Value = Variable> {
    (text(), text(), flag()).prop_map(|(name, value, masked)| Variable { name, value, masked })
}

fn network() -> impl Strategy<Value = Network> {
    (text(), texts()).prop_map(|(name, aliases)| Network { name, aliases })
}

fn container() -> impl Strategy<Value = Container> {
    let life = (state(), option::of(any::<i64>()), flag(), health(), number(), some_text(), option::of(number()));
    let parts = (vec(mount(), 0..3), vec(published(), 0..3), vec(network(), 0..3), vec(variable(), 0..3));
    (text(), text(), text(), life, image(), parts).prop_map(|(service, name, id, life, image, parts)| {
        let (state, exit_code, oom_killed, health, restarts, started_at, memory_limit) = life;
        let (mounts, ports, networks, environment) = parts;
        Container {
            service,
            name,
            id,
            state,
            exit_code,
            oom_killed,
            health,
            restarts,
            started_at,
            image,
            mounts,
            ports,
            networks,
            environment,
            memory_limit,
        }
    })
}

pub fn services() -> BoxedStrategy<Services> {
    let parts = (text(), vec(container(), 0..4), problem());
    parts.prop_map(|(project, containers, problem)| Services { project, containers, problem }).boxed()
}

every_kind! {
    /// Every condition.
    condition: Condition {
        Condition::Running => Just(Condition::Running),
        Condition::Healthy => Just(Condition::Healthy),
        Condition::Unhealthy => Just(Condition::Unhealthy),
        Condition::Stopped => Just(Condition::Stopped),
    }
}

every_kind! {
    /// Everything that is kept.
    kept: Kept {
        Kept::Container => Just(Kept::Container),
        Kept::Image => Just(Kept::Image),
    }
}

every_kind! {
    /// Everything that a service can have.
    what: Trait {
        Trait::Port { .. } => text().prop_map(|port| Trait::Port { port }),
        Trait::Mount { .. } => text().prop_map(|destination| Trait::Mount { destination }),
        Trait::Alias { .. } => text().prop_map(|name| Trait::Alias { name }),
        Trait::Variable { .. } => (text(), text()).prop_map(|(name, value)| Trait::Variable { name, value }),
        Trait::Image { .. } => text().prop_map(|image| Trait::Image { image }),
    }
}

fn compared() -> impl Strategy<Value = ServicesCheck> {
    let parts = (text(), kept(), text(), flag());
    parts.prop_map(|(service, of, with, same)| ServicesCheck::Compared { service, of, with, same })
}

fn restarted() -> impl Strategy<Value = ServicesCheck> {
    (some_text(), number()).prop_map(|(service, times)| ServicesCheck::RestartedMoreThan { service, times })
}

fn is() -> impl Strategy<Value = ServicesCheck> {
    (text(), condition()).prop_map(|(service, condition)| ServicesCheck::Is { service, condition })
}

every_kind! {
    /// Every check on services.
    services_check: ServicesCheck {
        ServicesCheck::Every { .. } => condition().prop_map(|condition| ServicesCheck::Every { condition }),
        ServicesCheck::Are { .. } => texts().prop_map(|services| ServicesCheck::Are { services }),
        ServicesCheck::Is { .. } => is(),
        ServicesCheck::RestartedMoreThan { .. } => restarted(),
        ServicesCheck::OnlyLoopback { .. } => text().prop_map(|service| ServicesCheck::OnlyLoopback { service }),
        ServicesCheck::Has { .. } => (text(), what()).prop_map(|(service, what)| ServicesCheck::Has { service, what }),
        ServicesCheck::Compared { .. } => compared(),
    }
}

fn usage() -> impl Strategy<Value = Use> {
    let some = || option::of(number());
    (text(), text(), some(), some(), some(), some()).prop_map(
        |(service, name, cpu_permille, memory, memory_limit, tasks)| Use {
            service,
            name,
            cpu_permille,
            memory,
            memory_limit,
            tasks,
        },
    )
}

pub fn resources() -> BoxedStrategy<Resources> {
    let parts = (text(), vec(usage(), 0..4), problem());
    parts.prop_map(|(project, uses, problem)| Resources { project, uses, problem }).boxed()
}

every_kind! {
    /// Every check on resources.
    resources_check: ResourcesCheck {
        ResourcesCheck::MemoryAtMost { .. } =>
            (text(), number()).prop_map(|(service, percent)| ResourcesCheck::MemoryAtMost { service, percent }),
        ResourcesCheck::MemoryOver { .. } =>
            (text(), number()).prop_map(|(service, percent)| ResourcesCheck::MemoryOver { service, percent }),
    }
}

fn version() -> BoxedStrategy<String> {
    prop_oneof![text(), one_of(["20.10", "20.10.24+dfsg1", "v27", "2"].map(str::to_owned))].boxed()
}

fn disk() -> impl Strategy<Value = DiskUse> {
    (number(), number(), number()).prop_map(|(images, containers, volumes)| DiskUse { images, containers, volumes })
}

pub fn engine() -> BoxedStrategy<EngineSeen> {
    let parts = (version(), version(), text(), option::of(disk()), problem());
    parts
        .prop_map(|(version, api_version, storage, disk, problem)| EngineSeen {
            version,
            api_version,
            storage,
            disk,
            problem,
        })
        .boxed()
}

every_kind! {
    /// Every check on an engine.
    engine_check: EngineCheck {
        EngineCheck::AtLeast { .. } => version().prop_map(|version| EngineCheck::AtLeast { version }),
        EngineCheck::DiskAtMost { .. } => number().prop_map(|gib| EngineCheck::DiskAtMost { gib }),
    }
}
