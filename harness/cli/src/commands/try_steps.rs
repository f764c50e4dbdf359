//! `try`: a few steps as one scenario, with everything that was seen.

use crate::args::Global;
use crate::complaint::{Complaint, PlanFlaw};
use crate::library::Library;
use crate::plan::advice;
use crate::plan::make::{self, Plan, Wish};
use crate::plan::select::Place;
use crate::run::conduct::Conduct;
use crate::run::restoring::Draw;
use crate::say;
use crate::settings::{NamedTarget, Settings};
use gherkin::StepType;
use runproof_core::ledger::GateRule;
use runproof_core::target::Provider;
use runproof_steps::table;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What sentences begin with.
const KINDS: [(StepType, &str); 3] =
    [(StepType::Given, "Given "), (StepType::When, "When "), (StepType::Then, "Then ")];
/// The file that steps are read from as if they stood there.
const FILE: &str = "STEP";
/// Lines above the first step.
const ABOVE: usize = 3;
/// Methods that only read.
const READING: [&str; 3] = ["GET ", "HEAD ", "OPTIONS "];

/// Runs the steps and tells what was seen. Evidence is left only where `--out` says so.
pub fn perform(global: &Global, steps: &[String], system: &str) -> Result<u8, Complaint> {
    let settings = Settings::read(global.config.as_deref())?;
    let mut named = settings.target(global.target.as_deref())?;
    if named.target.system.is_empty() && named.target.provider != Provider::Live {
        named.target.system = system.to_owned();
    }
    let plan = planned(global, &named, &phrased(steps)?, steps)?;
    let durations = settings.durations()?;
    let (_temporary, out) = folder(global)?;
    let global = Global { out: Some(out.clone()), ..global.clone() };
    let ran = Conduct {
        command: "try",
        global: &global,
        named,
        durations,
        plan,
        gate: GateRule::Check,
        drill: None,
        draw: Draw::default(),
    }
    .perform()?;
    let story = runproof_reports::tried::story(&out)
        .map_err(|e| Complaint::Evidence { path: out.clone(), why: e.to_string() })?;
    say::out(&story);
    Ok(ran.code)
}

/// The folder of the run: the one asked for, else one that goes with the command.
fn folder(global: &Global) -> Result<(Option<tempfile::TempDir>, PathBuf), Complaint> {
    if let Some(out) = &global.out {
        return Ok((None, out.clone()));
    }
    let made = crate::run::scratch::directory()
        .map_err(|e| Complaint::Evidence { path: std::env::temp_dir(), why: e.to_string() })?;
    let path = made.path().to_owned();
    Ok((Some(made), path))
}

/// Every step with its keyword, in front of what stands below its first line.
fn phrased(steps: &[String]) -> Result<Vec<String>, Complaint> {
    let mut flaws = Vec::new();
    let mut all = Vec::new();
    for (nth, step) in steps.iter().enumerate() {
        let (first, below) = step.trim().split_once('\n').unwrap_or((step.trim(), ""));
        match keyword(first) {
            Some(keyword) => all.push(format!("{keyword}{first}\n{below}")),
            None => flaws.push(PlanFlaw {
                path: FILE.into(),
                line: nth + 1,
                what: format!("no sentence fits the step `{first}`"),
                expected: None,
                next: format!("the nearest sentences are\n    {}", advice::nearest(first).join("\n    ")),
            }),
        }
    }
    if flaws.is_empty() { Ok(all) } else { Err(Complaint::Plan(flaws)) }
}

/// What has to stand before a step: nothing when its keyword is there, else the keyword of the sentence that fits.
fn keyword(step: &str) -> Option<&'static str> {
    let fits = |ty: StepType, text: &str| {
        let text = text.strip_prefix("within \"").and_then(|t| t.split_once("\" ")).map_or(text, |(_, rest)| rest);
        let step = gherkin::Step::builder().keyword(String::new()).ty(ty).value(text.to_owned()).build();
        matches!(table::bind(&step), Ok(Some(_)))
    };
    let bare = ["Given ", "When ", "Then ", "And ", "But "].iter().find_map(|word| step.strip_prefix(word));
    match bare {
        Some(bare) => KINDS.iter().any(|(ty, _)| fits(*ty, bare)).then_some(""),
        None => KINDS.iter().find(|(ty, _)| fits(*ty, step)).map(|(_, keyword)| *keyword),
    }
}

/// The plan of one scenario that stands beside the catalog of the target's system.
fn planned(global: &Global, named: &NamedTarget, phrased: &[String], typed: &[String]) -> Result<Plan, Complaint> {
    let writes = typed
        .iter()
        .filter_map(|s| s.split_once("a client sends \""))
        .any(|(_, request)| !READING.iter().any(|method| request.starts_with(method)));
    let effect = if writes { "writes" } else { "reads" };
    let mut text = format!("@{effect}\nFeature: try\n  Scenario: what was typed\n");
    let mut ends = Vec::new();
    for step in phrased {
        for line in step.trim_end().lines() {
            let _ = writeln!(text, "    {line}");
        }
        ends.push(text.lines().count());
    }
    let beside = named.base.join("features");
    let mut library = if beside.is_dir() { Library::read(&[beside])? } else { Library::default() };
    library.complete_with(Library::carried());
    let directory = library.directory_of(&named.target.system).unwrap_or_default();
    let path = Path::new(&directory).join(FILE).with_extension("feature").display().to_string();
    let library = library.settings_and(&path, text);
    let places = vec![Place { path: path.clone().into(), line: None }];
    let wish = Wish { places, profile: global.profile.clone(), ..Wish::default() };
    make::plan(&library, named, &wish).map_err(|complaint| at_step(complaint, &path, &ends))
}

/// Flaws of the file that was made up are flaws of the steps that were typed.
fn at_step(complaint: Complaint, path: &str, ends: &[usize]) -> Complaint {
    let Complaint::Plan(flaws) = complaint else { return complaint };
    let step = |line: usize| ends.iter().position(|end| line <= *end).map_or(1, |nth| nth + 1);
    let moved = flaws.into_iter().map(|flaw| match flaw.path == path {
        true => PlanFlaw { path: FILE.into(), line: step(flaw.line.max(ABOVE)), ..flaw },
        false => flaw,
    });
    Complaint::Plan(moved.collect())
}
