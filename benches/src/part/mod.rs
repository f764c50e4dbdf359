//! What is measured, one file each.

mod containers;
mod http;
mod list;
mod perform;
mod restore;
mod scenarios;
mod start;

pub use perform::perform;
