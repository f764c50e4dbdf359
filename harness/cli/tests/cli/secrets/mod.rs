//! What must never be written down.

mod everywhere;
mod forms;
mod house;
