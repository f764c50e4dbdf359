//! `check`: run features against a target.

use crate::args::Global;
use crate::complaint::Complaint;
use crate::library::Library;
use crate::plan::make::{self, Plan, Wish};
use crate::plan::select::Place;
use crate::plan::system::System;
use crate::run::conduct::{Conduct, Result as Ran};
use crate::run::restoring::Draw;
use crate::say;
use crate::settings::{NamedTarget, Settings};
use runproof_core::exit::Flakiness;
use runproof_core::ledger::GateRule;
use runproof_core::names::Names;
use std::path::{Path, PathBuf};

/// Runs and reports.
pub fn perform(global: &Global, paths: &[String]) -> Result<u8, Complaint> {
    let settings = Settings::read(global.config.as_deref())?;
    let named = settings.target(global.target.as_deref())?;
    let plan = planned(global, &named, paths)?;
    if plan.scenarios.is_empty() {
        return Err(Complaint::Nothing { asked: asked(global, paths) });
    }
    let durations = settings.durations()?;
    let ran = Conduct {
        command: "check",
        global,
        named,
        durations,
        plan,
        gate: GateRule::Check,
        drill: None,
        draw: Draw::default(),
    }
    .perform()?;
    tell(global, &ran);
    Ok(ran.code)
}

/// The plan for paths and flags.
pub fn planned(global: &Global, named: &NamedTarget, paths: &[String]) -> Result<Plan, Complaint> {
    let (library, places) = library(named, paths)?;
    let wish = Wish {
        places,
        tags: global.tags.clone(),
        mode: global.mode.clone(),
        profile: global.profile.clone(),
        ..Wish::default()
    };
    make::plan(&library, named, &wish)
}

/// The names of the target's own system, those of its profile among them; none where the system has none.
///
/// # Errors
/// When one of its files is wrong.
pub fn names_of(named: &NamedTarget) -> Result<Names, Complaint> {
    let (library, _) = library(named, &[])?;
    let Some(directory) = library.directory_of(&named.target.system) else { return Ok(Names::default()) };
    let system = System::at(&library, &format!("{directory}/catalog.toml"))?;
    let mut names = system.names.clone();
    if let Some(profile) = &named.target.profile {
        names.vars.extend(system.profile(profile)?.vars);
    }
    Ok(names)
}

/// Files and directories that a check of these paths depends on.
pub fn watched_places(settings: &Settings, named: &NamedTarget, paths: &[String]) -> Vec<PathBuf> {
    let named_ones: Vec<PathBuf> = paths.iter().map(|p| Place::parse(p).path).filter(|p| p.exists()).collect();
    let features = match named_ones.is_empty() {
        true => vec![named.base.join("features")],
        false => named_ones,
    };
    let above = features.iter().flat_map(|p| p.ancestors().skip(1).map(Path::to_owned).collect::<Vec<_>>());
    let settings_above = above.flat_map(|d| {
        let catalog = d.join("catalog.toml").is_file();
        let profiles = catalog.then(|| d.join("profiles"));
        ["catalog.toml", "names.toml", "tags.toml"].map(|name| d.join(name)).into_iter().chain(profiles)
    });
    let mut places: Vec<PathBuf> = settings_above.chain(settings.path.clone()).collect();
    places.extend(features);
    places
}

/// The features meant by the paths: those on disk, those beside the target file, else those that the binary carries.
fn library(named: &NamedTarget, paths: &[String]) -> Result<(Library, Vec<Place>), Complaint> {
    let places: Vec<Place> = paths.iter().map(|p| Place::parse(p)).collect();
    let beside = named.base.join("features");
    if places.is_empty() {
        let own = !named.base.as_os_str().is_empty() || !named.target.system.is_empty();
        let library = if own && beside.is_dir() { Library::read(&[beside])? } else { Library::carried() };
        return Ok((library, places));
    }
    let (on_disk, carried): (Vec<&Place>, Vec<&Place>) = places.iter().partition(|p| p.path.exists());
    let carried_ones = Library::carried();
    for place in &carried {
        if !carried_ones.features().any(|(path, _)| place.reaches(path)) {
            let (path, next) =
                (place.path.clone(), "`runproof list` shows the features that the binary carries".into());
            return Err(Complaint::Unreadable { path, why: "no such file or directory".into(), next });
        }
    }
    let mut library = Library::read(&on_disk.iter().map(|p| p.path.clone()).collect::<Vec<PathBuf>>())?;
    if !carried.is_empty() {
        library.complete_with(carried_ones);
    }
    Ok((library, places))
}

/// Failures, counts, the evidence, and last of all the verdict.
pub fn tell(global: &Global, ran: &Ran) {
    let evidence = ran.folder.display().to_string();
    say::line(&runproof_reports::words::summary(&ran.account, &ran.tally, flakiness(global), &evidence).to_string());
}

/// Whether a pass that needed a retry counts against the run.
pub fn flakiness(global: &Global) -> Flakiness {
    if global.strict_flaky { Flakiness::Counted } else { Flakiness::Shown }
}

/// What was asked for, in words.
pub fn asked(global: &Global, paths: &[String]) -> String {
    let mut parts: Vec<String> = paths.to_vec();
    parts.extend(global.tags.iter().map(|t| format!("tags `{t}`")));
    parts.extend(global.mode.iter().map(|m| format!("mode `{m}`")));
    if parts.is_empty() { "no feature belongs to this target".into() } else { parts.join(", ") }
}
