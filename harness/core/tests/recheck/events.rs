//! Every kind of ledger entry.

use crate::atoms::{every_kind, flag, number, one_of, some_text, text, texts};
use crate::data::{reason, verdict};
use crate::drill;
use crate::pairs::{check, observation};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use runproof_core::capability::{Capability, Found};
use runproof_core::catalog::{Cost, Effect, Item, LooksLike, Tier};
use runproof_core::ledger::{
    Entry, Event, FaultState, GateRule, RunProblem, RunStarted, ScenarioPlanned, StepFinished,
};
use runproof_core::names::{Day, Waiver};
use runproof_core::verdict::{EvidenceClass, Judgement};

fn capability() -> BoxedStrategy<Capability> {
    one_of(Capability::ALL)
}

fn found() -> impl Strategy<Value = Event> {
    (capability(), flag(), text())
        .prop_map(|(capability, present, detail)| Event::CapabilityFound(Found { capability, present, detail }))
}

fn run_started() -> impl Strategy<Value = Event> {
    let who = (text(), text(), text(), texts(), text(), texts(), vec((text(), text()), 0..3), text());
    let class = option::of(one_of([
        EvidenceClass::Attested,
        EvidenceClass::Simulated,
        EvidenceClass::Cloned,
        EvidenceClass::Live,
    ]));
    let drill = option::of(drill::circumstances().prop_map(Box::new));
    let rules = (vec(capability(), 0..3), vec((capability(), text()), 0..3), gate(), drill);
    (who, class, text(), text(), any::<u64>(), any::<u32>(), rules).prop_map(
        |(who, class, hostname, started, seed, jobs, (required, accepted_skips, gate, drill))| {
            let (run_id, tool, command, arguments, target, systems, profiles, address) = who;
            Event::RunStarted(Box::new(RunStarted {
                ledger: jobs,
                run_id,
                tool,
                command,
                arguments,
                target,
                systems,
                profiles,
                address,
                class,
                hostname,
                started,
                seed,
                jobs,
                required,
                accepted_skips,
                gate,
                drill,
            }))
        },
    )
}

every_kind! {
    /// Every rule of a gate.
    gate: GateRule {
        GateRule::Check => Just(GateRule::Check),
        GateRule::System => Just(GateRule::System),
        GateRule::Surface => Just(GateRule::Surface),
    }
}

fn item_listed() -> impl Strategy<Value = Event> {
    let rank = (one_of(Tier::ALL), effect(), one_of([Cost::Free, Cost::Light, Cost::Heavy]), flag());
    let looks = (text(), text(), text()).prop_map(|(symptom, diagnosis, fix)| LooksLike { symptom, diagnosis, fix });
    let refers = (some_text(), some_text(), texts(), option::of(looks));
    (text(), text(), text(), text(), rank, vec(capability(), 0..3), texts(), refers).prop_map(
        |(system, id, source, text, (tier, effect, cost, covered), needs, faults, refers)| {
            let (reason, same_as, derived_from, looks_like) = refers;
            let item = Item {
                id,
                source,
                text,
                tier,
                needs,
                effect,
                cost,
                faults,
                covered,
                reason,
                same_as,
                derived_from,
                looks_like,
            };
            Event::ItemListed { system, item: Box::new(item) }
        },
    )
}

fn effect() -> BoxedStrategy<Effect> {
    one_of([Effect::Reads, Effect::Writes, Effect::Destroys])
}

fn waiver_listed() -> impl Strategy<Value = Event> {
    let day = one_of(["2026-01-31", "2027-12-01"]).prop_map(|day| Day::new(day).unwrap());
    (text(), (text(), text(), text(), day), flag()).prop_map(|(system, (item, reason, owner, until), expired)| {
        Event::WaiverListed { system, waiver: Waiver { item, reason, owner, until }, expired }
    })
}

fn planned() -> impl Strategy<Value = Event> {
    let words = (text(), text(), text(), reason(), text());
    (any::<u32>(), words, texts(), texts(), effect(), vec(capability(), 0..3), flag(), any::<u32>()).prop_map(
        |(scenario, (system, path, feature, rule, title), tags, items, effect, needs, database_backed, steps)| {
            Event::ScenarioPlanned(Box::new(ScenarioPlanned {
                scenario,
                system,
                path,
                line: steps,
                feature,
                rule,
                title,
                tags,
                items,
                effect,
                needs,
                database_backed,
                steps,
            }))
        },
    )
}

