//! Secrets and their masking.

mod derived;
mod generic;
mod known;
mod pattern;
mod pieces;
mod redactor;
mod shape;
mod value;
mod writing;

pub(crate) use generic::tells_of_secret;
pub use redactor::Redactor;
pub use value::Secret;
