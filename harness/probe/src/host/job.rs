//! A command of this machine, run in a process group of its own, with bounds on its time and its output.

use super::kept::Kept;
use super::place::{Found, find, worded};
use crate::clock::Tick;
use crate::lab::{Journal, Made};
use crate::watcher::start_ticks;
use runproof_core::duration::Worded;
use runproof_core::noun::obstacle::Obstacle;
use rustix::io::Errno;
use rustix::process::{Pid, Signal, kill_process_group};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// Time that output still has to arrive once the command has ended; longer only when a child of it holds the pipe.
const LAST_WORDS: Duration = Duration::from_millis(500);
/// Time within which a killed command must be gone.
const GONE: Duration = Duration::from_secs(5);

/// What a command did.
#[derive(Debug)]
pub(crate) struct Ended {
    /// Exit code, when it ended by itself.
    pub(crate) exit_code: Option<i32>,
    /// Standard output.
    pub(crate) stdout: Kept,
    /// Standard error.
    pub(crate) stderr: Kept,
    /// Milliseconds it ran.
    pub(crate) took_ms: u64,
    /// Why it did not end by itself: a command that hangs, dies or is not there is the system's matter, one that we
    /// cannot start is ours.
    pub(crate) problem: Option<Obstacle>,
}

/// Bounds of a command.
#[derive(Clone, Copy)]
pub(crate) struct Bounds {
    /// Time after which its whole process group is killed.
    pub(crate) time: Duration,
    /// Bytes kept of each output stream; what is more is read and left out in the middle.
    pub(crate) output: usize,
}

/// Runs a command to its end with nothing to read, and reads all it prints.
///
/// A command that is not at its end in time is killed with its process group, and so is one whose caller stops
/// waiting. Processes that it leaves behind on purpose when it ends by itself are not touched, and their output goes on
/// being read, so that none of them is hurt by a closed pipe.
pub(crate) async fn run(command: Command, bounds: Bounds) -> Ended {
    run_noted(command, bounds, None).await
}

/// The same; a journal is told of the group, so that it ends with the run however that ends.
pub(crate) async fn run_noted(command: Command, bounds: Bounds, journal: Option<&dyn Journal>) -> Ended {
    run_while(command, bounds, journal, std::future::pending::<()>()).await.0
}

/// The same for a command that serves: it is killed when the work is done for which it was started, and what came of the
/// work is returned; nothing, when the command was at its end before.
pub(crate) async fn run_while<T>(
    mut command: Command,
    bounds: Bounds,
    journal: Option<&dyn Journal>,
    work: impl Future<Output = T>,
) -> (Ended, Option<T>) {
    let begun = Tick::now();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0).kill_on_drop(true);
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(e) => return (not_started(command.as_std(), &e, bounds), None),
    };
    let mut group = Group::of(&child);
    let made = child.id().map(|pgid| Made::Group { pgid, start_ticks: start_ticks(pgid).unwrap_or_default() });
    if let (Some(journal), Some(made)) = (journal, &made) {
        journal.made(made);
    }
    let stdout = Stream::read(child.stdout.take(), bounds.output);
    let stderr = Stream::read(child.stderr.take(), bounds.output);
    let outcome = tokio::select! {
        status = timeout(bounds.time, child.wait()) => Outcome::Ended(status.ok()),
        done = work => Outcome::Done(done),
    };
    let ((exit_code, problem), done) = match outcome {
        Outcome::Ended(Some(status)) => {
            group.let_be();
            (end(status), None)
        }
        Outcome::Ended(None) => {
            let after = if killed(&mut group, &mut child).await { "" } else { ", and is not gone yet" };
            let why = format!("was not at its end within {} and was killed{after}", Worded(bounds.time));
            ((None, Some(Obstacle::found(why))), None)
        }
        Outcome::Done(done) => {
            killed(&mut group, &mut child).await;
            ((None, None), Some(done))
        }
    };
    if let (Some(journal), Some(made)) = (journal, &made) {
        journal.gone(made);
    }
    let took_ms = begun.elapsed_ms();
    let last_words = Tick::now().after(LAST_WORDS);
    let (stdout, stderr) = (stdout.end(last_words).await, stderr.end(last_words).await);
    (Ended { exit_code, stdout, stderr, took_ms, problem }, done)
}

