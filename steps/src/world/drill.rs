//! A drill in a world: steady state, fault, phases on the clock, looks from outside, the way back.

use super::World;
use super::watch::{Steady, Watch};
use crate::phrase::Phrase;
use crate::row::{DrillAct, Stop};
use runproof_core::check::Check;
use runproof_core::noun::drill::{DrillCheck, Drilled, IN_A_ROW, Phase, Recovery, Struck, WAITING};
use runproof_core::observation::{Observation, Question};
use runproof_core::verdict::Verdict;
use runproof_probe::clock::Tick;
use runproof_probe::lab::Stack;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A system that is not back so long after its objective is not waited for any longer, and neither is one that is not back
/// by twice its objective: how late it is, is worth knowing, but not for ever.
const LATE: Duration = Duration::from_secs(30);
/// How long a drill without an objective is waited for.
const WITHOUT_OBJECTIVE: Duration = Duration::from_secs(300);

/// What undoes a fault: faults strike only what the run made for this scenario and removes after it, in whatever way the
/// run ends.
const UNDO: &str = "the stack, which was made for this drill, is removed";

/// A stack that faults may act on; whoever took it out ended it.
#[derive(Clone, Default)]
pub struct Lab(Arc<Mutex<Option<Box<dyn Stack>>>>);

impl Lab {
    /// A place with a stack in it, or an empty one.
    #[must_use]
    pub fn of(stack: Option<Box<dyn Stack>>) -> Self {
        Self(Arc::new(Mutex::new(stack)))
    }

    /// Does something with the stack; `None` when there is none.
    pub fn with<T>(&self, act: impl FnOnce(&mut Box<dyn Stack>) -> T) -> Option<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).as_mut().map(act)
    }

    /// Ends the stack, when there is one, and puts another in its place.
    pub fn replace(&self, stack: Option<Box<dyn Stack>>) {
        let old = std::mem::replace(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner), stack);
        if let Some(old) = old {
            old.down();
        }
    }
}

impl fmt::Debug for Lab {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lab")
    }
}

/// A drill that has begun.
#[derive(Debug)]
pub(super) struct Drill {
    told: Drilled,
    steady: Steady,
    watch: Watch,
    clock: Option<Tick>,
    open: Option<Open>,
}

/// A phase that has begun and not ended.
#[derive(Debug)]
struct Open {
    phase: Phase,
    began: Tick,
    /// The act that took longest, and its milliseconds.
    longest: (String, u64),
}

impl World {
    /// The same drill with procedures that do nothing: what they print is not looked at, and the way back is waited for
    /// no longer than this.
    #[must_use]
    pub fn as_control(mut self, patience: Duration) -> Self {
        self.control = Some(patience);
        self
    }

    /// What the drill came to so far, when there is one.
    #[must_use]
    pub fn drilled(&self) -> Option<Drilled> {
        let restored = self.restore.as_ref().map(super::restore::RestoreDrill::told);
        self.drill.as_ref().map(|d| d.told.clone()).or(restored)
    }

    /// Does what a sentence about a drill says.
    pub(super) async fn drill(&mut self, act: DrillAct, phrase: &Phrase) -> Result<Verdict, Stop> {
        match act {
            DrillAct::Begin => self.begin(phrase).await,
            DrillAct::Strike => self.strike(&phrase.text(0)).await,
            DrillAct::Phase => self.enter(phrase),
            DrillAct::Back => self.back(phrase).await,
            DrillAct::Hold => self.hold().await,
            _ => Err(no_drill()),
        }
    }

    async fn begin(&mut self, phrase: &Phrase) -> Result<Verdict, Stop> {
        let name = phrase.text(0);
        let written = (phrase.text(1) != "steady state").then(|| phrase.duration(2)).transpose()?;
        let objective = self.scene()?.prober.subject().budgets.get(&name).copied().or(written);
        let steady = Steady::of(&phrase.lines);
        let watch = Watch::of(&steady, self.outside()?);
        let recovery = Recovery { drill: name, objective_ms: objective.map(millis), ..Recovery::default() };
        let told = Drilled { recovery, ..Drilled::default() };
        self.beforehand = true;
        let verdict = self.look_at(&steady).await;
        self.beforehand = false;
        let verdict = verdict?;
        self.drill = Some(Drill {
            told: Drilled { steady_before: Some(verdict), ..told },
            steady,
            watch,
            clock: None,
            open: None,
        });
        Ok(verdict)
    }

    /// Looks once, for the record: every observation and comparison goes into the ledger.
    async fn look_at(&mut self, steady: &Steady) -> Result<Verdict, Stop> {
        let mut worst = Verdict::Passed;
        for (row, phrase) in steady.sentences() {
            worst = worst.max(Box::pin(self.carry_out(row, phrase, None)).await?);
        }
        Ok(worst)
    }

    async fn strike(&mut self, fault: &str) -> Result<Verdict, Stop> {
        let injected = self.lab.with(|stack| stack.inject(fault));
        let injected = injected.ok_or_else(|| Stop::Broken("a fault needs a stack of the run's own".into()))?;
        let injected = injected.map_err(|e| Stop::Broken(e.to_string()))?;
        let struck = Struck { fault: fault.to_owned(), undo: UNDO.into(), proof: injected.proof };
        let drill = self.drill.as_mut().ok_or_else(no_drill)?;
        drill.told.faults.push(struck);
        drill.start_clock(format!("the fault `{fault}`"));
        drill.watch.glance().await;
        Ok(Verdict::Passed)
    }

