//! Redirects: shown, followed, without end, and across origins.

use crate::servers::{answering, ok_with, routing};
use crate::subjects::{answer, exchange, failed, follow, get, plain, subject};
use runproof_core::noun::http::{FailureKind, Request};
use runproof_probe::secret::Secret;
use runproof_probe::subject::Subject;

fn to(status: &str, location: &str) -> String {
    format!("HTTP/1.1 {status}\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n")
}

#[tokio::test]
async fn a_redirect_is_shown_or_followed() {
    let routes = vec![
        ("/a", to("301 Moved", "/b?x=1")),
        ("/b?x=1", to("307 Temporary", "c")),
        ("/c", ok_with("200 OK", "text/plain", "here")),
    ];
    let (server, _) = routing(routes).await;
    let shown = exchange(plain(server), get("/a")).await;
    assert_eq!(answer(&shown).status, 301);
    assert!(shown.hops.is_empty());
    let followed = exchange(plain(server), follow("/a")).await;
    assert_eq!(answer(&followed).body.text.as_deref(), Some("here"));
    assert_eq!(followed.request.url, format!("http://{server}/c"));
    let base = format!("http://{server}");
    assert_eq!(followed.hops, [(301, format!("{base}/a")), (307, format!("{base}/b?x=1"))]);
}

#[tokio::test]
async fn a_loop_ends_after_ten_redirects() {
    let (server, received) = answering(to("302 Found", "/again")).await;
    let seen = exchange(plain(server), follow("/")).await;
    failed(&seen, FailureKind::RedirectLoop);
    assert_eq!((seen.hops.len(), received.all().len()), (10, 11));
    assert_eq!(seen.response.unwrap().status, 302);
}

#[tokio::test]
async fn a_redirect_elsewhere_stops_at_the_guard() {
    let (server, _) = answering(to("302 Found", "http://evil.example/x")).await;
    let seen = exchange(plain(server), follow("/")).await;
    let why = "`127.0.0.1` redirects to the host `evil.example`, which the target does not name";
    assert_eq!(failed(&seen, FailureKind::LeadsAway), why);
    assert_eq!(seen.hops.len(), 1);
}

#[tokio::test]
async fn a_redirect_that_cannot_be_followed_is_the_answer() {
    for location in ["ftp://127.0.0.1/", "http://", "mailto:a@b"] {
        let (server, _) = answering(to("302 Found", location)).await;
        assert_eq!(answer(&exchange(plain(server), follow("/")).await).status, 302);
    }
}

#[tokio::test]
async fn credentials_do_not_cross_origins_and_do_not_come_back() {
    let (elsewhere, got) = routing(vec![("/x", ok_with("200 OK", "text/plain", "x"))]).await;
    let (server, first) = answering(to("302 Found", &format!("http://u:p@{elsewhere}/x"))).await;
    let subject = Subject {
        keys: [("outsider".to_owned(), Secret::new("0utsider-5ecret-key"))].into(),
        credential: Some(("X-Circle-Key".to_owned(), "{key}".to_owned())),
        ..subject(&[("edge", format!("http://{server}")), ("other", format!("http://{elsewhere}"))])
    };
    let headers = [("Authorization", "Bearer abc"), ("Cookie", "s=1"), ("X-Api-Key", "k"), ("X-Plain", "stays")];
    let headers = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    let request = Request { key: Some("outsider".into()), headers, ..follow("/") };
    let seen = exchange(subject, request).await;
    answer(&seen);
    assert!(first.last().contains("x-circle-key: 0utsider-5ecret-key") && first.last().contains("authorization"));
    let head = got.last();
    for gone in ["authorization", "cookie", "x-api-key", "x-circle-key", "5ecret"] {
        assert!(!head.contains(gone), "{gone} in {head}");
    }
    assert!(head.contains("x-plain: stays"));
    assert_eq!(seen.request.key, None);
}

#[tokio::test]
async fn credentials_of_the_address_stay_within_its_origin() {
    let (elsewhere, got) = answering(ok_with("200 OK", "text/plain", "x")).await;
    let (server, received) =
        routing(vec![("/a", to("302 Found", "/b")), ("/b", to("302 Found", &format!("http://{elsewhere}/")))]).await;
    let urls = [("edge", format!("http://us%65r:pass@{server}")), ("other", format!("http://{elsewhere}"))];
    let seen = exchange(subject(&urls), follow("/a")).await;
    answer(&seen);
    assert!(received.all().iter().all(|head| head.contains("authorization: Basic dXNlcjpwYXNz")));
    assert_eq!(received.all().len(), 2);
    assert!(!got.last().contains("authorization"), "{}", got.last());
    assert!(seen.hops.iter().all(|(_, url)| url.contains("//us%65r:[masked url credential]@")), "{:?}", seen.hops);
}

#[tokio::test]
async fn the_method_changes_as_in_browsers() {
    for (status, method, arrives) in [
        ("303 See Other", "POST", "get"),
        ("302 Found", "POST", "get"),
        ("302 Found", "PUT", "put"),
        ("307 Temporary", "POST", "post"),
        ("303 See Other", "HEAD", "head"),
    ] {
        let (server, received) =
            routing(vec![("/a", to(status, "/b")), ("/b", ok_with("200 OK", "text/plain", ""))]).await;
        let request = Request { method: method.into(), body: Some("x".into()), ..follow("/a") };
        answer(&exchange(plain(server), request).await);
        let head = received.last();
        assert!(head.starts_with(&format!("{arrives} /b")), "{status} {method}: {head}");
        assert_eq!(head.contains("content-length: 1"), arrives != "get", "{status} {method}: {head}");
    }
}
