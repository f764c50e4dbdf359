//! A row of the step table.

use crate::phrase::Phrase;
use crate::world::World;
use gherkin::StepType;
use runproof_core::capability::Capability;
use runproof_core::check::Check;
use runproof_core::observation::Question;

/// Why a step came to an end without a judgement.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// The feature asks for something that cannot be asked.
    #[error("{0}")]
    Plan(String),
    /// The harness or its surroundings are wrong.
    #[error("{0}")]
    Broken(String),
    /// The system did not give what the scenario needs to go on.
    #[error("{0}")]
    Failed(String),
}

/// What a phrase is turned into.
pub type Turn<T> = fn(&World, &Phrase) -> Result<T, Stop>;

/// What a sentence does.
#[derive(Clone, Copy)]
pub enum Call {
    /// Prepares the client; looks at nothing.
    Prepare(fn(&mut World, &Phrase) -> Result<(), Stop>),
    /// Asks the world a question.
    Ask(Turn<Question>),
    /// Compares what was seen last.
    Check(Turn<Check>),
    /// Compares what was seen last, or, where that is not enough, asks another question first.
    CheckOrAsk(Turn<(Option<Question>, Check)>),
    /// Asks the last question again in more detail, then compares.
    AskMore(Turn<(Question, Check)>),
    /// Does what belongs to a drill.
    Drill(DrillAct),
    /// Keeps a value of what was seen last under a name: returns name and value.
    Keep(Turn<(String, String)>),
}

/// What a sentence about a drill does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DrillAct {
    /// Begins a drill and looks at the steady state.
    Begin,
    /// Injects a fault; the clock starts.
    Strike,
    /// Begins a phase.
    Phase,
    /// Waits for the system to be back; the clock stops.
    Back,
    /// Looks at the steady state again.
    Hold,
    /// Begins a drill that brings a backup back, and says how it is chosen.
    Take,
    /// Brings the backup back, on a server made for it.
    Restore,
    /// Compares the time of the restore with its objective, where there is one.
    InTime,
    /// Looks whether every file that rows name is in their archive, where names say which.
    Filed,
    /// Looks whether the application works on the restored database, where names and target say how it is started.
    Served,
    /// Compares the newest record with the recovery point objective, where there is one.
    Recent,
}

/// What a blank names; looked up before anything starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refers {
    /// A key of the target, by alias.
    Key,
    /// A query of names.toml.
    Query,
    /// A pattern of names.toml.
    Pattern,
    /// A procedure of the target.
    Procedure,
    /// A log of the target.
    Log,
    /// An item of the catalog.
    Item,
    /// A duration such as `30s`.
    Span,
    /// A fault.
    Fault,
    /// Permission bits such as `640`.
    Mode,
    /// A verdict.
    Verdict,
    /// A way for a request to end.
    Ending,
}

/// One sentence of the vocabulary.
pub struct Row {
    /// Given, When or Then.
    pub ty: StepType,
    /// The sentence with blanks.
    pub pattern: &'static str,
    /// What it does, in one line.
    pub meaning: &'static str,
    /// The sentence with its blanks filled, as an example.
    pub example: &'static str,
    /// Blanks, counted from 0, that must name something known.
    pub refers: &'static [(usize, Refers)],
    /// What it needs of target and machine.
    pub needs: &'static [Capability],
    /// The function behind it.
    pub call: Call,
}

impl Row {
    /// `Given`, `When` or `Then`.
    #[must_use]
    pub fn keyword(&self) -> &'static str {
        match self.ty {
            StepType::Given => "Given",
            StepType::When => "When",
            StepType::Then => "Then",
        }
    }
}
