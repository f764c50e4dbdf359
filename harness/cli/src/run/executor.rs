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
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
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
/// How often the coordinator looks at its workers when none has news.
const LOOK_AROUND: Duration = Duration::from_millis(50);

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
}

/// A worker as the coordinator sees it.
struct Worker {
    thread: JoinHandle<()>,
    /// The scenario it plays, and when it is given up.
    task: Option<(usize, Tick)>,
}

/// Runs everything to its end; verdicts are in the ledger.
pub fn run(run: Run) {
    let jobs = run.jobs.clamp(1, run.scenarios.len().max(1)).min(MOST_WORKERS);
    let waiting = (0..run.scenarios.len()).collect();
    let shared = Arc::new(Shared { run, queue: Mutex::new(Queue { waiting, held: BTreeSet::new() }) });
    let (news, inbox) = mpsc::channel();
    let mut crew = Crew { shared, news, workers: BTreeMap::new(), hired: 0 };
    (0..jobs).for_each(|_| crew.hire());
    while !crew.workers.is_empty() {
        let first = inbox.recv_timeout(LOOK_AROUND).ok();
        // What a thread told before it ended is in the inbox by now.
        let ended = crew.ended();
        first.into_iter().chain(inbox.try_iter()).for_each(|news| crew.hear(&news));
        crew.look_around(&ended);
    }
}

/// The workers and what they are at.
struct Crew {
    shared: Arc<Shared>,
    news: Sender<News>,
    workers: BTreeMap<usize, Worker>,
    hired: usize,
}

impl Crew {
    fn hire(&mut self) {
        let (shared, news, worker) = (self.shared.clone(), self.news.clone(), self.hired);
        self.hired += 1;
        let thread = std::thread::Builder::new().name(format!("worker {worker}"));
        if let Ok(thread) = thread.spawn(move || work(worker, &shared, &news)) {
            self.workers.insert(worker, Worker { thread, task: None });
        }
    }

    fn hear(&mut self, news: &News) {
        let (worker, task) = match *news {
            News::Took { worker, scenario } => {
                (worker, Some((scenario, Tick::now().after(self.shared.run.limits.scenario + GRACE))))
            }
            News::Done { worker } => (worker, None),
        };
        self.workers.entry(worker).and_modify(|w| w.task = task);
    }

    /// Workers whose threads have come to an end.
    fn ended(&self) -> BTreeSet<usize> {
        self.workers.iter().filter(|(_, w)| w.thread.is_finished()).map(|(number, _)| *number).collect()
    }

    /// Lets go of workers that are through, and of those that died or never come back from a scenario.
    fn look_around(&mut self, ended: &BTreeSet<usize>) {
        let overdue = |w: &Worker| w.task.is_some_and(|(_, until)| until.left().is_zero());
        let gone: Vec<usize> =
            self.workers.iter().filter(|(n, w)| ended.contains(n) || overdue(w)).map(|(n, _)| *n).collect();
        for number in gone {
            let task = self.workers.remove(&number).and_then(|w| w.task);
            let Some((scenario, _)) = task else { continue };
            let why = match ended.contains(&number) {
                true => "its worker died",
                false => "a step never came back; its worker was given up",
            };
            self.shared.finish(scenario, 1, Outcome { verdict: Verdict::Broken, reason: why.into() }, 0);
            self.shared.release(scenario);
            self.hire();
        }
    }
}

fn work(worker: usize, shared: &Shared, news: &Sender<News>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    while let (Ok(runtime), Some(scenario)) = (&runtime, shared.take()) {
        let _ = news.send(News::Took { worker, scenario });
        shared.scenario(scenario, runtime);
        shared.release(scenario);
        let _ = news.send(News::Done { worker });
    }
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
        let missing: Vec<String> =
            scenario.needs.iter().filter(|c| !self.run.present.contains(c)).map(needed).collect();
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

/// A capability, with the package that brings it where it is one.
fn needed(capability: &Capability) -> String {
    let (name, package) = (capability.name(), capability.brought_by());
    if package.starts_with("apt-get ") { format!("{name} ({package})") } else { name.to_owned() }
}
