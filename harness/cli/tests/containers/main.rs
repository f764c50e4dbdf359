//! Stacks of containers by behaviour: a system that the project has never seen, runs that are killed, files that cannot be
//! isolated. They need a container engine: `ci/test` starts one where none answers.
#![expect(clippy::unwrap_used, clippy::panic, reason = "what these functions need is what is tested")]

mod abe_stack;
mod abreast;
mod fifth;
mod killed;
mod literal;
mod notes;
mod refused;
mod restore;
mod trouble;
#[path = "../cli/tools/waiting.rs"]
mod waiting;
