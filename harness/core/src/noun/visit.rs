//! What a visitor does in a browser.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One act of one visitor; every visitor of a scenario has a browser session of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Visit {
    /// Who: a name that only tells sessions apart.
    pub visitor: String,
    /// What the visitor does.
    pub act: Act,
}

/// What can be done in a browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "does", rename_all = "kebab-case")]
pub enum Act {
    /// Opens an address; a path goes to the target's edge.
    Opens {
        /// The address.
        url: String,
    },
    /// Loads the page again, past every cache.
    ReloadsAfresh,
    /// Types a text into a field that had another one.
    Fills {
        /// Label, placeholder, name or text of the field.
        field: String,
        /// The text.
        text: String,
    },
    /// Types a key of the target into a field.
    FillsKey {
        /// Label, placeholder, name or text of the field.
        field: String,
        /// Alias of the key; the value never stands here.
        key: String,
    },
    /// Presses a button or follows a link.
    Presses {
        /// Its text or label.
        control: String,
        /// A text that stands in the same row, entry or section, where several controls are called the same.
        beside: Option<String>,
    },
    /// Gives the page another size.
    Resizes {
        /// Width of the page in CSS pixels.
        width: u32,
        /// Height of the page in CSS pixels.
        height: u32,
    },
    /// Looks again.
    Looks {
        /// A style of an element to be read with it.
        style: Option<StyleOf>,
    },
}

/// A computed style of an element that is found by its text or label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StyleOf {
    /// Text or label of the element.
    pub element: String,
    /// The CSS property.
    pub property: String,
}

impl Act {
    /// Whether doing it again does nothing that the first time did not do.
    #[must_use]
    pub fn repeatable(&self) -> bool {
        matches!(self, Self::Looks { .. } | Self::Resizes { .. })
    }

    /// The act in words, for messages.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Opens { url } => format!("opens `{url}`"),
            Self::ReloadsAfresh => "reloads the page without cache".into(),
            Self::Fills { field, .. } => format!("fills the field `{field}`"),
            Self::FillsKey { field, key } => format!("fills the field `{field}` with the key `{key}`"),
            Self::Presses { control, beside: None } => format!("presses `{control}`"),
            Self::Presses { control, beside: Some(beside) } => format!("presses `{control}` beside `{beside}`"),
            Self::Resizes { width, height } => format!("gives the page {width} by {height} pixels"),
            Self::Looks { .. } => "looks at the page".into(),
        }
    }
}
