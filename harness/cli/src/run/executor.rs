//! The executor: a few worker threads, each with one scenario and a runtime of its own.
//!
//! Threads keep a step that blocks from holding up its neighbours; a worker that never comes back is given up.

use super::attempt::{self, Limits, Outcome};
use super::control::Trial;
use super::recorder::Recorder;
use super::stage::{Manner, Order, Stage};
use super::stop::Stop;
use crate::plan::scenario::Scenario;
use runproof_core::capability::Capability;
use runproof_core::ledger::Event;
use runproof_core::verdict::Verdict;
use runproof_probe::clock::Tick;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A worker gets this much longer than its scenario before it is given up.
const GRACE: Duration = Duration::from_secs(20);

/// Everything a run needs.
pub struct Run {
    /// The scenarios, in the order of the plan.
    pub scenarios: Vec<Scenario>,
    /// Stages by system.
    pub stages: BTreeMap<String, Arc<dyn Stage>>,
    /// Capabilities that are there.
    pub present: BTreeSet<Capability>,
    /// The ledger.
    pub recorder: Arc<Recorder>,
    /// The wish to stop.
    pub stop: Stop,
    /// Time limits.
    pub limits: Limits,
    /// Scenarios at the same time.
    pub jobs: usize,
}

/// No run has more workers than this.
const MOST_WORKERS: usize = 64;
/// How often the coordinator looks for workers that do not come back.
const LOOK_AROUND: Duration = Duration::from_millis(50);

struct Shared {
    run: Run,
    queue: Mutex<Queue>,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<usize>,
    held: BTreeSet<String>,
    /// What each worker is at: the scenario, and when the worker is given up.
    tasks: BTreeMap<usize, (usize, Tick)>,
}

/// Told by a worker when its thread comes to an end, be it by a panic.
struct LastWords {
    worker: usize,
    coordinator: Sender<usize>,
}

impl Drop for LastWords {
    fn drop(&mut self) {
        // A coordinator that is gone has given this worker up.
        let _ = self.coordinator.send(self.worker);
    }
}

/// Runs everything to its end; verdicts are in the ledger.
pub fn run(run: Run) {
    let jobs = run.jobs.clamp(1, run.scenarios.len().max(1)).min(MOST_WORKERS);
    let waiting = (0..run.scenarios.len()).collect();
    let shared = Arc::new(Shared { run, queue: Mutex::new(Queue { waiting, ..Queue::default() }) });
    let (coordinator, ended) = mpsc::channel();
    let mut crew = Crew { shared, coordinator, workers: BTreeSet::new(), hired: 0 };
    (0..jobs).for_each(|_| crew.hire());
    while !crew.workers.is_empty() {
        match ended.recv_timeout(LOOK_AROUND) {
            Ok(worker) => crew.let_go(worker, "its worker died"),
            Err(_) => crew.look_around(),
        }
    }
}

/// The workers.
struct Crew {
    shared: Arc<Shared>,
    coordinator: Sender<usize>,
    workers: BTreeSet<usize>,
    hired: usize,
}

impl Crew {
    fn hire(&mut self) {
        let last_words = LastWords { worker: self.hired, coordinator: self.coordinator.clone() };
        let shared = self.shared.clone();
        let thread = std::thread::Builder::new().name(format!("worker {}", self.hired));
        if thread.spawn(move || work(&shared, &last_words)).is_ok() {
            self.workers.insert(self.hired);
        }
        self.hired += 1;
    }

    /// Gives up workers that never come back from a scenario.
    fn look_around(&mut self) {
        let overdue = self.shared.overdue();
        overdue.into_iter().for_each(|w| self.let_go(w, "a step never came back; its worker was given up"));
    }

    /// Does without a worker; one that was still at a scenario leaves it broken, and somebody else takes its place.
    fn let_go(&mut self, worker: usize, why: &str) {
        if !self.workers.remove(&worker) {
            return;
        }
        let Some(scenario) = self.shared.release(worker) else { return };
        self.shared.finish(scenario, 1, Outcome { verdict: Verdict::Broken, reason: why.into() }, 0);
        self.hire();
    }
}

fn work(shared: &Shared, this: &LastWords) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    while let (Ok(runtime), Some(scenario)) = (&runtime, shared.take(this.worker)) {
        shared.scenario(scenario, runtime);
        if shared.release(this.worker).is_none() {
            // It was given up meanwhile, and somebody else has its place.
            break;
        }
    }
}

impl Shared {
    /// The next scenario whose locks are free. `None` when there is none: whoever holds the locks takes the rest of the
    /// queue when it is done.
    fn take(&self, worker: usize) -> Option<usize> {
        let mut queue = self.queue();
        let free = queue.waiting.iter().position(|s| self.locks(*s).all(|l| !queue.held.contains(l)))?;
        let scenario = queue.waiting.remove(free)?;
        queue.held.extend(self.locks(scenario).map(str::to_owned));
        queue.tasks.insert(worker, (scenario, Tick::now().after(self.limit(scenario) + GRACE)));
        Some(scenario)
    }

