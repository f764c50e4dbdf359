//! The catalog of a system: every line of its runbook that can be verified.

use crate::capability::Capability;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// `catalog.toml` of one system.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Catalog {
    /// The system's name, equal to its directory.
    pub system: String,
    /// The system's name for people.
    pub title: String,
    /// Tag expressions by mode name.
    pub modes: BTreeMap<String, String>,
    /// The items, in the order of the runbook.
    pub items: Vec<Item>,
}

/// One line of the runbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The id, which is also its tag.
    pub id: String,
    /// The document and section.
    pub source: String,
    /// What is promised.
    pub text: String,
    /// How much depends on it.
    pub tier: Tier,
    /// What it takes to look.
    #[serde(default)]
    pub needs: Vec<Capability>,
    /// What looking does to the system.
    #[serde(default)]
    pub effect: Effect,
    /// What looking costs the system.
    #[serde(default)]
    pub cost: Cost,
    /// What must turn it red.
    #[serde(default)]
    pub faults: Vec<String>,
    /// Whether there is a scenario for it.
    #[serde(default = "yes")]
    pub covered: bool,
    /// Why there is none yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The item whose verdict is also this one's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<String>,
    /// The items whose worst verdict is this one's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub derived_from: Vec<String>,
    /// What a failure looks like, what it means and what to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looks_like: Option<LooksLike>,
}

fn yes() -> bool {
    true
}

/// How much depends on an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// Users or data are lost without it.
    Vital,
    /// The system works worse without it.
    Core,
    /// Paperwork.
    Paper,
}

impl Tier {
    /// All tiers, gravest first.
    pub const ALL: [Self; 3] = [Self::Vital, Self::Core, Self::Paper];

    /// The name in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Vital => "vital",
            Self::Core => "core",
            Self::Paper => "paper",
        }
    }
}

/// What a check does to the system; the order is the order of gravity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// Nothing.
    #[default]
    Reads,
    /// Adds or changes data or processes.
    Writes,
    /// Loses data.
    Destroys,
}

impl Effect {
    /// The name in lower case, which is also the tag.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reads => "reads",
            Self::Writes => "writes",
            Self::Destroys => "destroys",
        }
    }
}

/// What a check costs the system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Cost {
    /// Nothing worth naming.
    #[default]
    Free,
    /// A little.
    Light,
    /// Enough to be felt; the gate leaves it out.
    Heavy,
}

/// What a failure looks like to people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LooksLike {
    /// What is seen.
    pub symptom: String,
    /// What it usually means.
    pub diagnosis: String,
    /// What to do.
    pub fix: String,
}

/// Something in a catalog that cannot stand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CatalogFlaw {
    /// Two items with one id.
    #[error("the item `{0}` stands there twice")]
    Twice(String),
    /// An item that refers to one that is not there.
    #[error("the item `{0}` refers to `{1}`, which is not in the catalog")]
    Unknown(String, String),
    /// Items that refer to each other in a circle.
    #[error("the item `{0}` refers back to itself")]
    Circle(String),
    /// An item with a check of its own but no fault.
    #[error("the item `{0}` names no fault that would turn it red")]
    NoFault(String),
    /// An item without a scenario and without a reason.
    #[error("the item `{0}` is not covered and gives no reason")]
    NoReason(String),
}

impl Catalog {
    /// The item with that id.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|i| i.id == id)
    }

    /// Everything in the catalog that cannot stand; empty when all is well.
    #[must_use]
    pub fn flaws(&self) -> Vec<CatalogFlaw> {
        let mut flaws = Vec::new();
        let mut seen = BTreeSet::new();
        for item in &self.items {
            if !seen.insert(&item.id) {
                flaws.push(CatalogFlaw::Twice(item.id.clone()));
            }
            for other in item.refers_to() {
                if self.item(other).is_none() {
                    flaws.push(CatalogFlaw::Unknown(item.id.clone(), other.to_owned()));
                }
            }
            if self.circles_back(item) {
                flaws.push(CatalogFlaw::Circle(item.id.clone()));
            }
            if !item.covered && item.reason.as_deref().unwrap_or_default().is_empty() {
                flaws.push(CatalogFlaw::NoReason(item.id.clone()));
            }
            if item.own_check() && item.faults.is_empty() {
                flaws.push(CatalogFlaw::NoFault(item.id.clone()));
            }
        }
        flaws
    }

    fn circles_back(&self, start: &Item) -> bool {
        let mut open: Vec<&str> = start.refers_to().collect();
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            if id == start.id {
                return true;
            }
            if seen.insert(id) {
                open.extend(self.item(id).into_iter().flat_map(Item::refers_to));
            }
        }
        false
    }
}

impl Item {
    /// Whether the item has a scenario of its own.
    #[must_use]
    pub fn own_check(&self) -> bool {
        self.covered && self.same_as.is_none() && self.derived_from.is_empty()
    }

    /// The items its verdict comes from.
    pub fn refers_to(&self) -> impl Iterator<Item = &str> {
        self.same_as.iter().chain(&self.derived_from).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(id: &str, same_as: Option<&str>) -> Item {
        Item {
            id: id.into(),
            source: "runbook".into(),
            text: "text".into(),
            tier: Tier::Core,
            needs: vec![],
            effect: Effect::Reads,
            cost: Cost::Free,
            faults: vec!["stop service:backend".into()],
            covered: true,
            reason: None,
            same_as: same_as.map(Into::into),
            derived_from: vec![],
            looks_like: None,
        }
    }

    #[test]
    fn finds_flaws() {
        let catalog = Catalog {
            items: vec![item("A", Some("B")), item("B", Some("A")), item("C", Some("X")), item("C", None)],
            ..Catalog::default()
        };
        let flaws: Vec<String> = catalog.flaws().iter().map(ToString::to_string).collect();
        assert_eq!(
            flaws,
            [
                "the item `A` refers back to itself",
                "the item `B` refers back to itself",
                "the item `C` refers to `X`, which is not in the catalog",
                "the item `C` stands there twice",
            ]
        );
    }
}
