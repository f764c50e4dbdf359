//! HTTP checks beside a bare loop of the same requests.

use crate::args::Connections;
use crate::error::BenchError;
use crate::feature_files::{self, Provider};
use crate::measure::{Cost, Figures, in_turn, mib, ms, per_scenario_us, run};
use crate::product::Bench;
use crate::server::Server;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Checks in a run, one scenario each.
const CHECKS: u32 = 200;
/// At the same time, on both sides: the most that the product takes without being told.
const JOBS: usize = 8;

/// Measures and words it.
///
/// # Errors
/// When a run fails.
pub fn section(bench: &Bench, pairs: usize) -> Result<String, BenchError> {
    let server = Server::start()?;
    let features = feature_files::requests(bench.room(), CHECKS)?;
    let own = feature_files::target(bench.room(), Provider::Embedded, server.address)?;
    let live = feature_files::target(bench.room(), Provider::Live, server.address)?;
    let product = || checks(bench, &server, &features, &own);
    let fresh = in_turn(pairs, product, || requests(bench, &server, Connections::Fresh))?;
    let kept = in_turn(pairs, product, || requests(bench, &server, Connections::Kept))?;
    let nothing = in_turn(pairs, || none(bench, &own), || run(&mut bench.nothing()))?;
    let spaced = checks(bench, &server, &features, &live)?;
    let mut text = format!(
        "### {CHECKS} HTTP checks, {JOBS} at a time\n\n\
         One scenario each: GET, status, one value of the JSON, against a loopback server of the bench. Beside it a \
         bare reqwest loop with the same requests, looking at the same things. {pairs} pairs in turn, medians.\n\n\
         | program | wall | range | peak memory |\n|---|---|---|---|\n"
    );
    row(&mut text, "product", &fresh.product);
    row(&mut text, "reqwest, a connection for each request, as the product does", &fresh.peer);
    row(&mut text, "reqwest, connections kept", &kept.peer);
    row(&mut text, "product, one scenario without a request: what a run costs by itself", &nothing.product);
    let per_check = |seconds: f64| match seconds > 0.0 {
        true => per_scenario_us(seconds, CHECKS),
        false => "less than the noise".to_owned(),
    };
    let by_itself = nothing.product.wall();
    let _ = write!(
        text,
        "\nRatio of wall time: {:.2} to the loop with fresh connections, {:.2} to the loop that keeps them.\n\
         Without what a run costs by itself: {} for each check, in the loop {}.\n\
         Against a live target on loopback the guard lets 200 requests a second out to a host (20 elsewhere): {} by design.\n",
        fresh.ratio(),
        kept.ratio(),
        per_check(fresh.product.wall() - by_itself),
        per_check(fresh.peer.wall() - nothing.peer.wall()),
        ms(spaced.wall.as_secs_f64()),
    );
    Ok(text)
}

fn row(text: &mut String, program: &str, figures: &Figures) {
    let (least, most) = figures.range();
    let _ = writeln!(
        text,
        "| {program} | {} | {} to {} | {} |",
        ms(figures.wall()),
        ms(least),
        ms(most),
        mib(figures.peak_kib())
    );
}

fn checks(bench: &Bench, server: &Server, features: &Path, target: &Path) -> Result<Cost, BenchError> {
    let cost = check(bench, features, target)?;
    counted(server, "runproof check", cost)
}

fn requests(bench: &Bench, server: &Server, connections: Connections) -> Result<Cost, BenchError> {
    let cost = run(&mut bench.requests(server.address, CHECKS, JOBS, connections))?;
    counted(server, "the bare loop", cost)
}

/// One scenario that asks nothing: what a run costs before and after its checks.
fn none(bench: &Bench, target: &Path) -> Result<Cost, BenchError> {
    check(bench, &feature_files::cheap(bench.room(), 1)?, target)
}

fn check(bench: &Bench, features: &Path, target: &Path) -> Result<Cost, BenchError> {
    let out = bench.room().join("evidence");
    let text = |path: &Path| path.display().to_string();
    let (features, config, folder, jobs) = (text(features), text(target), text(&out), JOBS.to_string());
    let arguments = ["check", &features, "--config", &config, "--target", "here", "--out", &folder, "--jobs", &jobs];
    let cost = run(&mut bench.product(&arguments))?;
    fs::remove_dir_all(&out).map_err(|e| BenchError::file(&out, e))?;
    Ok(cost)
}

/// Demands that the server has answered every request.
fn counted(server: &Server, what: &str, cost: Cost) -> Result<Cost, BenchError> {
    match server.answered() {
        CHECKS => Ok(cost),
        other => Err(BenchError::work(what, format!("{other} of {CHECKS} requests arrived"))),
    }
}
