//! Subjects for the tests, and short ways to ask about them.

use runproof_core::noun::http::{Exchange, FailureKind, Redirects, Request, Response};
use runproof_core::observation::{Observation, Question};
use runproof_probe::ask::Prober;
use runproof_probe::subject::{Permit, Subject};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Time limit of a request that is expected to succeed: long, for machines that have other things to do.
const PATIENT: Duration = Duration::from_secs(20);

/// Time limit of a request that is expected to run into it.
pub const LIMIT: Duration = Duration::from_millis(400);

/// A disposable subject with these addresses.
pub fn subject(urls: &[(&str, String)]) -> Subject {
    Subject {
        urls: urls.iter().map(|(name, url)| ((*name).to_owned(), url.clone())).collect(),
        attestations: PathBuf::from("attestations"),
        permit: Permit::Everything,
        request_limit: PATIENT,
        procedure_limit: PATIENT,
        ..Subject::default()
    }
}

/// A subject whose edge is a plain server on loopback.
pub fn plain(server: SocketAddr) -> Subject {
    subject(&[("edge", format!("http://{server}"))])
}

/// The same subject with a short time limit.
pub fn hasty(subject: Subject) -> Subject {
    Subject { request_limit: LIMIT, ..subject }
}

/// A GET.
pub fn get(url: &str) -> Request {
    Request { method: "GET".into(), url: url.into(), ..Request::default() }
}

/// A GET that follows redirects.
pub fn follow(url: &str) -> Request {
    Request { redirects: Redirects::Followed, ..get(url) }
}

/// Sends a request with a prober of its own.
pub async fn exchange(subject: Subject, request: Request) -> Exchange {
    send(&mut Prober::new(Arc::new(subject)), request).await
}

/// Sends a request with this prober.
pub async fn send(prober: &mut Prober, request: Request) -> Exchange {
    match prober.ask(&Question::Http { request }).await.observation {
        Observation::Http(exchange) => exchange,
        other => panic!("{other:?}"),
    }
}

/// The complete answer.
pub fn answer(exchange: &Exchange) -> &Response {
    assert_eq!(exchange.failure, None);
    exchange.response.as_ref().expect("an answer")
}

/// Asserts the kind of failure, and returns its words.
pub fn failed(exchange: &Exchange, kind: FailureKind) -> String {
    let failure = exchange.failure.as_ref().unwrap_or_else(|| panic!("no failure: {exchange:?}"));
    assert_eq!(failure.kind, kind, "{failure:?}");
    failure.detail.clone()
}
