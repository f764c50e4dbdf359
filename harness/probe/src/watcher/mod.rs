//! The watcher: a small process that holds a pipe to the run and cleans up after it, however the run dies.
//!
//! The run writes down what it makes before it uses it; when the pipe ends, the watcher removes what is left.

mod pipe;
mod process;
mod removal;
mod watch;

pub use pipe::Watcher;
pub use process::start_ticks;
pub use removal::PROJECT_VARIABLE;
pub use watch::watch;
