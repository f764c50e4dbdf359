//! The container engine, over its API.

mod commands;
mod connect;
mod containers;
mod logs;
mod removal;
mod seat;
mod services;

pub use commands::run_in;
pub use connect::{NoEngine, connect};
pub(crate) use logs::printed;
pub use removal::{Leftovers, PROJECT_LABEL, leftovers, remove_project};
pub use seat::{EngineSeat, greeting, greeting_aside};
pub use services::services;
