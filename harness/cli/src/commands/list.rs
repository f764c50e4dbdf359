//! `list`: scenarios with their items.

use super::check;
use crate::args::Global;
use crate::complaint::Complaint;
use crate::say;
use crate::settings::Settings;
use std::fmt::Write as _;

/// Lists.
pub fn perform(global: &Global, paths: &[String]) -> Result<u8, Complaint> {
    let settings = Settings::read(global.config.as_deref())?;
    let named = settings.target(global.target.as_deref())?;
    let plan = check::planned(global, &named, paths)?;
    if plan.scenarios.is_empty() {
        return Err(Complaint::Nothing { asked: check::asked(global, paths) });
    }
    let mut text = String::new();
    let mut feature = "";
    for s in &plan.scenarios {
        if feature != s.path.as_ref() {
            feature = s.path.as_ref();
            let _ = writeln!(text, "{feature}  {}", s.feature);
        }
        let _ = writeln!(text, "  {:>4}  {:<8}  {}  {}", s.line, s.effect.name(), s.title, s.items.join(" "));
    }
    let features = plan.scenarios.iter().map(|s| s.path.as_ref()).collect::<std::collections::BTreeSet<_>>().len();
    let _ = writeln!(text, "{} scenarios in {features} features", plan.scenarios.len());
    say::out(&text);
    Ok(0)
}
