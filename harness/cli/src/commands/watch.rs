//! `check --watch`: the same check again and again, of what changed.

use super::check;
use crate::args::Global;
use crate::complaint::Complaint;
use crate::plan::make::Plan;
use crate::run::conduct::Conduct;
use crate::run::restoring::Draw;
use crate::run::stop::Stop;
use crate::say;
use crate::settings::Settings;
use crate::watched::{Change, Files};
use runproof_core::exit;
use runproof_core::ledger::GateRule;
use runproof_probe::clock::Tick;
use runproof_probe::wait::Polling;
use runproof_reports::words;
use std::path::PathBuf;
use std::time::Duration;

/// How often files are looked at. Files are asked for their times instead of having the system tell: that also works on
/// shared and mounted directories, and a few hundred questions take less than a millisecond.
const EVERY: Duration = Duration::from_millis(250);
/// How long a wait lasts before it is simply begun anew.
const A_DAY: Duration = Duration::from_secs(86_400);

/// Runs everything once, then what changed, until it is interrupted.
pub fn perform(global: &Global, paths: &[String]) -> Result<u8, Complaint> {
    let broken = |e: std::io::Error| Complaint::TargetDown {
        target: "watch".into(),
        why: e.to_string(),
        next: "look at the machine".into(),
    };
    let stop = Stop::on_signals().map_err(broken)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(broken)?;
    let place = |global: &Global| -> Result<Vec<PathBuf>, Complaint> {
        let settings = Settings::read(global.config.as_deref())?;
        let named = settings.target(global.target.as_deref())?;
        Ok(check::watched_places(&settings, &named, paths))
    };
    let places = place(global)?;
    let mut files = Files::of(&places);
    if files.is_empty() {
        let next = "name features on disk; those that the binary carries do not change".into();
        return Err(Complaint::Usage { what: "there is no file to watch".into(), next });
    }
    let mut change = None;
    for number in 1.. {
        let out = global.out.as_ref().map(|out| out.join(number.to_string()));
        match round(global, paths, number, change.as_ref(), out) {
            Err(complaint @ Complaint::Evidence { .. }) => return Err(complaint),
            Err(complaint) => say::error(&complaint.to_string()),
            Ok(()) => {}
        }
        if stop.wanted() {
            break;
        }
        say::line(&format!("watching {} files; Ctrl-C ends it\n", files.len()));
        let changed = runtime.block_on(async {
            tokio::select! {
                biased;
                () = stop.asked() => None,
                change = next(&places, &mut files) => Some(change),
            }
        });
        change = changed;
        if change.is_none() {
            break;
        }
    }
    Ok(exit::INTERRUPTED)
}

/// Waits for a change, and for the end of changing: editors write several files, and some in several steps.
async fn next(places: &[PathBuf], files: &mut Files) -> Change {
    let mut polling = Polling::new(EVERY, Tick::now().after(A_DAY));
    let before = files.clone();
    loop {
        if !polling.again().await {
            polling = Polling::new(EVERY, Tick::now().after(A_DAY));
        }
        let now = Files::of(places);
        let settled = now == *files;
        *files = now;
        let change = before.change(files);
        if settled && !change.is_empty() {
            return change;
        }
    }
}

/// One run of what changed; of everything when nothing is known to have changed.
fn round(
    global: &Global,
    paths: &[String],
    number: u32,
    change: Option<&Change>,
    out: Option<PathBuf>,
) -> Result<(), Complaint> {
    let settings = Settings::read(global.config.as_deref())?;
    let named = settings.target(global.target.as_deref())?;
    let mut plan = check::planned(global, &named, paths)?;
    if let Some(change) = change {
        keep(&mut plan, change);
        say::line(&format!("round {number}: {change} changed, {} scenarios", plan.scenarios.len()));
    } else {
        say::line(&format!("round {number}: {} scenarios", plan.scenarios.len()));
    }
    if plan.scenarios.is_empty() {
        return Ok(());
    }
    let temporary = crate::run::scratch::directory()
        .map_err(|e| Complaint::Evidence { path: std::env::temp_dir(), why: e.to_string() })?;
    let kept = out.is_some();
    let out = out.unwrap_or_else(|| temporary.path().join("round"));
    let global = Global { out: Some(out.clone()), ..global.clone() };
    let durations = settings.durations()?;
    let conduct = Conduct {
        command: "check",
        global: &global,
        named,
        durations,
        plan,
        gate: GateRule::Check,
        drill: None,
        draw: Draw::default(),
    };
    let ran = conduct.perform()?;
    let evidence = out.display().to_string();
    let summary = words::summary(&ran.account, &ran.tally, check::flakiness(&global), &evidence);
    for mut block in summary.blocks {
        // What a block says of evidence is gone with the round, unless it was asked for.
        block.lines.retain(|(label, _)| kept || *label != "evidence");
        say::line(&block.to_string());
    }
    say::line(&summary.verdict);
    Ok(())
}

/// Keeps the scenarios that a change concerns, and the systems that these belong to.
fn keep(plan: &mut Plan, change: &Change) {
    plan.scenarios.retain(|s| change.concerns(&s.path));
    plan.cast.retain(|name, _| plan.scenarios.iter().any(|s| s.system.as_ref() == name));
}
