//! `explain`: one scenario and everything that hangs on it.

use super::check;
use crate::args::Global;
use crate::complaint::Complaint;
use crate::say;
use crate::settings::Settings;
use runproof_steps::table;
use std::fmt::Write as _;

/// Explains.
pub fn perform(global: &Global, place: &str) -> Result<u8, Complaint> {
    let settings = Settings::read(global.config.as_deref())?;
    let named = settings.target(global.target.as_deref())?;
    let plan = check::planned(global, &named, &[place.to_owned()])?;
    if plan.scenarios.is_empty() {
        return Err(Complaint::Nothing { asked: place.to_owned() });
    }
    let mut text = String::new();
    for s in &plan.scenarios {
        let needs: Vec<&str> = s.needs.iter().map(|n| n.name()).collect();
        let _ = writeln!(text, "{}\n  --> {}:{}\n  feature: {}", s.title, s.path, s.line, s.feature);
        if !s.rule.is_empty() {
            let _ = writeln!(text, "  rule: {}", s.rule);
        }
        let _ = writeln!(text, "  effect: {}\n  needs: {}", s.effect.name(), needs.join(", "));
        for item in s.items.iter().filter_map(|id| plan.cast.get(s.system.as_ref())?.system.catalog.item(id)) {
            let _ = writeln!(text, "  item {} ({}): {}", item.id, item.tier.name(), item.text);
            for fault in &item.faults {
                let _ = writeln!(text, "    must turn red under: {fault}");
            }
        }
        for step in &s.steps {
            let row = &table::rows()[step.row];
            let _ = writeln!(text, "  {:>4}  {} {}\n        {}", step.line, step.keyword, step.text(), row.meaning);
        }
        text.push('\n');
    }
    say::out(&text);
    Ok(0)
}
