//! What a whole run comes to: its counts and its exit code.

mod exit_codes;
mod run;
mod tally;
