//! Links of the machine that come and go, as those of containers do.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread::JoinHandle;

/// Whether this machine lets the tests make links; who is no administrator may not.
pub fn can_be_made() -> bool {
    rustix::process::geteuid().is_root() && {
        let one = name();
        let made = ip(&["link", "add", &one, "type", "veth", "peer", "name", &format!("{one}p")]);
        made && ip(&["link", "del", &one])
    }
}

/// Links with addresses that come and go until this is dropped.
pub struct Coming {
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Coming {
    /// They begin to; the first one has gone when this returns.
    pub fn and_going() -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let watched = Arc::clone(&over);
        come_and_go();
        let thread = std::thread::spawn(move || {
            while !watched.load(Ordering::Relaxed) {
                come_and_go();
            }
        });
        Self { over, thread: Some(thread) }
    }
}

impl Drop for Coming {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        let ended = self.thread.take().map(JoinHandle::join);
        assert!(std::thread::panicking() || ended.is_some_and(|ended| ended.is_ok()), "no links came and went");
    }
}

fn come_and_go() {
    let one = name();
    let other = format!("{one}p");
    assert!(ip(&["link", "add", &one, "type", "veth", "peer", "name", &other]));
    let up = ip(&["addr", "add", "198.51.100.7/32", "dev", &one])
        && ip(&["link", "set", &other, "up"])
        && ip(&["link", "set", &one, "up"]);
    assert!(ip(&["link", "del", &one]) && up);
}

fn name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("rp{}x{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

fn ip(words: &[&str]) -> bool {
    Command::new("ip").args(words).status().is_ok_and(|status| status.success())
}
