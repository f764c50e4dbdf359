//! The container engine, over its API.

mod connect;
mod removal;

pub use connect::{NoEngine, connect};
pub use removal::{Leftovers, PROJECT_LABEL, leftovers, remove_project};
