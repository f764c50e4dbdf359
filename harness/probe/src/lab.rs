//! The laboratory: stacks that a run owns, faults on them, and the permission to destroy.

use runproof_core::target::Target;
use std::fmt;
use std::path::PathBuf;

/// Permission to destroy: handed out only for what the run itself made.
///
/// The one constructor takes the run's ownership label; a lint bars it outside of the crate that makes stacks.
#[derive(Clone, Debug)]
pub struct Disposable {
    label: String,
}

impl Disposable {
    /// Declares that everything under this ownership label was made by the run.
    #[must_use]
    pub fn made_by_run(ownership_label: String) -> Self {
        Self { label: ownership_label }
    }

    /// The ownership label.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }
}

/// Something that a run made and must not leave behind.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "made", rename_all = "kebab-case")]
pub enum Made {
    /// A process, with its start time from the kernel so that a reused pid is not mistaken for it.
    Process {
        /// The process id.
        pid: u32,
        /// Field 22 of `/proc/PID/stat`, in clock ticks since boot.
        start_ticks: u64,
    },
    /// A process group, led by a process that is listed too.
    Group {
        /// The process group id.
        pgid: u32,
        /// Start time of its leader, in clock ticks since boot.
        start_ticks: u64,
    },
    /// A directory with everything below it.
    Directory {
        /// The absolute path.
        path: PathBuf,
    },
    /// A compose project: its containers, networks, volumes and images, and whatever works on it.
    Project {
        /// Its name.
        name: String,
        /// Where its engine listens; the machine's own when none.
        engine: Option<String>,
    },
}

impl fmt::Display for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Process { pid, .. } => write!(f, "process {pid}"),
            Self::Group { pgid, .. } => write!(f, "process group {pgid}"),
            Self::Directory { path } => write!(f, "directory {}", path.display()),
            Self::Project { name, .. } => write!(f, "containers, networks, volumes and images of {name}"),
        }
    }
}

/// Where a run writes down what it makes, before it is used, so that it can be cleaned up whatever happens.
pub trait Journal: Send + Sync {
    /// Something was made.
    fn made(&self, what: &Made);
    /// Something is gone.
    fn gone(&self, what: &Made);
}

/// A stack that came up.
pub trait Stack: Send {
    /// How the stack is reached: addresses, files, keys, procedures.
    fn target(&self) -> &Target;
    /// The permission to destroy it.
    fn scratch(&self) -> &Disposable;
    /// Injects a fault, written in the catalog's grammar, and proves that it is present.
    ///
    /// # Errors
    /// When the fault is not understood, does not fit this stack, or left no trace.
    fn inject(&mut self, fault: &str) -> Result<Injected, FaultError>;
    /// Undoes a fault and proves that it is gone.
    ///
    /// # Errors
    /// When the system cannot be put back; the stack must not be used any more.
    fn undo(&mut self, injected: Injected) -> Result<String, FaultError>;
    /// Whether what carries the stack is still there; in words, with what to do, when it is not.
    ///
    /// # Errors
    /// The engine of its containers is gone: what the stack shows from then on says nothing about the system.
    fn standing(&self) -> Result<(), String>;
    /// Ends every process and removes every directory of the stack.
    fn down(self: Box<Self>);
}

/// A fault that is present.
#[derive(Debug)]
pub struct Injected {
    /// The fault, as written.
    pub fault: String,
    /// How its presence was proven.
    pub proof: String,
    /// What undoes it, in the order to be done; understood by the stack that injected it.
    pub undo: Vec<Box<dyn Undo>>,
}

/// One act that undoes a part of a fault.
pub trait Undo: Send + fmt::Debug {
    /// Puts things back; says how that was proven.
    ///
    /// # Errors
    /// In words, when things cannot be put back.
    fn undo(self: Box<Self>) -> Result<String, String>;
}

/// Why a fault could not be injected or undone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultError {
    /// The words are not in the grammar.
    #[error("`{fault}` is not a fault: {why}")]
    NotUnderstood {
        /// The fault as written.
        fault: String,
        /// What is wrong with it.
        why: String,
    },
    /// The stack has no such part.
    #[error("`{fault}` does not fit this stack: {why}")]
    NotHere {
        /// The fault as written.
        fault: String,
        /// What is missing.
        why: String,
    },
    /// It was done, but nothing changed.
    #[error("`{fault}` changed nothing: {why}")]
    NoTrace {
        /// The fault as written.
        fault: String,
        /// What was looked at.
        why: String,
    },
    /// It could not be done or undone.
    #[error("`{fault}` could not be done: {why}")]
    Stuck {
        /// The fault as written.
        fault: String,
        /// The cause.
        why: String,
    },
}

/// A stack that did not come up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the stack `{stack}` did not come up: {why}")]
pub struct StackError {
    /// System and variant.
    pub stack: String,
    /// The cause, with the last words of the service that failed.
    pub why: String,
}
