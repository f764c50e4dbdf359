//! The time until the version is printed, beside a process that does nothing.

use crate::error::BenchError;
use crate::measure::{in_turn, ms, run};
use crate::product::Bench;

/// Pairs of runs; each takes some milliseconds only.
const PAIRS: usize = 25;

/// Measures and words it.
///
/// # Errors
/// When a run fails.
pub fn section(bench: &Bench) -> Result<String, BenchError> {
    let pairs = in_turn(PAIRS, || run(&mut bench.product(&["--version"])), || run(&mut bench.nothing()))?;
    let (least, most) = pairs.product.range();
    Ok(format!(
        "### Start-up\n\n`runproof --version`: median of {PAIRS} runs {}, {} to {}; \
         a process that only reads its arguments: {}.\n",
        ms(pairs.product.wall()),
        ms(least),
        ms(most),
        ms(pairs.peer.wall())
    ))
}
