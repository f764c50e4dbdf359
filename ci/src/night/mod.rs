//! `cargo ci night`: what is too long for every change.

mod healthy;
mod perform;
mod proofs;
mod record;

pub use perform::{RESULTS, ROWS, RUNS, perform};
pub use record::Record;
