//! Probes over the network.

pub(crate) mod address;
mod body;
pub(crate) mod client;
pub(crate) mod connect;
mod cookies;
pub(crate) mod dns;
pub(crate) mod failure;
pub(crate) mod http;
mod lookup;
mod outgoing;
pub(crate) mod page;
pub(crate) mod port;
pub(crate) mod roots;
pub(crate) mod sensitive;
mod tags;
pub(crate) mod tls;
pub(crate) mod verifier;
pub(crate) mod websocket;
