//! What `report.html` knows of one observation: its beginning, its request as a command line, its pictures.

use crate::curl;
use crate::error::RenderError;
use crate::excerpt::shorten;
use crate::ledger_reader::{Ledger, Place, What};
use crate::pictures::{Album, Fate, is_picture, is_there};
use runproof_core::ledger::Event;
use runproof_core::noun::view::View;
use runproof_core::observation::Observation;
use serde::Serialize;
use serde_json::Value;

/// The most lines of a console and the most exchanges of a page that are shown: the last ones, which tell most.
const MOST_LINES: usize = 100;

/// Room for the texts of what was seen, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// For one observation.
    pub each: usize,
    /// For all scenarios that are still to come; what does not fit stays in the ledger only.
    pub left: usize,
}

/// One observation.
#[derive(Serialize)]
pub struct Seen {
    observation: u64,
    line: u64,
    took_ms: u64,
    kind: &'static str,
    class: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    curl: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pictures: Vec<Picture>,
    /// Sources of pages, relative to the page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<String>,
    cut: bool,
    seen: Value,
}

/// A picture of a page.
#[derive(Serialize)]
struct Picture {
    /// Its path, relative to the page.
    path: String,
    /// The number of the block that holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    block: Option<usize>,
    missing: bool,
}

impl Seen {
    /// Gathers one observation and takes what it needs from the room that is left.
    ///
    /// # Errors
    /// When the ledger cannot be read again.
    pub fn of(ledger: &Ledger, album: &Album, place: &Place, room: &mut Room) -> Result<Option<Self>, RenderError> {
        if room.left == 0 {
            return Ok(None);
        }
        let Event::Observed { took_ms, mut seen, .. } = ledger.load(place)? else { return Ok(None) };
        let (mut curl, mut files, mut cut) = (None, Vec::new(), false);
        match seen.as_mut() {
            Observation::Http(exchange) => curl = Some(curl::command(&exchange.request)),
            Observation::Page(load) => curl = Some(curl::command(&load.page.request)),
            Observation::Browser(view) => {
                files = std::mem::take(&mut view.files);
                cut = keep_last(view);
            }
            _ => {}
        }
        let class = match place.what {
            What::Attested => "attested",
            _ => ledger.account.start.class.map_or("", |c| c.name()),
        };
        let mut value = serde_json::to_value(&seen)?;
        cut |= shorten(&mut value, room.each.min(room.left));
        room.left = room.left.saturating_sub(weight(&value) + 200);
        let (pictures, sources): (Vec<_>, Vec<_>) = files.into_iter().partition(|path| is_picture(path));
        Ok(Some(Self {
            observation: place.observation,
            line: place.line,
            took_ms,
            kind: seen.kind(),
            class,
            curl,
            pictures: pictures.into_iter().map(|path| picture(ledger, album, path)).collect(),
            sources: sources.into_iter().filter(|path| is_there(ledger.folder(), path)).collect(),
            cut,
            seen: value,
        }))
    }
}

fn picture(ledger: &Ledger, album: &Album, path: String) -> Picture {
    let fate = album.fate(ledger.folder(), &path);
    let block = if let Fate::Embedded(number) = fate { Some(number) } else { None };
    Picture { path, block, missing: fate == Fate::Missing }
}

/// Keeps the last lines and exchanges; returns whether any were left out.
fn keep_last(view: &mut View) -> bool {
    let exchanges = view.exchanges.len().saturating_sub(MOST_LINES);
    view.exchanges.drain(..exchanges);
    let lines = view.console.as_mut().map_or(0, |lines| {
        let more = lines.len().saturating_sub(MOST_LINES);
        lines.drain(..more);
        more
    });
    exchanges + lines > 0
}

/// About how many bytes a value takes in the page.
fn weight(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len() + 3,
        Value::Array(entries) => entries.iter().map(weight).sum::<usize>() + 2,
        Value::Object(members) => members.iter().map(|(name, v)| name.len() + 4 + weight(v)).sum::<usize>() + 2,
        _ => 5,
    }
}
