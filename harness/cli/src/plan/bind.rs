//! Binding: every step of every selected scenario finds its sentence, every name its meaning, before anything starts.

use super::advice::suggest_sentence;
use super::expand::Expanded;
use super::permission::{self, Permission, is_repeatable};
use super::scenario::{Scenario, Step};
use super::system::System;
use crate::complaint::PlanFlaw;
use runproof_core::capability::Capability;
use runproof_core::catalog::Effect;
use runproof_core::noun::http::FailureKind;
use runproof_core::verdict::Verdict;
use runproof_core::{duration, suggest};
use runproof_steps::row::DrillAct;
use runproof_steps::row::Refers;
use runproof_steps::{Call, Row, phrase::Phrase, placeholder, table};
use std::collections::BTreeSet;
use std::sync::Arc;

mod steady_state;

/// What a feature may refer to.
#[derive(Debug, Default)]
pub struct Scope {
    /// The system, with catalog and names.
    pub system: Arc<System>,
    /// Tags that may be used besides items; anything goes when there is no list.
    pub tags: Option<BTreeSet<String>>,
    /// What the target gives meaning to.
    pub target: TargetNames,
    /// Writing requests that may be sent, as `METHOD /path`; every one when the system is the run's own.
    pub writes: Option<Vec<String>>,
    /// Whether browsers may only look, since what their pages send cannot be judged and the system is somebody's.
    pub only_looks: bool,
    /// What a target of this system may name; more than `target` has when the target is somebody else's.
    pub possible: TargetNames,
    /// What a stack of the run's own takes of the machine.
    pub requires: &'static [Capability],
}

/// Names that a target gives meaning to.
#[derive(Clone, Debug, Default)]
pub struct TargetNames {
    /// Addresses and other variables.
    pub variables: BTreeSet<String>,
    /// Aliases of keys.
    pub keys: BTreeSet<String>,
    /// Procedures.
    pub procedures: BTreeSet<String>,
    /// Logs.
    pub logs: BTreeSet<String>,
}

/// Feature-wide facts that every scenario of it shares.
#[derive(Clone, Debug)]
pub struct Head {
    /// The file.
    pub path: Arc<str>,
    /// The feature's title.
    pub feature: Arc<str>,
    /// The system's name.
    pub system: Arc<str>,
}

/// Tags with a meaning for the runner, besides those of `tags.toml`: they need no entry there.
const ENGINE_TAGS: [&str; 2] = ["retry(", "lock."];

/// Binds one scenario.
///
/// # Errors
/// Everything that is wrong with it.
pub fn scenario(head: &Head, found: Expanded, scope: &Scope) -> Result<Scenario, Vec<PlanFlaw>> {
    let mut flaws = Vec::new();
    let mut binder = Binder { head, scope, kept: BTreeSet::new(), lacks: BTreeSet::new(), flaws: &mut flaws };
    let items = binder.tags(&found);
    let effect = effect_of(&found.tags, &items, &scope.system);
    let steps: Vec<Step> = found.steps.into_iter().filter_map(|s| binder.step(s, effect)).collect();
    binder.repeatable(&steps);
    binder.whole_drill(&steps);
    let mut lacks: Vec<String> = binder.lacks.into_iter().collect();
    lacks.extend(permission::lacking(effect, &steps, scope));
    if !flaws.is_empty() {
        return Err(flaws);
    }
    let within = |s: &Step| s.phrase.lines.iter().map(|(row, _)| *row).collect::<Vec<_>>();
    let all: Vec<usize> = steps.iter().flat_map(|s| within(s).into_iter().chain([s.row])).collect();
    let rows = || all.iter().filter_map(|row| table::rows().get(*row));
    let item_needs = items.iter().filter_map(|id| scope.system.catalog.item(id)).flat_map(|i| i.needs.clone());
    let needs = rows().flat_map(|r| r.needs.iter().copied()).chain(item_needs);
    let needs: BTreeSet<Capability> = needs.chain(scope.requires.iter().copied()).collect();
    Ok(Scenario {
        system: head.system.clone(),
        path: head.path.clone(),
        line: found.line,
        feature: head.feature.clone(),
        rule: found.rule.into(),
        title: found.title,
        retries: permission::retries(&found.tags, &steps, effect, scope),
        tags: found.tags.iter().map(|t| t.as_str().into()).collect(),
        items: items.iter().map(|t| t.as_str().into()).collect(),
        effect,
        cost: items.iter().filter_map(|id| scope.system.catalog.item(id)).map(|i| i.cost).max().unwrap_or_default(),
        needs: needs.into_iter().collect(),
        lacks,
        database_backed: rows().any(reads_through_database),
        drill: steps
            .iter()
            .find(|s| matches!(table::rows()[s.row].call, Call::Drill(DrillAct::Begin | DrillAct::Take)))
            .map(|s| s.phrase.text(0)),
        restores: rows().any(|r| matches!(r.call, Call::Drill(DrillAct::Take))),
        steps,
    })
}

