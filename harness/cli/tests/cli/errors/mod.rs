//! What a user can do wrong, each with its own words and exit code.

mod evidence;
mod features;
mod reach;
mod sentences;
mod settings;
mod shop;

pub use shop::CATALOG;
mod typed;
