//! Services of a compose project, and their engine.

use crate::phrase::Phrase;
use crate::row::Stop;
use crate::world::World;
use runproof_core::check::Check;
use runproof_core::noun::comparison::ComparisonCheck;
use runproof_core::noun::engine_check::{Condition, Kept, ServicesCheck};
use runproof_core::noun::engine_trait::Trait;
use runproof_core::noun::engine_use::{EngineCheck, ResourcesCheck};
use runproof_core::observation::Question;

type Asked = Result<Question, Stop>;
type Checked = Result<Check, Stop>;

pub fn looks_at_services(_: &World, _: &Phrase) -> Asked {
    Ok(Question::Services)
}

pub fn runs_in(_: &World, p: &Phrase) -> Asked {
    let line = match p.text(0).as_str() {
        "in" => p.text_block()?.to_owned(),
        _ => p.text(1),
    };
    Ok(Question::RunIn { service: p.text(2), line })
}

pub fn every(_: &World, p: &Phrase) -> Checked {
    services(ServicesCheck::Every { condition: condition(&p.text(0)) })
}

pub fn are(_: &World, p: &Phrase) -> Checked {
    let services = p.text(0);
    let services = services.split(',').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect();
    Ok(Check::Services(ServicesCheck::Are { services }))
}

pub fn is(_: &World, p: &Phrase) -> Checked {
    let service = p.text(0);
    match p.text(1).as_str() {
        "publishes only to loopback" => services(ServicesCheck::OnlyLoopback { service }),
        word => services(ServicesCheck::Is { service, condition: condition(word) }),
    }
}

pub fn has(_: &World, p: &Phrase) -> Checked {
    let (service, it) = (p.text(0), p.text(2));
    let what = match p.text(1).as_str() {
        "publishes the port" => Trait::Port { port: it },
        "mounts" => Trait::Mount { destination: it },
        "is known on its network as" => Trait::Alias { name: it },
        _ => Trait::Image { image: it },
    };
    services(ServicesCheck::Has { service, what })
}

pub fn has_variable(_: &World, p: &Phrase) -> Checked {
    let what = Trait::Variable { name: p.text(1), value: p.text(2) };
    services(ServicesCheck::Has { service: p.text(0), what })
}

pub fn restarted(_: &World, p: &Phrase) -> Checked {
    let service = (p.text(0) != "no service").then(|| p.text(1));
    services(ServicesCheck::RestartedMoreThan { service, times: p.number(2)? })
}

pub fn compared(_: &World, p: &Phrase) -> Checked {
    let how = p.text(1);
    let of = if how.contains("image") { Kept::Image } else { Kept::Container };
    let same = how.starts_with("the same");
    services(ServicesCheck::Compared { service: p.text(0), of, with: p.text(2), same })
}

pub fn measures(_: &World, _: &Phrase) -> Asked {
    Ok(Question::Resources)
}

pub fn looks_at_engine(_: &World, _: &Phrase) -> Asked {
    Ok(Question::Engine)
}

pub fn memory(_: &World, p: &Phrase) -> Checked {
    let (service, percent) = (p.text(0), p.number(2)?);
    Ok(Check::Resources(match p.text(1).as_str() {
        "at most" => ResourcesCheck::MemoryAtMost { service, percent },
        _ => ResourcesCheck::MemoryOver { service, percent },
    }))
}

pub fn version(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Engine(EngineCheck::AtLeast { version: p.text(0) }))
}

pub fn disk(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Engine(EngineCheck::DiskAtMost { gib: p.number(0)? }))
}

pub fn holds_files(_: &World, p: &Phrase) -> Result<(Question, Check), Stop> {
    let question = Question::ServiceFiles { directory: p.text(1), service: p.text(0), path: p.text(2) };
    Ok((question, Check::Comparison(ComparisonCheck::FirstInSecond)))
}

fn services(check: ServicesCheck) -> Checked {
    Ok(Check::Services(check))
}

fn condition(word: &str) -> Condition {
    match word {
        "is running" => Condition::Running,
        "is healthy" => Condition::Healthy,
        "is unhealthy" => Condition::Unhealthy,
        _ => Condition::Stopped,
    }
}
