//! The stage of a system that is already there: nothing is started, nothing is destroyed.

use super::scene::Script;
use super::stage::{Scene, Stage};
use runproof_core::catalog::Effect;
use runproof_core::target::Target;
use runproof_probe::lab::StackError;

/// A live target.
pub struct LiveStage {
    /// How scenes are made.
    pub script: Script,
    /// The target.
    pub target: Target,
}

impl Stage for LiveStage {
    fn set(&self, _: Effect) -> Result<Scene, StackError> {
        self.script.scene("live".into(), &self.target, None, None)
    }

    fn strike(&self) {}
}
