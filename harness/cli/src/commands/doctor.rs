//! `doctor`: which capabilities are there, and what brings the missing ones.

use crate::args::Global;
use crate::capabilities;
use crate::complaint::Complaint;
use crate::say;
use crate::settings::Settings;
use runproof_core::target::{Provider, Target};
use std::fmt::Write as _;

/// Looks and lists.
pub fn perform(global: &Global) -> Result<u8, Complaint> {
    let settings = Settings::read(global.config.as_deref())?;
    let named = settings.target(global.target.as_deref())?;
    let target = match named.target.provider {
        Provider::Embedded | Provider::Containers => with_stack(&named.target),
        Provider::Live => named.target.clone(),
    };
    let mut text = format!("runproof {} on target `{}`\n\n", env!("CARGO_PKG_VERSION"), named.name);
    for found in capabilities::found(&target) {
        let mark = if found.present { "there  " } else { "missing" };
        let _ = write!(text, "{mark}  {:<11} {}", found.capability.name(), found.detail);
        if !found.present {
            let _ = write!(text, "\n                     brought by: {}", found.capability.brought_by());
        }
        text.push('\n');
    }
    say::out(&text);
    Ok(0)
}

/// What the first reference stack would name.
fn with_stack(written: &Target) -> Target {
    let system = if written.system.is_empty() { "inquirycircle" } else { &written.system };
    let mut target = runproof_fixtures::promised(system, "").unwrap_or_default();
    target.documents.clone_from(&written.documents);
    // Processes have no engine; of containers only a run knows the project.
    target.engine = target.engine.filter(|_| written.provider == Provider::Containers);
    target
}
