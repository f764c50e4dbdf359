//! What the kernel says of a process.

use std::fs;

/// Start time of a process in clock ticks since boot: field 22 of `/proc/PID/stat`.
#[must_use]
pub fn start_ticks(pid: u32) -> Option<u64> {
    field(pid, 19)?.parse().ok()
}

pub(super) fn state(pid: u32) -> Option<char> {
    field(pid, 0)?.chars().next()
}

/// A field of `/proc/PID/stat`, counted from the one after the command's name, which may hold anything.
fn field(pid: u32, after_name: usize) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, rest) = stat.rsplit_once(')')?;
    rest.split_whitespace().nth(after_name).map(str::to_owned)
}
