//! What the tests share.

mod evidence;
mod home;
mod machine;
mod process;
mod server;
mod stack;
mod tls;
mod waiting;
mod workplace;

pub use evidence::Evidence;
pub use home::{binary, home};
pub use machine::Made;
pub use process::{Ended, Running};
pub use server::{Server, html, json, path_of, reply};
pub use stack::UpStack;
pub use tls::{Certificate, TlsServer};
pub use waiting::until;
pub use workplace::{Workplace, shop};
