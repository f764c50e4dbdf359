//! A run of ours as a cucumber run: it implements cucumber's `Runner`, so that stock writers can be attached to it.
//!
//! Verdicts still come from the ledger, which such a run writes too. Cucumber knows three outcomes of a step, so every
//! verdict but *passed* and *skipped* arrives at the writer as a failure that begins with the verdict's name.

use crate::plan::bind::{self, Head, Scope, TargetNames};
use crate::plan::expand::{self, Expanded};
use crate::plan::scenario::Scenario;
use crate::plan::system::System;
use crate::run::attempt::{self, Limits};
use crate::run::live::LiveStage;
use crate::run::recorder::{Listener, Recorder};
use crate::run::scene::Script;
use crate::run::stage::{Manner, Order, Stage as _};
use crate::run::stop::Stop;
use crate::settings::{Durations, NamedTarget, Settings};
use cucumber::event::{self, Event, RetryableScenario, Source, StepError};
use cucumber::{cli, parser};
use futures::stream::{self, LocalBoxStream, Stream, StreamExt as _};
use runproof_core::ledger::{Event as Entry, ScenarioPlanned, StepFinished};
use runproof_core::names::Names;
use runproof_core::target::Target;
use runproof_core::verdict::Verdict;
use runproof_probe::clock::Tick;
use runproof_probe::secret::Redactor;
use runproof_steps::{World, table};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, Mutex, PoisonError};

/// What cucumber calls an event of ours.
type Told = parser::Result<Event<event::Cucumber<World>>>;

/// Plays features before a system that is already there.
pub struct AsCucumber {
    stage: LiveStage,
    system: String,
    scope: Scope,
    durations: Durations,
    recorder: Arc<Recorder>,
    /// The steps that ended since the last scenario began.
    ended: Arc<Mutex<Vec<StepFinished>>>,
}

impl AsCucumber {
    /// A runner before this target; the ledger is written into `evidence`, a directory that is there.
    ///
    /// # Errors
    /// In words, when the ledger cannot be made.
    pub fn before(target: Target, names: Names, evidence: &Path) -> Result<Self, String> {
        let ended = Arc::new(Mutex::default());
        let recorder = Recorder::create(evidence, Redactor::default(), Some(listener(Arc::clone(&ended))));
        let recorder = Arc::new(recorder.map_err(|e| e.to_string())?);
        let durations = Settings::default().durations().map_err(|e| e.to_string())?;
        let variables = target.urls.keys().chain(target.vars.keys()).chain(names.vars.keys()).cloned();
        let known = TargetNames {
            variables: variables.chain(["run_id".into(), "unique".into()]).collect(),
            keys: target.keys.keys().cloned().collect(),
            procedures: target.procedures.keys().cloned().collect(),
            logs: target.logs.keys().cloned().collect(),
        };
        let system = System { names: names.clone(), ..System::default() };
        let scope = Scope {
            system: Arc::new(system),
            tags: None,
            writes: Some(target.allow_writes.clone()),
            only_looks: true,
            target: known,
            possible: TargetNames::default(),
            requires: &[],
        };
        let script = Script {
            system: target.system.clone(),
            names: Arc::new(names),
            profile_vars: BTreeMap::new(),
            written: NamedTarget {
                name: "cucumber".into(),
                target: target.clone(),
                base: PathBuf::new(),
                waivers_at: vec![],
            },
            recorder: recorder.clone(),
            request_limit: durations.request,
            procedure_limit: durations.step,
            drill_limit: durations.drill,
            itself: vec![],
            browser: None,
            restore: None,
            run_id: "cucumber".into(),
            scenes: AtomicU32::new(0),
        };
        let stage = LiveStage::open(script, &target).map_err(|e| e.to_string())?;
        Ok(Self { stage, system: target.system, scope, durations, recorder, ended })
    }

    /// Plays one scenario of a feature; tells everything that cucumber wants to know about it.
    async fn play(
        &self,
        number: u32,
        feature: &Source<gherkin::Feature>,
        found: Expanded,
    ) -> Vec<event::Cucumber<World>> {
        let told = Source::new(as_gherkin(&found));
        let tell = |event: event::Scenario<World>| {
            let event = RetryableScenario { event, retries: None };
            event::Cucumber::scenario(feature.clone(), None::<Source<gherkin::Rule>>, told.clone(), event)
        };
        let mut events = vec![tell(event::Scenario::Started)];
        let head = Head {
            path: feature.path.as_ref().map(|p| p.display().to_string()).unwrap_or_default().into(),
            feature: feature.name.as_str().into(),
            system: self.system.as_str().into(),
        };
        let steps = found.steps.clone();
        let outcomes = match bind::scenario(&head, found, &self.scope) {
            Ok(scenario) => self.outcomes(number, scenario).await,
            Err(flaws) => Err(flaws.iter().map(|f| f.what.clone()).collect::<Vec<_>>().join("; ")),
        };
        for (index, step) in steps.into_iter().enumerate() {
            let outcome = outcomes.as_ref().map(|o| o.get(index)).map_err(Clone::clone);
            events.extend(step_events(step, outcome).map(&tell));
        }
        events.push(tell(event::Scenario::Finished));
        events
    }