/// What came first.
enum Outcome<T> {
    /// The command's end, or that of its time.
    Ended(Option<std::io::Result<ExitStatus>>),
    /// The work was done.
    Done(T),
}

/// Kills a command with its group; whether it is gone.
async fn killed(group: &mut Group, child: &mut Child) -> bool {
    group.kill();
    timeout(GONE, child.wait()).await.is_ok()
}

fn not_started(command: &std::process::Command, error: &std::io::Error, bounds: Bounds) -> Ended {
    let why = format!("`{}` could not be started: {}", command.get_program().to_string_lossy(), worded(error));
    let wrong = is_missing(command) || Errno::from_io_error(error) == Some(Errno::NOEXEC);
    let problem = if wrong { Obstacle::found(why) } else { Obstacle::unseen(why) };
    let nothing = || Kept::at_most(bounds.output);
    Ended { exit_code: None, stdout: nothing(), stderr: nothing(), took_ms: 0, problem: Some(problem) }
}

/// Whether the program is named by its path and nothing is there.
///
/// One that is named alone is a tool of this machine, and its want is ours, as is that of the directory to work in.
fn is_missing(command: &std::process::Command) -> bool {
    let program = Path::new(command.get_program());
    let there = command.get_current_dir().unwrap_or(Path::new("."));
    program.components().count() > 1 && there.is_dir() && matches!(find(&there.join(program)), Ok(Found::Nothing))
}

fn end(status: std::io::Result<ExitStatus>) -> (Option<i32>, Option<Obstacle>) {
    match status {
        Err(e) => (None, Some(Obstacle::unseen(format!("nothing is known about its end: {}", worded(&e))))),
        Ok(status) => match (status.code(), status.signal()) {
            (Some(code), _) => (Some(code), None),
            (None, Some(signal)) => (None, Some(Obstacle::found(format!("was ended by signal {signal}")))),
            (None, None) => (None, Some(Obstacle::found("ended without an exit code"))),
        },
    }
}

/// The process group that a command leads; killed when nobody waits for it any more.
struct Group(Option<Pid>);

impl Group {
    fn of(child: &Child) -> Self {
        Self(child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw))
    }

    /// Leaves the group alone from now on; its leader is gone and the number may come to belong to others.
    fn let_be(&mut self) {
        self.0 = None;
    }

    fn kill(&mut self) {
        if let Some(leader) = self.0.take() {
            // A group that is gone already is what is wanted.
            let _ = kill_process_group(leader, Signal::KILL);
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill();
    }
}

/// An output stream that is being read.
struct Stream {
    kept: Arc<Mutex<Kept>>,
    most: usize,
    reader: JoinHandle<()>,
}

impl Stream {
    fn read(pipe: Option<impl AsyncRead + Unpin + Send + 'static>, most: usize) -> Self {
        let kept = Arc::new(Mutex::new(Kept::at_most(most)));
        let into = Arc::clone(&kept);
        let reader = tokio::spawn(async move {
            let Some(mut pipe) = pipe else { return };
            let mut block = vec![0; 16 * 1024];
            while let Ok(n @ 1..) = pipe.read(&mut block).await {
                into.lock().unwrap_or_else(PoisonError::into_inner).push(&block[..n]);
            }
        });
        Self { kept, most, reader }
    }

    /// What has come until the stream's end, or until the moment given; reading goes on behind.
    async fn end(mut self, until: Tick) -> Kept {
        let _ = timeout(until.left(), &mut self.reader).await;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *kept, Kept::at_most(self.most))
    }
}

#[cfg(test)]
mod tests;
