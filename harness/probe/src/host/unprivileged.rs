//! What somebody sees who is not let in: nothing, and that is never a fact about the system.

use super::test_subject::subject;
use super::*;
use runproof_core::noun::log::Window;
use runproof_core::noun::obstacle::{Obstacle, Side};
use runproof_core::observation::LineSource;
use rustix::thread::{CapabilitySet, CapabilitySets, capabilities, set_capabilities};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Does something on a thread of its own that has no privilege left, also when the tests are run by root.
fn without_privileges<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let humbled = || {
        let own = capabilities(None).unwrap();
        set_capabilities(None, CapabilitySets { effective: CapabilitySet::empty(), ..own }).unwrap();
        work()
    };
    std::thread::scope(|threads| threads.spawn(humbled).join().unwrap())
}

/// A file that its own owner may not read, below a directory that he may.
fn closed_file(root: &Path, name: &str, content: &[u8]) {
    fs::write(root.join(name), content).unwrap();
    fs::set_permissions(root.join(name), Permissions::from_mode(0o000)).unwrap();
}

fn now<T>(asked: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(asked)
}

#[test]
fn a_closed_door_is_our_obstacle_whatever_is_asked() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    fs::create_dir(root.join("attestations")).unwrap();
    fs::create_dir(root.join("closed")).unwrap();
    fs::create_dir(root.join("open")).unwrap();
    for name in ["a.tar.gz", ".env", "app.db", "edge.log", "attestations/A-1.toml", "open/file"] {
        closed_file(root, name, b"SQLite format 3\0");
    }
    fs::set_permissions(root.join("closed"), Permissions::from_mode(0o000)).unwrap();
    let mut s = subject(root);
    s.database = Some(crate::subject::Store::Sqlite(root.join("app.db")));
    s.logs.insert("edge".into(), crate::subject::LogPlace::File(root.join("edge.log")));
    s.procedures.insert("rollback".into(), vec![root.join(".env").display().to_string()]);
    let log = LineSource::Log { name: "edge".into(), window: Window::Lines { last: 1 } };
    let whole = LineSource::File { path: ".env".into() };
    let problems: Vec<(&str, Option<Obstacle>)> = without_privileges(|| {
        vec![
            ("file", now(file(&s, ".env")).problem),
            ("file below", now(file(&s, "closed/file")).problem),
            ("directory", now(directory(&s, "closed")).problem),
            ("directory below", now(directory(&s, "closed/below")).problem),
            ("directories", now(compare_directories(&s, "closed", "closed")).problem),
            ("a file of them", now(compare_directories(&s, "open", "open")).problem),
            ("archive", now(archive(&s, "a.tar.gz")).problem),
            ("env file", now(env_file(&s, ".env", &[], &[])).problem),
            ("space", now(space(&s, "closed/below")).problem),
            ("database", now(database(&s, "main")).problem),
            ("databases", now(compare_databases(&s, "main", "app.db")).problem),
            ("query", now(query(&s, "ones", "SELECT 1")).problem),
            ("procedure", now(procedure(&s, "rollback", &[])).problem),
            ("log", now(lines(&s, &log, None)).problem),
            ("text", now(lines(&s, &whole, None)).problem),
            ("attestation", now(attestation(&s, "A-1")).problem),
        ]
    });
    for (what, problem) in problems {
        let obstacle = problem.unwrap_or_else(|| panic!("{what} was looked at"));
        assert_eq!(obstacle.side, Side::Probe, "{what}: {}", obstacle.why);
        assert!(obstacle.why.contains("ermission"), "{what}: {}", obstacle.why);
    }
}
