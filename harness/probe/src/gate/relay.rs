//! One request of a page: judged, sent on, answered, written into the book.

use super::answer::Counted;
use super::book::{Book, Number};
use super::pass::{Pass, Ruling};
use crate::guard::Guard;
use crate::net::failure::classified;
use bytes::Bytes;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt as _, Empty, Limited};
use hyper::body::Incoming;
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use reqwest::Url;
use runproof_core::noun::view::Way;
use std::sync::Arc;
use tokio::time::timeout;

/// The most bytes of a request's body.
const MOST_SENT: usize = 8 << 20;

/// The body of an answer on its way to the browser.
pub(super) type Relayed = BoxBody<Bytes, Cut>;

/// The connection to the browser ends here: for a page that is a network error.
#[derive(Debug, thiserror::Error)]
#[error("not answered")]
pub(super) struct Cut;

/// Headers that belong to one connection.
const OF_THE_CONNECTION: [HeaderName; 7] = [
    header::CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// A request whose answer is awaited; a page that leaves before it comes drops this.
struct Awaited {
    book: Arc<Book>,
    number: Number,
}

impl Drop for Awaited {
    fn drop(&mut self) {
        self.book.given_up(self.number);
    }
}

/// No body.
pub(super) fn nothing() -> Relayed {
    Empty::new().map_err(|never| match never {}).boxed()
}

/// Answers a request of the browser.
///
/// # Errors
/// [`Cut`] when a page is to see a network error.
pub(super) async fn relay(
    pass: Arc<Pass>,
    request: Request<Incoming>,
    origin: Option<&str>,
) -> Result<Response<Relayed>, Cut> {
    let written = match origin {
        Some(origin) => format!("{origin}{}", request.uri()),
        None => request.uri().to_string(),
    };
    let Ok(url) = Url::parse(&written) else { return Err(Cut) };
    let number = pass.book.opened(request.method().as_str(), url.as_str());
    let ruling = pass.ruling(request.method(), &url, request.headers()).await;
    let (to, way) = match ruling {
        Ruling::Sent { to, way } => (to, way),
        Ruling::Kept { way, why } => {
            pass.book.change(number, |e| (e.way, e.why) = (way, why));
            return Ok(forbidden());
        }
        Ruling::Quiet => {
            pass.book.forget(number);
            return Ok(forbidden());
        }
    };
    let awaited = Awaited { book: Arc::clone(&pass.book), number };
    let sent = send(&pass, request, to, way, number).await;
    if let Err(why) = &sent {
        pass.book.change(number, |e| (e.way, e.why) = (Way::Failed, why.clone()));
    }
    drop(awaited);
    Ok(sent.unwrap_or_else(|_| unanswered()))
}

/// What stands for no answer: to a page it is a network error, since it leads to two places at once.
///
/// A connection that ends without a word would make the browser send the request again, whatever its method.
fn unanswered() -> Response<Relayed> {
    let mut response = Response::new(nothing());
    *response.status_mut() = StatusCode::BAD_GATEWAY;
    for place in ["/no", "/answer"] {
        response.headers_mut().append(header::LOCATION, HeaderValue::from_static(place));
    }
    response
}

/// The answer to what is not let out. It allows no other origin to read it: to scripts it is a network error.
fn forbidden() -> Response<Relayed> {
    let mut response = Response::new(nothing());
    *response.status_mut() = StatusCode::FORBIDDEN;
    response
}

async fn send(
    pass: &Arc<Pass>,
    request: Request<Incoming>,
    to: Url,
    way: Way,
    number: Number,
) -> Result<Response<Relayed>, String> {
    let (mut parts, body) = request.into_parts();
    let upgrade = parts.headers.contains_key(header::UPGRADE);
    let browser = upgrade.then(|| parts.extensions.remove::<hyper::upgrade::OnUpgrade>()).flatten();
    let body = Limited::new(body, MOST_SENT).collect().await.map_err(|e| format!("the request's body: {e}"))?;
    let mut sent = reqwest::Request::new(parts.method, to.clone());
    *sent.headers_mut() = onward(&pass.guard, parts.headers, way, upgrade);
    let bytes = body.to_bytes();
    if !bytes.is_empty() {
        *sent.body_mut() = Some(bytes.into());
    }
    let limit = pass.subject.request_limit;
    let client = pass.client(&to)?;
    let answer = match timeout(limit, client.execute(sent)).await {
        Err(_) => return Err(format!("no answer within {} ms", limit.as_millis())),
        Ok(Err(error)) => {
            let failure = classified(&error);
            return Err(format!("{}: {}", failure.kind.words(), failure.detail));
        }
        Ok(Ok(answer)) => answer,
    };
    let status = answer.status();
    let media = media(answer.headers());
    pass.book.change(number, |e| (e.status, e.media, e.way) = (Some(status.as_u16()), media, Way::Open));
    if let (StatusCode::SWITCHING_PROTOCOLS, Some(browser)) = (status, browser) {
        return Ok(switched(answer, browser, &pass.book, number, way));
    }
    Ok(answered(answer, &pass.book, number, way))
}

fn media(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The headers as they are sent on: a stand-in gets none that tell who is there; a changed protocol keeps its headers.
fn onward(guard: &Guard, mut headers: HeaderMap, way: Way, upgrade: bool) -> HeaderMap {
    for name in &OF_THE_CONNECTION {
        if !(upgrade && (name == header::UPGRADE || name == header::CONNECTION)) {
            headers.remove(name);
        }
    }
    headers.remove(header::HOST);
    headers.remove(header::CONTENT_LENGTH);
    if way == Way::StandIn {
        let telling: Vec<HeaderName> = headers.keys().filter(|name| telling(guard, name)).cloned().collect();
        telling.iter().for_each(|name| drop(headers.remove(name)));
    }
    headers
}

/// Whether a header tells a service who is there or where they come from.
pub(super) fn telling(guard: &Guard, name: &HeaderName) -> bool {
    guard.credential(name.as_str()) || *name == header::REFERER
}

/// The answer, with its body passed on as it comes and counted.
fn answered(answer: reqwest::Response, book: &Arc<Book>, number: Number, way: Way) -> Response<Relayed> {
    let (mut parts, body) = Response::<reqwest::Body>::from(answer).into_parts();
    for name in &OF_THE_CONNECTION {
        parts.headers.remove(name);
    }
    let plain = !parts.headers.contains_key(header::CONTENT_ENCODING);
    Response::from_parts(parts, Counted::new(body, book, number, way, plain).boxed())
}

/// Joins both ends of a connection that speaks another protocol from here on.
fn switched(
    answer: reqwest::Response,
    browser: hyper::upgrade::OnUpgrade,
    book: &Arc<Book>,
    number: Number,
    way: Way,
) -> Response<Relayed> {
    let mut response = Response::new(nothing());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    *response.headers_mut() = answer.headers().clone();
    let book = Arc::clone(book);
    tokio::spawn(async move {
        book.change(number, |e| e.way = way);
        let (Ok(browser), Ok(mut service)) = (browser.await, answer.upgrade().await) else { return };
        let moved = tokio::io::copy_bidirectional(&mut TokioIo::new(browser), &mut service).await;
        book.change(number, |e| e.bytes = moved.map_or(0, |(_, from_service)| from_service));
    });
    response
}
