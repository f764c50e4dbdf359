//! `drill`: one drill with its receipt, or the list of all drills.

use super::check;
use crate::args::{DrillArguments, Global};
use crate::complaint::Complaint;
use crate::plan::make::Plan;
use crate::plan::scenario::Scenario;
use crate::run::conduct::Conduct;
use crate::say;
use crate::settings::Settings;
use runproof_core::ledger::GateRule;
use runproof_core::suggest;

/// Runs a drill, or lists them.
pub fn perform(global: &Global, asked: &DrillArguments) -> Result<u8, Complaint> {
    let settings = Settings::read(global.config.as_deref())?;
    let named = settings.target(global.target.as_deref())?;
    let plan = check::planned(global, &named, &[])?;
    let Some(name) = &asked.name else {
        plan.scenarios.iter().filter_map(line).for_each(|l| say::line(&l));
        return Ok(0);
    };
    let plan = only(plan, name)?;
    let durations = settings.durations()?;
    let circumstances = crate::run::circumstances::of(&named, &plan, asked)?;
    let (command, gate, drill) = ("drill", GateRule::Check, Some(circumstances));
    let ran = Conduct { command, global, named, durations, plan, gate, drill }.perform()?;
    check::tell(global, &ran);
    Ok(ran.code)
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
