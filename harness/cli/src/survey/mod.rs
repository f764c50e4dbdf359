//! A first look at a system that nobody described yet: what was seen, what could be promised about it, and which of
//! these promises a lie would break.

mod about_access;
mod about_api;
mod about_entrance;
mod about_page;
mod address;
mod files;
mod findings;
mod look;
mod proposal;
mod propose;
mod sight;
mod trial;

pub use address::Address;
pub use files::{Names, files};
pub use findings::findings;
pub use look::{Access, UNKNOWN_HOST, sight};
pub use propose::{first, proposals};
pub use sight::Sight;
pub use trial::{Kept, Trial, trial};
