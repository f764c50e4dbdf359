//! What runs do when all goes their way, and the commands around them.

mod around;
pub mod carried;
mod choosing;
mod embedded;
mod pace;
pub mod shared;
mod steps;
mod store;
mod trying;
mod up;
mod watching;
