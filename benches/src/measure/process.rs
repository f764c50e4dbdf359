//! One run of a process: wall time, processor time, and the most memory it held.

use super::clock::Watch;
use crate::error::BenchError;
use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};
use std::fs;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// Between two looks at the memory of a running process. The kernel keeps the peak, so only what is added
/// after the last look is missed.
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// A tick of the processor times in `/proc`: 10 ms, since Linux shows them to users at 100 Hz on every machine.
const TICK: Duration = Duration::from_millis(10);

/// What one run took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// From before the start until the process ended.
    pub wall: Duration,
    /// Processor time of the process and of its children that it waited for, to 10 ms.
    pub cpu: Duration,
    /// The most resident memory of the process itself, in KiB.
    pub peak_kib: u64,
}

/// Runs a command to its end without its output, and demands exit code 0.
///
/// # Errors
/// When it does not start or ends with another code.
pub fn run(command: &mut Command) -> Result<Cost, BenchError> {
    let what = format!("{command:?}");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let watch = Watch::start();
    let mut child = command.spawn().map_err(|why| BenchError::Start { program: what.clone(), why })?;
    let (wall, peak_kib) = watched(&child, &watch);
    // The process has ended and is not waited for yet: its processor time can still be read.
    let cpu = processor_time(child.id());
    let status = child.wait().map_err(|e| BenchError::work(&what, e))?;
    if !status.success() {
        return Err(BenchError::work(what, status));
    }
    Ok(Cost { wall, cpu, peak_kib })
}

/// Looks at the memory until the process has ended.
fn watched(child: &Child, watch: &Watch) -> (Duration, u64) {
    let number = child.id();
    std::thread::scope(|scope| {
        let (ended, end) = mpsc::channel();
        scope.spawn(move || {
            let pid = i32::try_from(number).ok().and_then(Pid::from_raw);
            let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
            let _ = pid.map(|p| waitid(WaitId::Pid(p), options));
            let _ = ended.send(watch.elapsed());
        });
        let mut peak = 0;
        loop {
            peak = peak.max(high_water(number));
            match end.recv_timeout(LOOK_EVERY) {
                Ok(wall) => return (wall, peak),
                Err(mpsc::RecvTimeoutError::Timeout) => {}
                Err(mpsc::RecvTimeoutError::Disconnected) => return (watch.elapsed(), peak),
            }
        }
    })
}

/// `VmHWM` of a process in KiB; 0 when it cannot be read.
#[must_use]
pub fn high_water(number: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{number}/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// The fields utime, stime, cutime and cstime of `/proc/PID/stat`, which stand 12th to 15th after the name.
fn processor_time(number: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{number}/stat")).unwrap_or_default();
    let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = fields.split_whitespace().skip(11).take(4).filter_map(|f| f.parse::<u32>().ok());
    TICK * ticks.sum::<u32>()
}
