//! Links of the machine that come and go, as those of containers do.

use std::process::Command;

/// Links that come and go until a browser has noticed.
const TIMES: u32 = 5;

/// Whether this machine lets the tests make links; who is no administrator may not.
pub fn can_be_made() -> bool {
    rustix::process::geteuid().is_root() && {
        let one = name();
        let made = ip(&["link", "add", &one, "type", "veth", "peer", "name", &format!("{one}p")]);
        made && ip(&["link", "del", &one])
    }
}

/// Makes links with addresses and removes them again, a few times.
pub fn come_and_go() {
    let one = name();
    let other = format!("{one}p");
    for _ in 0..TIMES {
        assert!(ip(&["link", "add", &one, "type", "veth", "peer", "name", &other]));
        let up = ip(&["addr", "add", "198.51.100.7/32", "dev", &one])
            && ip(&["link", "set", &other, "up"])
            && ip(&["link", "set", &one, "up"]);
        assert!(ip(&["link", "del", &one]) && up);
    }
}

fn name() -> String {
    format!("rp{}", std::process::id())
}

fn ip(words: &[&str]) -> bool {
    Command::new("ip").args(words).status().is_ok_and(|status| status.success())
}
