//! The driver of a browser: a process of the session's own, or a WebDriver service that is already there.

use super::handing;
use super::network::Network;
use super::seat::Seat;
use super::ways::Ways;
use crate::clock::Tick;
use crate::lab::{Journal, Made};
use crate::net::address::host;
use crate::watcher::start_ticks;
use reqwest::Url;
use rustix::process::{Pid, Signal, kill_process_group};
use std::io;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// How long a driver may take until it says its port; measured: 20 to 150 ms.
const STARTING: Duration = Duration::from_secs(15);
/// How often a driver is started: it takes a free port of one protocol, and ends when the other one's is in use.
const ATTEMPTS: u32 = 4;

/// Where browsers come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Programs of this machine.
    Local {
        /// The driver, such as `/usr/bin/chromedriver`.
        driver: PathBuf,
        /// The browser, such as `/usr/bin/chromium`.
        browser: PathBuf,
    },
    /// A WebDriver service.
    Remote {
        /// Its address.
        url: String,
    },
}

impl Kind {
    /// Whether the browser can be made to go through a gate on this machine's loopback.
    #[must_use]
    pub fn guarded(&self) -> bool {
        match self {
            Self::Local { .. } => true,
            Self::Remote { url } => {
                let name = Url::parse(url).ok().and_then(|u| host(&u)).unwrap_or_default();
                name == "localhost" || name == "::1" || name.starts_with("127.")
            }
        }
    }
}

/// A driver that can be asked for a session.
pub(super) struct Driver {
    /// Its address.
    pub(super) url: String,
    /// The ways into its network, when that is its own.
    pub(super) ways: Option<Arc<Ways>>,
    /// Where the gate of its network is to be, until it is taken.
    pub(super) way_out: Option<TcpListener>,
    process: Option<Process>,
}

struct Process {
    child: Child,
    group: Made,
    pid: u32,
    journal: Arc<dyn Journal>,
}

impl Driver {
    /// Starts a driver of one's own, or names the service that is there.
    ///
    /// # Errors
    /// When it does not start, or does not say where it listens.
    pub(super) async fn start(seat: &Seat, home: &Path) -> io::Result<Self> {
        let driver = match &seat.kind {
            Kind::Remote { url } => {
                let url = url.trim_end_matches('/').to_owned();
                return Ok(Self { url, ways: None, way_out: None, process: None });
            }
            Kind::Local { driver, .. } => driver,
        };
        let mut failed = io::Error::other("it was not started");
        for _ in 0..ATTEMPTS {
            match Self::local(driver, seat.network(), home, &seat.journal).await {
                Ok(driver) => return Ok(driver),
                Err(error) => failed = error,
            }
            if !failed.to_string().contains("port not available") {
                break;
            }
        }
        Err(failed)
    }

    /// Starts a driver of this machine, once.
    async fn local(driver: &Path, network: &Network, home: &Path, journal: &Arc<dyn Journal>) -> io::Result<Self> {
        let (mut command, ways) = command(driver, network)?;
        // Port 0: the driver takes a free one and says which, so that none can be taken by somebody else before.
        let mut child = command
            .arg("--port=0")
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", home)
            .env("XDG_CACHE_HOME", home)
            .env("TMPDIR", home)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .kill_on_drop(true)
            .spawn()?;
        // It keeps the other end of the ways, whose end could not be seen else.
        drop(command);
        let pid = child.id().ok_or_else(|| io::Error::other("it ended at once"))?;
        let group = Made::Group { pgid: pid, start_ticks: start_ticks(pid).unwrap_or_default() };
        journal.made(&group);
        let stdout = child.stdout.take();
        let process = Some(Process { child, group, pid, journal: journal.clone() });
        let mut driver = Self { url: String::new(), ways: ways.map(Arc::new), way_out: None, process };
        let until = Tick::now().after(STARTING);
        if let Some(ways) = &driver.ways {
            let listener = timeout(until.left(), ways.listener()).await;
            driver.way_out = Some(listener.map_err(|_| io::Error::other("its network was not made in time"))??);
        }
        let mut lines = BufReader::new(stdout.ok_or_else(|| io::Error::other("it has no output"))?).lines();
        let mut last = String::new();
        let why = loop {
            let line = match timeout(until.left(), lines.next_line()).await {
                Err(_) => break format!("it did not say its port within {} s", STARTING.as_secs()),
                Ok(Ok(Some(line))) => line,
                Ok(_) => break "it ended without saying its port".to_owned(),
            };
            if let Some(port) = port(&line) {
                driver.url = format!("http://127.0.0.1:{port}");
                // Nothing is read any more: what the driver says later must not fill a pipe that nobody empties.
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return Ok(driver);
            }
            last = line;
        };
        drop(driver);
        Err(io::Error::other(if last.is_empty() { why } else { format!("{why}; it said `{last}`") }))
    }

    /// Whether it was started for one session, and ends with it.
    pub(super) fn is_own(&self) -> bool {
        self.process.is_some()
    }

    /// Ends the driver with its browser, at once.
    pub(super) async fn end(mut self) {
        if let Some(process) = &mut self.process {
            process.kill();
            // Its end is all that matters.
            drop(process.child.wait().await);
        }
    }
}

impl Process {
    fn kill(&self) {
        if let Some(group) = i32::try_from(self.pid).ok().and_then(Pid::from_raw) {
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
        self.journal.gone(&self.group);
    }
}

/// What starts a driver in its network, as far as its own arguments, and the ways into that.
fn command(driver: &Path, network: &Network) -> io::Result<(Command, Option<Ways>)> {
    let Network::Own { words } = network else {
        let mut command = Command::new(driver);
        command.stdin(Stdio::null());
        return Ok((command, None));
    };
    let (program, arguments) = words.split_first().ok_or_else(|| io::Error::other("no program makes a network"))?;
    let (ours, theirs) = handing::pair()?;
    let mut command = Command::new(program);
    command.args(arguments).arg(driver).stdin(theirs);
    Ok((command, Some(Ways::new(ours)?)))
}

/// The port in a driver's greeting, `... started successfully on port 12345.`
fn port(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once(" started successfully on port ")?;
    rest.trim_end_matches('.').trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greeting_names_the_port() {
        assert_eq!(port("ChromeDriver was started successfully on port 36905."), Some(36905));
        assert_eq!(port("Starting ChromeDriver 156.0 on port 0"), None);
    }

    #[test]
    fn only_a_browser_of_this_machine_can_go_through_the_gate() {
        let remote = |url: &str| Kind::Remote { url: url.into() }.guarded();
        assert!(remote("http://127.0.0.1:4444") && remote("http://localhost:9515/") && remote("http://[::1]:1"));
        assert!(!remote("http://selenium.example:4444") && !remote("nonsense"));
    }
}
