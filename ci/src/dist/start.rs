//! How long the binary takes to start.

use crate::clock;
use crate::product::Product;
use crate::task::TaskError;
use std::time::Duration;

/// Starts that are measured.
pub const STARTS: usize = 25;

/// The median time from start to end of `runproof --version`.
///
/// # Errors
/// When it does not start, or ends with an error.
pub fn median(product: &Product) -> Result<Duration, TaskError> {
    let mut times = Vec::with_capacity(STARTS);
    for _ in 0..STARTS {
        let (answer, took) = clock::timed(|| product.ask(&["--version"]));
        answer?.good("runproof --version")?;
        times.push(took);
    }
    Ok(middle(times))
}

/// The one in the middle of an odd number of times.
fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slow_start_does_not_move_the_median() {
        let times = [3, 900, 2, 4, 1].map(Duration::from_millis).to_vec();
        assert_eq!(middle(times), Duration::from_millis(3));
    }
}
