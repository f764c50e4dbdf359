//! Recoveries, negative controls, and what a drill came to.

use crate::atoms::{number, one_of, some_text, text};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use runproof_core::circumstances::Circumstances;
use runproof_core::noun::drill::{Control, DrillCheck, Drilled, Phase, Recovery, Struck};
use runproof_core::verdict::Verdict;

fn phase() -> impl Strategy<Value = Phase> {
    (text(), number(), number(), option::of(number()), text(), any::<u32>(), any::<u32>(), any::<u32>()).prop_map(
        |(name, began_ms, took_ms, budget_ms, bound_by, acts, looks, bad_looks)| Phase {
            name,
            began_ms,
            took_ms,
            budget_ms,
            bound_by,
            acts,
            looks,
            bad_looks,
            bytes: u64::from(looks),
            rows: u64::from(acts),
            statements: u64::from(bad_looks),
        },
    )
}

pub fn recovery() -> BoxedStrategy<Recovery> {
    let times = (option::of(number()), option::of(number()), number(), number());
    (text(), text(), times, 0_u32..5, text(), vec(phase(), 0..4))
        .prop_map(|(drill, clock, (objective_ms, took_ms, watched_ms, outage_ms), in_a_row, last_bad, phases)| {
            Recovery { drill, clock, objective_ms, took_ms, watched_ms, in_a_row, last_bad, outage_ms, phases }
        })
        .boxed()
}

pub fn control() -> BoxedStrategy<Control> {
    (text(), one_of(Verdict::ALL), text())
        .prop_map(|(mutation, verdict, reason)| Control { mutation, verdict, reason })
        .boxed()
}

pub fn drill_check() -> BoxedStrategy<DrillCheck> {
    Just(DrillCheck::Back).boxed()
}

pub fn drilled() -> BoxedStrategy<Drilled> {
    let struck = (text(), text(), text()).prop_map(|(fault, undo, proof)| Struck { fault, undo, proof });
    let steady = (option::of(one_of(Verdict::ALL)), option::of(one_of(Verdict::ALL)));
    let of_backup =
        (option::of(crate::rehearsal::artefact()), option::of(crate::rehearsal::point()), vec(text(), 0..2));
    (any::<u32>(), any::<u32>(), recovery(), steady, vec(struck, 0..3), option::of(control()), of_backup)
        .prop_map(|(scenario, attempt, recovery, steady, faults, control, (artefact, point, open))| Drilled {
            scenario,
            attempt,
            recovery,
            steady_before: steady.0,
            steady_after: steady.1,
            faults,
            control,
            artefact,
            came_back: None,
            attainable: None,
            point,
            open,
        })
        .boxed()
}

pub fn circumstances() -> BoxedStrategy<Circumstances> {
    (text(), text(), some_text(), some_text(), some_text(), some_text(), option::of(any::<bool>()))
        .prop_map(|(tool, features, runbook_sha256, previous_receipt, operator, approver, operator_wrote_runbook)| {
            let (tool_sha256, features_sha256) = (tool, features);
            Circumstances {
                tool_sha256,
                features_sha256,
                runbook_sha256,
                previous_receipt,
                operator,
                approver,
                operator_wrote_runbook,
            }
        })
        .boxed()
}
