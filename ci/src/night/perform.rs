//! Healthy runs in a row, then every fault of every item; what came of it is written down under its date.

use super::healthy::{self, Healthy};
use super::proofs::{self, Proofs};
use super::record::Record;
use crate::args::Night;
use crate::clock;
use crate::house::House;
use crate::product::Product;
use crate::say;
use crate::task::{self, TaskError};
use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// Where results are kept, one file for each night.
pub const RESULTS: &str = "ci/nights/";
/// Healthy runs in a row, for each target and profile.
pub const RUNS: usize = 10;

/// What is run again and again: targets with profiles.
pub const ROWS: [(&str, &str); 4] = [
    ("embedded", "as-documented"),
    ("embedded", "as-built"),
    ("containers", "as-documented"),
    ("containers", "as-built"),
];

/// Runs, proves and writes down.
///
/// # Errors
/// When the product cannot be asked or a file cannot be written.
pub fn perform(wish: &Night) -> Result<ExitCode, TaskError> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = wish.place.root.as_deref().unwrap_or_else(|| here.parent().unwrap_or(here));
    let house = House::read(root, wish.place.runproof.clone())?;
    let product = house.product()?;
    let mut record = Record::of(clock::today(), product.ask(&["--version"])?.good("runproof --version")?.trim());
    let shortened = wish.runs < RUNS || !wish.item.is_empty();
    for (target, profile) in ROWS.into_iter().filter(|_| wish.runs > 0) {
        record.healthy.push(row_of_runs(product, target, profile, wish.runs)?);
    }
    for items in asked_items(&house, &wish.item) {
        record.proofs.push(faults(product, &items)?);
    }
    if shortened {
        say::line(&record.text()?);
        say::line("a shortened night is not written down");
    } else {
        let path = house.repository.root().join(RESULTS).join(record.file_name());
        let unusable = |e: std::io::Error| TaskError::File { path: path.clone(), why: e.to_string() };
        fs::create_dir_all(path.parent().unwrap_or(root)).map_err(unusable)?;
        fs::write(&path, record.text()?).map_err(unusable)?;
        say::line(&format!("written to {RESULTS}{}", record.file_name()));
    }
    say::line(&record.verdict());
    Ok(if record.is_good() { ExitCode::SUCCESS } else { ExitCode::from(task::FOUND) })
}

fn row_of_runs(product: &Product, target: &str, profile: &str, runs: usize) -> Result<Healthy, TaskError> {
    let scratch = std::env::temp_dir().join(format!("runproof-night-{}-{target}-{profile}", std::process::id()));
    let row = healthy::row(product, target, profile, runs, &scratch)?;
    fs::remove_dir_all(&scratch).map_err(|e| TaskError::File { path: scratch.clone(), why: e.to_string() })?;
    say::line(&row.to_string());
    Ok(row)
}

fn faults(product: &Product, items: &[String]) -> Result<Proofs, TaskError> {
    let (proofs, took) = clock::timed(|| proofs::prove(product, items));
    let proofs = Proofs { seconds: took.as_secs(), ..proofs? };
    say::line(&proofs.to_string());
    Ok(proofs)
}

/// Items with faults and a check of their own, catalog by catalog; or those that were asked for.
fn asked_items(house: &House, asked: &[String]) -> Vec<Vec<String>> {
    let wanted = |id: &String| asked.is_empty() || asked.contains(id);
    let systems = house.features.catalogs.iter().filter(|c| !c.directory.ends_with("/any"));
    let items = systems.map(|c| {
        let own = c.items.iter().filter(|i| i.has_own_check() && !i.faults.is_empty());
        own.map(|i| i.id.clone()).filter(wanted).collect::<Vec<_>>()
    });
    items.filter(|items| !items.is_empty()).collect()
}
