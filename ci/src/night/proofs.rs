//! Every fault of every item, as `runproof prove` tells it.

use crate::product::Product;
use crate::task::TaskError;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How a line about a fault begins.
const PROVEN: &str = "proven ";
/// How a line about a fault begins that left its check green, or whose undo left it red.
const NOT_PROVEN: &str = "NOT PROVEN ";

/// What came of the faults of one system.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proofs {
    /// Items whose faults were injected.
    pub items: usize,
    /// Faults that turned their check red, and green again after the undo.
    pub proven: usize,
    /// Faults that did not, as told.
    pub not_proven: Vec<String>,
    /// Faults whose scenario needs what the target lacks, as told: nothing is known about them.
    pub not_looked_at: Vec<String>,
    /// How long it took.
    pub seconds: u64,
    /// What the product complained about instead of proving.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complaint: Option<String>,
}

/// Proves items.
///
/// # Errors
/// When the product cannot be started.
pub fn prove(product: &Product, items: &[String]) -> Result<Proofs, TaskError> {
    let words: Vec<&str> = std::iter::once("prove").chain(items.iter().map(String::as_str)).collect();
    let answer = product.ask(&words)?;
    let mut proofs = read(&answer.out);
    proofs.items = items.len();
    if proofs.proven + proofs.not_proven.len() + proofs.not_looked_at.len() == 0 {
        proofs.complaint = Some(answer.err.trim().to_owned());
    }
    Ok(proofs)
}

/// Lines about faults; what stands indented below one belongs to it.
fn read(told: &str) -> Proofs {
    let mut proofs = Proofs::default();
    for line in told.lines() {
        if line.starts_with(PROVEN) {
            proofs.proven += 1;
        } else if let Some(fault) = line.strip_prefix(NOT_PROVEN) {
            proofs.not_proven.push(fault.trim().to_owned());
        } else if let (Some(last), true) = (proofs.not_proven.last_mut(), line.starts_with(' ')) {
            last.push_str(&format!("; {}", line.trim()));
        }
    }
    (proofs.not_looked_at, proofs.not_proven) = proofs.not_proven.into_iter().partition(|told| lacks_something(told));
    proofs
}

/// Whether the words about a fault end in "needs" and the name of a capability.
fn lacks_something(told: &str) -> bool {
    let mut words = told.rsplit(' ');
    let capability = words.next().is_some_and(|word| word.chars().all(|c| c.is_ascii_lowercase()));
    capability && words.next() == Some("needs")
}

impl Proofs {
    /// Whether there were faults and all of them did what they must.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.proven > 0 && self.not_proven.is_empty()
    }
}

impl fmt::Display for Proofs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (tried, apart) = (self.proven + self.not_proven.len(), self.not_looked_at.len());
        write!(
            f,
            "{} of {tried} faults of {} items proven, {apart} not looked at, in {} s",
            self.proven, self.items, self.seconds
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proofs_are_read() {
        let told = "proven      A-1  under `stop service:edge`\nNOT PROVEN  A-2  under `x`\n            stayed green\n\
                    NOT PROVEN  A-3  under `y`\n            `a page opens` needs documents\n1 of 3 faults\n";
        let proofs = read(told);
        assert_eq!(proofs.not_looked_at, ["A-3  under `y`; `a page opens` needs documents"]);
        assert_eq!((proofs.proven, proofs.is_good()), (1, false));
        assert_eq!(proofs.not_proven, ["A-2  under `x`; stayed green"]);
        assert!(!read("").is_good());
    }
}
