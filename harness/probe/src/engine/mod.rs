//! The container engine, over its API.

mod about;
mod commands;
mod connect;
mod containers;
mod disk;
mod files;
mod kernel;
mod logs;
mod removal;
mod seat;
mod services;
mod stats;
mod tree;

pub use about::about;
pub use commands::run_in;
pub use connect::{NoEngine, SOCKET, connect};
pub use files::service_files;
pub(crate) use logs::printed;
pub use removal::{Leftovers, PROJECT_LABEL, leftovers, remove_project};
pub use seat::{EngineSeat, greeting, greeting_aside};
pub use services::services;
pub use stats::resources;
