//! One restore, either way, into an equal server; and one read.

use crate::args::Way;
use crate::dump::done;
use crate::error::BenchError;
use crate::measure::{Watch, high_water};
use runproof_fixtures::postgres::Binaries;
use runproof_fixtures::restore::{Job, Pace, Throwaway};
use runproof_probe::backup::{Bounds, Nobody};
use runproof_probe::lab::{Journal, Made};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// Most time for one restore.
const LIMIT: Duration = Duration::from_secs(900);
/// What a runbook does, with `psql` ending at the first error as the product has it.
const PIPELINE: &str = r#"gunzip -c "$1" | "$2" -X -q -v ON_ERROR_STOP=1 -d "$3""#;

/// Nobody writes down what is made: the bench's room goes away as a whole, and the kernel ends the server.
struct Unwritten;

impl Journal for Unwritten {
    fn made(&self, _: &Made) {}
    fn gone(&self, _: &Made) {}
}

/// Restores once; what it took in milliseconds without the start of the server, this process's peak of memory in KiB, and
/// what the server then takes on disk.
///
/// # Errors
/// When the dump is not restored whole.
pub fn restore(dump: &Path, directory: &Path, way: Way) -> Result<Value, BenchError> {
    let failed = |e: &dyn std::error::Error| BenchError::work("the restore", e);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|e| failed(&e))?;
    let started = Throwaway::start(directory, "bench", Pace::Lasting, Arc::new(Unwritten));
    let server = runtime.block_on(started).map_err(|e| failed(&e))?;
    let (took_ms, phases) = match way {
        Way::Product => product(&server, dump)?,
        Way::Pipeline => (pipeline(&server, dump)?, Value::Null),
    };
    let disk = done(Command::new("du").arg("-sk").arg(directory))?;
    let kib: Option<u64> = disk.split_whitespace().next().and_then(|figure| figure.parse().ok());
    Ok(json!({"ms": took_ms, "phases": phases, "peak_kib": high_water(std::process::id()), "disk_kib": kib}))
}

fn product(server: &Throwaway, dump: &Path) -> Result<(u64, Value), BenchError> {
    let stop = AtomicBool::new(false);
    let job = Job { dump, called: "the dump", roles: &[], limit: LIMIT, stop: &stop };
    let restored = server.restore(&job).map_err(|e| BenchError::work("the restore", e))?;
    if !restored.whole() {
        return Err(BenchError::work("the restore", format!("{:?} {:?}", restored.restore, restored.dump.flaws)));
    }
    let phases = restored.restore.phases.iter().map(|p| (p.name.clone(), json!(p.took_ms))).collect();
    Ok((restored.restore.took_ms - server.started_ms, Value::Object(phases)))
}

fn pipeline(server: &Throwaway, dump: &Path) -> Result<u64, BenchError> {
    let psql = Binaries::find().map_err(|e| BenchError::work("psql", e))?.program("psql");
    let maintenance = server.url().replace("/restored?", "/postgres?");
    let create = "CREATE DATABASE restored TEMPLATE template0";
    done(Command::new(&psql).args(["-X", "-q", "-d", &maintenance, "-c", create]))?;
    let watch = Watch::start();
    let mut shell = Command::new("bash");
    shell.args(["-o", "pipefail", "-c", PIPELINE, "bash"]).arg(dump).arg(&psql).arg(server.url());
    done(&mut shell)?;
    Ok(u64::try_from(watch.elapsed().as_millis()).unwrap_or(u64::MAX))
}

/// Reads a dump to its end.
///
/// # Errors
/// When it is not whole.
pub fn read(dump: &Path) -> Result<(), BenchError> {
    let stop = AtomicBool::new(false);
    let seen = runproof_probe::backup::read(dump, "the dump", &mut Nobody, &Bounds { time: LIMIT, stop: &stop }).dump;
    match seen.problem.is_none() && seen.flaws.is_empty() && seen.rows() > 0 {
        true => Ok(()),
        false => Err(BenchError::work("the read", format!("{:?} {:?}", seen.problem, seen.flaws))),
    }
}
