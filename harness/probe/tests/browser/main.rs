//! The browser half of the probes: the real Chromium before real servers on loopback, through the real gate.
#![expect(clippy::unwrap_used, clippy::panic, reason = "what these functions need is what is tested")]

mod acts;
#[expect(dead_code, reason = "these tests need a part of it")]
#[path = "../network/authority.rs"]
mod authority;
mod endings;
mod guard;
mod links;
mod loads;
mod looks;
mod networks;
mod pictures;
mod processes;
mod room;
mod secrets;
mod sent;
mod site;
mod sockets;
mod web_socket;
