//! The product before systems that it did not start: what is well, what is not, and what it sends.
#![expect(clippy::unwrap_used, clippy::panic, reason = "what these functions need is what is tested")]

mod caddy;
mod deployed;
mod faults;
mod green;
mod harmless;
mod recorder;
mod red;
mod sending;
mod system;
#[path = "../cli/tools/mod.rs"]
#[expect(dead_code, unused_imports, reason = "shared with the tests of the command line, which need more of them")]
mod tools;
mod waivers;
