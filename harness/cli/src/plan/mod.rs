//! From feature files to a plan: parsed, expanded, bound, selected, before anything is started.

pub mod advice;
pub mod bind;
pub mod expand;
pub mod make;
pub mod parse;
pub mod scenario;
pub mod select;
pub mod system;
mod well_formed;
