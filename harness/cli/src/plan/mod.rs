//! From feature files to a plan: parsed, expanded, bound, selected, before anything is started.

pub mod abreast;
pub mod advice;
pub mod bind;
pub mod expand;
pub mod feature;
pub mod make;
pub mod parse;
pub mod permission;
pub mod scenario;
pub mod select;
pub mod system;
pub mod waivers;
mod well_formed;
