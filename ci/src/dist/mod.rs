//! `cargo ci dist`: one static binary with everything inside, and proof that it is one.

mod apart;
mod elf;
mod gate;
mod perform;
mod start;
mod sums;

pub use perform::perform;
