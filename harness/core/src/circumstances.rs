//! What the receipt of a drill says about who did it, with what, after which drill before.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who and what a drill is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Circumstances {
    /// SHA-256 of the tool itself, in hex.
    pub tool_sha256: String,
    /// SHA-256 over paths and texts of the features that were read.
    pub features_sha256: String,
    /// SHA-256 of the runbook, when the target names one.
    pub runbook_sha256: Option<String>,
    /// SHA-256 of the receipt before this one in the history.
    pub previous_receipt: Option<String>,
    /// Who carries the drill out.
    pub operator: Option<String>,
    /// Who approves of it.
    pub approver: Option<String>,
    /// Whether the operator wrote the runbook; a drill by somebody else says more.
    pub operator_wrote_runbook: Option<bool>,
}
