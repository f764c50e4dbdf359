//! The probe of the container engine against a real one, with services that are well and services that are not.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what these functions need is what is tested"
)]

mod commands;
mod files;
mod lives;
mod no_engine;
mod outputs;
mod project;
mod traits;
