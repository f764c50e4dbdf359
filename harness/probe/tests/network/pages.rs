//! A page and its assets.

use crate::servers::{ok_with, routing};
use crate::subjects::{get, plain};
use runproof_core::noun::http::{FailureKind, Request};
use runproof_core::noun::page::{AssetKind, PageCheck, PageLoad};
use runproof_core::observation::{Observation, Question};
use runproof_core::verdict::Verdict;
use runproof_probe::ask::Prober;
use runproof_probe::secret::Secret;
use runproof_probe::subject::Subject;
use std::sync::Arc;

async fn load(subject: Subject, request: Request) -> PageLoad {
    match Prober::new(Arc::new(subject)).ask(&Question::Page { request }).await.observation {
        Observation::Page(load) => load,
        other => panic!("{other:?}"),
    }
}

fn page(body: &str) -> String {
    ok_with("200 OK", "text/html", body)
}

#[tokio::test]
async fn every_asset_is_fetched_from_where_the_page_is() {
    let html =
        "<script src=main.js></script><link rel=stylesheet href='/style.css'><link rel=modulepreload href=../v.js>";
    let (server, received) = routing(vec![
        ("/app/x", page(html)),
        ("/app/main.js", ok_with("200 OK", "text/javascript", "import('./lazy.js')")),
        ("/style.css", ok_with("200 OK", "text/css", "a{}")),
        ("/v.js", page("<html>the fallback</html>")),
    ])
    .await;
    let seen = load(plain(server), get("/app/x")).await;
    let kinds: Vec<_> = seen.assets.iter().map(|a| a.kind).collect();
    assert_eq!(kinds, [AssetKind::Script, AssetKind::Style, AssetKind::Script]);
    assert_eq!(received.all().len(), 4);
    assert_eq!(PageCheck::Names { least: 3 }.judge(&seen).verdict, Verdict::Passed);
    let typed = PageCheck::AssetsTyped.judge(&seen);
    assert!(typed.verdict == Verdict::Failed && typed.actual.contains("/v.js"), "{typed:?}");
}

#[tokio::test]
async fn a_hundred_assets_are_fetched_and_the_others_counted() {
    let html: String = (0..300).map(|n| format!("<script src=/{n}.js></script>")).collect();
    let (server, received) = routing(vec![("/", page(&html))]).await;
    let seen = load(plain(server), get("/")).await;
    assert_eq!((seen.assets.len(), seen.left_out), (100, 200));
    assert_eq!(received.all().len(), 101);
}

#[tokio::test]
async fn assets_elsewhere_stay_behind_the_guard_and_get_no_credentials() {
    let (other, got) = routing(vec![("/a.js", ok_with("200 OK", "text/javascript", "1"))]).await;
    let html = format!(
        "<script src=//evil.example/x.js></script><script src=http://{other}/a.js></script><script src=/own.js></script>"
    );
    let (server, received) =
        routing(vec![("/", page(&html)), ("/own.js", ok_with("200 OK", "text/javascript", "1"))]).await;
    let mut subject = plain(server);
    subject.urls.insert("other".into(), format!("http://{other}"));
    subject.keys = [("outsider".to_owned(), Secret::new("k9-very-secret-1"))].into();
    subject.credential = Some(("X-Key".to_owned(), "{key}".to_owned()));
    let headers = vec![("Authorization".to_owned(), "Basic abc".to_owned())];
    let seen = load(subject, Request { key: Some("outsider".into()), headers, ..get("/") }).await;
    assert_eq!(seen.assets[0].exchange.failure.as_ref().unwrap().kind, FailureKind::Guarded);
    assert!(!got.last().contains("x-key") && !got.last().contains("authorization"), "{}", got.last());
    assert!(received.last().contains("x-key: k9-very-secret-1"));
}

#[tokio::test]
async fn what_is_no_page_names_nothing() {
    let (server, _) = routing(Vec::new()).await;
    let seen = load(plain(server), get("/missing")).await;
    assert_eq!((seen.page.response.unwrap().status, seen.assets.len()), (404, 0));
}
