//! What one scenario remembers, and the one place where questions are asked and checks are made.

use crate::phrase::Phrase;
use crate::row::{Call, DrillAct, Row, Stop};
use crate::table;
use gherkin::StepType;
use runproof_core::check::Check;
use runproof_core::names::Names;
use runproof_core::noun::http::{Cookies, Redirects, Trust};
use runproof_core::observation::{Observation, Question};
use runproof_core::verdict::{Judgement, Verdict};
use runproof_probe::ask::{Prober, Seen};
use runproof_probe::clock::{self, Tick};
use runproof_probe::outlook::Outlook;
use runproof_probe::secret::Redactor;
use runproof_probe::wait::Polling;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

mod drill;
mod names;
mod rehearsing;
mod restore;
mod visit;
mod watch;

pub use drill::Lab;

/// Pause between two looks of a `within`.
const POLL_EVERY: Duration = Duration::from_millis(200);

/// The memory of one scenario.
#[derive(Debug, Default)]
pub struct World {
    /// How the following requests are sent.
    pub client: Client,
    /// What was seen last; none before the first question.
    pub last: Option<Look>,
    /// Values kept in this scenario, by name.
    pub kept: BTreeMap<String, String>,
    /// The feature's file, from which child features are named.
    pub feature: String,
    /// Moment the scenario began, in milliseconds since 1970.
    pub began_unix_ms: i64,
    /// What the present step saw and compared; taken out by the executor when the step ends.
    pub facts: Vec<Fact>,
    scene: Option<Scene>,
    /// What faults may act on.
    lab: Lab,
    drill: Option<drill::Drill>,
    /// A drill about a backup.
    restore: Option<restore::RestoreDrill>,
    /// Whether what is compared must hold before a drill.
    beforehand: bool,
    /// Whether something that was compared did not hold.
    failed: bool,
    /// In a negative control, how long the way back is waited for.
    control: Option<Duration>,
}

/// How requests are sent, as far as a scenario has said so.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// Headers of every following request.
    pub headers: Vec<(String, String)>,
    /// Alias of the key that signs.
    pub key: Option<String>,
    /// Whether redirects are followed.
    pub redirects: Redirects,
    /// Whether certificates are verified.
    pub trust: Trust,
    /// Whether cookies are kept.
    pub cookies: Cookies,
}

/// A question with what was seen.
#[derive(Debug)]
pub struct Look {
    /// The question.
    pub question: Question,
    /// What was seen: redacted for the ledger, raw for keeping values.
    pub seen: Seen,
    /// Its place among the observations of the scenario.
    pub number: u64,
}

/// Something that goes into the ledger.
#[derive(Debug)]
pub enum Fact {
    /// An observation with its number in the scenario.
    Observed {
        /// Counted from 0 in the scenario.
        number: u64,
        /// Milliseconds it took.
        took_ms: u64,
        /// What was seen, redacted.
        seen: Box<Observation>,
    },
    /// A comparison with the observation of that number.
    Checked {
        /// The observation's number in the scenario.
        number: u64,
        /// The expectation, redacted.
        check: Box<Check>,
        /// What came of it.
        judgement: Box<Judgement>,
        /// How often it was looked.
        polls: u32,
    },
}

/// What a scenario plays in: the probe, names and variables.
#[derive(Debug)]
struct Scene {
    prober: Prober,
    redactor: Redactor,
    names: Arc<Names>,
    variables: Arc<BTreeMap<String, String>>,
    observations: u64,
    action_ms: u64,
}

impl World {
    /// A world for a scenario of that feature, with this outlook.
    #[must_use]
    pub fn before(
        feature: &str,
        outlook: Arc<Outlook>,
        names: Arc<Names>,
        variables: Arc<BTreeMap<String, String>>,
    ) -> Self {
        let redactor = outlook.subject().redactor.clone();
        let prober = Prober::before(outlook);
        let scene = Scene { prober, redactor, names, variables, observations: 0, action_ms: 0 };
        Self { scene: Some(scene), feature: feature.to_owned(), began_unix_ms: clock::unix_ms(), ..Self::default() }
    }

    /// The same world with a stack that faults may act on.
    #[must_use]
    pub fn with(mut self, lab: Lab) -> Self {
        self.lab = lab;
        self
    }

    /// A world like this one that looks from outside: with the same client and the same values, and no memory of what
    /// this one saw.
    fn outside(&self) -> Result<Self, Stop> {
        let scene = self.scene()?;
        let outside = Self::before(&self.feature, scene.prober.outlook(), scene.names.clone(), scene.variables.clone());
        Ok(Self { client: self.client.clone(), kept: self.kept.clone(), ..outside })
    }

    /// Does what a row says; polls a check for at most `within` when it is given.
    ///
    /// # Errors
    /// [`Stop`] when no judgement was possible.
    pub async fn perform(&mut self, row: &Row, phrase: &Phrase, within: Option<Duration>) -> Result<Verdict, Stop> {
        let scene = self.scene.as_ref().ok_or_else(|| Stop::Broken("the scenario has no target".into()))?;
        let phrase = phrase.filled(&[&self.kept, &scene.variables])?;
        let of_procedure = row.ty == StepType::Then && self.saw_a_procedure() && !matches!(row.call, Call::Drill(_));
        if self.control.is_some() && of_procedure {
            // Its procedures do nothing: only what the system shows may turn a control red.
            return Ok(Verdict::Passed);
        }
        if let Call::Drill(act) = row.call {
            return match act {
                DrillAct::Take
                | DrillAct::Restore
                | DrillAct::InTime
                | DrillAct::Recent
                | DrillAct::Filed
                | DrillAct::Served => Box::pin(self.restore_drill(act, &phrase)).await,
                _ => self.drill(act, &phrase).await,
            };
        }
        self.carry_out(row, &phrase, within).await
    }

