//! TCP connections, within a time limit.

use super::address::Address;
use super::failure::classified;
use super::lookup::sockets;
use crate::clock::Tick;
use crate::subject::Subject;
use runproof_core::noun::http::{Failure, FailureKind};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Connects to the first address of the host that accepts, before the deadline.
///
/// # Errors
/// Why none accepts; the words are about the last address tried.
pub(crate) async fn connect(subject: &Subject, to: &Address, deadline: Tick) -> Result<TcpStream, Failure> {
    let late = || Failure {
        kind: FailureKind::Timeout,
        detail: format!("no connection within {} ms", subject.request_limit.as_millis()),
    };
    let found = timeout(deadline.left(), sockets(subject, &to.host, to.port)).await.map_err(|_| late())?;
    let mut failure = None;
    for address in found.map_err(|e| classified(&e))? {
        match timeout(deadline.left(), TcpStream::connect(address)).await {
            Err(_) => return Err(late()),
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(e)) => failure = Some(classified(&e)),
        }
    }
    Err(failure.unwrap_or_else(late))
}
