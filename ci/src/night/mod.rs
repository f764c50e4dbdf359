//! `cargo ci night`: what is too long for every change.

mod healthy;
mod perform;
mod proofs;
mod record;

#[cfg(test)]
pub use perform::ROWS;
pub use perform::{RESULTS, RUNS, perform};
pub use record::Record;
