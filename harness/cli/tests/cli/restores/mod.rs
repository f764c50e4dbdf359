//! Backups that are brought back.

mod drills;
mod history;
mod killed;
mod refused;
mod source;
