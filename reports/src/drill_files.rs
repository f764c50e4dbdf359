//! The files of a drill: its receipt, a row for spreadsheets, and a log that people read.

use crate::atomic;
use crate::error::ReportError;
use crate::ledger_reader::Ledger;
use crate::receipt::{self, Receipt};
use runproof_core::duration::Worded;
use runproof_core::noun::backup::Unfit;
use runproof_core::noun::rehearsal::{Artefact, CameBack};
use runproof_core::noun::restore::Attainable;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Name of the row in the evidence folder.
pub const ROW: &str = "drill.csv";
/// Name of the log in the evidence folder.
pub const LOG: &str = "drill-log.md";

/// The longest line of the log, in characters.
const LONGEST: usize = 2_000;

/// The columns of the row.
const COLUMNS: [&str; 22] = [
    "run_id",
    "started",
    "system",
    "target",
    "class",
    "drill",
    "verdict",
    "rto_target_seconds",
    "rto_actual_seconds",
    "rto_met",
    "rpo_target_seconds",
    "rpo_actual_seconds",
    "rpo_met",
    "outage_seconds",
    "backup",
    "backup_bytes",
    "backup_sha256",
    "tables",
    "rows",
    "operator",
    "approver",
    "previous_receipt",
];

/// Writes the files of a drill, when the run was one; answers what was written.
///
/// # Errors
/// When a file of the folder cannot be read or written.
pub fn write(ledger: &Ledger, dir: &Path) -> Result<Vec<PathBuf>, ReportError> {
    let Some(receipt) = receipt::of(ledger, dir)? else { return Ok(Vec::new()) };
    let (file, row, log) = (dir.join(receipt::FILE), dir.join(ROW), dir.join(LOG));
    atomic::write(&row, |sink| Ok(write!(sink, "{}\n{}\n", COLUMNS.join(","), cells(&receipt).join(","))?))?;
    atomic::write(&log, |sink| Ok(sink.write_all(log_of(&receipt).as_bytes())?))?;
    // The other two are among its attachments.
    let receipt = receipt::of(ledger, dir)?.unwrap_or(receipt);
    atomic::write(&file, |sink| {
        serde_json::to_writer_pretty(&mut *sink, &receipt)?;
        Ok(sink.write_all(b"\n")?)
    })?;
    Ok(vec![row, log, file])
}

fn cells(receipt: &Receipt) -> Vec<String> {
    let number = |n: Option<f64>| n.map(|n| n.to_string()).unwrap_or_default();
    let text = |t: &Option<String>| quoted(t.as_deref().unwrap_or_default());
    let (rto, rpo) = (&receipt.objectives.rto, &receipt.objectives.rpo);
    let (artefact, came_back) = (receipt.artefact.as_ref(), receipt.came_back.as_ref());
    vec![
        quoted(&receipt.run_id),
        quoted(&receipt.started),
        quoted(&receipt.subject.system),
        quoted(&receipt.subject.target),
        receipt.subject.class.map(|c| c.name().to_owned()).unwrap_or_default(),
        quoted(&receipt.drill),
        receipt.verdict.name().to_owned(),
        number(rto.target_seconds),
        number(rto.actual_seconds),
        rto.met.map(|m| m.to_string()).unwrap_or_default(),
        number(rpo.target_seconds),
        number(rpo.actual_seconds),
        rpo.met.map(|m| m.to_string()).unwrap_or_default(),
        receipt.outage_seconds.to_string(),
        artefact.map(|a| quoted(&a.name)).unwrap_or_default(),
        artefact.map(|a| a.bytes.to_string()).unwrap_or_default(),
        artefact.map(|a| a.sha256.clone()).unwrap_or_default(),
        came_back.map(|c| c.tables.to_string()).unwrap_or_default(),
        came_back.map(|c| c.rows.to_string()).unwrap_or_default(),
        text(&receipt.people.operator),
        text(&receipt.people.approver),
        text(&receipt.previous_receipt),
    ]
}

