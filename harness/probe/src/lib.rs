//! Everything that touches the world. One question goes in, one typed observation comes out.

pub mod ask;
pub mod backup;
pub mod browser;
pub mod clock;
pub mod engine;
mod gate;
mod guard;
pub mod host;
pub mod lab;
pub mod mounts;
mod net;
pub mod outlook;
pub mod postgres;
mod rate;
pub mod rehearsal;
pub mod secret;
pub mod subject;
pub mod wait;
pub mod watcher;
