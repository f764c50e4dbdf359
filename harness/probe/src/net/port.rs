//! TCP ports: connect and hang up.

use super::address::Address;
use super::connect::connect;
use crate::clock::Tick;
use crate::guard::Guard;
use crate::subject::Subject;
use runproof_core::noun::http::FailureKind;
use runproof_core::noun::port::Connection;

/// Connects to a URL's host and port, or to `host:port`, and closes the connection.
pub(crate) async fn connection(subject: &Subject, guard: &Guard, written: &str) -> Connection {
    let to = match Address::parse(written, "http") {
        Ok(to) => to,
        Err(why) => {
            return Connection { address: written.to_owned(), failure: Some((FailureKind::Unsendable, why)) };
        }
    };
    let failure = match guard.host(&to.host).await {
        Err(refused) => Some(refused.into()),
        Ok(()) => connect(subject, &to, Tick::now().after(subject.request_limit)).await.err(),
    };
    Connection { address: to.to_string(), failure: failure.map(|f| (f.kind, f.detail)) }
}
