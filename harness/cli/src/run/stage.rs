//! Where scenarios play: one shared stack for those that only read, a copy of its own for every other.

use runproof_core::catalog::Effect;
use runproof_core::names::Names;
use runproof_probe::lab::StackError;
use runproof_probe::outlook::Outlook;
use runproof_steps::world::Lab;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What one scenario plays before.
pub struct Scene {
    /// The name of the stack in the ledger.
    pub stack: String,
    /// What probes look at.
    pub outlook: Arc<Outlook>,
    /// The names of the system.
    pub names: Arc<Names>,
    /// Variables of profile, target and stack.
    pub variables: Arc<BTreeMap<String, String>>,
    /// The stack itself, when it belongs to this scenario alone.
    pub own: Lab,
}

/// What a scenario needs of its scene.
#[derive(Clone, Copy, Debug, Default)]
pub struct Order {
    /// What it does to the system.
    pub effect: Effect,
    /// Whether procedures may take their time, as in drills and builds.
    pub long: bool,
    /// Whether it is played in earnest.
    pub manner: Manner,
}

impl Order {
    /// Whether a scene that all share will do.
    #[must_use]
    pub fn is_usual(self) -> bool {
        !self.long && self.manner == Manner::Earnest
    }
}

/// How a scenario is played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manner {
    /// In earnest.
    #[default]
    Earnest,
    /// As a negative control whose procedures do nothing.
    Idle,
    /// As a negative control in which a backup is restored that must be refused.
    Tampered,
}

/// Sets scenes for the scenarios of one system.
pub trait Stage: Send + Sync {
    /// A scene for a scenario.
    ///
    /// # Errors
    /// When a stack of its own did not come up.
    fn set(&self, order: Order) -> Result<Scene, StackError>;

    /// Whether what carries a scene is still there.
    ///
    /// # Errors
    /// In words, when it is not: then nothing is known about the system.
    fn standing(&self, scene: &Scene) -> Result<(), String>;

    /// Ends what is shared.
    fn strike(&self);
}
