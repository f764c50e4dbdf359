//! A page and every asset it names.

use super::http::{Exchange, Response};
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A page with the scripts and styles it names, each fetched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PageLoad {
    /// The page itself.
    pub page: Exchange,
    /// The assets that were fetched, in the order the page names them.
    pub assets: Vec<Asset>,
    /// Assets it names that were not fetched, because there are more than are fetched or their addresses are none.
    #[serde(default, skip_serializing_if = "is_none")]
    pub left_out: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_none(n: &u64) -> bool {
    *n == 0
}

/// One asset of a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Asset {
    /// Script or style.
    pub kind: AssetKind,
    /// What came of fetching it.
    pub exchange: Exchange,
}

/// Kinds of assets that are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AssetKind {
    /// A script or a preloaded module.
    Script,
    /// A stylesheet.
    Style,
}

/// What a page load is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum PageCheck {
    /// Every asset answers 200 with a body of its own type; at least one is named.
    AssetsTyped,
    /// The page names at least so many assets.
    Names {
        /// The number.
        least: u64,
    },
    /// Some asset has this text.
    SomeAssetContains {
        /// The text.
        text: String,
    },
    /// No asset has this text.
    NoAssetContains {
        /// The text.
        text: String,
    },
}

impl PageCheck {
    /// Compares a page load with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &PageLoad) -> Judgement {
        let expected = self.expected();
        let page = match seen.page.answered(&expected) {
            Ok(page) => page,
            Err(judgement) => return judgement,
        };
        if page.status != 200 {
            return Judgement::one(false, expected, format!("the page itself: {}", seen.page.summary()));
        }
        let count = seen.assets.len() as u64;
        if let Some(asset) = seen.assets.iter().find(|a| a.exchange.failure.as_ref().is_some_and(|f| f.kind.unasked()))
        {
            return Judgement::broken(
                expected,
                format!("{}: {}", asset.exchange.request.url, asset.exchange.summary()),
            );
        }
        match self {
            Self::AssetsTyped => {
                let wrong: Vec<String> = seen.assets.iter().filter_map(Asset::complaint).collect();
                if let Some(more) = seen.more(page).filter(|_| wrong.is_empty()) {
                    return Judgement::undecided(expected, more);
                }
                let actual = if wrong.is_empty() { format!("{count} assets, all well") } else { wrong.join("; ") };
                Judgement::of(count, 1, wrong.is_empty(), expected, actual)
                    .hint("the page names files that were not deployed with it: build and copy again, as a whole")
            }
            Self::Names { least } => {
                Judgement::one(seen.named() >= *least, expected, format!("{} assets", seen.named()))
            }
            Self::SomeAssetContains { text } => {
                if let Some(judgement) = seen.unread(&expected) {
                    return judgement;
                }
                let found = seen.assets.iter().find(|a| a.text().contains(text.as_str()));
                let actual = found
                    .map_or_else(|| format!("in none of {count} assets"), |a| format!("in {}", a.exchange.request.url));
                match seen.partly(page) {
                    Some(part) if found.is_none() => Judgement::undecided(expected, part),
                    _ => Judgement::of(count, 1, found.is_some(), expected, actual),
                }
            }
            Self::NoAssetContains { text } => {
                if let Some(judgement) = seen.unread(&expected) {
                    return judgement;
                }
                let found = seen.assets.iter().find(|a| a.text().contains(text.as_str()));
                let actual = found
                    .map_or_else(|| format!("in none of {count} assets"), |a| format!("in {}", a.exchange.request.url));
                match seen.partly(page) {
                    Some(part) if found.is_none() => Judgement::undecided(expected, part),
                    _ => Judgement::of(count, 1, found.is_none(), expected, actual),
                }
            }
        }
    }

    fn expected(&self) -> String {
        match self {
            Self::AssetsTyped => "every asset of the page is served with its own type".into(),
            Self::Names { least } => format!("a page naming at least {least} assets"),
            Self::SomeAssetContains { text } => format!("an asset containing `{text}`"),
            Self::NoAssetContains { text } => format!("no asset containing `{text}`"),
        }
    }
}

impl PageLoad {
    /// An asset that could not be read whole makes statements about all texts impossible.
    fn unread(&self, expected: &str) -> Option<Judgement> {
        let bad = self.assets.iter().find_map(Asset::complaint)?;
        Some(Judgement::one(false, expected, bad))
    }

    /// The first text that is not kept whole: what is not found in it may still be there.
    fn partly(&self, page: &Response) -> Option<String> {
        let asset = |a: &&Asset| a.exchange.response.as_ref().is_some_and(|r| !whole(r));
        let first = self.assets.iter().find(asset).map(|a| format!("{} is kept in part only", a.exchange.request.url));
        first.or_else(|| self.more(page))
    }

    /// Why the page may name more assets than were fetched.
    fn more(&self, page: &Response) -> Option<String> {
        match self.left_out {
            _ if !whole(page) => Some("the page itself is kept in part only".into()),
            0 => None,
            n => Some(format!("{n} of the {} assets that the page names were not fetched", self.named())),
        }
    }

    /// Assets that the page names, fetched or not.
    fn named(&self) -> u64 {
        (self.assets.len() as u64).saturating_add(self.left_out)
    }
}

fn whole(r: &Response) -> bool {
    r.body.text.is_some() && !r.body.cut
}

impl Asset {
    fn text(&self) -> &str {
        self.exchange.response.as_ref().and_then(|r| r.body.text.as_deref()).unwrap_or_default()
    }

    fn complaint(&self) -> Option<String> {
        let url = &self.exchange.request.url;
        let (Some(r), None) = (&self.exchange.response, &self.exchange.failure) else {
            return Some(format!("{url}: {}", self.exchange.summary()));
        };
        let media = r.media_type();
        let typed = match self.kind {
            AssetKind::Script => media.ends_with("/javascript") || media == "application/x-javascript",
            AssetKind::Style => media == "text/css",
        };
        let well = r.status == 200 && typed && r.body.bytes > 0;
        (!well).then(|| format!("{url}: {}", self.exchange.summary()))
    }
}
