//! The page in the hands of a reader: a real browser, driven as a person would use it.
//!
//! Needs `chromium` and `chromedriver`; without them the tests say so and end.

mod alone;
mod browser;
mod finding;
mod keys;
mod looks;
mod pictures;
mod print;
pub mod written;
