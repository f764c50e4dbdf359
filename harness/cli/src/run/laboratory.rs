//! Faults on trial: a scenario before, under and after a fault, on a stack of its own.

use super::attempt::{self, Limits, Outcome};
use super::recorder::Recorder;
use super::restoring::Restoring;
use super::scene::Script;
use super::scratch::Scratch;
use super::stage::{Manner, Order, Scene};
use super::stop::Stop;
use crate::args::Global;
use crate::complaint::Complaint;
use crate::plan::make::{Cast, Plan};
use crate::plan::scenario::Scenario;
use crate::settings::{Durations, NamedTarget, Settings};
use crate::{WATCHER, ambient};
use runproof_core::capability::Capability;
use runproof_core::verdict::Verdict;
use runproof_fixtures::embedded::Template;
use runproof_probe::browser::Seat;
use runproof_probe::clock::Tick;
use runproof_probe::lab::{Journal, Stack};
use runproof_probe::secret::Redactor;
use runproof_probe::subject::Permit;
use runproof_probe::watcher::Watcher;
use runproof_steps::world::Lab;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;

/// A stack that somebody else ended.
const GONE: &str = "the stack is gone";

/// A scenario's verdicts around a fault.
pub struct Phase {
    title: String,
    before: Outcome,
    under: Outcome,
    after: Outcome,
}

impl Phase {
    /// Whether the fault, and nothing else, turned the scenario red.
    pub fn turned_red(&self) -> bool {
        self.before.verdict != Verdict::Failed && self.under.verdict == Verdict::Failed
    }

    /// Whether the scenario says the same after the undo as before the fault.
    pub fn recovered(&self) -> bool {
        self.before.verdict == self.after.verdict && matches!(self.before.verdict, Verdict::Passed | Verdict::Awaiting)
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = |o: &Outcome| {
            if o.reason.is_empty() { o.verdict.to_string() } else { format!("{} ({})", o.verdict, o.reason) }
        };
        write!(
            f,
            "{}: before {}; under it {}; after {}",
            self.title,
            told(&self.before),
            told(&self.under),
            told(&self.after)
        )
    }
}

/// A place for trials: templates built once, everything removed at the end.
pub struct Bench {
    templates: BTreeMap<String, Template>,
    watcher: Arc<Watcher>,
    recorder: Arc<Recorder>,
    stop: Stop,
    named: NamedTarget,
    durations: Durations,
    scratch: Scratch,
    /// One for all trials: it numbers the profiles of browsers that live side by side.
    seat: Option<Arc<Seat>>,
    restoring: Option<Restoring>,
}

impl Bench {
    /// Builds the templates.
    ///
    /// # Errors
    /// When a template cannot be built.
    pub fn set_up(_: &Global, settings: &Settings, named: &NamedTarget, plan: &Plan) -> Result<Self, Complaint> {
        let down = |why: String| Complaint::TargetDown {
            target: named.name.clone(),
            why,
            next: "`runproof doctor` shows what is missing".into(),
        };
        let exe = ambient::itself().map_err(|e| down(e.to_string()))?;
        let watcher = Arc::new(Watcher::start(&exe, WATCHER).map_err(|e| down(e.to_string()))?);
        let journal: Arc<dyn Journal> = watcher.clone();
        let scratch = Scratch::quick(Arc::clone(&journal)).map_err(|e| down(e.to_string()))?;
        let recorder = Recorder::create(scratch.path(), Redactor::default(), None).map_err(|e| down(e.to_string()))?;
        let mut templates = BTreeMap::new();
        for (name, cast) in &plan.cast {
            let blueprint = super::template::blueprint(name, named)
                .map_err(|e| down(e.to_string()))?
                .ok_or_else(|| down(format!("there is no reference stack `{name}` to put a fault on")))?;
            let template =
                super::template::build(blueprint, &cast.profile.variant, &named.target, scratch.path(), &exe)
                    .map_err(|e| down(e.to_string()))?;
            templates.insert(name.clone(), template);
        }
        let stop = Stop::on_signals().map_err(|e| down(e.to_string()))?;
        let durations = settings.durations()?;
        let seat = crate::browsers::seat(&named.target, scratch.path(), None, watcher.clone());
        let restoring = Restoring::prepared(&plan.scenarios, &journal).map_err(|e| down(e.to_string()))?;
        let (recorder, named) = (Arc::new(recorder), named.clone());
        Ok(Self { templates, watcher, recorder, stop, named, durations, scratch, seat, restoring })
    }

