//! One connection of the browser: plain requests, and tunnels that end here in TLS of our own.

use super::pass::Pass;
use super::relay::{self, Relayed};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::upgrade::OnUpgrade;
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use std::io::Cursor;
use std::pin::Pin;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite};
use tokio_rustls::TlsAcceptor;

/// The first byte of TLS: a record of the handshake.
const HANDSHAKE: u8 = 22;

/// Serves a connection until it ends; a page's trouble is in the book, not here.
pub(super) async fn serve(pass: Arc<Pass>, stream: tokio::net::TcpStream) {
    requests(pass, stream, None).await;
}

/// Answers the requests of a stream; `origin` is that of the tunnel they came through.
async fn requests(
    pass: Arc<Pass>,
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    origin: Option<String>,
) {
    let service = service_fn(move |request: Request<Incoming>| {
        let (pass, origin) = (Arc::clone(&pass), origin.clone());
        async move {
            match (request.method() == Method::CONNECT, &origin) {
                (true, None) => Ok(tunnel(pass, request)),
                (true, Some(_)) => Err(relay::Cut),
                (false, _) => relay::relay(pass, request, origin.as_deref()).await,
            }
        }
    });
    // A connection that ends badly ends: the browser tells the page, and the book knows why.
    drop(http1::Builder::new().serve_connection(TokioIo::new(stream), service).with_upgrades().await);
}

/// Agrees to a tunnel and sits down at its other end.
fn tunnel(pass: Arc<Pass>, request: Request<Incoming>) -> Response<Relayed> {
    let authority = request.uri().authority().map(ToString::to_string).unwrap_or_default();
    let upgrade = hyper::upgrade::on(request);
    tokio::spawn(inside(pass, upgrade, authority));
    Response::new(relay::nothing())
}

/// What is inside a tunnel. Its future is boxed: tunnels and requests call each other.
fn inside(pass: Arc<Pass>, upgrade: OnUpgrade, authority: String) -> Pin<Box<dyn Future<Output = ()> + Send>> {
    Box::pin(async move {
        let Ok(upgraded) = upgrade.await else { return };
        let (mut from, to) = tokio::io::split(TokioIo::new(upgraded));
        let Ok(first) = from.read_u8().await else { return };
        let stream = tokio::io::join(Cursor::new([first]).chain(from), to);
        // Browsers open tunnels for plain WebSockets too.
        match first {
            HANDSHAKE => encrypted(pass, stream, &authority).await,
            _ => requests(pass, stream, Some(format!("http://{authority}"))).await,
        }
    })
}

async fn encrypted(pass: Arc<Pass>, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, authority: &str) {
    let name = authority.rsplit_once(':').map_or(authority, |(name, _)| name);
    let name = name.trim_start_matches('[').trim_end_matches(']');
    let Ok(config) = pass.authority.server(name) else { return };
    let Ok(stream) = TlsAcceptor::from(config).accept(stream).await else { return };
    requests(pass, stream, Some(format!("https://{authority}"))).await;
}
