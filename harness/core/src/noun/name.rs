//! Name resolution.

use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a resolver answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Resolution {
    /// The name asked for.
    pub name: String,
    /// The resolver asked: `system` or its address.
    pub resolver: String,
    /// The addresses, sorted.
    pub addresses: Vec<String>,
    /// The resolver's answer when there are no addresses, for example `no such name`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<String>,
    /// Why the resolver could not be asked; then nothing is known about the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unreachable: Option<String>,
}

/// What a resolution is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum NameCheck {
    /// At least one address.
    Resolves,
    /// The resolver says that there is no address.
    ResolvesNot,
    /// This address is among them.
    ResolvesTo {
        /// The address.
        address: String,
    },
}

impl NameCheck {
    /// Compares a resolution with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &Resolution) -> Judgement {
        let expected = match self {
            Self::Resolves => format!("an address for {}", seen.name),
            Self::ResolvesNot => format!("no address for {}", seen.name),
            Self::ResolvesTo { address } => format!("{} is {address}", seen.name),
        };
        if let Some(why) = &seen.unreachable {
            return Judgement::broken(expected, format!("the resolver {} did not answer: {why}", seen.resolver));
        }
        if seen.addresses.is_empty() && seen.refusal.is_none() {
            return Judgement::broken(expected, format!("no answer of the resolver {} was recorded", seen.resolver));
        }
        let actual = match &seen.refusal {
            Some(refusal) if seen.addresses.is_empty() => format!("{refusal}, says {}", seen.resolver),
            _ => seen.addresses.join(", "),
        };
        let holds = match self {
            Self::Resolves => !seen.addresses.is_empty(),
            Self::ResolvesNot => seen.addresses.is_empty(),
            Self::ResolvesTo { address } => seen.addresses.contains(address),
        };
        Judgement::one(holds, expected, actual).hint("look at the A record at the registrar and at the resolver in use")
    }
}