    async fn outcomes(&self, number: u32, scenario: Scenario) -> Result<Vec<StepFinished>, String> {
        let planned = ScenarioPlanned { scenario: number, title: scenario.title.clone(), ..ScenarioPlanned::default() };
        self.recorder.write(Entry::ScenarioPlanned(Box::new(planned)));
        self.recorder.write(Entry::AttemptStarted { scenario: number, attempt: 1, stack: "live".into() });
        let order = Order { effect: scenario.effect, long: scenario.is_long(), manner: Manner::Earnest };
        let scene = self.stage.set(order).map_err(|e| e.to_string())?;
        let run_until = Tick::now().after(self.durations.run);
        let limits = Limits::until(run_until, self.durations);
        let stop = Stop::default();
        Box::pin(attempt::play(number, 1, &scenario, &scene, limits, None, &self.recorder, &stop)).await;
        Ok(std::mem::take(&mut *self.ended.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

/// Keeps the steps that end.
fn listener(ended: Arc<Mutex<Vec<StepFinished>>>) -> Listener {
    Box::new(move |event| {
        if let Entry::StepFinished(step) = event {
            ended.lock().unwrap_or_else(PoisonError::into_inner).push(step.as_ref().clone());
        }
    })
}

/// The two events of a step: that it began, and what came of it.
fn step_events(
    step: gherkin::Step,
    outcome: Result<Option<&StepFinished>, String>,
) -> impl Iterator<Item = event::Scenario<World>> {
    let found = table::collection().find(&step).ok().flatten().map(|(_, captures, at, _)| (captures, at));
    let step = Source::new(step);
    let failed = |why: String| {
        let (captures, at) = found.clone().unzip();
        event::Scenario::step_failed(step.clone(), captures, at.flatten(), None, StepError::Panic(Arc::new(why)))
    };
    let ended = match (outcome, &found) {
        (Err(why), _) => failed(why),
        (Ok(Some(s)), Some((captures, at))) if s.verdict == Verdict::Passed => {
            event::Scenario::step_passed(step.clone(), captures.clone(), *at)
        }
        (Ok(Some(s)), _) if s.verdict != Verdict::Skipped => failed(format!("{}: {}", s.verdict, s.reason)),
        _ => event::Scenario::step_skipped(step.clone()),
    };
    [event::Scenario::step_started(step.clone()), ended].into_iter()
}

/// An expanded scenario in gherkin's own shape, with the line of its row of examples.
fn as_gherkin(found: &Expanded) -> gherkin::Scenario {
    let position = gherkin::LineCol { line: found.line, col: 1 };
    let scenario = gherkin::Scenario::builder().keyword("Scenario".to_owned()).name(found.title.clone());
    scenario.steps(found.steps.clone()).tags(found.tags.iter().cloned().collect()).position(position).build()
}

impl cucumber::Runner<World> for AsCucumber {
    type Cli = cli::Empty;
    type EventStream = LocalBoxStream<'static, Told>;

    fn run<S>(self, features: S, _: Self::Cli) -> Self::EventStream
    where
        S: Stream<Item = parser::Result<gherkin::Feature>> + 'static,
    {
        let told = |event| Ok(Event::new(event));
        let mut number = 0;
        let runner = Arc::new(self);
        let played = features.flat_map(move |feature| {
            let feature = match feature {
                Ok(feature) => feature,
                Err(error) => return stream::once(async { Err(error) }).boxed_local(),
            };
            let text = feature.path.as_ref().and_then(|p| std::fs::read_to_string(p).ok()).unwrap_or_default();
            let scenarios = expand::scenarios(&feature, &text);
            let first = number;
            number += u32::try_from(scenarios.len()).unwrap_or(0);
            let feature = Source::new(feature);
            let (began, ended) =
                (event::Cucumber::feature_started(feature.clone()), event::Cucumber::feature_finished(feature.clone()));
            let runner = runner.clone();
            let each = stream::iter((first..).zip(scenarios)).then(move |(number, found)| {
                let (runner, feature) = (runner.clone(), feature.clone());
                async move { runner.play(number, &feature, found).await }
            });
            let all = stream::iter([began]).chain(each.flat_map(stream::iter)).chain(stream::iter([ended]));
            all.map(told).boxed_local()
        });
        let started = stream::iter([event::Cucumber::Started]).map(told);
        let finished = stream::iter([event::Cucumber::Finished]).map(told);
        started.chain(played).chain(finished).boxed_local()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cucumber::writer::Stats as _;
    use cucumber::{Cucumber, WriterExt as _, writer};

    const FEATURE: &str = "\
Feature: a stock writer tells about a run of ours

  Scenario Outline: <CASE>
    Given the value \"a\" is kept as \"x\"
    Then the value \"{x}\" is \"<WANTED>\"
    And the value \"{x}\" is not \"b\"

    Examples:
      | CASE       | WANTED |
      # a comment between rows
      | equal      | a      |
      | not equal  | c      |
";

    #[derive(Clone, Default)]
    struct Sink(Arc<Mutex<Vec<u8>>>);

    impl std::io::Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[tokio::test(flavor = "current_thread")]
    async fn stock_writers_tell_about_our_run() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("stock.feature");
        std::fs::write(&path, FEATURE).unwrap();
        let runner = AsCucumber::before(Target::default(), Names::default(), scratch.path()).unwrap();
        let sink = Sink::default();
        let writer = writer::Basic::new(sink.clone(), writer::Coloring::Never, 0).summarized();
        let run = Cucumber::<World, _, PathBuf, _, _>::custom(parser::Basic::new(), runner, writer);
        let writer = run.with_default_cli().run(path).await;
        let told = String::from_utf8(sink.0.lock().unwrap().clone()).unwrap();
        assert_eq!((writer.passed_steps(), writer.failed_steps()), (5, 1), "{told}");
        assert!(told.contains("failed: expected `c`, saw `a`"), "{told}");
        let ledger = std::fs::read_to_string(scratch.path().join("ledger.ndjson")).unwrap();
        assert_eq!(ledger.matches("\"event\":\"checked\"").count(), 4);
    }
}
