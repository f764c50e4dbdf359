//! The checks on what a visitor sees.

use super::view::{ProblemKind, Role, View};
use crate::verdict::{Judgement, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a view is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum ViewCheck {
    /// The act could be done, and the guard refused nothing that the page tried.
    Done,
    /// The visible text has this text.
    Sees {
        /// The text.
        text: String,
    },
    /// The visible text does not have this text.
    SeesNot {
        /// The text.
        text: String,
    },
    /// An element of this role and name is visible, and can or cannot be used.
    SeesElement {
        /// The role.
        role: Role,
        /// Its text or label.
        name: String,
        /// Whether it can be used, when that matters.
        enabled: Option<bool>,
    },
    /// No element of this role and name is visible.
    SeesNoElement {
        /// The role.
        role: Role,
        /// Its text or label.
        name: String,
    },
    /// No visible field hides what is typed.
    NoHiddenField,
    /// The address: a path is compared with path and query, a URL with the whole.
    At {
        /// Path or URL.
        place: String,
    },
    /// The document's title.
    Title {
        /// The title.
        is: String,
    },
    /// The origin keeps something, or nothing, under this name.
    Stored {
        /// The name.
        name: String,
        /// Whether something is wanted.
        present: bool,
    },
    /// The console has no error but those the system's names allow.
    ConsoleClean,
    /// The last request of that method and path was answered with one of these statuses.
    Answered {
        /// The method.
        method: String,
        /// A glob for path and query.
        path: String,
        /// Three characters each: digits, or digits followed by `x`.
        any_of: Vec<String>,
    },
    /// Between so many and so many requests fit a path.
    Asked {
        /// A glob for path and query.
        path: String,
        /// The least number.
        least: u64,
        /// The greatest number, when there is one.
        most: Option<u64>,
    },
    /// Every request went to the target or to a stand-in of it.
    OnlyTarget,
    /// The computed style of the element that was looked at.
    Style {
        /// Text or label of the element.
        element: String,
        /// The CSS property.
        property: String,
        /// The value.
        is: String,
    },
    /// Nothing is wider than the window.
    FitsWindow,
    /// A file was downloaded.
    Downloaded {
        /// A glob for its name.
        name: String,
        /// The fewest bytes.
        least: u64,
    },
}

impl ViewCheck {
    /// Compares a view with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &View) -> Judgement {
        let expected = self.expected(seen);
        if let Some(problem) = &seen.problem {
            let actual = if seen.url.is_empty() {
                problem.detail.clone()
            } else {
                format!("{}; {}", problem.detail, seen.summary())
            };
            let judgement = match problem.kind.of_the_system() {
                true => Judgement::one(false, expected, actual),
                false => Judgement::broken(expected, actual),
            };
            let advice = problem.kind.advice().to_owned();
            return judgement.hint(match problem.kind {
                // What is behind it is a consequence.
                ProblemKind::Disturbed => advice,
                _ => seen.behind().unwrap_or(advice),
            });
        }
        let judgement = self.compare(seen, expected);
        if judgement.verdict == Verdict::Failed && seen.disturbed() {
            let why = format!("the machine's network changed while the page was loading; {}", judgement.actual);
            return Judgement::broken(judgement.expected, why).hint(ProblemKind::Disturbed.advice());
        }
        match seen.behind() {
            Some(behind) if judgement.hint.is_none() => judgement.hint(behind),
            _ => judgement,
        }
    }

    fn expected(&self, seen: &View) -> String {
        match self {
            Self::Done => format!("that the visitor {}", seen.act),
            Self::Sees { text } => format!("`{text}` on the page"),
            Self::SeesNot { text } => format!("a page without `{text}`"),
            Self::SeesElement { role, name, enabled } => {
                let state = match enabled {
                    Some(true) => " that can be used",
                    Some(false) => " that cannot be used",
                    None => "",
                };
                format!("the {} `{name}`{state}", role.word())
            }
            Self::SeesNoElement { role, name } => format!("no {} `{name}`", role.word()),
            Self::NoHiddenField => "fields, and none that hides what is typed".into(),
            Self::At { place } => format!("the address {place}"),
            Self::Title { is } => format!("the title `{is}`"),
            Self::Stored { name, present: true } => format!("something kept as `{name}`"),
            Self::Stored { name, present: false } => format!("nothing kept as `{name}`"),
            Self::ConsoleClean => "a console without errors".into(),
            Self::Answered { method, path, any_of } => {
                format!("the page's request {method} {path} answered with {}", any_of.join(" or "))
            }
            Self::Asked { path, least, most } => {
                let number = match most {
                    Some(most) if most == least => format!("exactly {least}"),
                    Some(most) if *least == 0 => format!("at most {most}"),
                    Some(most) => format!("{least} to {most}"),
                    None => format!("at least {least}"),
                };
                format!("{number} requests for {path}")
            }
            Self::OnlyTarget => "every request of the page to the target".into(),
            Self::Style { element, property, is } => format!("`{element}` with {property} `{is}`"),
            Self::FitsWindow => "a page that is not wider than the window".into(),
            Self::Downloaded { name, least } => format!("a download {name} of at least {least} bytes"),
        }
    }
}
