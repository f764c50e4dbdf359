//! From a host to its addresses, in the way the target says.

use super::dns;
use crate::subject::Subject;
use runproof_core::noun::http::FailureKind;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Why a host has no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum LookupError {
    /// The resolver says that there is none.
    #[error("{refusal} `{host}`, says the resolver {resolver}")]
    NoAddress {
        /// The name.
        host: String,
        /// The resolver's answer.
        refusal: String,
        /// The resolver asked.
        resolver: String,
    },
    /// The resolver could not be asked.
    #[error("the resolver {resolver} could not be asked for `{host}`: {why}")]
    NoResolver {
        /// The name.
        host: String,
        /// The resolver.
        resolver: String,
        /// The cause.
        why: String,
    },
}

impl LookupError {
    /// The kind of failure; without a resolver nothing is known about the system.
    pub(crate) fn kind(&self) -> FailureKind {
        match self {
            Self::NoAddress { .. } => FailureKind::NameNotFound,
            Self::NoResolver { .. } => FailureKind::Unsendable,
        }
    }
}

/// The addresses of a host.
///
/// An address stands for itself; then counts what the target says a name stands for, then the target's resolver,
/// then that of the machine.
///
/// # Errors
/// When there is no address, or when nobody could be asked.
pub(crate) async fn addresses(subject: &Subject, host: &str) -> Result<Vec<IpAddr>, LookupError> {
    if let Ok(address) = host.parse() {
        return Ok(vec![address]);
    }
    if let Some(address) = declared(subject, host) {
        return Ok(vec![address]);
    }
    let seen = match subject.resolver {
        Some(_) if host != "localhost" => dns::resolution(subject, host).await,
        _ => dns::by_machine(subject, host).await,
    };
    let addresses: Vec<IpAddr> = seen.addresses.iter().filter_map(|a| a.parse().ok()).collect();
    match (addresses.is_empty(), seen.unreachable) {
        (false, _) => Ok(addresses),
        (true, Some(why)) => Err(LookupError::NoResolver { host: seen.name, resolver: seen.resolver, why }),
        (true, None) => Err(LookupError::NoAddress {
            host: seen.name,
            refusal: seen.refusal.unwrap_or_else(|| "no address for".into()),
            resolver: seen.resolver,
        }),
    }
}

fn declared(subject: &Subject, host: &str) -> Option<IpAddr> {
    subject.resolve.iter().find(|(name, _)| name.trim_end_matches('.').eq_ignore_ascii_case(host)).map(|(_, ip)| *ip)
}

/// Where connections to a host and port go: where the target says, else to the host's addresses.
///
/// # Errors
/// As those of [`addresses`].
pub(crate) async fn sockets(subject: &Subject, host: &str, port: u16) -> Result<Vec<SocketAddr>, LookupError> {
    if let Some(elsewhere) = subject.connect_to.get(&(host.trim_end_matches('.').to_ascii_lowercase(), port)) {
        return Ok(vec![*elsewhere]);
    }
    Ok(addresses(subject, host).await?.into_iter().map(|ip| (ip, port).into()).collect())
}

/// The resolver that HTTP clients use for URLs with this port.
pub(crate) struct Names(pub Arc<Subject>, pub u16);

impl reqwest::dns::Resolve for Names {
    fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let (subject, port) = (Arc::clone(&self.0), self.1);
        Box::pin(async move {
            let host = name.as_str().trim_end_matches('.').to_ascii_lowercase();
            let found: reqwest::dns::Addrs = Box::new(sockets(&subject, &host, port).await?.into_iter());
            Ok(found)
        })
    }
}
