//! A well-behaved service that insists on what it was promised.

use crate::subjects::{answer, get, send, subject};
use runproof_core::noun::claim::JsonClaim;
use runproof_core::noun::http::Request;
use runproof_core::noun::http_check::HttpCheck;
use runproof_core::verdict::Verdict;
use runproof_probe::ask::Prober;
use runproof_probe::secret::Secret;
use runproof_probe::subject::{Permit, Subject};
use serde_json::json;
use std::sync::Arc;
use wiremock::matchers::{body_json, header, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

fn circle(service: &MockServer) -> Subject {
    Subject {
        keys: [("participant".to_owned(), Secret::new("pZ7-participant-key"))].into(),
        credential: Some(("Authorization".to_owned(), "Key {key}".to_owned())),
        permit: Permit::Reading(vec![("POST".into(), "/api/auth/verify-key/".into())]),
        ..subject(&[("edge", service.uri())])
    }
}

#[tokio::test]
async fn a_keyed_read_is_sent_as_promised_and_judged() {
    let service = MockServer::start().await;
    Mock::given(method("GET"))
        .and(path("/api/circles/"))
        .and(query_param("page", "2"))
        .and(header("authorization", "Key pZ7-participant-key"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!([{ "id": 7, "title": "Morning" }])))
        .expect(1)
        .mount(&service)
        .await;
    let mut prober = Prober::new(Arc::new(circle(&service)));
    let seen = send(&mut prober, Request { key: Some("participant".into()), ..get("/api/circles/?page=2") }).await;
    for check in [
        HttpCheck::Json,
        HttpCheck::JsonAt { path: "0.title".into(), claim: JsonClaim::Is { value: json!("Morning") } },
        HttpCheck::TookAtMost { ms: 20_000 },
    ] {
        assert_eq!(check.judge(&seen).verdict, Verdict::Passed);
    }
    assert_eq!(answer(&send(&mut prober, get("/api/circles/?page=2")).await).status, 404);
}

#[tokio::test]
async fn a_permitted_write_is_sent_once_with_its_body() {
    let service = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/api/auth/verify-key/"))
        .and(header("content-type", "application/json"))
        .and(body_json(json!({ "access_key": "nobody" })))
        .respond_with(ResponseTemplate::new(401).set_body_json(json!({ "valid": false })))
        .expect(1)
        .mount(&service)
        .await;
    let request = Request {
        method: "POST".into(),
        headers: vec![("content-type".into(), "application/json".into())],
        body: Some(json!({ "access_key": "nobody" }).to_string()),
        ..get("/api/auth/verify-key/")
    };
    let seen = send(&mut Prober::new(Arc::new(circle(&service))), request).await;
    assert_eq!(answer(&seen).json(), Ok(json!({ "valid": false })));
}
