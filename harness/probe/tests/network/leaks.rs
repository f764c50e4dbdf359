//! No secret gets out with an observation, in whatever form a server throws it back.

use crate::servers::{answering, serve};
use crate::subjects::{get, plain};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use runproof_core::noun::http::{Cookies, Request};
use runproof_core::observation::{Observation, Question};
use runproof_probe::ask::{Prober, Seen};
use runproof_probe::secret::Secret;
use runproof_probe::subject::Subject;
use std::sync::Arc;
use tokio::io::AsyncWriteExt as _;

const KEY: &str = "facilitator-Q7&x\"k/é+2026";

async fn ask(subject: Subject, request: Request) -> (Seen, String) {
    let subject = Subject {
        keys: [("facilitator".to_owned(), Secret::new(KEY))].into(),
        credential: Some(("X-Key".to_owned(), "{key}".to_owned())),
        ..subject
    };
    let seen = Prober::new(Arc::new(subject)).ask(&Question::Http { request }).await;
    let json = serde_json::to_string(&seen.observation).unwrap();
    (seen, json)
}

fn forms() -> Vec<String> {
    let basic = |user: &str| STANDARD.encode(format!("{user}:{KEY}"));
    vec![
        KEY.into(),
        KEY[..18].into(),
        serde_json::to_string(KEY).unwrap().trim_matches('"').to_owned(),
        "facilitator-Q7\\u0026x\\u0022k\\/\\u00e9+2026".into(),
        "facilitator-Q7%26x%22k%2F%C3%A9%2B2026".into(),
        "facilitator-Q7%26x%22k%2f%c3%a9%2b2026".into(),
        "facilitator-Q7&amp;x&quot;k/é+2026".into(),
        "facilitator-Q7&#38;x&#34;k&#x2F;&#233;+2026".into(),
        STANDARD.encode(KEY),
        URL_SAFE_NO_PAD.encode(KEY),
        basic("u"),
        basic("us"),
        basic("use"),
    ]
}

#[tokio::test]
async fn what_a_server_throws_back_is_masked_in_body_and_headers() {
    for form in forms() {
        // Headers carry the form only where it is one: bytes beyond ASCII arrive as they are.
        let body = format!("<p>your key is {form}, facilitator</p>");
        let bytes = format!("HTTP/1.1 200 OK\r\nX-Echo: {form}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        let (server, _) = answering(bytes).await;
        let (seen, json) = ask(plain(server), Request { key: Some("facilitator".into()), ..get("/") }).await;
        for piece in ["Q7", "2026", "x%22k", &form[form.len() - 8..]] {
            assert!(!json.contains(piece), "{piece} of {form} in {json}");
        }
        assert!(json.contains(", facilitator</p>"), "{json}");
        let Observation::Http(raw) = &seen.raw else { panic!() };
        assert!(raw.response.as_ref().unwrap().body.text.as_ref().unwrap().contains(&form));
    }
}

#[tokio::test]
async fn session_cookies_are_masked_where_they_are_set_and_wherever_they_are_repeated() {
    let session = "8f1c0ab2d9e74f63b5aa";
    let (server, _) = serve(move |mut stream, _| async move {
        let head = format!(
            "HTTP/1.1 200 OK\r\nSet-Cookie: sessionid={session}; HttpOnly\r\nSet-Cookie: seen=2026-11-21T09:00\r\n"
        );
        stream.write_all(format!("{head}\r\n{session} {} of 2026-11-21", &session[..7]).as_bytes()).await?;
        stream.shutdown().await
    })
    .await;
    let (seen, json) = ask(plain(server), Request { cookies: Cookies::Kept, ..get("/") }).await;
    assert!(!json.contains("8f1c0a"), "{json}");
    assert!(
        json.contains("sessionid=[masked cookie sessionid]; HttpOnly") && json.contains("seen=[masked cookie seen]")
    );
    assert!(!format!("{seen:?}").contains("8f1c0a"));
    let Observation::Http(raw) = &seen.raw else { panic!() };
    assert!(raw.response.as_ref().unwrap().header("set-cookie").any(|c| c.contains(session)));
}

#[tokio::test]
async fn credential_headers_are_masked_and_ordinary_words_in_them_are_not_learned() {
    let (server, _) =
        answering("HTTP/1.1 200 OK\r\nX-Api-Key: returned\r\nContent-Length: 12\r\n\r\nKey notvalid").await;
    let headers = vec![("Authorization".to_owned(), "Key notvalid".to_owned())];
    let (_, json) = ask(plain(server), Request { headers, ..get("/") }).await;
    assert!(json.contains("[masked header authorization]") && json.contains("[masked header x-api-key]"), "{json}");
    assert!(!json.contains("returned"));
    assert!(json.contains(r#""text":"Key notvalid""#), "{json}");
}

#[tokio::test]
async fn urls_and_failures_are_masked_too() {
    let (server, _) = answering("").await;
    let url = format!("http://someone:hunter2hunter2@{server}/?access_token=abcdefgh&k={KEY}");
    let (_, json) = ask(plain(server), get(&url)).await;
    for secret in ["hunter2", "abcdefgh", "Q7"] {
        assert!(!json.contains(secret), "{secret} in {json}");
    }
}

#[tokio::test]
async fn masks_are_counted_by_rule_and_place() {
    let (server, _) = answering(format!("HTTP/1.1 200 OK\r\n\r\n{KEY} {KEY}")).await;
    let subject = plain(server);
    let redactor = subject.redactor.clone();
    ask(subject, Request { key: Some("facilitator".into()), ..get("/") }).await;
    // One in the request's header, two in the body.
    assert_eq!(redactor.drain_masks(), [("key facilitator".to_owned(), "http".to_owned(), 3)]);
    assert_eq!(redactor.drain_masks(), []);
}
