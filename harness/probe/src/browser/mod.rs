//! Browsers: one session for each visitor of a scenario, all of it through a gate.

mod commands;
mod driver;
mod find;
mod look;
mod picture;
mod rest;
mod seat;
mod session;
mod trouble;
mod visitors;

pub use driver::Kind;
pub use seat::Seat;
pub(crate) use visitors::Visitors;
