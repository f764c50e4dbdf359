//! Browsers: one session for each visitor of a scenario, all of it through a gate.

mod commands;
mod driver;
mod find;
mod handing;
mod look;
mod network;
mod own_network;
mod picture;
mod rest;
mod seat;
mod session;
mod trouble;
mod visitors;
mod ways;

pub use driver::Kind;
pub use network::{Maker, Network};
pub use own_network::own_network;
pub use seat::Seat;
pub(crate) use visitors::Visitors;
