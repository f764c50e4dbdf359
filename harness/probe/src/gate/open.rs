//! A gate that is open: its port, its thread, its end.

use super::authority::Authority;
use super::book::Book;
use super::pass::Pass;
use crate::guard::Guard;
use crate::subject::Subject;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::JoinHandle;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// An open gate; dropping it closes it.
#[derive(Debug)]
pub(crate) struct Gate {
    address: SocketAddr,
    spki: String,
    pass: Arc<Pass>,
    close: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Gate {
    /// Opens a gate for one session, on this socket of the browser's own network, or on one of the machine's.
    ///
    /// # Errors
    /// When no port, thread or key is to be had.
    pub(crate) fn open(
        subject: &Arc<Subject>,
        guard: &Guard,
        socket: Option<std::net::TcpListener>,
    ) -> io::Result<Self> {
        let authority = Authority::new().map_err(io::Error::other)?;
        let spki = authority.spki();
        let socket = match socket {
            Some(socket) => socket,
            None => std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?,
        };
        socket.set_nonblocking(true)?;
        let address = socket.local_addr()?;
        let pass = Arc::new(Pass::new(Arc::clone(subject), guard.clone(), authority));
        let serving = Arc::clone(&pass);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (close, closed) = oneshot::channel();
        let serving = move || {
            runtime.block_on(async move {
                tokio::select! {
                    () = serve(socket, serving) => {}
                    _ = closed => {}
                }
            });
        };
        let thread = std::thread::Builder::new().name("gate".into()).spawn(serving)?;
        Ok(Self { address, spki, pass, close: Some(close), thread: Some(thread) })
    }

    /// Where the browser's proxy is.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The digest of the key whose certificates the browser has to accept, as Chromium wants it.
    pub(crate) fn spki(&self) -> &str {
        &self.spki
    }

    /// What went through.
    pub(crate) fn book(&self) -> &Arc<Book> {
        &self.pass.book
    }

    /// From now on a visitor is there: before, a browser is left alone with what it asks for by itself.
    pub(crate) fn visited(&self) {
        self.pass.visited.store(true, Ordering::Relaxed);
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        drop(self.close.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the gate has ended its connections; what it recorded stays.
            drop(thread.join());
        }
    }
}

async fn serve(socket: std::net::TcpListener, pass: Arc<Pass>) {
    let Ok(listener) = TcpListener::from_std(socket) else { return };
    let mut connections = tokio::task::JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                if let Ok((stream, _)) = accepted {
                    connections.spawn(super::connection::serve(Arc::clone(&pass), stream));
                }
            }
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
}
