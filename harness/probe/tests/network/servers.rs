//! Servers on loopback that send exactly the bytes a test wants, in the rhythm it wants.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// The heads of the requests a server received.
#[derive(Clone, Default)]
pub struct Received(Arc<Mutex<Vec<String>>>);

impl Received {
    /// All heads, in order.
    pub fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    /// The head received last, in lower case.
    pub fn last(&self) -> String {
        self.all().last().cloned().unwrap_or_default().to_ascii_lowercase()
    }
}

/// Serves every connection with `serve`, which gets the connection and the request's head.
pub async fn serve<F>(serve: impl Fn(TcpStream, String) -> F + Send + Sync + 'static) -> (SocketAddr, Received)
where
    F: Future<Output = std::io::Result<()>> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let received = Received::default();
    let log = received.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let head = head(&mut stream).await;
            log.0.lock().unwrap().push(head.clone());
            tokio::spawn(serve(stream, head));
        }
    });
    (address, received)
}

async fn head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    while !head.windows(4).any(|w| w == b"\r\n\r\n") {
        match stream.read(&mut buffer).await {
            Ok(n) if n > 0 => head.extend_from_slice(&buffer[..n]),
            _ => break,
        }
    }
    String::from_utf8_lossy(&head).into_owned()
}

/// Answers every request with these bytes and closes.
pub async fn answering(bytes: impl Into<Vec<u8>>) -> (SocketAddr, Received) {
    let bytes: Arc<Vec<u8>> = Arc::new(bytes.into());
    serve(move |mut stream, _| {
        let bytes = Arc::clone(&bytes);
        async move {
            stream.write_all(&bytes).await?;
            stream.shutdown().await
        }
    })
    .await
}

/// Sends these bytes to everybody who connects, without waiting for a request, and closes.
pub async fn greeting(bytes: &'static [u8]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            // A part of the request is read, or closing would be a reset that overtakes the bytes.
            let _ = stream.write_all(bytes).await;
            let _ = stream.read(&mut [0; 8_192]).await;
        }
    });
    address
}

/// Answers by path: status line and headers, and the body; everything else is 404.
pub async fn routing(routes: Vec<(&'static str, String)>) -> (SocketAddr, Received) {
    let routes = Arc::new(routes);
    serve(move |mut stream, head| {
        let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
        let found = routes.iter().find(|(p, _)| *p == path).map(|(_, answer)| answer.clone());
        async move {
            let answer = found.unwrap_or_else(|| ok_with("404 Not Found", "text/plain", "no"));
            stream.write_all(answer.as_bytes()).await?;
            stream.shutdown().await
        }
    })
    .await
}

/// An answer with this status, type and body.
pub fn ok_with(status: &str, media: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\ncontent-type: {media}\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

/// Sends the beginning at once and then a piece again and again, until the client hangs up.
pub async fn dripping(begin: &'static str, piece: &'static [u8], every: Duration) -> (SocketAddr, Received) {
    serve(move |mut stream, _| async move {
        stream.write_all(begin.as_bytes()).await?;
        let mut clock = (!every.is_zero()).then(|| tokio::time::interval(every));
        loop {
            if let Some(clock) = &mut clock {
                clock.tick().await;
            }
            stream.write_all(piece).await?;
        }
    })
    .await
}

/// An address where nobody listens.
pub async fn nobody() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap()
}
