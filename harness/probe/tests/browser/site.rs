//! A server on loopback that writes down every request it gets.

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The method.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// The headers.
    pub headers: HeaderMap,
}

impl Asked {
    /// A header's text; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// Method and path.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// What is answered.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl Answer {
    /// A page.
    pub fn page(body: &str) -> Self {
        let body = format!("<!doctype html><meta charset=utf-8><title>Page</title><link rel=icon href=data:,>{body}");
        Self { status: 200, headers: Vec::new(), body }.with("content-type", "text/html")
    }

    /// Something of another media type.
    pub fn of(media: &str, body: &str) -> Self {
        Self { status: 200, headers: Vec::new(), body: body.into() }.with("content-type", media)
    }

    /// A redirect.
    pub fn to(status: u16, place: &str) -> Self {
        Self { status, headers: Vec::new(), body: String::new() }.with("location", place)
    }

    /// With another status.
    pub fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// With a header in place of one of that name.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(n, _)| n != name);
        self.headers.push((name.into(), value.into()));
        self
    }
}

/// Answers by path.
pub type Pages = BTreeMap<String, Answer>;

/// A server that runs until the test ends.
#[derive(Clone)]
pub struct Site {
    /// Where it is.
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Site {
    /// Serves these pages; every other path is 404.
    pub fn new<P: Into<String>>(pages: impl IntoIterator<Item = (P, Answer)>) -> Self {
        let pages: Arc<Pages> = Arc::new(pages.into_iter().map(|(path, answer)| (path.into(), answer)).collect());
        let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        socket.set_nonblocking(true).unwrap();
        let site = Self { address: socket.local_addr().unwrap(), asked: Arc::default() };
        let asked = Arc::clone(&site.asked);
        // On a thread of its own: it answers also while a test is busy.
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                let listener = TcpListener::from_std(socket).unwrap();
                while let Ok((stream, _)) = listener.accept().await {
                    let (pages, asked) = (Arc::clone(&pages), Arc::clone(&asked));
                    let service = service_fn(move |request| answer(Arc::clone(&pages), Arc::clone(&asked), request));
                    tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
                }
            });
        });
        site
    }

    /// One page at `/`.
    pub fn with_page(body: &str) -> Self {
        Self::new([("/", Answer::page(body))])
    }

    /// Every request so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// Methods and paths of every request so far.
    pub fn lines(&self) -> Vec<String> {
        self.asked().iter().map(Asked::line).collect()
    }

    /// How many requests there were of that method and path.
    pub fn count(&self, line: &str) -> usize {
        self.lines().iter().filter(|l| *l == line).count()
    }

    /// A URL of it under a host name.
    pub fn url(&self, host: &str, path: &str) -> String {
        format!("http://{host}:{}{path}", self.address.port())
    }
}

async fn answer(
    pages: Arc<Pages>,
    asked: Arc<Mutex<Vec<Asked>>>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (parts, body) = request.into_parts();
    // It is read to its end, as by every service.
    drop(body.collect().await);
    let path = parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    let one = Asked { method: parts.method.to_string(), path, headers: parts.headers };
    asked.lock().unwrap().push(one);
    let found = pages.get(parts.uri.path()).cloned();
    let found = found.unwrap_or_else(|| Answer::of("text/plain", "no such page").status(404));
    let mut response = Response::new(Full::from(found.body));
    *response.status_mut() = found.status.try_into().unwrap();
    for (name, value) in found.headers {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        response.headers_mut().insert(name, HeaderValue::from_str(&value).unwrap());
    }
    response.headers_mut().entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("text/plain"));
    Ok(response)
}
