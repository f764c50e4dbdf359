//! What a visitor can read, use and follow on a page.

use super::view::is_false;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something visible with a role and a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Element {
    /// What it is.
    pub role: Role,
    /// Its text or label.
    pub name: String,
    /// Whether it can be used.
    pub enabled: bool,
    /// Whether a field holds something.
    #[serde(default, skip_serializing_if = "is_false")]
    pub filled: bool,
    /// Whether a field hides what is typed.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hides: bool,
}

/// What an element is to a visitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A heading of any level.
    Heading,
    /// Something to type or choose in.
    Field,
    /// Something to press.
    Button,
    /// Something that leads elsewhere.
    Link,
    /// A part of the page that shows something of somebody else: a frame.
    Frame,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 5] = [Self::Heading, Self::Field, Self::Button, Self::Link, Self::Frame];

    /// The role as features write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Field => "field",
            Self::Button => "button",
            Self::Link => "link",
            Self::Frame => "frame",
        }
    }
}