    /// Does what a row says, with a phrase that is filled.
    async fn carry_out(&mut self, row: &Row, phrase: &Phrase, within: Option<Duration>) -> Result<Verdict, Stop> {
        match row.call {
            Call::Prepare(prepare) => prepare(self, phrase).map(|()| Verdict::Passed),
            Call::Ask(ask) => {
                let question = ask(self, phrase)?;
                let started = Tick::now();
                Box::pin(self.ask_on_the_clock(question)).await?;
                self.scene_mut()?.action_ms = started.elapsed_ms();
                self.done()
            }
            Call::Check(check) => {
                let check = check(self, phrase)?;
                self.compare(check, within).await
            }
            Call::AskMore(more) => {
                let (question, check) = more(self, phrase)?;
                self.compare_aside(question, check, within).await
            }
            Call::CheckOrAsk(decide) => match decide(self, phrase)? {
                (None, check) => self.compare(check, within).await,
                (Some(question), check) => self.compare_aside(question, check, within).await,
            },
            Call::Drill(_) => Err(Stop::Plan("a drill cannot stand in a drill".into())),
            Call::Keep(keep) => {
                let (name, value) = keep(self, phrase)?;
                self.kept.insert(name, value);
                Ok(Verdict::Passed)
            }
        }
    }

    async fn ask(&mut self, question: Question) -> Result<(), Stop> {
        let scene = self.scene_mut()?;
        let seen = scene.prober.ask(&question).await;
        let number = scene.observations;
        scene.observations += 1;
        self.facts.push(Fact::Observed { number, took_ms: seen.took_ms, seen: Box::new(seen.observation.clone()) });
        self.last = Some(Look { question, seen, number });
        Ok(())
    }

    /// Asks a question of its own for one comparison; what was seen before stays what was seen last.
    async fn compare_aside(
        &mut self,
        question: Question,
        check: Check,
        within: Option<Duration>,
    ) -> Result<Verdict, Stop> {
        let before = self.last.take();
        self.ask(question).await?;
        let outcome = self.compare(check, within).await;
        self.last = before;
        outcome
    }

    async fn compare(&mut self, check: Check, within: Option<Duration>) -> Result<Verdict, Stop> {
        let check: Check = self.scene()?.redactor.typed("check", check);
        let check = if self.beforehand { Check::Beforehand(Box::new(check)) } else { check };
        let mut polling = Polling::new(POLL_EVERY, Tick::now().after(within.unwrap_or_default()));
        loop {
            let look = self.look()?;
            let judgement = check.judge(&look.seen.observation);
            if judgement.verdict == Verdict::Passed || within.is_none() || !polling.again().await {
                let (number, verdict, polls) = (look.number, judgement.verdict, polling.attempts());
                self.failed |= verdict == Verdict::Failed;
                if verdict != Verdict::Passed {
                    self.portray().await?;
                }
                let (check, judgement) = (Box::new(check), Box::new(judgement));
                self.facts.push(Fact::Checked { number, check, judgement, polls });
                return Ok(verdict);
            }
            let question = self.look()?.question.clone();
            // Only the last of several looks is kept: the others are counted in `polls`.
            self.facts.clear();
            self.ask(question).await?;
        }
    }

    /// Writes down what the world itself saw, with its comparison.
    fn record(&mut self, seen: Observation, check: Check) -> Result<Verdict, Stop> {
        let scene = self.scene_mut()?;
        let number = scene.observations;
        scene.observations += 1;
        let judgement = Box::new(check.judge(&seen));
        let verdict = judgement.verdict;
        self.facts.push(Fact::Observed { number, took_ms: 0, seen: Box::new(seen) });
        self.facts.push(Fact::Checked { number, check: Box::new(check), judgement, polls: 1 });
        Ok(verdict)
    }

    fn saw_a_procedure(&self) -> bool {
        self.last.as_ref().is_some_and(|l| matches!(l.seen.observation, Observation::Procedure(_)))
    }

    /// What was seen last.
    ///
    /// # Errors
    /// [`Stop::Plan`] when nothing was looked at yet.
    pub fn look(&self) -> Result<&Look, Stop> {
        self.last
            .as_ref()
            .ok_or_else(|| Stop::Plan("nothing was looked at yet: a `When` line is missing before".into()))
    }

    /// Masks that were put on since the last call: rule, place, count.
    #[must_use]
    pub fn masks(&self) -> Vec<(String, String, u64)> {
        self.scene.as_ref().map(|s| s.redactor.drain_masks()).unwrap_or_default()
    }

    fn scene(&self) -> Result<&Scene, Stop> {
        self.scene.as_ref().ok_or_else(|| Stop::Broken("the scenario has no target".into()))
    }

    fn scene_mut(&mut self) -> Result<&mut Scene, Stop> {
        self.scene.as_mut().ok_or_else(|| Stop::Broken("the scenario has no target".into()))
    }
}

impl cucumber::World for World {
    type Error = std::convert::Infallible;

    async fn new() -> Result<Self, Self::Error> {
        Ok(Self::default())
    }
}

/// Runs a step of a stock cucumber run: the row is looked up by the step's text.
pub(crate) async fn perform_by_text(world: &mut World, context: cucumber::step::Context) {
    if let Some((row, phrase)) = table::lookup(&context.step) {
        let outcome = world.perform(row, &phrase, None).await;
        if outcome != Ok(Verdict::Passed) {
            std::panic::resume_unwind(Box::new(format!("{outcome:?}")));
        }
    }
}
