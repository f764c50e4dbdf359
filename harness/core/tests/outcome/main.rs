//! What a whole run comes to: its counts and its exit code.
#![expect(clippy::unwrap_used, reason = "a test stops where its own material is wrong")]

mod exit_codes;
mod run;
mod tally;
