//! The mirror that the base is made from: the one that this machine uses itself.

use super::apt::Entry;
use super::recipes::SUITE;

/// Releases of Debian by their names; a mirror that has one has them all.
const RELEASES: [&str; 8] = [SUITE, "trixie", "forky", "sid", "stable", "oldstable", "testing", "unstable"];
/// What ends the suite with security updates.
const SECURITY: &str = "-security";

/// Addresses of packages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mirror {
    /// Of the release.
    pub main: String,
    /// Of its security updates, where the machine has any.
    pub security: Option<String>,
}

/// The mirror among the sources of a machine; none where it is not Debian's, or only on a medium.
///
/// Others offer packages under names of Debian's releases too; an address with `debian` as a part of its path goes first.
#[must_use]
pub fn among(entries: &[Entry]) -> Option<Mirror> {
    let has_main = |entry: &&Entry| entry.components.iter().any(|c| c == "main");
    let by = |wanted: fn(&str) -> bool| {
        let fitting = entries.iter().filter(has_main).filter(move |e| e.suites.iter().any(|s| wanted(s)));
        let mut addresses: Vec<&String> = fitting.flat_map(|e| &e.addresses).filter(|a| is_reachable(a)).collect();
        addresses.sort_by_key(|a| !is_debians(a));
        addresses.first().map(|a| a.trim_end_matches('/').to_owned())
    };
    let main = by(|suite| RELEASES.contains(&suite))?;
    Some(Mirror { main, security: by(|suite| suite.strip_suffix(SECURITY).is_some_and(|r| RELEASES.contains(&r))) })
}

fn is_reachable(address: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| address.starts_with(scheme))
}

fn is_debians(address: &str) -> bool {
    address.split('/').skip(3).any(|part| part.starts_with("debian"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(address: &str, suite: &str, component: &str) -> Entry {
        let one = |word: &str| vec![word.to_owned()];
        Entry { addresses: one(address), suites: one(suite), components: one(component) }
    }

    #[test]
    fn the_machines_own_mirror_is_taken_whatever_else_it_has() {
        let entries = [
            entry("cdrom:[Debian]/", "bookworm", "main"),
            entry("http://vendor.example", "bookworm", "main"),
            entry("http://third.example/debian", "bookworm-tool", "main"),
            entry("http://fourth.example/debian", "bookworm", "stable"),
            entry("http://near.example/debian/", "bookworm", "main"),
            entry("http://near.example/debian-security", "bookworm-security", "main"),
        ];
        let want = Mirror {
            main: "http://near.example/debian".into(),
            security: Some("http://near.example/debian-security".into()),
        };
        assert_eq!(among(&entries), Some(want));
    }

    #[test]
    fn a_newer_release_has_the_same_mirror_and_another_distribution_none() {
        let newer = [entry("https://near.example/debian", "trixie", "main")];
        let want = Mirror { main: "https://near.example/debian".into(), security: None };
        assert_eq!(among(&newer), Some(want));
        assert_eq!(among(&[entry("http://x.example/ubuntu", "noble", "main")]), None);
        assert_eq!(among(&[]), None);
    }
}
