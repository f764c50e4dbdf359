//! The gate: an intercepting proxy on loopback through which a browser session leaves, judged by the one guard.
//!
//! It runs on a thread of its own, so that a page never waits for the scenario, and ends with the session. The
//! certificates it shows the browser are made from a key that lives in this process only.

mod answer;
mod authority;
mod book;
mod connection;
mod open;
mod pass;
mod relay;

pub(crate) use open::Gate;
