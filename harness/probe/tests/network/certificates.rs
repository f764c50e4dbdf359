//! Certificates, good and bad: by handshake and by request, with the same kind of failure.

use crate::authority::{Authority, Leaf, serve, serve_no_name};
use crate::servers::{greeting, nobody};
use crate::subjects::{answer, exchange, failed, get, hasty, subject};
use runproof_core::noun::certificate::{CertificateCheck, Handshake};
use runproof_core::noun::http::{FailureKind, Request, Trust};
use runproof_core::observation::{Observation, Question};
use runproof_core::verdict::Verdict;
use runproof_probe::ask::Prober;
use runproof_probe::subject::Subject;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

const NAME: &str = "circle.test";

fn secured(server: SocketAddr, authority: Option<PathBuf>) -> Subject {
    let resolve = [(NAME.to_owned(), server.ip())].into();
    Subject { resolve, authority, ..subject(&[("edge", format!("https://{NAME}:{}", server.port()))]) }
}

async fn handshake(subject: Subject) -> Handshake {
    let question = Question::Certificate { server: subject.urls["edge"].clone() };
    match Prober::new(Arc::new(subject)).ask(&question).await.observation {
        Observation::Certificate(handshake) => handshake,
        other => panic!("{other:?}"),
    }
}

/// Both ways of looking say the same.
async fn rejected(server: SocketAddr, authority: Option<PathBuf>, kind: FailureKind) -> Handshake {
    let seen = handshake(secured(server, authority.clone())).await;
    assert_eq!(seen.rejection.as_ref().map(|r| r.0), Some(kind), "{seen:?}");
    failed(&exchange(secured(server, authority.clone()), get("/")).await, kind);
    let ignoring = Request { trust: Trust::Ignored, ..get("/") };
    assert_eq!(answer(&exchange(secured(server, authority), ignoring).await).status, 200);
    seen
}

#[tokio::test]
async fn a_good_certificate_is_trusted_and_described() {
    let authority = Authority::new();
    let server = serve(authority.leaf(NAME, -1, 60)).await;
    let seen = handshake(secured(server, Some(authority.pem()))).await;
    assert_eq!(seen.rejection, None);
    assert_eq!(seen.server, format!("{NAME}:{}", server.port()));
    let certificate = seen.certificate.as_ref().unwrap();
    assert_eq!((certificate.names.clone(), certificate.days_left), (vec![NAME.to_owned(), "127.0.0.9".into()], 60));
    assert!(certificate.issuer.contains("CN=Test Authority") && certificate.subject.contains(NAME));
    assert_eq!((certificate.sha256.len(), certificate.not_after.get(10..11)), (64, Some("T")));
    assert_eq!(CertificateCheck::Trusted.judge(&seen).verdict, Verdict::Passed);
    let answered = exchange(secured(server, Some(authority.pem())), get("/")).await;
    assert_eq!(answer(&answered).body.text.as_deref(), Some("ok"));
}

#[tokio::test]
async fn an_expired_certificate() {
    let authority = Authority::new();
    let server = serve(authority.leaf(NAME, -90, -3)).await;
    let seen = rejected(server, Some(authority.pem()), FailureKind::ExpiredCertificate).await;
    assert_eq!(seen.certificate.unwrap().days_left, -3);
}

#[tokio::test]
async fn a_certificate_of_the_future() {
    let authority = Authority::new();
    let server = serve(authority.leaf(NAME, 3, 90)).await;
    rejected(server, Some(authority.pem()), FailureKind::ExpiredCertificate).await;
}

#[tokio::test]
async fn a_certificate_for_another_name() {
    let authority = Authority::new();
    let server = serve(authority.leaf("other.test", -1, 60)).await;
    let seen = rejected(server, Some(authority.pem()), FailureKind::WrongName).await;
    assert_eq!(seen.certificate.unwrap().names[0], "other.test");
}

#[tokio::test]
async fn a_self_signed_certificate() {
    let server = serve(Leaf::self_signed(NAME)).await;
    rejected(server, None, FailureKind::UntrustedCertificate).await;
}

#[tokio::test]
async fn a_certificate_of_an_unknown_authority() {
    let server = serve(Authority::new().leaf(NAME, -1, 60)).await;
    let other = Authority::new();
    rejected(server, Some(other.pem()), FailureKind::UntrustedCertificate).await;
}

#[tokio::test]
async fn a_server_without_certificate_for_the_name() {
    let server = serve_no_name().await;
    let seen = handshake(secured(server, None)).await;
    assert_eq!(seen.certificate, None);
    assert_eq!(seen.rejection.unwrap().0, FailureKind::TlsError);
    failed(&exchange(secured(server, None), get("/")).await, FailureKind::TlsError);
}

#[tokio::test]
async fn servers_that_do_not_speak_tls() {
    let plain = greeting(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
    assert_eq!(handshake(secured(plain, None)).await.rejection.unwrap().0, FailureKind::TlsError);
    let silent = greeting(b"").await;
    assert_eq!(handshake(secured(silent, None)).await.rejection.unwrap().0, FailureKind::ClosedEarly);
    let nobody = nobody().await;
    assert_eq!(handshake(secured(nobody, None)).await.rejection.unwrap().0, FailureKind::ConnectionRefused);
    let deaf = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = deaf.local_addr().unwrap();
    assert_eq!(handshake(hasty(secured(address, None))).await.rejection.unwrap().0, FailureKind::Timeout);
}

#[tokio::test]
async fn an_authority_that_cannot_be_read_is_the_targets_fault() {
    let server = serve(Leaf::self_signed(NAME)).await;
    let missing = Some(PathBuf::from("/nowhere/ca.pem"));
    let words = failed(&exchange(secured(server, missing.clone()), get("/")).await, FailureKind::Unsendable);
    assert!(words.contains("/nowhere/ca.pem"), "{words}");
    assert_eq!(handshake(secured(server, missing)).await.rejection.unwrap().0, FailureKind::Unsendable);
}
