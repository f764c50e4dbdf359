//! Phrases and what they mean: each row of the table turns a sentence into one question or one check.

mod nouns;
pub mod pattern;
pub mod phrase;
pub mod placeholder;
pub mod row;
mod sentences;
pub mod table;
pub mod world;

pub use row::{Call, Row, Stop};
pub use world::World;