    fn enter(&mut self, phrase: &Phrase) -> Result<Verdict, Stop> {
        let budget = (phrase.text(1) != "begins").then(|| phrase.duration(2)).transpose()?;
        let drill = self.drill.as_mut().ok_or_else(no_drill)?;
        drill.start_clock("the operator's first act".into());
        drill.enter(phrase.text(0), budget);
        Ok(Verdict::Passed)
    }

    /// Asks while the outside is watched, when a drill is on the clock.
    pub(super) async fn ask_on_the_clock(&mut self, question: Question) -> Result<(), Stop> {
        let Some(mut drill) = self.drill.take_if(|d| d.clock.is_some()) else {
            return self.ask(question).await;
        };
        let (label, began) = (label(&question), Tick::now());
        let asked = {
            let (asking, watch) = (self.ask(question), &mut drill.watch);
            watch.during(asking).await
        };
        drill.note(label, began.elapsed_ms());
        self.drill = Some(drill);
        asked
    }

    /// Waits until the outside sees the steady state, and what the lines below say, several times in a row.
    async fn back(&mut self, phrase: &Phrase) -> Result<Verdict, Stop> {
        let mut drill = self.drill.take().ok_or_else(no_drill)?;
        drill.start_clock("the end of the operator's last act".into());
        drill.enter(WAITING.into(), None);
        let steady = drill.steady.and(&phrase.lines);
        let limit = self.control.unwrap_or_else(|| drill.patience(self.failed));
        drill.watch.until(&steady, IN_A_ROW, Tick::now().after(limit)).await;
        let recovery = drill.recovered();
        self.drill = Some(drill);
        let judged = self.record(Observation::Recovery(recovery), Check::Drill(DrillCheck::Back))?;
        Ok(self.look_at(&steady).await?.max(judged))
    }

    async fn hold(&mut self) -> Result<Verdict, Stop> {
        let steady = self.drill.as_ref().ok_or_else(no_drill)?.steady.clone();
        let verdict = self.look_at(&steady).await?;
        if let Some(drill) = &mut self.drill {
            drill.told.steady_after = Some(verdict);
        }
        Ok(verdict)
    }
}

impl Drill {
    fn start_clock(&mut self, by: String) {
        if self.clock.is_none() {
            let now = Tick::now();
            self.clock = Some(now);
            self.told.recovery.clock = by;
            self.watch.start(now);
        }
    }

    /// How long the way back is waited for: a drill that failed before is not held up by it for long.
    fn patience(&self, failed: bool) -> Duration {
        if failed {
            return LATE;
        }
        let objective = self.told.recovery.objective_ms.map(Duration::from_millis);
        let spent = self.clock.map(Tick::elapsed).unwrap_or_default();
        objective.map_or(WITHOUT_OBJECTIVE, |o| (o + o.min(LATE)).saturating_sub(spent))
    }

    fn enter(&mut self, name: String, budget: Option<Duration>) {
        self.close();
        let began_ms = self.clock.map(Tick::elapsed_ms).unwrap_or_default();
        let phase = Phase { name, began_ms, budget_ms: budget.map(millis), ..Phase::default() };
        self.open = Some(Open { phase, began: Tick::now(), longest: ("nothing".into(), 0) });
    }

    /// An act that was done in the present phase; before the first phase is named, it is one of its own.
    fn note(&mut self, act: String, took_ms: u64) {
        if self.open.is_none() {
            self.enter("act".into(), None);
        }
        let Some(open) = &mut self.open else { return };
        open.phase.acts += 1;
        if took_ms >= open.longest.1 {
            open.longest = (act, took_ms);
        }
    }

    fn close(&mut self) {
        let Some(Open { mut phase, began, longest }) = self.open.take() else { return };
        let (looks, bad) = self.watch.counted();
        phase.took_ms = began.elapsed_ms();
        phase.bound_by = longest.0;
        (phase.looks, phase.bad_looks) = (looks, bad);
        self.told.recovery.phases.push(phase);
    }

    /// Stops the clock.
    fn recovered(&mut self) -> Recovery {
        if let Some(open) = &mut self.open {
            open.longest.0 = WAITING.into();
        }
        self.close();
        let recovery = &mut self.told.recovery;
        recovery.watched_ms = self.clock.map(Tick::elapsed_ms).unwrap_or_default();
        self.watch.tell(recovery);
        recovery.clone()
    }
}

/// What an act is called in a phase.
fn label(question: &Question) -> String {
    match question {
        Question::Procedure { name, .. } => format!("procedure `{name}`"),
        Question::Http { request } | Question::Page { request } => {
            format!("request `{} {}`", request.method, request.url)
        }
        _ => "a look".into(),
    }
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

fn no_drill() -> Stop {
    Stop::Plan("no drill has begun: `Given the drill \"…\" has the steady state` is missing before".into())
}
