//! The stage of a reference stack: one shared by all that only read, a fresh copy for every other scenario.

use super::scene::{Backdrop, Script};
use super::stage::{Order, Scene, Stage};
use runproof_core::catalog::Effect;
use runproof_core::ledger::Event;
use runproof_core::target::Target;
use runproof_fixtures::embedded::Template;
use runproof_probe::clock::Tick;
use runproof_probe::lab::{Journal, Stack, StackError};
use runproof_probe::subject::Permit;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Reference stacks of one system in one variant.
pub struct EmbeddedStage {
    script: Script,
    template: Template,
    what: String,
    journal: Arc<dyn Journal>,
    shared: Mutex<Option<Shared>>,
    copies: AtomicU32,
}

/// The stack of all scenarios that only read.
struct Shared {
    stack: Box<dyn Stack>,
    backdrop: Backdrop,
}

impl EmbeddedStage {
    /// Starts the shared stack.
    ///
    /// # Errors
    /// When it does not come up.
    pub fn open(
        script: Script,
        template: Template,
        what: String,
        journal: Arc<dyn Journal>,
    ) -> Result<Self, StackError> {
        let stage = Self { script, template, what, journal, shared: Mutex::default(), copies: AtomicU32::new(0) };
        let stack = stage.start("shared")?;
        let backdrop = stage.script.backdrop(stack.target(), None, Order::default())?;
        *stage.shared() = Some(Shared { stack, backdrop });
        Ok(stage)
    }

    /// The shared stack's target, completed by what the user wrote for it.
    pub fn target(&self) -> Target {
        self.shared().as_ref().map(|s| self.script.merged(s.stack.target()).target).unwrap_or_default()
    }

    fn shared(&self) -> MutexGuard<'_, Option<Shared>> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn start(&self, name: &str) -> Result<Box<dyn Stack>, StackError> {
        let began = Tick::now();
        let stack = self.template.start(self.journal.clone())?;
        let (stack_name, what) = (name.to_owned(), self.what.clone());
        self.script.recorder.write(Event::StackStarted { stack: stack_name, what, took_ms: began.elapsed_ms() });
        Ok(Box::new(stack))
    }
}

impl Stage for EmbeddedStage {
    fn set(&self, order: Order) -> Result<Scene, StackError> {
        if order.effect == Effect::Reads {
            let shared = self.shared();
            let shared = shared.as_ref().ok_or_else(|| self.script.failure("the shared stack is gone"))?;
            if order.is_usual() {
                return Ok(self.script.scene("shared".into(), &shared.backdrop, None));
            }
            let backdrop = self.script.backdrop(shared.stack.target(), None, order)?;
            return Ok(self.script.scene("shared".into(), &backdrop, None));
        }
        let name = format!("copy-{}", self.copies.fetch_add(1, Ordering::Relaxed) + 1);
        let own = self.start(&name)?;
        let backdrop = self.script.backdrop(own.target(), Some(Permit::Everything), order)?;
        Ok(self.script.scene(name, &backdrop, Some(own)))
    }

    fn standing(&self, scene: &Scene) -> Result<(), String> {
        let own = scene.own.with(|stack| stack.standing());
        own.or_else(|| self.shared().as_ref().map(|shared| shared.stack.standing())).unwrap_or(Ok(()))
    }

    fn strike(&self) {
        let shared = self.shared().take();
        if let Some(shared) = shared {
            shared.stack.down();
            self.script.recorder.write(Event::StackStopped { stack: "shared".into() });
        }
    }
}
