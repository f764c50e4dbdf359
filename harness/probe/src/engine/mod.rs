//! The container engine, over its API.

mod connect;

pub use connect::{NoEngine, connect};
