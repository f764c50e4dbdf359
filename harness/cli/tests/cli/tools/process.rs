//! The binary as a process: its end, its words, its memory.

use super::waiting::until;
use runproof_probe::clock::Tick;
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::io::Read;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long any single run may take: on two free processors the longest takes two minutes.
const LIMIT: Duration = Duration::from_secs(900);

/// A process under way. It is killed when the test is over.
pub struct Running {
    command: String,
    child: Child,
    began: Tick,
    stdout: Stream,
    stderr: Stream,
    peak_kib: u64,
}

/// What a process printed so far, and the thread that reads it.
struct Stream {
    bytes: Arc<Mutex<Vec<u8>>>,
    reader: Option<JoinHandle<()>>,
}

/// A process that ended.
#[derive(Debug)]
pub struct Ended {
    /// The words after the program's name.
    pub command: String,
    /// The exit code; -1 after a signal.
    pub code: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// Most memory that was resident at a time, in KiB, as last seen before the end.
    pub peak_kib: u64,
    /// From start to end.
    pub took: Duration,
}

impl Running {
    /// Starts a command; `words` is how it is shown.
    pub fn start(mut command: Command, words: String) -> Self {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (stdout, stderr) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        Self {
            command: words,
            child,
            began: Tick::now(),
            stdout: Stream::read(stdout),
            stderr: Stream::read(stderr),
            peak_kib: 0,
        }
    }

    /// The process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// What was printed to standard output so far.
    pub fn said(&self) -> String {
        self.stdout.so_far()
    }

    /// Sends a signal.
    pub fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(i32::try_from(self.pid()).unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
    }

    /// Waits for the end.
    pub fn end(mut self) -> Ended {
        let status = until(&format!("the end of `runproof {}`", self.command), LIMIT, || self.ended());
        let took = self.began.elapsed();
        Ended {
            command: self.command.clone(),
            code: status.code().unwrap_or(-1),
            stdout: self.stdout.whole(),
            stderr: self.stderr.whole(),
            peak_kib: self.peak_kib,
            took,
        }
    }

    /// The status once there is one.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.peak_kib = self.peak_kib.max(peak_kib(self.pid()).unwrap_or_default());
        self.child.try_wait().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Ended {
    /// The last line of standard output that is not empty: the verdict of a run.
    pub fn verdict(&self) -> &str {
        self.stdout.lines().rfind(|l| !l.trim().is_empty()).unwrap_or_default()
    }

    /// The same, after looking for a text on standard error.
    #[track_caller]
    pub fn saying(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "no `{text}` in\n{}", self.stderr);
        self
    }

    /// The same, after comparing the exit code.
    #[track_caller]
    pub fn with_code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "runproof {}\n{}\n{}", self.command, self.stdout, self.stderr);
        self
    }
}

impl Stream {
    fn read(mut stream: impl Read + Send + 'static) -> Self {
        let bytes: Arc<Mutex<Vec<u8>>> = Arc::default();
        let kept = bytes.clone();
        let reader = std::thread::spawn(move || {
            let mut piece = [0; 8_192];
            while let Ok(n @ 1..) = stream.read(&mut piece) {
                kept.lock().unwrap().extend_from_slice(&piece[..n]);
            }
        });
        Self { bytes, reader: Some(reader) }
    }

    fn so_far(&self) -> String {
        String::from_utf8_lossy(&self.bytes.lock().unwrap()).into_owned()
    }

    /// Everything, when the process has ended.
    fn whole(&mut self) -> String {
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
        self.so_far()
    }
}

fn peak_kib(pid: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}
