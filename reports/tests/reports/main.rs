//! Tests of the reports on whole ledgers. One binary; each module is one report or one property.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops at the first thing it did not expect, and says why it is skipped"
)]

mod ambient;
mod browser;
mod golden;
mod incident;
mod junit;
mod ledger;
mod page;
mod pictures;
mod properties;
mod reader;
mod recheck;
mod sample;
mod sample_view;
mod scale;
mod verdict_words;
