//! Waiting until a page has come to rest.

use super::session::{Session, script};
use crate::clock::Tick;
use crate::wait::Polling;
use std::time::Duration;

/// Between two looks.
const EVERY: Duration = Duration::from_millis(30);
/// Nothing may have moved for so long.
const QUIET: Duration = Duration::from_millis(90);
/// A page that does not rest is looked at as it is after so long.
const PATIENCE: Duration = Duration::from_secs(5);

impl Session {
    /// Waits until no answer is awaited and the page stays as it is; says whether it came to that.
    pub(super) async fn rest(&self) -> bool {
        let mut last: Option<(String, Tick)> = None;
        let mut polling = Polling::new(EVERY, Tick::now().after(PATIENCE));
        loop {
            let stamp = self.run(script!("rest.js"), Vec::new()).await.ok();
            let stamp = stamp.as_ref().and_then(|s| s.as_str()).unwrap_or_default().to_owned();
            let since = match &last {
                Some((before, since)) if *before == stamp => *since,
                _ => Tick::now(),
            };
            last = Some((stamp.clone(), since));
            let quiet = self.gate().is_none_or(|gate| gate.book().quiet_for(QUIET));
            let rested = quiet && stamp.starts_with("complete ") && since.elapsed() >= QUIET;
            if rested || !polling.again().await {
                return rested;
            }
        }
    }
}
