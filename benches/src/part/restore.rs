//! A restore that verifies what it restores, beside the runbook's pipeline into an equal server; and the read alone.

use crate::args::Way;
use crate::dump;
use crate::error::BenchError;
use crate::measure::{Cost, Figures, Pairs, in_turn, mib, ms, run};
use crate::product::Bench;
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Fewest pairs: disks are moody.
const LEAST: usize = 3;
/// The most that the product may take of the pipeline's time.
const RATIO: f64 = 1.15;
/// The most memory that the product may hold.
const MEMORY: &str = "256 MiB";

/// Measures and words it.
///
/// # Errors
/// When there is no server on this machine, or a restore fails.
pub fn section(bench: &Bench, pairs: usize) -> Result<String, BenchError> {
    let pairs = pairs.max(LEAST);
    let dump = dump::make(bench.room())?;
    let packed = std::fs::metadata(&dump).map_err(|e| BenchError::file(&dump, e))?.len();
    let unpacked: u64 = dump::done(&mut shell("zcat \"$1\" | wc -c", &dump))?.parse().unwrap_or_default();
    let (restores, last) = restored(bench, &dump, pairs)?;
    let tested = in_turn(pairs, || run(&mut bench.read(&dump)), || run(Command::new("gunzip").arg("-t").arg(&dump)))?;
    let counted = in_turn(pairs, || run(&mut bench.read(&dump)), || run(&mut shell("zcat \"$1\" | wc -c", &dump)))?;
    let mut text = format!(
        "### Restore of {} MB of SQL ({} MB in gzip)\n\n\
         Into a server of its own that writes as one that has to last; the product reads, verifies, counts and digests \
         every row on the way, the pipeline is `gunzip -c DUMP | psql`. {pairs} pairs, in turn and each time in the other \
         order, medians; without the start of the server. Aim: ratio at most {RATIO}, product below {MEMORY}.\n\n\
         | what | wall | range | peak memory |\n|---|---|---|---|\n",
        unpacked / 1_000_000,
        packed / 1_000_000,
    );
    row(&mut text, "product, restore", &restores.product);
    row(&mut text, "pipeline", &restores.peer);
    row(&mut text, "product, read alone", &tested.product);
    row(&mut text, "`gunzip -t`", &tested.peer);
    row(&mut text, "`zcat \\| wc -c`", &counted.peer);
    let each: Vec<String> = restores.ratios().iter().map(|ratio| format!("{ratio:.2}")).collect();
    let disk = last["disk_kib"].as_u64().unwrap_or_default().saturating_mul(1_024);
    let _ = write!(
        text,
        "\nRatio of the restores {:.2} (pair by pair {}). The read alone to `gunzip -t` {:.2}, to `zcat | wc -c` {:.2}.\n\
         Phases of the last restore, by the answers of the server: {}. The server's directory then holds {} MB, {:.2} times \
         the SQL.\n",
        restores.ratio(),
        each.join(", "),
        tested.ratio(),
        counted.ratio(),
        phases(&last["phases"]),
        disk / 1_000_000,
        quotient(disk, unpacked),
    );
    Ok(text)
}

/// Product and pipeline, in turn and each time in the other order, after one pair that does not count; and what the last
/// restore of the product said.
fn restored(bench: &Bench, dump: &Path, pairs: usize) -> Result<(Pairs, Value), BenchError> {
    let (mut figures, mut last) = (Pairs::default(), Value::Null);
    for pair in 0..=pairs {
        let order = if pair % 2 == 0 { [Way::Product, Way::Pipeline] } else { [Way::Pipeline, Way::Product] };
        for way in order {
            let said = once(bench, dump, way)?;
            let figure = |name: &str| said[name].as_u64().unwrap_or_default();
            let cost =
                Cost { wall: Duration::from_millis(figure("ms")), peak_kib: figure("peak_kib"), ..Cost::default() };
            match way {
                _ if pair == 0 => {}
                Way::Product => figures.product.add(cost),
                Way::Pipeline => figures.peer.add(cost),
            }
            if way == Way::Product {
                last = said;
            }
        }
    }
    Ok((figures, last))
}

fn once(bench: &Bench, dump: &Path, way: Way) -> Result<Value, BenchError> {
    let said = dump::done(&mut bench.restore(dump, &bench.room().join("restore"), way))?;
    serde_json::from_str(&said).map_err(|e| BenchError::work("peer-restore", e))
}

fn shell(script: &str, dump: &Path) -> Command {
    let mut shell = Command::new("bash");
    shell.args(["-o", "pipefail", "-c", script, "bash"]).arg(dump);
    shell
}

fn row(text: &mut String, what: &str, figures: &Figures) {
    let (least, most) = figures.range();
    let (wall, peak) = (ms(figures.wall()), mib(figures.peak_kib()));
    let _ = writeln!(text, "| {what} | {wall} | {} to {} | {peak} |", ms(least), ms(most));
}

fn phases(said: &Value) -> String {
    let phases = said.as_object().into_iter().flatten();
    let told: Vec<String> = phases.map(|(name, took)| format!("{name} {took} ms")).collect();
    told.join(", ")
}

fn quotient(one: u64, other: u64) -> f64 {
    let seconds = |n: u64| Duration::from_micros(n).as_secs_f64();
    if other == 0 { 0.0 } else { seconds(one) / seconds(other) }
}
