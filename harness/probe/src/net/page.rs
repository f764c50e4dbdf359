//! A page with its scripts and styles, one fetched after the other.

use super::http::Web;
use super::tags::named;
use crate::guard::same_origin;
use reqwest::Url;
use runproof_core::noun::http::{Exchange, Request};
use runproof_core::noun::page::{Asset, AssetKind, PageLoad};

/// Assets that are fetched.
const MOST_ASSETS: usize = 100;

/// Fetches a page and every script, preloaded module and stylesheet it names, up to a hundred; what is left out is
/// counted.
pub(crate) async fn load(web: &mut Web, asked: &Request) -> PageLoad {
    let page = web.exchange(asked).await;
    let (wanted, left_out) = urls(&page);
    let mut assets = Vec::new();
    for (kind, url) in wanted {
        let request = fetch(web, asked, &page, &url);
        assets.push(Asset { kind, exchange: web.exchange(&request).await });
    }
    PageLoad { page, assets, left_out }
}

/// The assets that a page names and that are fetched, as absolute URLs, and the number of the others.
pub(crate) fn urls(page: &Exchange) -> (Vec<(AssetKind, Url)>, u64) {
    let text = page.response.as_ref().and_then(|r| r.body.text.as_deref()).unwrap_or_default();
    let Ok(own) = Url::parse(&page.request.url) else { return (Vec::new(), 0) };
    let found = named(text);
    let base = found.base.and_then(|b| own.join(&b).ok()).unwrap_or(own);
    let named = found.assets.len();
    let absolute = found.assets.into_iter().filter_map(|(kind, url)| Some((kind, base.join(&url).ok()?)));
    let fetched: Vec<_> = absolute.take(MOST_ASSETS).collect();
    let left_out = (named - fetched.len()) as u64;
    (fetched, left_out)
}

/// The request for an asset: like that for the page, without body, and without credentials for another origin.
fn fetch(web: &Web, asked: &Request, page: &Exchange, url: &Url) -> Request {
    let at_home = Url::parse(&page.request.url).is_ok_and(|own| same_origin(&own, url));
    let stays = |name: &str| {
        let credential = web.guard().credential(name) || name.eq_ignore_ascii_case("host");
        !name.to_ascii_lowercase().starts_with("content-") && (at_home || !credential)
    };
    Request {
        method: "GET".into(),
        url: url.to_string(),
        headers: asked.headers.iter().filter(|(name, _)| stays(name)).cloned().collect(),
        body: None,
        key: asked.key.clone().filter(|_| at_home && page.request.key.is_some()),
        ..asked.clone()
    }
}
