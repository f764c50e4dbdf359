//! The executor: a few worker threads, each with one scenario and a runtime of its own.
//!
//! Threads keep a step that blocks from holding up its neighbours; a worker that never comes back is given up.

use super::attempt::{self, Limits, Outcome};
use super::recorder::Recorder;
use super::stage::Stage;
use super::stop::Stop;
use crate::plan::scenario::Scenario;
use runproof_core::capability::Capability;
use runproof_core::ledger::Event;
use runproof_core::verdict::Verdict;
use runproof_probe::clock::Tick;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
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

struct Shared {
    run: Run,
    queue: Mutex<Queue>,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<usize>,
    held: BTreeSet<String>,
}

/// What a worker tells the coordinator.
enum News {
    Took { worker: usize, scenario: usize },
    Done { worker: usize },
    Idle { worker: usize },
}

/// Runs everything to its end; verdicts are in the ledger. Returns the number of workers given up.
pub fn run(run: Run) -> usize {
    let jobs = run.jobs.max(1);
    let waiting = (0..run.scenarios.len()).collect();
    let shared = Arc::new(Shared { run, queue: Mutex::new(Queue { waiting, held: BTreeSet::new() }) });
    let (news, inbox) = mpsc::channel();
    let mut busy: BTreeMap<usize, Option<(usize, Tick)>> = BTreeMap::new();
    let mut next_worker = 0;
    let mut hire = |busy: &mut BTreeMap<usize, Option<(usize, Tick)>>| {
        let (shared, news, worker) = (shared.clone(), news.clone(), next_worker);
        next_worker += 1;
        let spawned =
            std::thread::Builder::new().name(format!("worker {worker}")).spawn(move || work(worker, &shared, &news));
        if spawned.is_ok() {
            busy.insert(worker, None);
        }
    };
    (0..jobs).for_each(|_| hire(&mut busy));
    let mut given_up = 0;
    while !busy.is_empty() {
        match inbox.recv_timeout(Duration::from_millis(250)) {
            Ok(News::Took { worker, scenario }) => {
                let until = Tick::now().after(shared.run.limits.scenario + GRACE);
                busy.entry(worker).and_modify(|b| *b = Some((scenario, until)));
            }
            Ok(News::Done { worker }) => {
                busy.entry(worker).and_modify(|b| *b = None);
            }
            Ok(News::Idle { worker }) => {
                busy.remove(&worker);
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
        }
        let overdue: Vec<(usize, usize)> = busy
            .iter()
            .filter_map(|(w, b)| b.filter(|(_, until)| until.left().is_zero()).map(|(s, _)| (*w, s)))
            .collect();
        for (worker, scenario) in overdue {
            busy.remove(&worker);
            given_up += 1;
            shared.finish(
                scenario,
                1,
                Outcome { verdict: Verdict::Broken, reason: "a step never came back; its worker was given up".into() },
                0,
            );
            hire(&mut busy);
        }
    }
    given_up
}

fn work(worker: usize, shared: &Shared, news: &Sender<News>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    while let (Ok(runtime), Some(scenario)) = (&runtime, shared.take()) {
        let _ = news.send(News::Took { worker, scenario });
        shared.scenario(scenario, runtime);
        shared.release(scenario);
        let _ = news.send(News::Done { worker });
    }
    let _ = news.send(News::Idle { worker });
}

impl Shared {
    /// The next scenario whose locks are free. `None` when there is none: whoever holds the locks takes the rest of the
    /// queue when it is done.
    fn take(&self) -> Option<usize> {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let free = queue.waiting.iter().position(|s| self.locks(*s).all(|l| !queue.held.contains(l)))?;
        let scenario = queue.waiting.remove(free)?;
        queue.held.extend(self.locks(scenario).map(str::to_owned));
        Some(scenario)
    }

    fn release(&self, scenario: usize) {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        for lock in self.locks(scenario) {
            queue.held.remove(lock);
        }
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
        let missing: Vec<&str> =
            scenario.needs.iter().filter(|c| !self.run.present.contains(c)).map(|c| c.name()).collect();
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
        let mut scene = match stage.set(scenario.effect) {
            Ok(scene) => scene,
            Err(error) => {
                self.start(index, attempt, "none");
                return broken(error.to_string());
            }
        };
        self.start(index, attempt, &scene.stack);
        let number = u32::try_from(index).unwrap_or(u32::MAX);
        let playing =
            attempt::play(number, attempt, scenario, &scene, self.run.limits, &self.run.recorder, &self.run.stop);
        let outcome = runtime.block_on(playing);
        if let Some(own) = scene.own.take() {
            own.down();
        }
        outcome
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
