//! Runs that are cut off: what is left of them, and what is not.

mod killed;
mod signals;
