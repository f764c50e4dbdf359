//! Meaning: what is observed, what is checked, what a verdict is, what a run leaves behind.
//!
//! This crate does no IO and reads no clock; everything in it is a pure function of its arguments.

pub mod account;
pub mod capability;
pub mod catalog;
pub mod check;
pub mod circumstances;
pub mod duration;
pub mod exit;
pub mod json;
pub mod ledger;
pub mod lie;
pub mod names;
pub mod noun;
pub mod observation;
pub mod practice;
pub mod schema;
pub mod script;
pub mod suggest;
pub mod tally;
pub mod target;
pub mod verdict;
