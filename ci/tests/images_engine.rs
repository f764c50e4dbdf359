//! The base is made for real, by an engine that answers, as root, from this machine's mirror: about a minute.
//!
//! Not among the tests of every run; start it with `cargo test -p ci --features engine --test images_engine`.

use std::io;
use std::process::{Command, Output};

/// What the image is called here, so that the one that is used stays as it is.
fn repository() -> String {
    format!("runproof-test-{}", std::process::id())
}

fn run(program: &str, words: &[&str]) -> io::Result<(Output, String)> {
    let ran = Command::new(program).args(words).output()?;
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    Ok((ran, said))
}

/// Removes the image, however the test ends.
struct Removed(String);

impl Drop for Removed {
    fn drop(&mut self) {
        let _ = run("docker", &["image", "rm", &self.0]);
    }
}

#[test]
fn the_base_is_made_starts_and_is_kept() -> io::Result<()> {
    let repository = repository();
    let task = env!("CARGO_BIN_EXE_ci");
    let words = ["images", "--only", "debian", "--repository", &repository];
    let (ran, said) = run(task, &words)?;
    assert!(ran.status.success(), "{said}{}", String::from_utf8_lossy(&ran.stderr));
    let row = said.lines().last().unwrap_or_default();
    let used = row.split_whitespace().nth(1).unwrap_or_default();
    if used == format!("{repository}/debian:12") {
        let _removed = Removed(used.to_owned());
        assert!(row.contains("  equivalent, made now  "), "{said}");
        starts(used)?;
        let (_, again) = run(task, &words)?;
        assert!(again.contains(used) && !again.contains("made now"), "{again}");
    } else {
        // This engine has an official one; then nothing may have been made.
        assert!(used.starts_with("debian:") && row.contains("  official  "), "{said}");
        starts(used)?;
    }
    Ok(())
}

/// A container of it starts, is Debian 12, and has a mirror.
#[track_caller]
fn starts(image: &str) -> io::Result<()> {
    let script = ". /etc/os-release && echo \"$ID $VERSION_ID\" && cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null";
    let (_, said) = run("docker", &["run", "--rm", "--network", "none", image, "sh", "-c", script])?;
    assert!(said.starts_with("debian 12\n") && said.contains("bookworm"), "{said}");
    Ok(())
}
