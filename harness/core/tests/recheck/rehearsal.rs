//! Restore drills, and every check on them.

use crate::atoms::{every_kind, json, number, one_of, problem, some_text, text, texts};
use crate::{backups, data, host};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use runproof_core::noun::application::{Answered, Application};
use runproof_core::noun::drill::RecoveryPoint;
use runproof_core::noun::mutation::Mutation;
use runproof_core::noun::rehearsal::{Artefact, Rehearsal, Rehearsing};
use runproof_core::noun::rehearsal_check::RehearsalCheck;

pub fn artefact() -> BoxedStrategy<Artefact> {
    let how = (backups::choice(), option::of(number()), number());
    (text(), number(), number(), text(), text(), how)
        .prop_map(|(name, bytes, age_seconds, sha256, sha256_after, (choice, seed, among))| Artefact {
            name,
            bytes,
            age_seconds,
            sha256,
            sha256_after,
            choice,
            seed,
            among,
            passed_over: vec![],
        })
        .boxed()
}

pub fn point() -> BoxedStrategy<RecoveryPoint> {
    (option::of(number()), option::of(number()), text())
        .prop_map(|(objective_seconds, actual_seconds, by)| RecoveryPoint { objective_seconds, actual_seconds, by })
        .boxed()
}

pub fn rehearsal() -> BoxedStrategy<Rehearsal> {
    let before = (backups::backups(), option::of(artefact()), problem(), problem());
    let parts = (backups::dump(), backups::restore(), backups::holdings(), host::comparison());
    let compared = (option::of(host::comparison()), option::of(host::comparison()));
    let beside = (compared, vec(data::query_rows(), 0..2), option::of(application()));
    (before, parts, beside, vec(backups::phase(), 0..4), option::of(one_of(Mutation::ALL)))
        .prop_map(|(before, parts, ((manifest, beside), answers, application), phases, mutation)| {
            let (backups, artefact, withheld, unfit) = before;
            let (dump, restore, holdings, rows) = parts;
            Rehearsal {
                backups,
                artefact,
                withheld,
                unfit,
                dump,
                restore,
                holdings,
                rows,
                manifest,
                beside,
                answers,
                filing: None,
                application,
                phases,
                mutation,
            }
        })
        .boxed()
}

fn application() -> BoxedStrategy<Application> {
    let answer = (text(), text(), option::of(json()), option::of(json()), problem()).prop_map(
        |(request, place, said, held, problem)| Answered {
            request,
            came: "200".into(),
            place,
            said,
            query: "q".into(),
            held,
            problem,
        },
    );
    (text(), number(), text(), vec(answer, 0..3), text(), problem())
        .prop_map(|(role, started_ms, not_ready, answers, last_words, problem)| Application {
            role,
            started_ms,
            not_ready,
            answers,
            last_words,
            problem,
        })
        .boxed()
}

every_kind! {
    /// Every check of a restore drill.
    check: RehearsalCheck {
        RehearsalCheck::Fetched => Just(RehearsalCheck::Fetched),
        RehearsalCheck::Fits => Just(RehearsalCheck::Fits),
        RehearsalCheck::Rows => Just(RehearsalCheck::Rows),
        RehearsalCheck::Beside => Just(RehearsalCheck::Beside),
        RehearsalCheck::Serves => Just(RehearsalCheck::Serves),
        RehearsalCheck::Untouched => Just(RehearsalCheck::Untouched),
        RehearsalCheck::Tables { .. } => texts().prop_map(|names| RehearsalCheck::Tables { names }),
        RehearsalCheck::Answers { .. } =>
            (text(), number()).prop_map(|(query, least)| RehearsalCheck::Answers { query, least }),
        RehearsalCheck::Within { .. } => number().prop_map(|ms| RehearsalCheck::Within { ms }),
    }
}

pub fn rehearsing() -> BoxedStrategy<Rehearsing> {
    (backups::choice(), vec((text(), text()), 0..2), some_text(), some_text())
        .prop_map(|(choice, queries, newest, beside)| Rehearsing {
            choice,
            queries,
            newest,
            beside,
            files: None,
            role: None,
            application: None,
        })
        .boxed()
}
