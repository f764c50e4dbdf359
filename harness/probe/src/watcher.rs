//! The watcher: a small process that holds a pipe to the run and cleans up after it, however the run dies.
//!
//! The run writes down what it makes before it uses it; when the pipe ends, the watcher removes what is left.

use crate::clock::Tick;
use crate::engine::remove_project;
use crate::lab::{Journal, Made};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, BufRead, Write};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How long killed processes may take to disappear before their directories are removed all the same.
const DYING: Duration = Duration::from_millis(1_500);
/// How long the engine may take to remove one compose project.
const REMOVAL: Duration = Duration::from_secs(60);
/// The variable by which compose is told the project; everything that works on one carries it.
pub const PROJECT_VARIABLE: &str = "COMPOSE_PROJECT_NAME";

/// One line of the pipe.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    /// Something was made.
    Made(Made),
    /// Something is gone.
    Gone(Made),
}

/// The run's end of the pipe.
pub struct Watcher {
    pipe: Mutex<Option<ChildStdin>>,
    process: Mutex<Option<Child>>,
}

impl Watcher {
    /// Starts the watcher in a process group of its own, so that what is sent to the run's group passes it by.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(program: &Path, argument: &str) -> io::Result<Self> {
        let mut process = Command::new(program)
            .arg(argument)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()?;
        let pipe = process.stdin.take();
        Ok(Self { pipe: Mutex::new(pipe), process: Mutex::new(Some(process)) })
    }

    /// Closes the pipe and waits until the watcher has removed what was left.
    pub fn finish(&self) {
        drop(self.pipe.lock().unwrap_or_else(PoisonError::into_inner).take());
        let process = self.process.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut process) = process {
            // Its end is all that matters; there is nothing to do about a watcher that was killed.
            drop(process.wait());
        }
    }

    fn send(&self, line: &Line) {
        let Ok(mut text) = serde_json::to_string(line) else { return };
        text.push('\n');
        if let Some(pipe) = self.pipe.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            // A watcher that is gone cannot be told; the run still removes everything itself.
            drop(pipe.write_all(text.as_bytes()));
        }
    }
}

impl Journal for Watcher {
    fn made(&self, what: &Made) {
        self.send(&Line::Made(what.clone()));
    }

    fn gone(&self, what: &Made) {
        self.send(&Line::Gone(what.clone()));
    }
}

/// The watcher's own work: reads until the pipe ends, then removes what was made and is not gone.
pub fn watch(input: impl BufRead) {
    let mut left: Vec<Made> = Vec::new();
    for line in input.lines().map_while(Result::ok) {
        match serde_json::from_str::<Line>(&line) {
            Ok(Line::Made(made)) => left.push(made),
            Ok(Line::Gone(gone)) => left.retain(|m| *m != gone),
            // A torn last line is what a killed run leaves; it names nothing that could be removed.
            Err(_) => {}
        }
    }
    remove(&left);
}

fn remove(left: &[Made]) {
    let until = Tick::now().after(DYING);
    for made in left {
        kill(made);
    }
    for made in left {
        while alive(made) && !until.left().is_zero() {
            std::thread::yield_now();
        }
    }
    // Containers before directories: what is mounted is still written to.
    for made in left {
        if let Made::Project { name, engine } = made {
            drop(remove_containers(engine.as_deref(), name));
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

/// Start time of a process in clock ticks since boot: field 22 of `/proc/PID/stat`.
#[must_use]
pub fn start_ticks(pid: u32) -> Option<u64> {
    field(pid, 19)?.parse().ok()
}

fn state(pid: u32) -> Option<char> {
    field(pid, 0)?.chars().next()
}

/// A field of `/proc/PID/stat`, counted from the one after the command's name, which may hold anything.
fn field(pid: u32, after_name: usize) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, rest) = stat.rsplit_once(')')?;
    rest.split_whitespace().nth(after_name).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_gone_is_removed_when_the_pipe_ends() {
        let scratch = tempfile::tempdir().unwrap();
        let (kept, left) = (scratch.path().join("kept"), scratch.path().join("left"));
        fs::create_dir_all(&kept).unwrap();
        fs::create_dir_all(left.join("deep")).unwrap();
        let mut child = Command::new("sleep").arg("600").process_group(0).spawn().unwrap();
        let group = Made::Group { pgid: child.id(), start_ticks: start_ticks(child.id()).unwrap() };
        let directory = |path: &Path| Made::Directory { path: path.to_owned() };
        let lines = [
            Line::Made(directory(&kept)),
            Line::Made(directory(&left)),
            Line::Made(group),
            Line::Gone(directory(&kept)),
        ];
        let mut text: String = lines.iter().map(|l| serde_json::to_string(l).unwrap() + "\n").collect();
        text.push_str("{\"made\": torn");
        watch(io::Cursor::new(text));
        assert!(kept.exists() && !left.exists());
        assert!(!child.wait().unwrap().success());
    }

    #[test]
    fn a_process_with_another_start_time_is_left_alone() {
        let mut child = Command::new("sleep").arg("600").spawn().unwrap();
        let other = Made::Process { pid: child.id(), start_ticks: 1 };
        watch(io::Cursor::new(serde_json::to_string(&Line::Made(other)).unwrap()));
        assert!(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
    }
}
