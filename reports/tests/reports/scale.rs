//! Ten thousand scenarios: every report in a time and memory that leave a small machine alive.

use crate::ambient;
use crate::sample::many;
use runproof_reports::junit::Flavor;
use runproof_reports::{attachment, html, junit, ledger_reader, manifest};
use std::fs::{self, File};
use std::io::BufWriter;
use std::process::Command;

/// What the reports may need above the account, in KiB: 20 MiB.
const MOST_KIB: u64 = 20 * 1024;
/// What the page may weigh, in bytes: 28 MiB; what was seen in passes beyond that stays in the ledger.
const MOST_PAGE: u64 = 28 * 1024 * 1024;

/// The most memory this process ever held, in KiB.
fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|l| l.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn ten_thousand_scenarios_need_little_more_than_their_account() {
    let dir = tempfile::tempdir().unwrap();
    many(10_000).write(dir.path());
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "scale::measured_in_a_process_of_its_own", "--nocapture"])
        .env(ambient::SCALE_FOLDER, dir.path())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().find(|l| l.contains("above the account: ")).expect("a measurement");
    let kib: u64 = line.rsplit(' ').nth(1).unwrap().parse().unwrap();
    println!("{line}");
    assert!(kib <= MOST_KIB, "{kib} KiB above the account");
    let page = fs::metadata(dir.path().join("report.html")).unwrap().len();
    assert!(page <= MOST_PAGE, "the page has {page} bytes");
}

#[test]
fn measured_in_a_process_of_its_own() {
    let Some(folder) = ambient::path(ambient::SCALE_FOLDER) else { return };
    let ledger = ledger_reader::read(&folder.join("ledger.ndjson")).unwrap();
    let before = peak_kib();
    let sink = |name: &str| BufWriter::new(File::create(folder.join(name)).unwrap());
    junit::write(&ledger, Flavor::Strict, sink("junit.xml")).unwrap();
    html::write(&ledger, sink("report.html")).unwrap();
    for scenario in attachment::scenarios(&ledger.account) {
        attachment::write(&ledger, scenario, sink("attachment.txt")).unwrap();
    }
    manifest::write(&folder, &ledger.account.start).unwrap();
    println!("account: {before} KiB, above the account: {} KiB", peak_kib() - before);
}
