//! `drill`: one drill with its receipt, or the list of all drills.

use super::check;
use crate::args::{DrillArguments, Global};
use crate::complaint::Complaint;
use crate::library::Library;
use crate::plan::make::{self, Plan, Wish};
use crate::plan::scenario::Scenario;
use crate::plan::select::Place;
use crate::run::conduct::Conduct;
use crate::run::restoring::Draw;
use crate::say;
use crate::settings::{NamedTarget, Settings};
use runproof_core::ledger::GateRule;
use runproof_core::names::Names;
use runproof_core::noun::backup::Choice;
use runproof_core::suggest;
use runproof_core::target::{BackupsAt, Provider, Target};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The drill that brings a backup back.
const RESTORE: &str = "restore";
/// The pack that knows it for every system, and the feature in it.
const ANY: &str = "any";
const OF_ANY: &str = "features/any/restore.feature";

/// Runs a drill, or lists them.
pub fn perform(global: &Global, asked: &DrillArguments) -> Result<u8, Complaint> {
    let settings = Settings::read(global.config.as_deref())?;
    for_restore_only(asked)?;
    let named = match &asked.backup {
        Some(file) => of_file(file)?,
        None => settings.target(global.target.as_deref())?,
    };
    let live = named.target.provider == Provider::Live;
    let mut plan = match live && named.target.system == ANY {
        true => for_any_database(&named, &Names::default())?,
        false => check::planned(global, &named, &[])?,
    };
    let Some(name) = &asked.name else {
        plan.scenarios.iter().filter_map(line).for_each(|l| say::line(&l));
        return Ok(0);
    };
    let own = plan.scenarios.iter().any(|s| s.drill.as_ref() == Some(name));
    if name == RESTORE && !own && live {
        plan = for_any_database(&named, &check::names_of(&named)?)?;
    }
    let plan = only(plan, name)?;
    let durations = settings.durations()?;
    let circumstances = crate::run::circumstances::of(&named, &plan, asked)?;
    let choice = asked.choose.as_deref().and_then(|c| Choice::ALL.into_iter().find(|known| known.name() == c));
    let (command, gate, drill) = ("drill", GateRule::Check, Some(circumstances));
    let draw = Draw { choice, seed: asked.seed };
    let ran = Conduct { command, global, named, durations, plan, gate, drill, draw }.perform()?;
    check::tell(global, &ran);
    Ok(ran.code)
}

/// Refuses what only means something where a backup is brought back.
fn for_restore_only(asked: &DrillArguments) -> Result<(), Complaint> {
    let restores = asked.name.as_deref() == Some(RESTORE);
    if restores || asked.backup.is_none() && asked.choose.is_none() {
        return Ok(());
    }
    let next = "write `runproof drill restore` with them".into();
    Err(Complaint::Usage { what: "`--backup` and `--choose` belong to the drill `restore`".into(), next })
}

/// The plan of the drill for systems that have none of their own.
/// The drill that every system has, with what the system's own names say of its database.
fn for_any_database(named: &NamedTarget, own: &Names) -> Result<Plan, Complaint> {
    let wish = Wish { system: Some(ANY.into()), places: vec![Place::parse(OF_ANY)], ..Wish::default() };
    let mut plan = make::plan(&Library::carried(), named, &wish)?;
    if let Some(cast) = plan.cast.get_mut(ANY) {
        let names = &mut Arc::make_mut(&mut cast.system).names;
        let Names { restore, queries, vars, credential, volatile, .. } = own.clone();
        *names = Names { restore, queries, vars, credential, volatile, ..std::mem::take(names) };
    }
    Ok(plan)
}

/// A target made of nothing but a backup.
fn of_file(file: &Path) -> Result<NamedTarget, Complaint> {
    let wrong = |why: String| {
        let next = "name one file, or directory, that `pg_dump` wrote".into();
        Complaint::Unreadable { path: file.to_owned(), why, next }
    };
    let at = std::path::absolute(file).map_err(|e| wrong(e.to_string()))?;
    std::fs::metadata(&at).map_err(|e| wrong(e.to_string()))?;
    let (Some(dir), Some(name)) = (at.parent(), at.file_name().and_then(|n| n.to_str())) else {
        return Err(wrong("it has no name that can be written down".into()));
    };
    let backups = BackupsAt { dir: dir.display().to_string(), pattern: name.to_owned(), ..BackupsAt::default() };
    let target = Target { system: ANY.into(), provider: Provider::Live, backups: Some(backups), ..Target::default() };
    Ok(NamedTarget { name: file.display().to_string(), target, base: PathBuf::new(), waivers_at: vec![] })
}

fn line(scenario: &Scenario) -> Option<String> {
    let name = scenario.drill.as_ref()?;
    Some(format!("{name:<28} {}  ({}:{})", scenario.title, scenario.path, scenario.line))
}

/// The plan with the one scenario that is this drill.
fn only(mut plan: Plan, name: &str) -> Result<Plan, Complaint> {
    let drills: Vec<String> = plan.scenarios.iter().filter_map(|s| s.drill.clone()).collect();
    plan.scenarios.retain(|s| s.drill.as_deref() == Some(name));
    let wrong = |what: String, next: String| Err(Complaint::Usage { what, next });
    match plan.scenarios.as_slice() {
        [one] => {
            let system = one.system.to_string();
            plan.cast.retain(|s, _| *s == system);
            Ok(plan)
        }
        [] => {
            let near = suggest::nearest(name, drills.iter().map(String::as_str));
            let next = near.map_or_else(|| "`runproof drill` lists them".into(), |n| format!("did you mean `{n}`?"));
            wrong(format!("there is no drill `{name}`"), next)
        }
        [first, second, ..] => {
            let places = format!("{}:{} and {}:{}", first.path, first.line, second.path, second.line);
            wrong(format!("several drills are called `{name}`: {places}"), "give each a name of its own".into())
        }
    }
}
