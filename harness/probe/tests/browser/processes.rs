//! Processes of the machine that belong to a room: those that bear its directory in their command or environment.

use crate::room::Room;
use runproof_probe::clock::Tick;
use runproof_probe::wait::poll;
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::time::Duration;

/// How long what was killed may take to be gone.
const GONE_WITHIN: Duration = Duration::from_secs(3);

/// A process that is alive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// Its id.
    pub pid: u32,
    /// Program and arguments.
    pub command: String,
}

impl Process {
    /// Kills it.
    pub fn kill(&self) {
        kill_process(Pid::from_raw(self.pid.try_into().unwrap()).unwrap(), Signal::KILL).unwrap();
    }
}

/// All of a room.
pub fn of(room: &Room) -> Vec<Process> {
    let mark = room.scratch.path().display().to_string();
    let pids = fs::read_dir("/proc").unwrap().flatten().filter_map(|e| e.file_name().to_str()?.parse::<u32>().ok());
    let read = |pid: u32, what: &str| {
        let bytes = fs::read(format!("/proc/{pid}/{what}")).unwrap_or_default();
        String::from_utf8_lossy(&bytes).replace('\0', " ")
    };
    let one = |pid: u32| {
        let (command, environment) = (read(pid, "cmdline"), read(pid, "environ"));
        (command.contains(&mark) || environment.contains(&mark)).then_some(Process { pid, command })
    };
    pids.filter_map(one).collect()
}

/// The only one that fits.
pub fn one(room: &Room, fits: impl Fn(&str) -> bool) -> Process {
    let found: Vec<Process> = of(room).into_iter().filter(|p| fits(&p.command)).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

/// Demands that nothing of a room is left: no process, no directory, nothing in the journal.
pub async fn nothing_left(room: &Room) {
    let left = async || {
        let directories = fs::read_dir(room.scratch.path()).unwrap().flatten().map(|e| e.path().display().to_string());
        let processes = of(room).into_iter().map(|p| format!("{p:?}"));
        let made = room.left.all().into_iter().map(|m| format!("{m:?}"));
        directories.chain(processes).chain(made).collect::<Vec<String>>()
    };
    let until = Tick::now().after(GONE_WITHIN);
    let polled = poll(Duration::from_millis(20), until, left, Vec::is_empty).await;
    assert!(polled.done, "still there: {:#?}", polled.last);
}
