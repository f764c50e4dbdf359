//! JSON Schemas of what people write and of what a run leaves behind, and ledgers of the version before.

pub mod committed;
mod documents;
mod earlier;
mod ledgers;
