//! Runs with visitors in browsers.

mod again;
mod killed;
mod lacking;
