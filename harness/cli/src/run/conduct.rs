//! A whole run: folder, ledger, stages, scenarios, reports, exit code.

use super::attempt::Limits;
use super::embedded::EmbeddedStage;
use super::evidence::Folder;
use super::executor::{self, Run};
use super::journal::Noted;
use super::live::LiveStage;
use super::recorder::{Listener, Recorder};
use super::restoring::{Draw, Restoring};
use super::scene::Script;
use super::scratch::Scratch;
use super::stage::Stage;
use super::stop::Stop;
use crate::args::{Flavor, Global};
use crate::complaint::Complaint;
use crate::plan::make::{Cast, Plan};
use crate::progress::Progress;
use crate::settings::{Durations, NamedTarget};
use crate::subject::{self, Setting};
use crate::{WATCHER, ambient, browsers, capabilities};
use runproof_core::account::Account;
use runproof_core::capability::Capability;
use runproof_core::circumstances::Circumstances;
use runproof_core::exit;
use runproof_core::ledger::{Event, GateRule, RunProblem};
use runproof_core::names::Names;
use runproof_core::tally::Tally;
use runproof_core::target::Provider;
use runproof_probe::browser::Seat;
use runproof_probe::clock::{self, Tick};
use runproof_probe::lab::Journal;
use runproof_probe::rehearsal::RestoreSeat;
use runproof_probe::secret::Redactor;
use runproof_probe::watcher::Watcher;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;

/// The most scenarios at the same time when nobody says otherwise.
const MOST_JOBS: usize = 8;

/// What a run is made of.
pub struct Conduct<'a> {
    /// The command as typed: `check`, `gate` ...
    pub command: &'a str,
    /// Flags.
    pub global: &'a Global,
    /// The target.
    pub named: NamedTarget,
    /// Time limits.
    pub durations: Durations,
    /// The plan.
    pub plan: Plan,
    /// How strict the exit code is.
    pub gate: GateRule,
    /// The circumstances of a drill, when one was asked for.
    pub drill: Option<Circumstances>,
    /// What was said of chance.
    pub draw: Draw,
}

/// What a run came to.
pub struct Result {
    /// The account.
    pub account: Account,
    /// The tally.
    pub tally: Tally,
    /// The exit code.
    pub code: u8,
    /// The evidence folder.
    pub folder: PathBuf,
}

