//! Looking: a page as data.

use super::session::{Session, script};
use crate::host::digest;
use crate::subject::Subject;
use regex::Regex;
use runproof_core::noun::view::{ConsoleLine, Download, Element, Problem, View};
use runproof_core::noun::visit::StyleOf;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// So much of the visible text is kept, in UTF-16 units.
const MOST_TEXT: usize = 20_000;
/// So many elements are kept.
const MOST_ELEMENTS: usize = 300;
/// So many lines of the console are kept: the last of a session.
const MOST_LINES: usize = 300;
/// Downloads that are looked at.
const MOST_DOWNLOADS: usize = 50;
/// What Chromium calls a download that is not complete.
const UNFINISHED: &str = ".crdownload";

/// What the script of a look returns.
#[derive(Deserialize)]
struct Looked {
    url: String,
    title: String,
    text: String,
    cut: bool,
    elements: Vec<Element>,
    storage: BTreeMap<String, String>,
    style: Option<String>,
    size: (u32, u32, u32),
}

/// What a session has heard of its console so far.
#[derive(Default)]
pub(super) struct Heard {
    lines: Vec<ConsoleLine>,
    dropped: u64,
}

impl Session {
    /// Looks at the page, at what was asked for, and at what the console was told.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub(super) async fn look(
        &self,
        subject: &Subject,
        style: Option<&StyleOf>,
        heard: &mut Heard,
    ) -> Result<View, Problem> {
        let wish = style.map(|s| json!({ "element": s.element, "property": s.property }));
        let arguments = vec![json!(MOST_TEXT), json!(MOST_ELEMENTS), wish.unwrap_or(Value::Null)];
        let looked = self.run(script!("look.js"), arguments).await?;
        let looked: Looked = serde_json::from_value(looked).map_err(|e| {
            super::trouble::problem(
                runproof_core::noun::view::ProblemKind::Gone,
                format!("the page said nonsense: {e}"),
            )
        })?;
        let console = self.console().await.map(|new| heard.add(new, &subject.console_allowed));
        let (exchanges, missed) = self.gate().map(|gate| gate.book().exchanges()).unwrap_or_default();
        Ok(View {
            url: looked.url,
            title: looked.title,
            text: looked.text,
            cut: looked.cut,
            elements: looked.elements,
            storage: looked.storage,
            size: looked.size,
            style: looked.style,
            console,
            exchanges,
            guarded: self.gate().is_some(),
            dropped: missed + heard.dropped,
            downloads: self.downloaded(),
            ..View::default()
        })
    }

    fn downloaded(&self) -> Vec<Download> {
        let Ok(entries) = std::fs::read_dir(self.downloads()) else { return Vec::new() };
        let one = |path: std::path::PathBuf| {
            let name = path.file_name()?.to_str()?.to_owned();
            if name.ends_with(UNFINISHED) || name.starts_with('.') {
                return None;
            }
            Some(Download { name, bytes: path.metadata().ok()?.len(), sha256: digest::of_file(&path)? })
        };
        let mut all: Vec<Download> =
            entries.filter_map(Result::ok).take(MOST_DOWNLOADS).filter_map(|e| one(e.path())).collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }
}

impl Heard {
    /// Adds new lines and returns all that are kept. Patterns that are none have been refused by the plan.
    fn add(&mut self, new: Vec<(String, String)>, allowed: &[String]) -> Vec<ConsoleLine> {
        let allowed: Vec<Regex> = allowed.iter().filter_map(|p| Regex::new(p).ok()).collect();
        let line = |(level, text): (String, String)| {
            let allowed = allowed.iter().any(|p| p.is_match(&text));
            ConsoleLine { level, text, allowed }
        };
        self.lines.extend(new.into_iter().map(line));
        let over = self.lines.len().saturating_sub(MOST_LINES);
        self.lines.drain(..over);
        self.dropped += over as u64;
        self.lines.clone()
    }
}
