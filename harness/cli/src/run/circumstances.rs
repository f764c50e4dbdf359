//! What a receipt says about the circumstances of a drill: who, with what, after which drill before.

use super::evidence;
use crate::args::DrillArguments;
use crate::complaint::Complaint;
use crate::plan::make::Plan;
use crate::settings::NamedTarget;
use crate::{ambient, library::Library};
use runproof_core::circumstances::Circumstances;
use runproof_reports::manifest;
use std::io;
use std::path::Path;

/// Gathers them before anything starts.
///
/// # Errors
/// When the tool, a feature or the runbook cannot be read.
pub fn of(named: &NamedTarget, plan: &Plan, asked: &DrillArguments) -> Result<Circumstances, Complaint> {
    let tool = ambient::itself().map_err(|e| unreadable(Path::new("the tool itself"), &e))?;
    let runbook = named.target.runbook.as_ref().map(|path| digest(&named.base.join(path))).transpose()?;
    Ok(Circumstances {
        tool_sha256: digest(&tool)?,
        features_sha256: features(plan)?,
        runbook_sha256: runbook,
        previous_receipt: evidence::last_receipt(),
        operator: asked.operator.clone(),
        approver: asked.approver.clone(),
        operator_wrote_runbook: asked.operator.as_ref().map(|_| asked.wrote_runbook),
    })
}

/// SHA-256 over paths and texts of the features in the plan.
fn features(plan: &Plan) -> Result<String, Complaint> {
    let mut all = Vec::new();
    let carried = Library::carried();
    for path in plan.scenarios.iter().map(|s| s.path.as_ref()).collect::<std::collections::BTreeSet<&str>>() {
        let text = match carried.text(path).filter(|_| !Path::new(path).is_file()) {
            Some(text) => text.to_owned(),
            None => std::fs::read_to_string(path).map_err(|e| unreadable(Path::new(path), &e))?,
        };
        all.extend([path, "\0", &text, "\0"].concat().into_bytes());
    }
    manifest::digest_of(all.as_slice()).map(|(_, digest)| digest).map_err(|e| unreadable(Path::new("the features"), &e))
}

fn digest(path: &Path) -> Result<String, Complaint> {
    manifest::digest(path).map(|(_, digest)| digest).map_err(|e| unreadable(path, &e))
}

fn unreadable(path: &Path, error: &io::Error) -> Complaint {
    let next = "a receipt names it by its digest: make it readable".into();
    Complaint::Unreadable { path: path.to_owned(), why: error.to_string(), next }
}
