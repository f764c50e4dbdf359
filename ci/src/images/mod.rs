//! `cargo ci images`: the images that stacks of containers need, official ones where they are there, else made from Debian packages.

mod apt;
mod bootstrap;
mod choice;
mod engine;
mod leash;
mod mirror;
mod perform;
mod recipes;
mod room;
mod table;
mod trouble;

pub use perform::perform;
pub use recipes::NAMES;
pub use trouble::Trouble;
