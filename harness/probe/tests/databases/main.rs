//! Databases at work: a real PostgreSQL server with every question put to it, attempts to write through it, and writers
//! that must not notice.
#![expect(clippy::unwrap_used, clippy::panic, reason = "what these functions need is what is tested")]

mod attempts;
mod cluster;
mod dumps;
mod encryption;
mod entry;
mod filing;
mod holder;
mod inspecting;
mod manifests;
mod querying;
mod restored;
mod side_by_side;
mod spoiled;
mod subjects;
mod writers;
