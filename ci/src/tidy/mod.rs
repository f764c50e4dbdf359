//! `cargo ci tidy`: the rules of the house, one file each.

mod code;
mod gherkin;
mod papers;
mod rules;
mod run;

pub use run::perform;
