//! Backups that are brought back.

mod applications;
mod drills;
mod history;
mod killed;
mod refused;
mod source;
