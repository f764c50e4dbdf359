//! A row of a table: what is checked, what was seen, and the verdict that must come of it.

use runproof_core::check::Check;
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// One case.
#[derive(Clone)]
pub struct Row {
    /// What the case is about.
    pub what: &'static str,
    /// The expectation.
    pub check: Check,
    /// What was seen.
    pub seen: Observation,
    /// The verdict that is right.
    pub verdict: Verdict,
}

/// The rows of one observation: each says what it is about, what is checked, and the verdict.
pub fn rows<C>(
    of: fn(C) -> Check,
    seen: &Observation,
    cases: impl IntoIterator<Item = (&'static str, C, Verdict)>,
) -> Vec<Row> {
    let row = |(what, check, verdict)| Row { what, check: of(check), seen: seen.clone(), verdict };
    cases.into_iter().map(row).collect()
}

/// Texts of their own.
pub fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|t| (*t).to_owned()).collect()
}

impl Row {
    /// The names of noun, check and claim, as the ledger writes them.
    pub fn kinds(&self) -> Vec<String> {
        let written = serde_json::to_value(&self.check).unwrap();
        let name = |at: &Value| at.as_str().map(str::to_owned);
        let noun = name(&written["of"]).unwrap();
        let check = name(&written["check"]["expect"]).map(|k| format!("{noun}: {k}"));
        let claim = name(&written["check"]["claim"]["claim"]).map(|k| {
            let what = if written["check"]["path"].is_string() { "json" } else { "header" };
            format!("{what} claim: {k}")
        });
        [check.or(Some(noun)), claim].into_iter().flatten().collect()
    }
}

/// All names that an enumeration has in the ledger, taken from what its reader says to a name that it does not know.
pub fn names_of<T: DeserializeOwned>(tag: &str, prefix: &str) -> Vec<String> {
    let error = serde_json::from_value::<T>(serde_json::json!({tag: "?"})).err().map(|e| e.to_string());
    let error = error.unwrap_or_default();
    let names = error.split('`').skip(1).step_by(2).filter(|name| *name != "?");
    names.map(|name| format!("{prefix}: {name}")).collect()
}
