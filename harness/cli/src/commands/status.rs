//! `status`: when each drill was last proven, beside how often it is to be done.

use crate::args::Global;
use crate::complaint::Complaint;
use crate::run::evidence;
use crate::say;
use crate::settings::Settings;
use runproof_core::duration::{self, Worded};
use runproof_core::exit;
use runproof_core::practice::{Due, Standing, abandoned, standings};
use runproof_probe::clock;
use std::time::Duration;

/// Tells how it stands; red when a drill is overdue.
pub fn perform(global: &Global) -> Result<u8, Complaint> {
    let settings = Settings::read(global.config.as_deref())?;
    let mut due = due(&settings);
    due.retain(|d| global.target.as_ref().is_none_or(|wanted| d.target == *wanted));
    let history = evidence::history(global.out.as_deref())?;
    let mut all = standings(&history, &due);
    all.retain(|s| global.target.as_ref().is_none_or(|wanted| s.due.target == *wanted));
    for standing in &all {
        say::line(&told(standing));
    }
    for run in abandoned(&history) {
        say::line(&format!("abandoned   {} on {}: begun {} and never ended", run.run, run.target, run.started));
    }
    let overdue = all.iter().filter(|s| s.overdue(age(s))).count();
    say::line(&verdict(&all, overdue));
    Ok(if overdue == 0 { exit::OK } else { exit::FAILED })
}

/// Every drill that a target wants done, and how often.
fn due(settings: &Settings) -> Vec<Due> {
    let of = |(target, drill, every): (&String, &String, &String)| Due {
        target: target.clone(),
        drill: drill.clone(),
        every_seconds: duration::parse(every).ok().map(|d| d.as_secs()),
    };
    let all = settings.file.targets.iter().flat_map(|(t, target)| target.drills.iter().map(move |(d, e)| (t, d, e)));
    all.map(of).collect()
}

fn age(standing: &Standing) -> Option<u64> {
    let (at, _) = standing.proven.as_ref()?;
    u64::try_from((clock::unix_ms() - clock::parse_rfc3339(at)?) / 1_000).ok()
}

fn told(standing: &Standing) -> String {
    let Due { target, drill, every_seconds } = &standing.due;
    let age = age(standing);
    let word = match (standing.overdue(age), &standing.proven) {
        (true, Some(_)) => "OVERDUE",
        (true, None) => "NEVER",
        (false, Some(_)) => "proven",
        (false, None) => "not proven",
    };
    let mut parts = Vec::new();
    if let (Some((at, seconds)), Some(age)) = (&standing.proven, age) {
        let back = seconds.map(|s| format!(", back after {}", worded(Duration::from_secs_f64(s.max(0.0)))));
        parts.push(format!("proven {} ago ({at}{})", worded(Duration::from_secs(age)), back.unwrap_or_default()));
    }
    if let Some((at, verdict, class)) = &standing.last {
        let class = class.map(|c| format!(", {}", c.name())).unwrap_or_default();
        parts.push(format!("last run {verdict} at {at}{class}"));
    } else if standing.proven.is_none() {
        parts.push("never drilled".into());
    }
    match every_seconds {
        Some(every) => parts.push(format!("due every {}", worded(Duration::from_secs(*every)))),
        None => parts.push("nobody says how often: `drills` of the target".into()),
    }
    format!("{word:<11} {drill} on {target}: {}", parts.join("; "))
}

fn verdict(all: &[Standing], overdue: usize) -> String {
    let due = all.iter().filter(|s| s.due.every_seconds.is_some()).count();
    match (due, overdue) {
        (0, _) => {
            "NOTHING DUE  no target says how often it is drilled: add `drills = { restore = \"92d\" }` to it".into()
        }
        (_, 0) => format!("IN TIME  {due} drills are within their cadence"),
        (_, n) => format!("OVERDUE  {n} of {due} drills: run `runproof drill NAME --target TARGET`"),
    }
}

fn worded(span: Duration) -> String {
    match span.as_secs() / 86_400 {
        0 => Worded(span).to_string(),
        days => format!("{days} d"),
    }
}
