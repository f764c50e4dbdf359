//! Observations in which nothing is wrong, to be spoiled by the rows.

use runproof_core::noun::directory::{Entry, Listing};
use runproof_core::noun::file::{FileFacts, FileSeen};
use runproof_core::noun::http::{Body, Exchange, Failure, FailureKind, Request, Response};
use runproof_core::noun::page::{Asset, AssetKind, PageLoad};

/// An answer 200 of a media type.
pub fn answer(media: &str, text: &str) -> Exchange {
    let request = Request { method: "GET".into(), url: "https://edge/api".into(), ..Request::default() };
    let body = Body { bytes: text.len() as u64, sha256: "5e1f".into(), text: Some(text.into()), cut: false };
    let headers = vec![("Content-Type".into(), media.into())];
    let response = Some(Response { status: 200, headers, body });
    Exchange { request, response, failure: None, hops: vec![], took_ms: 20 }
}

/// An exchange with another answer.
pub fn with(mut exchange: Exchange, change: impl FnOnce(&mut Response)) -> Exchange {
    if let Some(response) = &mut exchange.response {
        change(response);
    }
    exchange
}

/// An answer whose text is only the beginning of ten times as much.
pub fn cut(exchange: Exchange) -> Exchange {
    with(exchange, |r| {
        r.body.cut = true;
        r.body.bytes *= 10;
    })
}

/// A request without an answer.
pub fn unanswered(kind: FailureKind) -> Exchange {
    let failure = Some(Failure { kind, detail: "so it was".into() });
    Exchange { response: None, failure, ..answer("", "") }
}

/// A page with these assets.
pub fn page(assets: impl IntoIterator<Item = (AssetKind, Exchange)>) -> PageLoad {
    let assets = assets.into_iter().map(|(kind, exchange)| Asset { kind, exchange }).collect();
    PageLoad { page: answer("text/html", "<!doctype html>"), assets, left_out: 0 }
}

/// A file with that text.
pub fn file(text: &str) -> FileSeen {
    let facts = FileFacts {
        bytes: text.len() as u64,
        mode: 0o600,
        owner: "deploy".into(),
        writable: true,
        modified: "2026-01-31T00:00:00Z".into(),
        age_seconds: 90,
        sha256: "5e1f".into(),
        head: text.chars().take(16).collect(),
        text: Some(text.into()),
        cut: false,
    };
    FileSeen { path: "conf/app.json".into(), file: Some(facts), problem: None }
}

/// A file with other facts.
pub fn changed(mut seen: FileSeen, change: impl FnOnce(&mut FileFacts)) -> FileSeen {
    if let Some(facts) = &mut seen.file {
        change(facts);
    }
    seen
}

/// A directory that holds these files, each a minute older than the one before.
pub fn listing(paths: &[&str]) -> Listing {
    let entry = |(age_seconds, path): (u64, &&str)| Entry {
        path: (*path).to_owned(),
        file: true,
        bytes: 10,
        age_seconds,
        sha256: None,
    };
    let entries = Some((1..).map(|n| n * 60).zip(paths).map(entry).collect());
    Listing { path: "dist".into(), entries, writable: true, cut: false, problem: None }
}
