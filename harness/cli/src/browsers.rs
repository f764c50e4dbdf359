//! Which browser a target means, and where it is on this machine.

use crate::{NETWORK, ambient};
use runproof_core::target::Target;
use runproof_probe::browser::{Kind, Maker, Network, Seat};
use runproof_probe::lab::Journal;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Names under which Chromium is installed, the most telling one first.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];
/// The driver that belongs to it.
const DRIVER: &str = "chromedriver";
/// The word for the browser of this machine.
const LOCAL: &str = "local";

/// Where browsers come from, or why there are none.
///
/// # Errors
/// In words, which program is missing.
pub fn kind(target: &Target) -> Result<Kind, String> {
    match target.browser.as_deref() {
        None | Some(LOCAL) => {
            let missing = |name: &str| format!("no `{name}` on the search path");
            let browser = BROWSERS.iter().find_map(|name| ambient::program(name));
            Ok(Kind::Local {
                browser: browser.ok_or_else(|| missing(BROWSERS[0]))?,
                driver: ambient::program(DRIVER).ok_or_else(|| missing(DRIVER))?,
            })
        }
        Some(url) if url.starts_with("http://") => Ok(Kind::Remote { url: url.to_owned() }),
        Some(other) => {
            Err(format!("`browser = \"{other}\"` is neither `{LOCAL}` nor the `http://` URL of a WebDriver service"))
        }
    }
}

/// The seat of a run's browsers; none when there are none.
#[must_use]
pub fn seat(
    target: &Target,
    scratch: &Path,
    attachments: Option<PathBuf>,
    journal: Arc<dyn Journal>,
) -> Option<Arc<Seat>> {
    let kind = kind(target).ok()?;
    let seat = Seat::new(kind, scratch.to_owned(), attachments, journal);
    Some(Arc::new(match maker() {
        Ok(maker) => seat.apart(maker),
        Err(_) => seat,
    }))
}

/// The network that browsers of this machine live in.
#[must_use]
pub fn network() -> Network {
    maker().map_or_else(|e| Network::Machine { why: e.to_string() }, |maker| maker.network())
}

/// This program, as what makes networks.
fn maker() -> std::io::Result<Maker> {
    Ok(Maker { program: ambient::itself()?, arguments: vec![NETWORK.into()] })
}
