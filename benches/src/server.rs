//! The server that is asked: one small JSON answer on a loopback address.

use crate::error::BenchError;
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// What it answers.
const BODY: &str = r#"{"status":"healthy","database":"connected"}"#;

/// A running server; it ends when this is dropped.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    answered: Arc<AtomicU32>,
    _open: oneshot::Sender<()>,
}

impl Server {
    /// Starts it on a free port, on a thread of its own.
    ///
    /// # Errors
    /// When it cannot listen.
    pub fn start() -> Result<Self, BenchError> {
        let failed = |e: std::io::Error| BenchError::work("the server", e);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let answered = Arc::new(AtomicU32::new(0));
        let (open, closed) = oneshot::channel::<()>();
        let count = answered.clone();
        let answer = move || {
            count.fetch_add(1, Ordering::Relaxed);
            std::future::ready(([(CONTENT_TYPE, "application/json")], BODY))
        };
        let routes = Router::new().route("/health", get(answer));
        std::thread::spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    _ = axum::serve(listener, routes) => {}
                    _ = closed => {}
                }
            });
        });
        Ok(Self { address, answered, _open: open })
    }

    /// Requests answered since the last call.
    #[must_use]
    pub fn answered(&self) -> u32 {
        self.answered.swap(0, Ordering::Relaxed)
    }
}
