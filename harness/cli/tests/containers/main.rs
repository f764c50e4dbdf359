//! Stacks of containers by behaviour: a system that the project has never seen, runs that are killed, files that cannot be
//! isolated. They need a container engine: `ci/test` starts one where none answers.

mod fifth;
mod killed;
mod notes;
mod refused;
#[path = "../cli/tools/waiting.rs"]
mod waiting;
