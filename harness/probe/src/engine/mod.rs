//! The container engine, over its API.

mod connect;
mod containers;
mod removal;
mod seat;
mod services;

pub use connect::{NoEngine, connect};
pub use removal::{Leftovers, PROJECT_LABEL, leftovers, remove_project};
pub use seat::{EngineSeat, greeting, greeting_aside};
pub use services::services;
