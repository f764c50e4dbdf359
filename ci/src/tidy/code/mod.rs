//! Rules about crates and Rust source.

pub mod arrows;
pub mod dependencies;
pub mod file_names;
pub mod reasons;
pub mod rooms;
pub mod shortcuts;
pub mod sizes;
pub mod strangers;
