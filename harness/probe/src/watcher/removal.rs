//! Removing what a run left behind.

use super::process::{start_ticks, state};
use crate::clock::Tick;
use crate::engine::remove_project;
use crate::lab::Made;
use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use std::fs;
use std::time::Duration;

/// The variable by which compose is told the project; everything that works on one carries it.
pub const PROJECT_VARIABLE: &str = "COMPOSE_PROJECT_NAME";
/// How long killed processes may take to disappear before their directories are removed all the same.
const DYING: Duration = Duration::from_millis(1_500);
/// How long the engine may take to remove one compose project.
const REMOVAL: Duration = Duration::from_secs(60);

/// Removes what is left: kills first, then containers, then directories. Answers what is gone.
pub(super) fn remove(left: &[Made]) -> Vec<&Made> {
    let until = Tick::now().after(DYING);
    for made in left {
        kill(made);
    }
    for made in left {
        while alive(made) && !until.left().is_zero() {
            std::thread::yield_now();
        }
    }
    let mut gone = Vec::new();
    // Containers before directories: what is mounted is still written to.
    for made in left {
        if let Made::Project { name, engine } = made
            && remove_containers(engine.as_deref(), name).is_ok()
        {
            gone.push(made);
        }
    }
    for made in left.iter().rev() {
        if let Made::Directory { path } = made {
            drop(crate::mounts::detach_below(path));
            // Twice: a process that was dying may have written between listing and removing.
            if fs::remove_dir_all(path).is_err() {
                drop(fs::remove_dir_all(path));
            }
        }
    }
    gone.extend(left.iter().filter(|made| match made {
        Made::Project { .. } => false,
        Made::Directory { path } => !path.exists(),
        Made::Process { .. } | Made::Group { .. } => !alive(made),
    }));
    gone
}

/// Kills a process or group, unless its number belongs to somebody else by now.
fn kill(made: &Made) {
    let target = |id: u32, ticks: u64| {
        let same = start_ticks(id).is_none_or(|t| t == ticks);
        i32::try_from(id).ok().filter(|_| same).and_then(Pid::from_raw)
    };
    match *made {
        Made::Process { pid, start_ticks } => {
            if let Some(pid) = target(pid, start_ticks) {
                let _ = kill_process(pid, Signal::KILL);
            }
        }
        Made::Group { pgid, start_ticks } => {
            if let Some(group) = target(pgid, start_ticks) {
                let _ = kill_process_group(group, Signal::KILL);
            }
        }
        Made::Directory { .. } => {}
        Made::Project { ref name, .. } => end_workers(name),
    }
}

/// Kills every process that works on a compose project, which it says in its environment: one that was started in the
/// moment the run died is written down nowhere.
fn end_workers(project: &str) {
    let marked = format!("{PROJECT_VARIABLE}={project}");
    let pids = fs::read_dir("/proc").into_iter().flatten().flatten();
    for pid in pids.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok()) {
        let environment = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
        if environment.split(|byte| *byte == 0).any(|pair| pair == marked.as_bytes())
            && let Some(pid) = Pid::from_raw(pid)
        {
            let _ = kill_process(pid, Signal::KILL);
        }
    }
}

fn remove_containers(engine: Option<&str>, project: &str) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|e| e.to_string())?;
    runtime.block_on(remove_project(engine, project, REMOVAL)).map(drop)
}

fn alive(made: &Made) -> bool {
    match *made {
        Made::Process { pid, start_ticks: ticks } | Made::Group { pgid: pid, start_ticks: ticks } => {
            start_ticks(pid) == Some(ticks) && state(pid).is_some_and(|s| s != 'Z')
        }
        Made::Directory { .. } | Made::Project { .. } => false,
    }
}
