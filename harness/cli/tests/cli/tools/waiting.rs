//! Waiting for something that can be asked for.

use runproof_probe::clock::Tick;
use runproof_probe::wait::poll;
use std::time::Duration;

/// Time between two questions.
const EVERY: Duration = Duration::from_millis(10);

/// Asks until there is an answer.
///
/// # Panics
/// With `what` when there is none in time.
pub fn until<T>(what: &str, limit: Duration, mut ask: impl FnMut() -> Option<T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let asking = poll(EVERY, Tick::now().after(limit), async || ask(), Option::is_some);
    runtime.block_on(asking).last.unwrap_or_else(|| panic!("after {} s still not: {what}", limit.as_secs()))
}
