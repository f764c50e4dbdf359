//! A bound sentence: its blanks, its text block and its table, with names filled in.

use crate::pattern::unescape;
use crate::placeholder;
use crate::row::Stop;
use runproof_core::duration;
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;

/// What stands in a sentence's blanks, raw as in the feature.
#[derive(Clone, Debug, Default)]
pub struct Phrase {
    /// The blanks, in order, without quotes where quotes belong to the pattern.
    pub blanks: Vec<String>,
    /// The text block below the sentence.
    pub block: Option<String>,
    /// The table below the sentence.
    pub table: Option<Vec<Vec<String>>>,
    /// The lines of the text block as steps, where the sentence takes steps: number of the row, and phrase.
    pub lines: Vec<(usize, Self)>,
}

impl Phrase {
    /// The same phrase with every `{name}` replaced by its value.
    ///
    /// # Errors
    /// [`Stop::Plan`] for a name that nobody knows.
    pub fn filled(&self, maps: &[&BTreeMap<String, String>]) -> Result<Self, Stop> {
        let fill = |text: &String| {
            placeholder::fill(text, maps).map_err(|name| Stop::Plan(format!("nobody knows `{{{name}}}`")))
        };
        let row = |cells: &Vec<String>| cells.iter().map(fill).collect::<Result<Vec<_>, _>>();
        Ok(Self {
            blanks: self.blanks.iter().map(fill).collect::<Result<_, _>>()?,
            block: self.block.as_ref().map(fill).transpose()?,
            table: self.table.as_ref().map(|t| t.iter().map(row).collect::<Result<_, _>>()).transpose()?,
            lines: self.lines.iter().map(|(n, p)| Ok((*n, p.filled(maps)?))).collect::<Result<_, Stop>>()?,
        })
    }

    /// The text in a blank, counted from 0.
    #[must_use]
    pub fn text(&self, blank: usize) -> String {
        unescape(self.blanks.get(blank).map(String::as_str).unwrap_or_default())
    }

    /// The number in a blank.
    ///
    /// # Errors
    /// [`Stop::Plan`] when it is none.
    pub fn number(&self, blank: usize) -> Result<u64, Stop> {
        let text = self.text(blank);
        text.trim().parse().map_err(|_| Stop::Plan(format!("`{text}` is not a whole number")))
    }

    /// The duration in a blank, such as `30s`.
    ///
    /// # Errors
    /// [`Stop::Plan`] when it is none.
    pub fn duration(&self, blank: usize) -> Result<Duration, Stop> {
        duration::parse(&self.text(blank)).map_err(|e| Stop::Plan(e.to_string()))
    }

    /// The permission bits in a blank, such as `640`.
    ///
    /// # Errors
    /// [`Stop::Plan`] when they are none.
    pub fn mode(&self, blank: usize) -> Result<u32, Stop> {
        let text = self.text(blank);
        u32::from_str_radix(&text, 8)
            .ok()
            .filter(|m| *m <= 0o7777)
            .ok_or_else(|| Stop::Plan(format!("`{text}` is not a mode; write for example `640`")))
    }

    /// The value in a blank: `"text"`, a number, `true`, `false` or `null`.
    ///
    /// # Errors
    /// [`Stop::Plan`] when it is none of these.
    pub fn value(&self, blank: usize) -> Result<Value, Stop> {
        let raw = self.blanks.get(blank).map(String::as_str).unwrap_or_default();
        if let Some(quoted) = raw.strip_prefix('"').and_then(|r| r.strip_suffix('"')) {
            return Ok(Value::String(unescape(quoted)));
        }
        Ok(serde_json::from_str(raw).unwrap_or_else(|_| Value::String(raw.to_owned())))
    }

    /// The JSON in the text block.
    ///
    /// # Errors
    /// [`Stop::Plan`] when there is no block or it is not JSON.
    pub fn json_block(&self) -> Result<Value, Stop> {
        let block = self.text_block()?;
        serde_json::from_str(block).map_err(|e| Stop::Plan(format!("the text block is not JSON: {e}")))
    }

    /// The text block.
    ///
    /// # Errors
    /// [`Stop::Plan`] when there is none.
    pub fn text_block(&self) -> Result<&str, Stop> {
        self.block.as_deref().ok_or_else(|| Stop::Plan("a text block (\"\"\") is missing below the step".into()))
    }

    /// The cells of a table of one column, or the first column of a wider one; a heading in capitals is left out.
    ///
    /// # Errors
    /// [`Stop::Plan`] when there is no table or it is empty.
    pub fn column(&self) -> Result<Vec<String>, Stop> {
        let rows = self.rows()?;
        let cells: Vec<String> = rows.iter().filter_map(|r| r.first().cloned()).collect();
        let cells: Vec<String> =
            cells.into_iter().enumerate().filter(|(i, c)| *i > 0 || !is_heading(c)).map(|(_, c)| c).collect();
        if cells.is_empty() { Err(Stop::Plan("the table below the step is empty".into())) } else { Ok(cells) }
    }

    /// The rows of the table.
    ///
    /// # Errors
    /// [`Stop::Plan`] when there is no table.
    pub fn rows(&self) -> Result<&[Vec<String>], Stop> {
        self.table.as_deref().ok_or_else(|| Stop::Plan("a table is missing below the step".into()))
    }
}

/// Column names that stand for a heading in a one-column table.
fn is_heading(cell: &str) -> bool {
    matches!(cell, "TABLE" | "NAME" | "FILE" | "VARIABLE" | "COLUMN")
}
