//! What a scenario may do: to a system of the run's own, and to one that is somebody's.

use super::bind::Scope;
use super::scenario::Step;
use runproof_core::capability::Capability;
use runproof_core::catalog::Effect;
use runproof_steps::row::DrillAct;
use runproof_steps::{Call, Row, phrase::Phrase, table};
use std::collections::BTreeSet;

/// The beginning of the sentence that sends a request.
const SENDS: &str = "a client sends \"";
/// How the sentence that sends a message over a WebSocket goes on.
const OVER: &str = "a client sends \"_\" over ";
/// The same within a sentence.
const OVER_ONE: &str = "\" over a WebSocket at \"";
/// What such a message is called where writes are named: it may do anything.
const MESSAGE: &str = "MESSAGE";
/// The beginning of the sentence that runs a procedure.
const RUNS: &str = "the operator runs the procedure";

/// The beginnings of the sentence that runs a line in a container.
const RUNS_IN: [&str; 2] = ["the operator runs in the service", "the operator runs \""];

/// Whether a step may be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permission {
    /// It may.
    Given,
    /// Not before this target, which does not name this.
    NotOfTarget(String),
    /// Nowhere: the scenario contradicts itself.
    Never {
        /// What is wrong.
        what: String,
        /// What to do about it.
        next: String,
    },
}

/// A scenario that only reads sends no writing request, except those that the system calls harmless. A system that is
/// somebody's is sent only those that the target names; and what changes it by a procedure is named there too, as
/// `procedure NAME`. What is run in a container of it is named in any case, as `exec SERVICE`.
#[must_use]
pub fn of(phrase: &Phrase, row: &Row, effect: Effect, scope: &Scope) -> Permission {
    let words = phrase.text(0);
    if row.pattern.starts_with(RUNS) && effect != Effect::Reads {
        let named = format!("procedure {words}");
        return match &scope.writes {
            Some(allowed) if !allowed.contains(&named) => {
                Permission::NotOfTarget(format!("`{named}` in `allow_writes`"))
            }
            _ => Permission::Given,
        };
    }
    if row.pattern.starts_with("the operator runs <in ") {
        // No target says what such a line does: somebody's containers are entered only where that is allowed by name.
        let named = format!("exec {}", phrase.text(2));
        return match &scope.writes {
            Some(allowed) if !allowed.contains(&named) => {
                Permission::NotOfTarget(format!("`{named}` in `allow_writes`"))
            }
            _ => Permission::Given,
        };
    }
    if matches!(row.call, Call::Drill(DrillAct::Strike)) && effect != Effect::Destroys {
        let next = "tag the scenario `@destroys`: it then gets a stack of its own".into();
        return Permission::Never {
            what: format!("the fault `{words}` strikes in a scenario that does not destroy"),
            next,
        };
    }
    let at = phrase.text(1);
    let (method, url) = match row.pattern.starts_with(OVER) {
        true => (MESSAGE, at.as_str()),
        false => words.split_once(' ').unwrap_or_default(),
    };
    if !row.pattern.starts_with(SENDS.trim_end_matches('"')) || reads(method) {
        return Permission::Given;
    }
    let path = url.split_once('}').map_or(url, |(_, path)| path);
    let path = path.split('?').next().unwrap_or_default();
    let among = |list: &[String]| {
        list.iter().any(|h| h.split_once(' ').is_some_and(|(m, p)| m == method && same_path(p, path)))
    };
    if effect == Effect::Reads && !among(&scope.system.names.harmless_writes) {
        let next = "tag the scenario `@writes`, or name the request in `harmless_writes` of names.toml".into();
        let sent = if method == MESSAGE { format!("{MESSAGE} {path}") } else { words };
        return Permission::Never { what: format!("`{sent}` is sent by a scenario that only reads"), next };
    }
    match &scope.writes {
        Some(allowed) if !among(allowed) => Permission::NotOfTarget(format!("`{method} {path}` in `allow_writes`")),
        _ => Permission::Given,
    }
}

/// What a target that is somebody's lacks for a scenario: only a stack that the run made may be destroyed. What writes in
/// passing (an error in a log, or whatever a page sends when a visitor acts on it) names nothing that the target could
/// allow before.
#[must_use]
pub fn lacking(effect: Effect, steps: &[Step], scope: &Scope) -> Option<String> {
    scope.writes.as_ref()?;
    let in_passing = || steps.iter().all(|s| is_repeatable(&s.sentence));
    match effect {
        Effect::Destroys => Some("stack of the run's own to destroy".to_owned()),
        Effect::Writes if in_passing() => Some("stack of the run's own, and the scenario writes in passing".to_owned()),
        _ => None,
    }
}

/// How often a scenario is tried again. What may not be sent twice is not sent twice to a system that is somebody's; a
/// stack of the run's own is a new one every time.
#[must_use]
pub fn retries(tags: &BTreeSet<String>, steps: &[Step], effect: Effect, scope: &Scope) -> u32 {
    let asked = tags.iter().find_map(|t| t.strip_prefix("retry(")?.strip_suffix(')')?.parse().ok()).unwrap_or(0);
    let reading = effect == Effect::Reads;
    let repeatable = steps.iter().all(|s| is_repeatable(&s.sentence) && (reading || !in_browser(s)));
    if scope.writes.is_some() && !repeatable { 0 } else { asked }
}

fn in_browser(step: &Step) -> bool {
    table::rows().get(step.row).is_some_and(|row| row.needs.contains(&Capability::Browser))
}

/// Whether a sentence that asks may be asked again: all but writing requests, procedures, commands in containers and
/// child runs.
#[must_use]
pub fn is_repeatable(sentence: &str) -> bool {
    let writing = sentence
        .strip_prefix(SENDS)
        .is_some_and(|r| r.contains(OVER_ONE) || !reads(r.split(' ').next().unwrap_or_default()));
    let runs = sentence.starts_with(RUNS) || RUNS_IN.iter().any(|opening| sentence.starts_with(opening));
    !(writing || runs || sentence.starts_with("the auditor runs"))
}

fn reads(method: &str) -> bool {
    matches!(method, "GET" | "HEAD" | "OPTIONS")
}

/// Whether a path fits a permitted one; `*` stands for one segment.
fn same_path(permitted: &str, path: &str) -> bool {
    let (a, b): (Vec<_>, Vec<_>) = (permitted.split('/').collect(), path.split('/').collect());
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| *a == "*" || *a == b)
}