impl Conduct<'_> {
    /// Runs everything.
    ///
    /// # Errors
    /// What keeps a run from beginning, and evidence that cannot be written.
    pub fn perform(mut self) -> std::result::Result<Result, Complaint> {
        let required = required(&self.global.require)?;
        let stop = Stop::on_signals().map_err(|e| self.down(&format!("signals cannot be listened to: {e}")))?;
        self.read_keys()?;
        let scenarios = std::mem::take(&mut self.plan.scenarios);
        let mut folder = Folder::create(self.global.out.as_deref())?;
        folder.seed = self.draw.seed.unwrap_or(folder.seed);
        let progress = Arc::new(Progress::new(&scenarios));
        let redactor = Redactor::default();
        let unwritable = |why: String| Complaint::Evidence { path: folder.path.clone(), why };
        let recorder = Recorder::create(&folder.path, redactor, Some(listener(progress.clone())))
            .map_err(|e| unwritable(e.to_string()))?;
        let recorder = Arc::new(recorder);
        let head = self.head(&folder, required.clone());
        folder.remember(recorder.redactor(), serde_json::json!({ "started": head.started, "run": head.run_id, "command": head.command, "target": head.target, "tool": head.tool, "seed": head.seed }))?;
        recorder.write(Event::RunStarted(Box::new(head)));
        let problem = self.play(scenarios, &required, &folder, &recorder, &stop);
        progress.end();
        recorder.write(Event::RunFinished {
            interrupted: stop.by_signal(),
            problem,
            ended: clock::rfc3339(clock::unix_ms()),
        });
        if let Some(why) = recorder.failure() {
            return Err(unwritable(why));
        }
        let flavor = match self.global.junit_flavor {
            Flavor::Strict => runproof_reports::junit::Flavor::Strict,
            Flavor::Rich => runproof_reports::junit::Flavor::Rich,
        };
        let written = runproof_reports::write_all(&folder.path, flavor).map_err(|e| unwritable(e.to_string()))?;
        folder.remember_receipt(recorder.redactor(), &written.ledger.account)?;
        let account = written.ledger.account;
        let tally = Tally::of(&account);
        let code = exit::code(&account, &tally, crate::commands::flakiness(self.global));
        folder.remember(
            recorder.redactor(),
            serde_json::json!({ "ended": clock::rfc3339(clock::unix_ms()), "run": folder.run_id, "exit_code": code }),
        )?;
        Ok(Result { account, tally, code, folder: folder.path })
    }

    /// Reads every key of a target that is already there, so that a missing one is known before anything starts.
    fn read_keys(&self) -> std::result::Result<(), Complaint> {
        if self.named.target.provider != Provider::Live {
            return Ok(());
        }
        let setting = Setting {
            names: &Names::default(),
            redactor: &Redactor::default(),
            request_limit: self.durations.request,
            procedure_limit: self.durations.step,
            itself: &[],
            browser: None,
            restore: None,
        };
        subject::subject(&self.named, &setting).map(drop)
    }

    /// Sets the stages and runs the scenarios; answers what was wrong with the run as a whole.
    fn play(
        &self,
        scenarios: Vec<crate::plan::scenario::Scenario>,
        required: &[Capability],
        folder: &Folder,
        recorder: &Arc<Recorder>,
        stop: &Stop,
    ) -> Option<RunProblem> {
        let down = |why: String| Some(RunProblem::TargetDown { why });
        let (exe, watcher) = match watched(folder, recorder) {
            Ok(both) => both,
            Err(why) => return down(why),
        };
        let journal: Arc<dyn Journal> = Arc::new(Noted { watcher: watcher.clone(), recorder: recorder.clone() });
        let scratch = match Scratch::quick(Arc::clone(&journal)) {
            Ok(scratch) => scratch,
            Err(error) => return down(format!("no directory for what the run makes can be made: {error}")),
        };
        let run_until = Tick::now().after(self.durations.run);
        let restoring = match Restoring::prepared(&scenarios, &journal) {
            Ok(restoring) => restoring,
            Err(error) => return down(format!("no directory for restores can be made: {error}")),
        };
        let seat = restoring.as_ref().map(|r| r.seat(&folder.run_id, self.draw.choice, folder.seed));
        let problem = match self.stages(folder, recorder, &exe, scratch.path(), &journal, seat.as_ref()) {
            Err(why) => {
                self.announce(&scenarios, recorder);
                down(why)
            }
            Ok((stages, target)) => {
                let needed = scenarios.iter().flat_map(|s| &s.needs).chain(required).copied().collect();
                let found = capabilities::found_of(&target, &needed);
                let present: BTreeSet<Capability> = found.iter().filter(|f| f.present).map(|f| f.capability).collect();
                found.into_iter().for_each(|f| recorder.write(Event::CapabilityFound(f)));
                self.announce(&scenarios, recorder);
                let limits = Limits::until(run_until, self.durations);
                let run = Run {
                    scenarios,
                    stages: stages.clone(),
                    present,
                    recorder: recorder.clone(),
                    stop: stop.clone(),
                    limits,
                    jobs: self.jobs(),
                };
                executor::run(run);
                stages.values().for_each(|s| s.strike());
                run_until.left().is_zero().then(|| RunProblem::OutOfTime {
                    limit: runproof_core::duration::Worded(self.durations.run).to_string(),
                })
            }
        };
        drop(restoring);
        drop(scratch);
        watcher.finish();
        problem
    }

    /// Stages by system, and the target whose capabilities count.
    #[expect(clippy::type_complexity, reason = "two things that come out of one act")]
    fn stages(
        &self,
        folder: &Folder,
        recorder: &Arc<Recorder>,
        exe: &std::path::Path,
        scratch: &std::path::Path,
        journal: &Arc<dyn Journal>,
        restore: Option<&RestoreSeat>,
    ) -> std::result::Result<(BTreeMap<String, Arc<dyn Stage>>, runproof_core::target::Target), String> {
        let mut stages: BTreeMap<String, Arc<dyn Stage>> = BTreeMap::new();
        let mut target = self.named.target.clone();
        let seat = browsers::seat(&target, scratch, Some(folder.path.join("attachments")), journal.clone());
        for (name, cast) in &self.plan.cast {
            let mut script = self.script(name, cast, folder, recorder, exe, seat.clone());
            script.restore = restore.cloned();
            let blueprint = super::template::blueprint(name, &self.named).map_err(|e| e.to_string())?;
            let Some(blueprint) = blueprint else {
                let stage = LiveStage::open(script, &self.named.target).map_err(|e| e.to_string())?;
                stages.insert(name.clone(), Arc::new(stage));
                continue;
            };
            if capabilities::lacking(blueprint.requires(), &target).is_some() {
                // Every scenario of it is skipped for that; what its stack would have had is not missing.
                let documents = target.documents.take();
                target = runproof_fixtures::promised(name, &cast.profile.variant).unwrap_or_default();
                target.documents = documents;
                continue;
            }
            let variants = blueprint.variants();
            let wanted = variants.iter().find(|v| **v == cast.profile.variant).or(variants.first());
            let variant = wanted.map(|v| (*v).to_owned()).unwrap_or_default();
            let template = super::template::build(blueprint, &variant, &self.named.target, scratch, exe)
                .map_err(|e| e.to_string())?;
            let inside = if template.is_contained() { " in containers" } else { "" };
            let what = format!("{name} {variant}{inside}");
            let stage = EmbeddedStage::open(script, template, what, journal.clone()).map_err(|e| e.to_string())?;
            target = stage.target();
            stages.insert(name.clone(), Arc::new(stage));
        }
        Ok((stages, target))
    }

    fn script(
        &self,
        name: &str,
        cast: &Cast,
        folder: &Folder,
        recorder: &Arc<Recorder>,
        exe: &std::path::Path,
        browser: Option<Arc<Seat>>,
    ) -> Script {
        Script {
            system: name.to_owned(),
            names: Arc::new(cast.system.names.clone()),
            profile_vars: cast.profile.vars.clone(),
            written: self.named.clone(),
            recorder: recorder.clone(),
            request_limit: self.durations.request,
            procedure_limit: self.durations.step,
            drill_limit: self.durations.drill,
            itself: super::scene::itself(exe, &cast.profile_name, &self.named.name),
            browser,
            restore: None,
            run_id: folder.run_id.clone(),
            scenes: AtomicU32::new(0),
        }
    }

    pub(super) fn jobs(&self) -> usize {
        let processors = || std::thread::available_parallelism().map_or(2, usize::from).min(MOST_JOBS);
        self.global.jobs.unwrap_or_else(processors).max(1)
    }

    fn down(&self, why: &str) -> Complaint {
        Complaint::TargetDown {
            target: self.named.name.clone(),
            why: why.to_owned(),
            next: "look at the machine".into(),
        }
    }
}

/// The program itself, and the watcher over what it makes.
fn watched(folder: &Folder, recorder: &Recorder) -> std::result::Result<(PathBuf, Arc<Watcher>), String> {
    let exe = ambient::itself().map_err(|e| e.to_string())?;
    let watcher = Watcher::start(&exe, WATCHER).map_err(|e| format!("the watcher did not start: {e}"))?;
    watcher.notes_in(&folder.ledger(), recorder.at_ms());
    Ok((exe, Arc::new(watcher)))
}

fn required(names: &[String]) -> std::result::Result<Vec<Capability>, Complaint> {
    let read = |name: &String| {
        Capability::from_name(name).ok_or_else(|| {
            let known = Capability::ALL.map(Capability::name);
            let near = runproof_core::suggest::nearest(name, known).map(|n| format!("did you mean `{n}`?"));
            Complaint::Usage {
                what: format!("there is no capability `{name}`"),
                next: near.unwrap_or_else(|| format!("known are {}", known.join(", "))),
            }
        })
    };
    names.iter().map(read).collect()
}

/// Tells progress of every event.
fn listener(progress: Arc<Progress>) -> Listener {
    Box::new(move |event| progress.hear(event))
}
