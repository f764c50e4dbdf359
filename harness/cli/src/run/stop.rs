//! The wish to stop: by signal or by the time limit of the run.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use tokio::sync::watch;

/// Shared between the signal listener, the coordinator and the workers.
#[derive(Clone, Debug)]
pub struct Stop {
    wanted: Arc<watch::Sender<bool>>,
    by_signal: Arc<AtomicBool>,
}

impl Default for Stop {
    fn default() -> Self {
        Self { wanted: Arc::new(watch::Sender::new(false)), by_signal: Arc::default() }
    }
}

impl Stop {
    /// A stop that SIGINT and SIGTERM ask for; a second signal has no further effect. Listening ends with the last copy.
    ///
    /// # Errors
    /// When signals cannot be listened to.
    pub fn on_signals() -> std::io::Result<Self> {
        let stop = Self::default();
        let (wanted, by_signal) = (Arc::downgrade(&stop.wanted), stop.by_signal.clone());
        let gone = stop.wanted.subscribe();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        std::thread::Builder::new()
            .name("signals".into())
            .spawn(move || runtime.block_on(listen(wanted, by_signal, gone)))?;
        Ok(stop)
    }

    /// Asks everybody to stop.
    pub fn ask(&self) {
        self.wanted.send_replace(true);
    }

    /// Whether somebody asked.
    #[must_use]
    pub fn wanted(&self) -> bool {
        *self.wanted.borrow()
    }

    /// Whether a signal asked.
    #[must_use]
    pub fn by_signal(&self) -> bool {
        self.by_signal.load(Ordering::SeqCst)
    }

    /// Comes to an end when somebody asks.
    pub async fn asked(&self) {
        let mut wanted = self.wanted.subscribe();
        let _ = wanted.wait_for(|w| *w).await;
    }
}

/// Hands signals on until nobody is left who could be asked to stop.
async fn listen(wanted: Weak<watch::Sender<bool>>, by_signal: Arc<AtomicBool>, mut gone: watch::Receiver<bool>) {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return;
    };
    loop {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            changed = gone.changed() => match changed {
                Ok(()) => continue,
                Err(_) => return,
            },
        }
        by_signal.store(true, Ordering::SeqCst);
        if let Some(wanted) = wanted.upgrade() {
            wanted.send_replace(true);
        }
    }
}
