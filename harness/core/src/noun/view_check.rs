//! The checks on what a visitor sees.

use super::directory::matches;
use super::http_check::fits;
use super::view::{Element, PageExchange, Role, View, Way};
use crate::verdict::Judgement;
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
            return judgement.hint(seen.behind().unwrap_or_else(|| problem.kind.advice().to_owned()));
        }
        let judgement = self.compare(seen, expected);
        match seen.behind() {
            Some(behind) if judgement.hint.is_none() => judgement.hint(behind),
            _ => judgement,
        }
    }

    fn compare(&self, seen: &View, expected: String) -> Judgement {
        match self {
            Self::Done => {
                let refused = seen.exchanges.iter().find(|e| e.way == Way::Refused);
                let actual = refused.map_or_else(|| seen.summary(), PageExchange::words);
                Judgement::one(refused.is_none(), expected, actual).hint(
                    "allow the request in `allow_writes` of the target, or take the scenario out of the selection",
                )
            }
            Self::Sees { text } => text_seen(seen, text, expected),
            Self::SeesNot { text } => text_not_seen(seen, text, expected),
            Self::SeesElement { role, name, enabled } => element(seen, *role, name, *enabled, expected),
            Self::SeesNoElement { role, name } => {
                let found = seen.elements.iter().any(|e| e.is(*role, name));
                Judgement::of(shown(seen), 1, !found, expected, elements(seen, *role))
            }
            Self::NoHiddenField => {
                let hiding = seen.elements.iter().find(|e| e.role == Role::Field && e.hides);
                let fields = seen.elements.iter().filter(|e| e.role == Role::Field).count() as u64;
                let actual = hiding.map_or_else(|| elements(seen, Role::Field), |e| format!("the field `{}`", e.name));
                Judgement::of(fields, 1, hiding.is_none(), expected, actual)
            }
            Self::At { place } => {
                let whole = place.contains("://");
                let actual = if whole { seen.url.as_str() } else { seen.path() };
                let bare = actual.split('?').next().unwrap_or_default();
                let holds = actual == place || (!place.contains('?') && bare == place);
                Judgement::one(holds, expected, seen.summary())
            }
            Self::Title { is } => Judgement::one(seen.title == *is, expected, format!("`{}`", seen.title)),
            Self::Stored { name, present } => {
                let kept = seen.storage.get(name).is_some_and(|v| !v.is_empty());
                let names: Vec<&str> = seen.storage.keys().map(String::as_str).collect();
                let actual =
                    if names.is_empty() { "nothing is kept".into() } else { format!("kept: {}", names.join(", ")) };
                Judgement::one(kept == *present, expected, actual)
            }
            Self::ConsoleClean => console(seen, expected),
            Self::Answered { .. } | Self::Asked { .. } | Self::OnlyTarget => self.exchanged(seen, expected),
            Self::Style { is, .. } => match &seen.style {
                Some(style) => Judgement::one(style == is, expected, format!("`{style}`")),
                None => Judgement::one(false, expected, format!("there is no such element; {}", seen.summary())),
            },
            Self::FitsWindow => {
                let (width, _, content) = seen.size;
                let actual = format!("{content} pixels of content in a window of {width}");
                Judgement::of(shown(seen), 1, content <= width, expected, actual)
            }
            Self::Downloaded { name, least } => {
                let fits = |d: &&super::view::Download| matches(name, &d.name) && d.bytes >= *least;
                let all = seen.downloads.iter().map(|d| format!("{} ({} bytes)", d.name, d.bytes));
                let all = all.collect::<Vec<_>>().join(", ");
                let actual = if all.is_empty() { "nothing was downloaded".into() } else { all };
                Judgement::one(seen.downloads.iter().any(|d| fits(&d)), expected, actual)
            }
        }
    }

    /// Checks on what the pages asked for.
    fn exchanged(&self, seen: &View, expected: String) -> Judgement {
        if !seen.guarded {
            return Judgement::broken(
                expected,
                "this browser does not go through the guard, so its exchanges are unknown",
            )
            .hint("use `browser = \"local\"`");
        }
        let all = seen.exchanges.len() as u64;
        match self {
            Self::Answered { method, path, any_of } => {
                let fitting = seen.exchanges.iter().rev().find(|e| e.method == *method && matches(path, e.path()));
                let holds = fitting.is_some_and(|e| {
                    e.way == Way::Through && e.status.is_some_and(|s| any_of.iter().any(|p| fits(&s.to_string(), p)))
                });
                let actual = fitting.map_or_else(|| asked(seen), PageExchange::words);
                Judgement::one(holds, expected, actual)
            }
            Self::Asked { path, least, most } => {
                let fitting = seen.exchanges.iter().filter(|e| matches(path, e.path())).count() as u64;
                let holds = fitting >= *least && most.is_none_or(|m| fitting <= m);
                if seen.dropped > 0 && most.is_some() {
                    return Judgement::undecided(expected, "only the last requests of the session are kept");
                }
                Judgement::of(all, 1, holds, expected, format!("{fitting} fit; {}", asked(seen)))
            }
            _ => {
                let elsewhere = |e: &&PageExchange| matches!(e.way, Way::Foreign | Way::Refused);
                let stray = seen.exchanges.iter().find(elsewhere);
                let actual = stray.map_or_else(|| asked(seen), PageExchange::words);
                Judgement::of(all, 1, stray.is_none(), expected, actual)
                    .hint("the build may have another address baked in, or the page may use a service of somebody else")
            }
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

impl Element {
    /// Whether it has that role and name; names are compared as they are read, without regard to spaces.
    #[must_use]
    pub fn is(&self, role: Role, name: &str) -> bool {
        self.role == role && squeezed(&self.name) == squeezed(name)
    }
}

/// What is kept of a text that is cut can show that something is in it, but not that it is not.
const CUT: &str = "the text of the page is kept in part only";

fn text_seen(seen: &View, text: &str, expected: String) -> Judgement {
    let holds = squeezed(&seen.text).contains(&squeezed(text));
    match seen.cut && !holds {
        true => Judgement::undecided(expected, CUT),
        false => Judgement::one(holds, expected, seen.summary()),
    }
}

fn text_not_seen(seen: &View, text: &str, expected: String) -> Judgement {
    let holds = !squeezed(&seen.text).contains(&squeezed(text));
    match seen.cut && holds {
        true => Judgement::undecided(expected, CUT),
        // A page that shows nothing does not show that text either: it says nothing.
        false => Judgement::of(shown(seen), 1, holds, expected, seen.summary()),
    }
}

fn element(seen: &View, role: Role, name: &str, enabled: Option<bool>, expected: String) -> Judgement {
    let mut found = seen.elements.iter().filter(|e| e.is(role, name)).peekable();
    let there = found.peek().is_some();
    let holds = there && found.any(|e| enabled.is_none_or(|wanted| e.enabled == wanted));
    let actual = match there && !holds {
        true => format!("it is there, and {} be used", if enabled == Some(true) { "cannot" } else { "can" }),
        false => elements(seen, role),
    };
    Judgement::one(holds, expected, actual)
}

fn elements(seen: &View, role: Role) -> String {
    let names: Vec<String> =
        seen.elements.iter().filter(|e| e.role == role).take(12).map(|e| format!("`{}`", e.name)).collect();
    match names.is_empty() {
        true => format!("no {} at all; {}", role.word(), seen.summary()),
        false => format!("the {}s {}", role.word(), names.join(", ")),
    }
}

/// Errors are what browsers call so, whatever their level is named.
fn console(seen: &View, expected: String) -> Judgement {
    let Some(lines) = &seen.console else {
        return Judgement::broken(expected, "this browser does not tell what its console was told")
            .hint("use Chromium with its own driver");
    };
    let bad: Vec<&str> = lines
        .iter()
        .filter(|l| matches!(l.level.to_ascii_uppercase().as_str(), "SEVERE" | "ERROR") && !l.allowed)
        .map(|l| l.text.as_str())
        .collect();
    let actual = match bad.first() {
        Some(first) => format!("{} errors, the first: {first}", bad.len()),
        None => format!("{} lines, no error", lines.len()),
    };
    Judgement::of(shown(seen), 1, bad.is_empty(), expected, actual)
}

/// How much a view shows: words and elements.
fn shown(seen: &View) -> u64 {
    seen.text.split_whitespace().count() as u64 + seen.elements.len() as u64
}

fn asked(seen: &View) -> String {
    let last = seen.exchanges.iter().rev().take(6).map(|e| format!("{} {}", e.method, e.path()));
    let mut last: Vec<String> = last.collect();
    last.reverse();
    match last.is_empty() {
        true => "the page asked for nothing".into(),
        false => format!("{} requests, the last: {}", seen.exchanges.len(), last.join(", ")),
    }
}

/// A text with every run of spaces made one.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
