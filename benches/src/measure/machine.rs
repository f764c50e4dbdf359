//! The machine, in general terms.

use std::fs;

/// Processors, memory, and how busy the machine is.
#[must_use]
pub fn machine() -> String {
    let processors = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kib: u64 = memory
        .lines()
        .find_map(|l| l.strip_prefix("MemTotal:")?.split_whitespace().next()?.parse().ok())
        .unwrap_or_default();
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split_whitespace().next().unwrap_or("unknown");
    format!(
        "{processors} processors, {} GiB of memory, {} on {}, load {load}",
        kib >> 20,
        system(),
        std::env::consts::ARCH
    )
}

fn system() -> String {
    let uname = rustix::system::uname();
    uname.sysname().to_string_lossy().into_owned()
}
