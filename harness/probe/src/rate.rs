//! How fast a live system is asked: one host after the other, with a least time between two requests to the same one.

use crate::clock::Tick;
use crate::subject::Subject;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;

/// Most requests a second to a host, when the target says nothing.
const ELSEWHERE: u32 = 20;
/// The same on loopback: there is no network to be spared, and the machine is the system's own.
const LOOPBACK: u32 = 200;

/// When the next request may go to a host; shared by all probers of the process, or the bound would not be one.
static TURNS: LazyLock<Mutex<BTreeMap<String, Tick>>> = LazyLock::new(Mutex::default);

/// The bound of a target.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rate {
    said: Option<u32>,
    /// Names that the target declares to be of this machine, or not to be.
    declared: BTreeMap<String, IpAddr>,
    unbound: bool,
}

impl Rate {
    /// That of a subject; a stack of the run's own has none.
    pub(crate) fn of(subject: &Subject) -> Self {
        let name = |n: &String| n.trim_end_matches('.').to_ascii_lowercase();
        let declared = subject.resolve.iter().map(|(n, ip)| (name(n), *ip)).collect();
        Self { said: subject.rate, declared, unbound: !subject.live }
    }

    /// No bound at all.
    #[cfg(test)]
    pub(crate) fn none() -> Self {
        Self { unbound: true, ..Self::default() }
    }

    /// Takes the next turn for a host; nothing to wait for when there is no bound.
    pub(crate) fn turn(&self, host: &str) -> Option<Tick> {
        if self.unbound {
            return None;
        }
        let mut turns = TURNS.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Tick::now();
        let turn = match turns.get(host) {
            Some(next) if !next.left().is_zero() => *next,
            _ => now,
        };
        turns.insert(host.to_owned(), turn.after(self.spacing(host)));
        Some(turn)
    }

    /// Least time between the beginnings of two requests to a host.
    fn spacing(&self, host: &str) -> Duration {
        let address = self.declared.get(host).copied().or_else(|| host.parse().ok());
        let here = address.map_or(host == "localhost", |ip| ip.is_loopback());
        let default = if here { LOOPBACK } else { ELSEWHERE };
        Duration::from_secs(1) / self.said.unwrap_or(default).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(said: Option<u32>, host: &str) -> u128 {
        let declared = [("circle.test".to_owned(), [127, 0, 0, 1].into()), ("localhost".into(), [192, 0, 2, 1].into())];
        Rate { said, declared: declared.into(), unbound: false }.spacing(host).as_millis()
    }

    #[test]
    fn a_host_of_this_machine_is_asked_faster_unless_the_target_says_how_fast() {
        for (host, milliseconds) in [
            ("127.0.0.1", 5),
            ("::1", 5),
            ("circle.test", 5),
            ("192.0.2.1", 50),
            ("circle.example", 50),
            ("localhost", 50),
        ] {
            assert_eq!(bound(None, host), milliseconds, "{host}");
            assert_eq!(bound(Some(10), host), 100, "{host}");
        }
        assert_eq!(Rate::default().spacing("localhost").as_millis(), 5);
    }

    #[test]
    fn turns_of_a_host_lie_apart_and_hosts_do_not_wait_for_each_other() {
        let rate = Rate::default();
        let start = Tick::now();
        let last = (0..5).fold(start, |_, _| rate.turn("turns.example").unwrap());
        let nearly = start.after(Duration::from_millis(199)).left();
        assert!(last.left() > nearly, "four turns of 50 ms lie before the fifth");
        assert!(rate.turn("other.example").unwrap().left().is_zero());
        assert!(Rate { unbound: true, ..rate }.turn("turns.example").is_none());
    }
}
