//! Probes over the network.

pub(crate) mod address;
mod body;
pub(crate) mod client;
mod connect;
mod cookies;
pub(crate) mod dns;
pub(crate) mod failure;
pub(crate) mod http;
mod lookup;
mod outgoing;
pub(crate) mod page;
pub(crate) mod port;
mod roots;
pub(crate) mod sensitive;
mod tags;
pub(crate) mod tls;
mod verifier;
