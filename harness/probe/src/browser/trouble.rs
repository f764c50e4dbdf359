//! What an error of the driver means: for the system, or for the harness.

use fantoccini::error::{CmdError, NewSessionError};
use runproof_core::noun::view::{Problem, ProblemKind};
use std::time::Duration;

/// A problem in words.
pub(super) fn problem(kind: ProblemKind, detail: impl Into<String>) -> Problem {
    Problem { kind, detail: detail.into() }
}

/// A session that did not begin.
pub(super) fn not_begun(error: &NewSessionError) -> Problem {
    problem(ProblemKind::NoSession, format!("no browser session could be begun: {}", first_line(&error.to_string())))
}

/// A command that did not succeed.
pub(super) fn failed(error: &CmdError) -> Problem {
    let said = first_line(&error.to_string());
    let CmdError::Standard(wd) = error else {
        return problem(ProblemKind::Gone, format!("the browser's driver does not answer: {said}"));
    };
    let code = wd.error();
    let kind = match code.as_ref() {
        "timeout" | "script timeout" => ProblemKind::Silent,
        "element not interactable" | "element click intercepted" | "invalid element state" => ProblemKind::Blocked,
        "no such element" | "stale element reference" => ProblemKind::Missing,
        "invalid argument" => ProblemKind::Unaskable,
        "unknown error" if ProblemKind::is_disturbance(&said) => ProblemKind::Disturbed,
        "unknown error" if said.contains("net::ERR_") => ProblemKind::Unreachable,
        // A crash, a session that is no more, a window that is gone, and whatever the driver cannot explain.
        _ => ProblemKind::Gone,
    };
    problem(kind, said)
}

/// Whether the page put something else in the place of what had just been found in it: nothing was done then.
pub(super) fn replaced(found: &Problem) -> bool {
    found.kind == ProblemKind::Missing && found.detail.contains("stale element reference")
}

/// A command that was not answered in time.
pub(super) fn unanswered(limit: Duration) -> Problem {
    problem(ProblemKind::Gone, format!("the browser's driver did not answer within {} s", limit.as_secs()))
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use fantoccini::error::{ErrorStatus, WebDriver};

    #[test]
    fn a_change_of_the_network_is_told_from_an_address_that_does_not_answer() {
        let kind = |code: &str| {
            let said = format!("unknown error: net::{code}\n  (Session info: chrome=156.0)");
            failed(&CmdError::Standard(WebDriver::new(ErrorStatus::UnknownError, said))).kind
        };
        assert_eq!(kind("ERR_CONNECTION_REFUSED"), ProblemKind::Unreachable);
        assert_eq!(kind("ERR_NETWORK_CHANGED"), ProblemKind::Disturbed);
    }
}
