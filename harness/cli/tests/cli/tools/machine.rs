//! What a run has made on the machine: processes, listening ports, directories.

use runproof_probe::watcher::start_ticks;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a connection to a port of this machine may take.
const CONNECTING: Duration = Duration::from_secs(5);

/// Everything that a run had at one moment.
#[derive(Debug)]
pub struct Made {
    /// Process ids with their start times and commands.
    processes: Vec<(u32, u64, String)>,
    ports: BTreeSet<u16>,
    directory: PathBuf,
}

impl Made {
    /// What the run with this process id has, and what lies in its directory for temporary files.
    pub fn by(run: u32, directory: &Path) -> Self {
        let pids = family(run);
        let processes = pids.iter().filter_map(|p| Some((*p, start_ticks(*p)?, command(*p)))).collect();
        Self { processes, ports: ports(&pids), directory: directory.to_owned() }
    }

    /// Number of processes, the run itself among them.
    pub fn processes(&self) -> usize {
        self.processes.len()
    }

    /// Number of ports that they listen on.
    pub fn ports(&self) -> usize {
        self.ports.len()
    }

    /// What of it is still there.
    pub fn left(&self) -> Vec<String> {
        let alive = self
            .processes
            .iter()
            .filter(|(pid, ticks, _)| start_ticks(*pid) == Some(*ticks) && state(*pid) != Some('Z'));
        let open = self
            .ports
            .iter()
            .filter(|p| TcpStream::connect_timeout(&SocketAddr::from(([127, 0, 0, 1], **p)), CONNECTING).is_ok());
        let entries = fs::read_dir(&self.directory).into_iter().flatten().flatten();
        let processes = alive.map(|(pid, _, command)| format!("process {pid} {command}"));
        processes
            .chain(open.map(|p| format!("port {p}")))
            .chain(entries.map(|e| e.path().display().to_string()))
            .collect()
    }
}

fn stat(pid: u32) -> Option<Vec<String>> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, rest) = stat.rsplit_once(')')?;
    Some(rest.split_whitespace().map(str::to_owned).collect())
}

fn state(pid: u32) -> Option<char> {
    stat(pid)?.first()?.chars().next()
}

fn command(pid: u32) -> String {
    let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    String::from_utf8_lossy(&line).replace('\0', " ")
}

/// A process and all that descend from it.
fn family(root: u32) -> BTreeSet<u32> {
    let all = fs::read_dir("/proc").unwrap().flatten().filter_map(|e| e.file_name().to_str()?.parse::<u32>().ok());
    let parents: BTreeMap<u32, u32> = all.filter_map(|p| Some((p, stat(p)?.get(1)?.parse().ok()?))).collect();
    let mut family = BTreeSet::from([root]);
    while let Some(more) = parents.iter().find(|(p, parent)| family.contains(parent) && !family.contains(p)) {
        family.insert(*more.0);
    }
    family
}

/// Ports on which these processes listen, by the sockets they hold.
fn ports(pids: &BTreeSet<u32>) -> BTreeSet<u16> {
    let links = pids.iter().flat_map(|p| fs::read_dir(format!("/proc/{p}/fd")).into_iter().flatten().flatten());
    let sockets: BTreeSet<String> = links
        .filter_map(|l| fs::read_link(l.path()).ok())
        .filter_map(|l| Some(l.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned()))
        .collect();
    let table = fs::read_to_string("/proc/net/tcp").unwrap_or_default();
    let listening = table.lines().skip(1).filter_map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let port = u16::from_str_radix(words.get(1)?.rsplit_once(':')?.1, 16).ok()?;
        (words.get(3) == Some(&"0A") && sockets.contains(*words.get(9)?)).then_some(port)
    });
    listening.collect()
}
