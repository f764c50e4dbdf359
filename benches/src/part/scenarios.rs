//! Many scenarios of two cheap steps, with the whole table of sentences and all reports, beside bare cucumber.

use crate::error::BenchError;
use crate::feature_files::{self, Provider};
use crate::measure::{Cost, Pairs, in_turn, mib, ms, per_scenario_us, ratio, run};
use crate::product::Bench;
use std::fmt::Write as _;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

/// The few from which the slope begins.
const FEW: u32 = 1_000;
/// The many to which it goes.
const MANY: u32 = 10_000;
/// Steps of each.
const STEPS: u32 = 2;
/// An address that is named and never contacted: the port of the discard service.
const NOWHERE: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 9);

/// Measures and words it.
///
/// # Errors
/// When a run fails.
pub fn section(bench: &Bench, pairs: usize) -> Result<String, BenchError> {
    let few = measured(bench, FEW, pairs)?;
    let many = measured(bench, MANY, pairs)?;
    let mut text = format!(
        "### {MANY} scenarios of {STEPS} cheap steps\n\n\
         The product with its whole table of sentences, ledger, JUnit, HTML and manifest; \
         beside it bare cucumber-rs 0.23 with two steps, its own runner at its default concurrency and its own JUnit \
         writer. {pairs} pairs in turn, medians; the ratio is the median of the ratios of the pairs. \
         Aim: ratio of wall time at most 1.00, product below 50 MiB.\n\n\
         | scenarios | program | wall | range | processor | peak memory | per scenario |\n\
         |---|---|---|---|---|---|---|\n"
    );
    for (scenarios, pairs) in [(FEW, &few), (MANY, &many)] {
        row(&mut text, scenarios, "product", &pairs.product);
        row(&mut text, scenarios, "cucumber", &pairs.peer);
        let (product, peer) = (&pairs.product, &pairs.peer);
        let _ = writeln!(
            text,
            "| {scenarios} | ratio | {:.2} | | {} | {} | |",
            pairs.ratio(),
            ratio(product.cpu(), peer.cpu()),
            ratio(product.peak_kib(), peer.peak_kib())
        );
    }
    let slope = |few: f64, many: f64| per_scenario_us(many - few, MANY - FEW);
    let _ = writeln!(
        text,
        "\nSlope from {FEW} to {MANY}: product {}, cucumber {} of wall time for each further scenario.",
        slope(few.product.wall(), many.product.wall()),
        slope(few.peer.wall(), many.peer.wall())
    );
    Ok(text)
}

fn row(text: &mut String, scenarios: u32, program: &str, figures: &crate::measure::Figures) {
    let (least, most) = figures.range();
    let _ = writeln!(
        text,
        "| {scenarios} | {program} | {} | {} to {} | {} | {} | {} |",
        ms(figures.wall()),
        ms(least),
        ms(most),
        ms(figures.cpu()),
        mib(figures.peak_kib()),
        per_scenario_us(figures.wall(), scenarios)
    );
}

fn measured(bench: &Bench, scenarios: u32, pairs: usize) -> Result<Pairs, BenchError> {
    let features = feature_files::cheap(bench.room(), scenarios)?;
    let target = feature_files::target(bench.room(), Provider::Live, NOWHERE)?;
    in_turn(pairs, || product(bench, scenarios, &features, &target), || cucumber(bench, scenarios, &features))
}

fn product(bench: &Bench, scenarios: u32, features: &Path, target: &Path) -> Result<Cost, BenchError> {
    let out = bench.room().join("evidence");
    let text = |path: &Path| path.display().to_string();
    let (features, config, folder) = (text(features), text(target), text(&out));
    let cost =
        run(&mut bench.product(&["check", &features, "--config", &config, "--target", "here", "--out", &folder]))?;
    let junit = fs::read_to_string(out.join("junit.xml")).map_err(|e| BenchError::file(&out, e))?;
    fs::remove_dir_all(&out).map_err(|e| BenchError::file(&out, e))?;
    let cases = junit.matches("<testcase ").count();
    match cases == scenarios as usize {
        true => Ok(cost),
        false => Err(BenchError::work("runproof check", format!("{cases} of {scenarios} test cases reported"))),
    }
}

fn cucumber(bench: &Bench, scenarios: u32, features: &Path) -> Result<Cost, BenchError> {
    let junit = bench.room().join("peer.xml").display().to_string();
    run(&mut bench.cucumber(&features.display().to_string(), &junit, scenarios * STEPS))
}
