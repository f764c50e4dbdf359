//! The stage of a system that is already there: nothing is started, nothing is destroyed.

use super::scene::{Backdrop, Script};
use super::stage::{Manner, Order, Scene, Stage};
use runproof_core::target::Target;
use runproof_probe::lab::StackError;

/// A live target.
pub struct LiveStage {
    script: Script,
    target: Target,
    backdrop: Backdrop,
}

impl LiveStage {
    /// A stage before a target.
    ///
    /// # Errors
    /// When the target does not make a subject.
    pub fn open(script: Script, target: &Target) -> Result<Self, StackError> {
        let backdrop = script.backdrop(target, None, Order::default())?;
        Ok(Self { script, target: target.clone(), backdrop })
    }
}

impl Stage for LiveStage {
    fn set(&self, order: Order) -> Result<Scene, StackError> {
        if order.manner == Manner::Idle {
            // What was recovered stays recovered: nothing that is done here afterwards could show that the drill can fail.
            return Err(self.script.failure("a negative control needs a fresh stack, and this system is somebody's"));
        }
        if order.is_usual() {
            return Ok(self.script.scene("live".into(), &self.backdrop, None));
        }
        let backdrop = self.script.backdrop(&self.target, None, order)?;
        Ok(self.script.scene("live".into(), &backdrop, None))
    }

    /// It is somebody's system: whatever is gone there is its own failure.
    fn standing(&self, _: &Scene) -> Result<(), String> {
        Ok(())
    }

    fn strike(&self) {}
}