fn judgement() -> impl Strategy<Value = Judgement> {
    (verdict(), text(), text(), number(), number(), some_text()).prop_map(
        |(verdict, expected, actual, looked_at, least, hint)| Judgement {
            verdict,
            expected,
            actual,
            looked_at,
            least,
            hint,
        },
    )
}

fn observed() -> impl Strategy<Value = Event> {
    (number(), any::<u32>(), any::<u32>(), any::<u32>(), number(), observation()).prop_map(
        |(number, scenario, attempt, step, took_ms, seen)| Event::Observed {
            observation: number,
            scenario,
            attempt,
            step,
            took_ms,
            seen: Box::new(seen),
        },
    )
}

fn checked() -> impl Strategy<Value = Event> {
    (number(), any::<u32>(), any::<u32>(), check(), judgement(), 1_u32..4).prop_map(
        |(observation, scenario, step, check, judgement, polls)| {
            let (check, judgement) = (Box::new(check), Box::new(judgement));
            Event::Checked { observation, scenario, attempt: 1, step, check, judgement, polls }
        },
    )
}

fn step_finished() -> impl Strategy<Value = Event> {
    (any::<u32>(), any::<u32>(), text(), text(), verdict(), reason(), number()).prop_map(
        |(scenario, step, keyword, text, verdict, reason, took_us)| {
            let line = step;
            Event::StepFinished(Box::new(StepFinished {
                scenario,
                attempt: 1,
                step,
                keyword,
                text,
                line,
                verdict,
                reason,
                took_us,
            }))
        },
    )
}

fn attempt_finished() -> impl Strategy<Value = Event> {
    (any::<u32>(), any::<u32>(), verdict(), reason(), number()).prop_map(
        |(scenario, attempt, verdict, reason, took_ms)| Event::AttemptFinished {
            scenario,
            attempt,
            verdict,
            reason,
            took_ms,
        },
    )
}

fn fault() -> impl Strategy<Value = Event> {
    (text(), text(), one_of([FaultState::Present, FaultState::Gone]), text())
        .prop_map(|(stack, fault, state, proof)| Event::Fault { stack, fault, state, proof })
}

every_kind! {
    /// Every problem of a run.
    run_problem: RunProblem {
        RunProblem::TargetDown { .. } => text().prop_map(|why| RunProblem::TargetDown { why }),
        RunProblem::OutOfTime { .. } => text().prop_map(|limit| RunProblem::OutOfTime { limit }),
    }
}

fn run_finished() -> impl Strategy<Value = Event> {
    (flag(), option::of(run_problem()), text()).prop_map(|(interrupted, problem, ended)| Event::RunFinished {
        interrupted,
        problem,
        ended,
    })
}

fn stack_started() -> impl Strategy<Value = Event> {
    (text(), text(), number()).prop_map(|(stack, what, took_ms)| Event::StackStarted { stack, what, took_ms })
}

fn attempt_started() -> impl Strategy<Value = Event> {
    (any::<u32>(), any::<u32>(), text()).prop_map(|(scenario, attempt, stack)| Event::AttemptStarted {
        scenario,
        attempt,
        stack,
    })
}

every_kind! {
    /// Every kind of event.
    event: Event {
        Event::RunStarted(_) => run_started(),
        Event::CapabilityFound(_) => found(),
        Event::ItemListed { .. } => item_listed(),
        Event::WaiverListed { .. } => waiver_listed(),
        Event::StackStarted { .. } => stack_started(),
        Event::StackStopped { .. } => text().prop_map(|stack| Event::StackStopped { stack }),
        Event::Fault { .. } => fault(),
        Event::ScenarioPlanned(_) => planned(),
        Event::AttemptStarted { .. } => attempt_started(),
        Event::Observed { .. } => observed(),
        Event::Checked { .. } => checked(),
        Event::StepFinished(_) => step_finished(),
        Event::AttemptFinished { .. } => attempt_finished(),
        Event::Drilled(_) => drill::drilled().prop_map(|d| Event::Drilled(Box::new(d))),
        Event::Made { .. } => text().prop_map(|what| Event::Made { what }),
        Event::Gone { .. } => text().prop_map(|what| Event::Gone { what }),
        Event::Masked { .. } =>
            (text(), text(), number()).prop_map(|(rule, place, count)| Event::Masked { rule, place, count }),
        Event::RunFinished { .. } => run_finished(),
    }
}

/// Any line of a ledger.
pub fn entry() -> impl Strategy<Value = Entry> {
    (number(), event()).prop_map(|(at_ms, event)| Entry { at_ms, event })
}