    /// Runs the scenarios before, under and after a fault.
    ///
    /// # Errors
    /// In words, when the fault could not be injected or undone, or the machine lacks what a scenario needs.
    pub fn try_fault(&self, cast: &Cast, scenarios: &[Scenario], fault: &str) -> Result<Vec<Phase>, String> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|e| e.to_string())?;
        scenarios.iter().map(|s| self.trial(cast, s, fault, &runtime)).collect()
    }

    fn trial(
        &self,
        cast: &Cast,
        scenario: &Scenario,
        fault: &str,
        runtime: &tokio::runtime::Runtime,
    ) -> Result<Phase, String> {
        let script = self.script(cast)?;
        let lab = Lab::of(Some(self.stack(cast)?));
        let result = Self::equipped(&script, scenario, &lab)
            .and_then(|()| self.phases(&script, cast, scenario, fault, &lab, runtime));
        lab.replace(None);
        result
    }

    /// Whether machine and stack have what a scenario needs.
    fn equipped(script: &Script, scenario: &Scenario, lab: &Lab) -> Result<(), String> {
        let target = lab.with(|stack| script.merged(stack.target()).target).unwrap_or_default();
        let found = crate::capabilities::found_of(&target, &scenario.needs.iter().copied().collect());
        let present: BTreeSet<Capability> = found.into_iter().filter(|f| f.present).map(|f| f.capability).collect();
        match scenario.needs.iter().find(|n| !present.contains(n)) {
            Some(missing) => Err(format!("`{}` needs {}", scenario.title, missing.name())),
            None => Ok(()),
        }
    }

    fn phases(
        &self,
        script: &Script,
        cast: &Cast,
        scenario: &Scenario,
        fault: &str,
        lab: &Lab,
        runtime: &tokio::runtime::Runtime,
    ) -> Result<Phase, String> {
        // A scenario that changes things gets a copy for every phase; one that only reads sees the same stack all along.
        let fresh = scenario.effect != runproof_core::catalog::Effect::Reads;
        let play = || self.play(script, scenario, lab, runtime);
        let inject = || lab.with(|stack| stack.inject(fault)).ok_or(GONE)?.map_err(|e| e.to_string());
        let undo = |injected| lab.with(|stack| stack.undo(injected)).ok_or(GONE)?.map_err(|e| e.to_string());
        let before = play()?;
        if fresh {
            lab.replace(Some(self.stack(cast)?));
        }
        let injected = inject()?;
        let under = play()?;
        let undone = undo(injected);
        if fresh {
            lab.replace(Some(self.stack(cast)?));
            undo(inject()?)?;
        } else {
            undone?;
        }
        let after = play()?;
        Ok(Phase { title: scenario.title.clone(), before, under, after })
    }

    fn play(
        &self,
        script: &Script,
        scenario: &Scenario,
        lab: &Lab,
        runtime: &tokio::runtime::Runtime,
    ) -> Result<Outcome, String> {
        let permit = (scenario.effect != runproof_core::catalog::Effect::Reads).then_some(Permit::Everything);
        let order = Order { effect: scenario.effect, long: scenario.is_long(), manner: Manner::Earnest };
        let backdrop = lab.with(|stack| script.backdrop(stack.target(), permit, order)).ok_or(GONE)?;
        let backdrop = backdrop.map_err(|e| e.to_string())?;
        let mut scene: Scene = script.scene("trial".into(), &backdrop, None);
        scene.own = lab.clone();
        let run_until = Tick::now().after(self.durations.run);
        let limits = Limits::until(run_until, self.durations);
        let playing = attempt::play(0, 1, scenario, &scene, limits, None, &self.recorder, &self.stop);
        Ok(runtime.block_on(playing).outcome)
    }

    fn stack(&self, cast: &Cast) -> Result<Box<dyn Stack>, String> {
        let template = self.templates.get(&cast.system.name).ok_or("the system has no template")?;
        let journal: Arc<dyn Journal> = self.watcher.clone();
        template.start(journal).map(|s| Box::new(s) as Box<dyn Stack>).map_err(|e| e.to_string())
    }

    fn script(&self, cast: &Cast) -> Result<Script, String> {
        let exe = ambient::itself().map_err(|e| e.to_string())?;
        Ok(Script {
            system: cast.system.name.clone(),
            names: Arc::new(cast.system.names.clone()),
            profile_vars: cast.profile.vars.clone(),
            written: self.named.clone(),
            recorder: self.recorder.clone(),
            request_limit: self.durations.request,
            procedure_limit: self.durations.step,
            drill_limit: self.durations.drill,
            itself: super::scene::itself(&exe, &cast.profile_name, &self.named.name),
            browser: self.seat.clone(),
            restore: self.restoring.as_ref().map(|r| r.seat("trial", None, 0)),
            run_id: "trial".into(),
            scenes: AtomicU32::new(0),
        })
    }

    /// Removes everything.
    pub fn clear(self) {
        let Self { scratch, restoring, templates, watcher, .. } = self;
        drop((templates, restoring, scratch));
        watcher.finish();
    }
}