    /// Ends what a worker is at; answers the scenario, if it was at one.
    fn release(&self, worker: usize) -> Option<usize> {
        let mut queue = self.queue();
        let (scenario, _) = queue.tasks.remove(&worker)?;
        for lock in self.locks(scenario) {
            queue.held.remove(lock);
        }
        Some(scenario)
    }

    /// Workers whose time is over.
    fn overdue(&self) -> Vec<usize> {
        self.queue().tasks.iter().filter(|(_, (_, until))| until.left().is_zero()).map(|(worker, _)| *worker).collect()
    }

    /// How long a scenario may take; a drill is played a second time as its own control.
    fn limit(&self, scenario: usize) -> Duration {
        let scenario = &self.run.scenarios[scenario];
        let limit = self.run.limits.of(scenario).scenario;
        if scenario.drill.is_some() { limit * 2 } else { limit }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn locks(&self, scenario: usize) -> impl Iterator<Item = &str> {
        self.run.scenarios[scenario].tags.iter().map(AsRef::as_ref).filter(|t: &&str| t.starts_with("lock."))
    }

    fn scenario(&self, index: usize, runtime: &tokio::runtime::Runtime) {
        let scenario = &self.run.scenarios[index];
        if let Some(outcome) = self.not_at_all(scenario) {
            self.start(index, 1, "none");
            return self.finish(index, 1, outcome, 0);
        }
        for attempt in 1..=scenario.retries + 1 {
            let started = Tick::now();
            let outcome = self.attempt(index, attempt, runtime);
            let again = matches!(outcome.verdict, Verdict::Failed | Verdict::Broken)
                && attempt <= scenario.retries
                && !self.run.stop.wanted();
            self.finish(index, attempt, outcome, started.elapsed_ms());
            if !again {
                break;
            }
        }
    }

    /// Why a scenario is not begun.
    fn not_at_all(&self, scenario: &Scenario) -> Option<Outcome> {
        let skipped = |reason: String| Some(Outcome { verdict: Verdict::Skipped, reason });
        if self.run.stop.wanted() {
            return skipped("the run was interrupted".into());
        }
        let missing: Vec<String> =
            scenario.needs.iter().filter(|c| !self.run.present.contains(c)).copied().map(needed).collect();
        if !missing.is_empty() {
            return skipped(format!("needs {}", missing.join(", ")));
        }
        if !scenario.lacks.is_empty() {
            return skipped(format!("the target names no {}", scenario.lacks.join(", ")));
        }
        None
    }

    fn attempt(&self, index: usize, attempt: u32, runtime: &tokio::runtime::Runtime) -> Outcome {
        let scenario = &self.run.scenarios[index];
        let broken = |reason: String| Outcome { verdict: Verdict::Broken, reason };
        let Some(stage) = self.run.stages.get(scenario.system.as_ref()) else {
            self.start(index, attempt, "none");
            return broken(format!("nothing provides the system `{}`", scenario.system));
        };
        let order = Order { effect: scenario.effect, long: scenario.is_long(), manner: Manner::Earnest };
        let scene = match stage.set(order) {
            Ok(scene) => scene,
            Err(error) => {
                self.start(index, attempt, "none");
                return broken(error.to_string());
            }
        };
        self.start(index, attempt, &scene.stack);
        let number = u32::try_from(index).unwrap_or(u32::MAX);
        let (limits, recorder, stop) = (self.run.limits, &self.run.recorder, &self.run.stop);
        let playing = attempt::play(number, attempt, scenario, &scene, limits, None, recorder, stop);
        let mut played = runtime.block_on(playing);
        if played.outcome.verdict == Verdict::Failed
            && let Err(why) = stage.standing(&scene)
        {
            played.outcome = broken(why);
        }
        scene.own.replace(None);
        Trial { stage, scenario, number, attempt, limits, recorder, stop }.settle(played, runtime)
    }

    fn start(&self, index: usize, attempt: u32, stack: &str) {
        let scenario = u32::try_from(index).unwrap_or(u32::MAX);
        self.run.recorder.write(Event::AttemptStarted { scenario, attempt, stack: stack.to_owned() });
    }

    fn finish(&self, index: usize, attempt: u32, outcome: Outcome, took_ms: u64) {
        let scenario = u32::try_from(index).unwrap_or(u32::MAX);
        let Outcome { verdict, reason } = outcome;
        self.run.recorder.write(Event::AttemptFinished { scenario, attempt, verdict, reason, took_ms });
        if self.run.recorder.failure().is_some() {
            self.run.stop.ask();
        }
    }
}

/// A capability, with the package that brings it where it is one.
fn needed(capability: Capability) -> String {
    let (name, package) = (capability.name(), capability.brought_by());
    if package.starts_with("apt-get ") { format!("{name} ({package})") } else { name.to_owned() }
}
