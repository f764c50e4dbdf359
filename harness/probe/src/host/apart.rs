//! Blocking work, kept off the threads that drive other probes, and never waited for without end.

use runproof_core::duration::Worded;
use runproof_core::noun::obstacle::Obstacle;
use std::time::Duration;

/// Most time a look at files may take before the caller stops waiting, for example on a dead network filesystem.
pub(super) const PATIENCE: Duration = Duration::from_secs(90);

/// Runs blocking work on a thread of its own and returns its answer.
///
/// When the work stumbles or takes longer than `limit`, the answer is what `otherwise` makes of that obstacle of ours; work that
/// is late goes on in its thread until its own bounds stop it, and nobody looks at it any more.
pub(crate) async fn apart<T: Send + 'static>(
    limit: Duration,
    work: impl FnOnce() -> T + Send + 'static,
    otherwise: impl FnOnce(Obstacle) -> T,
) -> T {
    match tokio::time::timeout(limit, tokio::task::spawn_blocking(work)).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => otherwise(Obstacle::unseen("the probe itself stumbled")),
        Err(_) => otherwise(Obstacle::unseen(format!("no answer within {}", Worded(limit)))),
    }
}
