//! The network a browser of this machine lives in: one of its own where that can be made, else the machine's.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The program that starts another one in namespaces of its own.
const UNSHARE: &str = "unshare";
/// Its words for a network: for who may make one, and for everybody else where the machine lets them.
const WAYS: [&[&str]; 2] = [&["--net"], &["--user", "--map-root-user", "--net"]];

/// The command by which this program becomes what [`own_network`](super::own_network) does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maker {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
}

/// A browser's network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Network {
    /// That of the machine: a browser notices when it changes, and lets go of what it is loading.
    Machine {
        /// Why it has none of its own.
        why: String,
    },
    /// One of its own, out of which no way leads but through the gate.
    Own {
        /// What is put before the words of a driver to start it there: a program, then arguments.
        words: Vec<OsString>,
    },
}

impl Maker {
    /// Finds out by trying whether this machine lets a network be made.
    #[must_use]
    pub fn network(&self) -> Network {
        let mut reasons = Vec::new();
        for way in WAYS {
            let words: Vec<OsString> = [UNSHARE.into()]
                .into_iter()
                .chain(way.iter().map(OsString::from))
                .chain([self.program.clone().into_os_string()])
                .chain(self.arguments.iter().cloned())
                .collect();
            match tried(&words) {
                Ok(()) => return Network::Own { words },
                Err(why) if reasons.contains(&why) => {}
                Err(why) => reasons.push(why),
            }
        }
        Network::Machine { why: reasons.join("; ") }
    }
}

/// Makes a network in which nothing is started.
fn tried(words: &[OsString]) -> Result<(), String> {
    let Some((program, arguments)) = words.split_first() else { return Err("no program".into()) };
    let mut command = Command::new(program);
    let output = command.args(arguments).stdin(Stdio::null()).output();
    let output = output.map_err(|e| format!("`{UNSHARE}` does not start: {e}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().rfind(|line| !line.trim().is_empty()).map(|line| line.trim().to_owned());
    Err(last.unwrap_or_else(|| format!("`{UNSHARE}`: {}", output.status)))
}

impl Network {
    /// The network in words, for who looks what there is.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Own { .. } => "each session in a network of its own".into(),
            Self::Machine { why } => {
                format!("in the machine's network, and disturbed when that changes, since none can be made: {why}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_made_says_why_and_each_reason_once() {
        let maker = Maker { program: "/no/such/program".into(), arguments: Vec::new() };
        let Network::Machine { why } = maker.network() else { panic!("made by nobody") };
        assert!(why.contains("unshare: "), "{why}");
        let maker = Maker { program: "/bin/false".into(), arguments: Vec::new() };
        let Network::Machine { why } = maker.network() else { panic!("made by nobody") };
        assert!(!why.is_empty());
        let parts: Vec<&str> = why.split("; ").collect();
        assert!(parts.iter().all(|part| parts.iter().filter(|other| *other == part).count() == 1), "{why}");
    }
}
