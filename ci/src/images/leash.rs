//! A program that ends: after a time, and with the task that started it.

use super::trouble::Trouble;
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::process::{Command, ExitStatus, Output, Stdio};

/// What `timeout` ends with when the time was up, and when it had to kill.
const OUT_OF_TIME: [i32; 2] = [124, 137];

/// The program, bounded to so many minutes. It is killed when this process ends, whatever ends it: a client of the engine
/// that is gone takes its build with it.
#[must_use]
pub fn command(program: impl AsRef<OsStr>, minutes: u32) -> Command {
    let with_parent = ["setpriv", "--pdeathsig", "KILL"];
    let mut command = Command::new("setpriv");
    command
        .args(&with_parent[1..])
        .args(["timeout", "--foreground", "--kill-after=10", &format!("{minutes}m")])
        .args(with_parent)
        .arg(program)
        .stdin(Stdio::null());
    command
}

/// Runs a command to its end.
///
/// # Errors
/// When it cannot be started.
pub fn output(mut command: Command) -> Result<Output, Trouble> {
    command.output().map_err(|e| unstarted(&e))
}

/// Why a command on a leash did not start.
#[must_use]
pub fn unstarted(error: &std::io::Error) -> Trouble {
    match error.kind() {
        ErrorKind::NotFound => Trouble::Missing { program: "setpriv", package: "util-linux" },
        _ => Trouble::Unstarted(error.to_string()),
    }
}

/// Whether it was ended because its time was up.
#[must_use]
pub fn is_out_of_time(status: ExitStatus) -> bool {
    status.code().is_some_and(|code| OUT_OF_TIME.contains(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_says_and_how_it_ends_comes_through() {
        let mut asked = command("sh", 1);
        asked.args(["-c", "echo said; exit 3"]);
        let ended = output(asked).unwrap();
        assert_eq!((ended.status.code(), ended.stdout.as_slice()), (Some(3), b"said\n".as_slice()));
        assert!(!is_out_of_time(ended.status));
    }

    #[test]
    fn time_that_is_up_is_told_from_an_error() {
        let mut asked = command("sh", 1);
        // `timeout` ends so; a whole minute is not waited for here.
        asked.args(["-c", "exit 124"]);
        assert!(is_out_of_time(output(asked).unwrap().status));
    }
}
