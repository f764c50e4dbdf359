//! The session's end of a browser's own network: sockets that come out of it, and the client that speaks over them.

use super::handing::{receive, send};
use hyper::Uri;
use hyper_util::rt::TokioIo;
use std::fmt;
use std::io;
use std::os::fd::OwnedFd;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::io::Interest;
use tokio::net::{TcpStream, UnixStream};
use tokio::sync::Mutex;

/// Ways into a network; when the last of them is dropped, everything in it ends.
pub(super) struct Ways(Mutex<UnixStream>);

impl fmt::Debug for Ways {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ways")
    }
}

impl Ways {
    /// Around the end of a pair whose other one is the standard input of who is in the network.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub(super) fn new(end: OwnedFd) -> io::Result<Self> {
        // Nothing is read or written but whole messages; of a stream only the waiting is used.
        let end = std::os::unix::net::UnixStream::from(end);
        end.set_nonblocking(true)?;
        Ok(Self(Mutex::new(UnixStream::from_std(end)?)))
    }

    /// The socket on which the gate accepts, once the driver is started.
    ///
    /// # Errors
    /// Why there is none.
    pub(super) async fn listener(&self) -> io::Result<std::net::TcpListener> {
        Ok(socket(&*self.0.lock().await).await?.into())
    }

    /// A new connection to a port of the network's loopback.
    ///
    /// # Errors
    /// When nobody listens there, or nobody is there any more.
    async fn connection(&self, port: u16) -> io::Result<TcpStream> {
        let end = self.0.lock().await;
        end.async_io(Interest::WRITABLE, || send(&*end, &port.to_be_bytes(), None)).await?;
        let stream = std::net::TcpStream::from(socket(&end).await?);
        stream.set_nonblocking(true)?;
        TcpStream::from_std(stream)
    }
}

async fn socket(end: &UnixStream) -> io::Result<OwnedFd> {
    let message = end.async_io(Interest::READABLE, || receive(end)).await?;
    message.socket.ok_or_else(|| {
        let said = String::from_utf8_lossy(&message.bytes).into_owned();
        io::Error::other(if said.is_empty() { "nothing runs in the browser's own network".into() } else { said })
    })
}

/// Connects a client to what listens in the network, whatever host it names.
#[derive(Clone, Debug)]
pub(super) struct Inside(pub(super) Arc<Ways>);

impl tower_service::Service<Uri> for Inside {
    type Response = TokioIo<TcpStream>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let ways = Arc::clone(&self.0);
        Box::pin(async move {
            let port = to.port_u16().ok_or_else(|| io::Error::other(format!("`{to}` names no port")))?;
            ways.connection(port).await.map(TokioIo::new)
        })
    }
}
