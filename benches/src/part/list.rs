//! The list of 1,000 scenarios: read, parsed, bound, printed.

use crate::error::BenchError;
use crate::feature_files::{self, Provider};
use crate::measure::{mib, ms, repeated, run};
use crate::product::Bench;
use std::net::{Ipv4Addr, SocketAddr};

/// Scenarios listed.
const SCENARIOS: u32 = 1_000;
/// Runs.
const RUNS: usize = 15;

/// Measures and words it.
///
/// # Errors
/// When a run fails.
pub fn section(bench: &Bench) -> Result<String, BenchError> {
    let features = feature_files::cheap(bench.room(), SCENARIOS)?.display().to_string();
    let nowhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 9));
    let target = feature_files::target(bench.room(), Provider::Live, nowhere)?.display().to_string();
    let figures =
        repeated(RUNS, || run(&mut bench.product(&["list", &features, "--config", &target, "--target", "here"])))?;
    let (least, most) = figures.range();
    Ok(format!(
        "### `runproof list` of {SCENARIOS} scenarios\n\nMedian of {RUNS} runs {}, {} to {}, peak memory {}. Aim: 50 ms.\n",
        ms(figures.wall()),
        ms(least),
        ms(most),
        mib(figures.peak_kib())
    ))
}