/// A cell as RFC 4180 wants it; one that a spreadsheet would take for a formula gets an apostrophe in front.
fn quoted(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

fn log_of(receipt: &Receipt) -> String {
    let mut log = String::new();
    let day = receipt.started.get(..10).unwrap_or(&receipt.started);
    let simulated =
        if receipt.objectives.rto.actual_seconds.is_none() && !is_real(receipt) { " (SIMULATION)" } else { "" };
    let mut line = |label: &str, value: String| {
        let _ = writeln!(log, "- **{label}:** {}", plain(&value));
    };
    line("Verdict", format!("{}{simulated}", receipt.verdict.name()));
    line("System and target", format!("{} on {}", receipt.subject.system, receipt.subject.target));
    if let Some(artefact) = &receipt.artefact {
        of_backup(receipt, artefact, &mut line);
    } else {
        line("Clock started with", receipt.clock.clone());
        line("Recovered in", recovered(receipt));
    }
    line(
        "Phases",
        receipt.phases.iter().map(|p| format!("{} {}", p.name, worded(p.seconds))).collect::<Vec<_>>().join(", "),
    );
    if receipt.artefact.is_none() {
        line("Faults", joined(receipt.faults.iter().map(|f| f.fault.clone())));
        line(
            "Steady state before / after",
            format!("{} / {}", word(receipt.steady_state.before), word(receipt.steady_state.after)),
        );
    }
    line(
        "Negative control",
        receipt.negative_control.as_ref().map_or("not run".into(), |c| format!("{}: {}", c.mutation, c.verdict)),
    );
    line("Issues found", joined(receipt.reasons.iter().cloned()));
    line("Corrective actions", corrections(receipt));
    line("Not proven", joined(receipt.not_proven.iter().cloned()));
    line("Performed by", receipt.people.operator.clone().unwrap_or_else(|| "not named".into()));
    line("Approved by", receipt.people.approver.clone().unwrap_or_else(|| "nobody".into()));
    line("Evidence", format!("run {}, {}", receipt.run_id, receipt::FILE));
    format!("## Drill {}, {day}\n\n{log}", plain(&receipt.drill))
}

/// The lines of a log of restore drills that everybody who kept one by hand knows.
fn of_backup(receipt: &Receipt, artefact: &Artefact, line: &mut impl FnMut(&str, String)) {
    let relied_on = artefact.passed_over.iter().filter(|p| p.why != Unfit::Unmatched);
    let passed_over = relied_on.map(|p| format!("{} {}", p.file.name, p.words));
    line("Backup used", format!("{} ({} bytes, {} old)", artefact.name, artefact.bytes, seconds(artefact.age_seconds)));
    line("Chosen as", format!("the {} of {}", artefact.choice.name(), artefact.among));
    line("Passed over", joined(passed_over));
    let came_back = receipt.came_back.as_ref();
    line("Restore target", came_back.map_or("none".into(), |c| format!("{}, made for this drill and gone", c.server)));
    line("Restore duration", recovered(receipt));
    if let Some(attainable) = &receipt.attainable {
        line("Attainable on this machine", rates(receipt, attainable));
    }
    line("Tables restored", came_back.map_or("none".into(), |c| format!("{}/{}", c.tables, c.tables_of_backup)));
    let rows = |c: &CameBack| {
        let with = c.compared_with.join(", ");
        match c.differ.as_slice() {
            [] if c.compared_with.is_empty() => "nothing to compare".into(),
            [] => format!("yes, {} rows, compared with {with}", c.rows),
            differ => format!("no: {} (compared with {with})", differ.join(", ")),
        }
    };
    line("Row counts match", came_back.map_or("not compared".into(), rows));
    let rpo = &receipt.objectives.rpo;
    let aim = rpo.target_seconds.map_or("no objective is set".into(), |t| format!("objective {}", worded(t)));
    line(
        "Newest record",
        rpo.actual_seconds.map_or(format!("not known ({aim})"), |a| format!("{} old ({aim})", worded(a))),
    );
}

/// What the machine attains, and how near the restore came to it.
fn rates(receipt: &Receipt, attainable: &Attainable) -> String {
    let Attainable { decode_bytes_per_second: decode, copy_bytes_per_second: copy, index_rows_per_second: index } =
        *attainable;
    let load = receipt.phases.iter().find(|p| p.name == "load" && p.seconds > 0.0 && p.counters.rows > 0);
    #[expect(clippy::cast_precision_loss, reason = "a rate is told in three digits")]
    let share = load.filter(|_| copy > 0).map(|p| 100.0 * p.counters.bytes as f64 / p.seconds / copy as f64);
    let share = share.map_or("nothing was loaded".into(), |s| format!("the load ran at {s:.0} % of the copy"));
    let decode = decode.map_or("not measured".into(), rate);
    format!("decode {decode}, copy {}, index {index} rows/s; {share}", rate(copy))
}

fn rate(bytes_per_second: u64) -> String {
    format!("{}.{} MB/s", bytes_per_second / 1_000_000, bytes_per_second % 1_000_000 / 100_000)
}

fn seconds(age: u64) -> String {
    Worded(Duration::from_secs(age)).to_string()
}

/// What is left for people to write: a run corrects nothing.
fn corrections(receipt: &Receipt) -> String {
    if receipt.reasons.is_empty() { "none".into() } else { "[what was done about it]".into() }
}

fn is_real(receipt: &Receipt) -> bool {
    use runproof_core::verdict::EvidenceClass::{Cloned, Live};
    matches!(receipt.subject.class, Some(Cloned | Live))
}

fn recovered(receipt: &Receipt) -> String {
    let rto = &receipt.objectives.rto;
    let aim = rto.target_seconds.map_or("no objective is set".into(), |t| format!("objective {}", worded(t)));
    match rto.actual_seconds {
        Some(actual) => format!("{} ({aim})", worded(actual)),
        None if is_real(receipt) => format!("not recovered ({aim})"),
        None => format!("no evidence from a simulation ({aim})"),
    }
}

fn word(verdict: Option<runproof_core::verdict::Verdict>) -> &'static str {
    verdict.map_or("not looked at", runproof_core::verdict::Verdict::name)
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = parts.collect();
    if all.is_empty() { "none".into() } else { all.join("; ") }
}

fn worded(seconds: f64) -> String {
    Worded(Duration::from_secs_f64(seconds.max(0.0))).to_string()
}

/// One line without what Markdown would make something of.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in crate::text::one_line(text, LONGEST).chars() {
        if matches!(c, '\\' | '*' | '_' | '[' | '<' | '`') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
