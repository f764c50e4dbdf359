//! `cargo ci tidy`: every rule is seen red on a small broken repository, and green on this one.
//!
//! To write the next test: take `Sample::good()`, break one thing with `with` or `edited`, and name the one line that must be told.

mod code;
mod gherkin;
mod papers;
mod repository;
mod sample;