/// A signed request or a look at the database itself: what no page made of files could answer.
fn reads_through_database(row: &Row) -> bool {
    row.needs.contains(&Capability::Database) || row.refers.iter().any(|(_, r)| *r == Refers::Key)
}

fn effect_of(tags: &BTreeSet<String>, items: &[String], system: &System) -> Effect {
    let tagged =
        [Effect::Reads, Effect::Writes, Effect::Destroys].into_iter().filter(|e| tags.contains(e.name())).max();
    let of_items = || items.iter().filter_map(|id| system.catalog.item(id)).map(|i| i.effect).max();
    tagged.or_else(of_items).unwrap_or_default()
}

struct Binder<'a> {
    head: &'a Head,
    scope: &'a Scope,
    kept: BTreeSet<String>,
    lacks: BTreeSet<String>,
    flaws: &'a mut Vec<PlanFlaw>,
}

impl Binder<'_> {
    fn flaw(&mut self, line: usize, what: String, next: String) {
        self.flaws.push(PlanFlaw { path: self.head.path.to_string(), line, what, expected: None, next });
    }

    /// The items among the tags; every other tag must be a known one.
    fn tags(&mut self, found: &Expanded) -> Vec<String> {
        let scope = self.scope;
        let (items, others): (Vec<_>, Vec<_>) = found.tags.iter().partition(|t| scope.system.catalog.item(t).is_some());
        for tag in others {
            let engine = ENGINE_TAGS.iter().any(|e| tag.starts_with(e));
            let known = scope.tags.as_ref().is_none_or(|k| k.contains(tag.as_str()));
            if !engine && !known {
                let ids = scope.system.catalog.items.iter().map(|i| i.id.as_str());
                let near = suggest::nearest(tag, ids.chain(scope.tags.iter().flatten().map(String::as_str)));
                let next = near.map_or("add it to tags.toml, or to the catalog when it is an item".into(), |n| {
                    format!("did you mean `@{n}`?")
                });
                self.flaw(found.line, format!("nobody knows the tag `@{tag}`"), next);
            }
        }
        items.into_iter().cloned().collect()
    }

    fn step(&mut self, mut step: gherkin::Step, effect: Effect) -> Option<Step> {
        let line = step.position.line;
        let within = self.take_within(&mut step);
        let (row, mut phrase) = match table::bind(&step) {
            Ok(Some(bound)) => bound,
            Ok(None) => {
                let near = suggest_sentence(&step);
                self.flaw(line, format!("no sentence fits the step `{} {}`", step.keyword.trim(), step.value), near);
                return None;
            }
            Err(error) => {
                let next = "the vocabulary itself is wrong: please report it".into();
                self.flaw(line, format!("several sentences fit the step `{}`: {error}", step.value), next);
                return None;
            }
        };
        let bound = &table::rows()[row];
        if matches!(bound.call, Call::Drill(_)) && phrase.block.is_some() {
            phrase.lines = self.steady_state(&step, effect);
            phrase.block = None;
        }
        self.placeholders(line, &phrase);
        self.references(line, bound, &phrase);
        self.permitted(line, &phrase, bound, effect);
        if self.scope.only_looks && [" fills ", " presses "].iter().any(|act| bound.pattern.contains(act)) {
            self.lacks.insert("`browser` on this machine, and in others visitors may only look".to_owned());
        }
        if bound.pattern.ends_with("is kept as \"_\"") {
            self.kept.insert(phrase.text(phrase.blanks.len() - 1));
        }
        Some(Step {
            keyword: step.keyword.trim().into(),
            ty: step.ty,
            sentence: step.value.into(),
            line,
            row,
            phrase,
            within,
        })
    }

    /// Takes the prefix `within "30s"` off a Then line.
    fn take_within(&mut self, step: &mut gherkin::Step) -> Option<std::time::Duration> {
        let rest = step.value.strip_prefix("within \"")?.to_owned();
        let (span, sentence) = rest.split_once("\" ")?;
        let line = step.position.line;
        if step.ty != gherkin::StepType::Then {
            self.flaw(
                line,
                "`within` stands before something that is no check".into(),
                "put it on a `Then` line".into(),
            );
        }
        let within =
            duration::parse(span).map_err(|e| self.flaw(line, e.to_string(), "correct the duration".into())).ok();
        step.value = sentence.to_owned();
        within
    }

    fn placeholders(&mut self, line: usize, phrase: &Phrase) {
        let cells = phrase.table.iter().flatten().flatten();
        let texts = phrase.blanks.iter().chain(&phrase.block).chain(cells);
        let names: BTreeSet<String> = texts.flat_map(|t| placeholder::names(t)).map(str::to_owned).collect();
        for name in names {
            if self.kept.contains(&name) || self.scope.target.variables.contains(&name) {
                continue;
            }
            if self.scope.possible.variables.contains(&name) {
                self.lacks.insert(format!("`{name}`"));
                continue;
            }
            let known = self.kept.iter().chain(&self.scope.target.variables).map(String::as_str);
            let next = suggest::nearest(&name, known)
                .map_or("keep a value under that name before, or define it in the profile or the target".into(), |n| {
                    format!("did you mean `{{{n}}}`?")
                });
            self.flaw(line, format!("nobody knows `{{{name}}}`"), next);
        }
    }

    fn references(&mut self, line: usize, row: &Row, phrase: &Phrase) {
        for (blank, refers) in row.refers {
            let word = phrase.text(*blank);
            if word.contains('{') {
                continue;
            }
            if self.only_possible(*refers, &word) {
                self.lacks.insert(format!("{} `{word}`", format!("{refers:?}").to_lowercase()));
            } else if let Some((what, known)) = self.unknown(*refers, &word) {
                let near =
                    suggest::nearest(&word, known.iter().map(String::as_str)).map(|n| format!("did you mean `{n}`?"));
                if known.is_empty() {
                    self.flaw(line, what, "correct it".into());
                    continue;
                }
                let listed = || {
                    format!(
                        "known are {}",
                        known.iter().take(12).map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ")
                    )
                };
                self.flaw(line, what, near.unwrap_or_else(listed));
            }
        }
    }

    /// Whether a word is something that a target of this system may name, and this one does not.
    fn only_possible(&self, refers: Refers, word: &str) -> bool {
        let set = |names: &'_ TargetNames| match refers {
            Refers::Key => names.keys.contains(word),
            Refers::Procedure => names.procedures.contains(word),
            Refers::Log => names.logs.contains(word),
            _ => false,
        };
        set(&self.scope.possible) && !set(&self.scope.target)
    }

    /// What is wrong with a word that refers to something, and what would be right.
    fn unknown(&self, refers: Refers, word: &str) -> Option<(String, Vec<String>)> {
        let names = &self.scope.system.names;
        let of = |known: Vec<String>, what: &str| {
            (!known.iter().any(|k| k == word)).then(|| (format!("there is no {what} `{word}`"), known))
        };
        let in_target = |set: fn(&TargetNames) -> &BTreeSet<String>, what: &str| {
            of(set(&self.scope.target).iter().cloned().collect(), what)
        };
        let texts = |list: Vec<&str>| list.into_iter().map(str::to_owned).collect::<Vec<_>>();
        match refers {
            Refers::Query => of(names.queries.keys().cloned().collect(), "query"),
            Refers::Pattern => of(names.patterns.keys().cloned().collect(), "pattern"),
            Refers::Item => of(self.scope.system.catalog.items.iter().map(|i| i.id.clone()).collect(), "item"),
            Refers::Key => in_target(|t| &t.keys, "key"),
            Refers::Procedure => in_target(|t| &t.procedures, "procedure"),
            Refers::Log => in_target(|t| &t.logs, "log"),
            Refers::Verdict => of(texts(Verdict::ALL.map(Verdict::name).to_vec()), "verdict"),
            Refers::Ending => of(texts(FailureKind::ALL.map(FailureKind::words).to_vec()), "way to end"),
            Refers::Fault => {
                runproof_fixtures::understood(word).err().map(|why| (format!("`{word}` is no fault: {why}"), vec![]))
            }
            Refers::Span => duration::parse(word).err().map(|e| (e.to_string(), vec![])),
            Refers::Mode => {
                u32::from_str_radix(word, 8).err().map(|_| (format!("`{word}` is not a mode"), vec!["640".into()]))
            }
        }
    }

    /// What a step may do to the system.
    fn permitted(&mut self, line: usize, phrase: &Phrase, row: &Row, effect: Effect) {
        match permission::of(phrase, row, effect, self.scope) {
            Permission::Given => {}
            Permission::NotOfTarget(what) => {
                self.lacks.insert(what);
            }
            Permission::Never { what, next } => self.flaw(line, what, next),
        }
    }

    /// `within` asks the last question again: that must be safe.
    fn repeatable(&mut self, steps: &[Step]) {
        let mut asked: Option<&Step> = None;
        for step in steps {
            if matches!(table::rows()[step.row].call, Call::Ask(_)) {
                asked = Some(step);
            }
            // A check of what a visitor sees looks by itself, whatever was done before.
            let looks = table::rows()[step.row].needs.contains(&Capability::Browser);
            let safe = looks || asked.is_some_and(|s| is_repeatable(&s.sentence));
            if step.within.is_some() && !safe {
                let what =
                    format!("`within` would repeat `{}`, which is not safe", asked.map_or("nothing", |s| &*s.sentence));
                self.flaw(step.line, what, "wait on a reading request, a file, a log or a query instead".into());
            }
        }
    }
}
