//! The SQL of a dump, read byte by byte: what is in it, whether it is whole, and where its phases begin.
//!
//! A machine of states that is fed pieces of any size and gives the same whatever the size is. It never holds a line:
//! rows are digested as they pass, of statements and literals only the beginning is kept, and lists are bounded.

mod comment;
mod contents;
mod copy;
mod fact;
mod insert;
mod phase;
mod scanner;
mod statement;
mod tally;
#[cfg(test)]
mod tests;
mod token;

pub(super) use comment::{Comment, comment};
pub(super) use contents::Contents;
pub(crate) use copy::SentRows;
pub use phase::{Phase, Share};
pub(super) use scanner::Scanner;
