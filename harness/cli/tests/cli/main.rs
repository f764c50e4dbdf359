//! The binary `runproof` as its users meet it: words typed, exit code, both output streams, the evidence folder.
//!
//! # How to write the next test
//!
//! 1. Find the module by behaviour, not by command: `errors` is what a user can do wrong, `liars` are systems that
//!    pretend to be well, `secrets` is what must never be written down, `endings` are runs that are cut off, `runs` is
//!    what a run does when all goes its way, `browsers` are runs with visitors, `drills` are recoveries on the clock, `prove` is faults, `restores` are
//!    backups that come back, `schemas` are the
//!    shapes of files, `first_look` is `init --from`. `tools` holds what tests share.
//! 2. Name the test as a sentence that is true of the product: `an_unbound_step_is_refused_with_a_near_sentence`.
//! 3. Make a [`tools::Workplace`]: a directory of its own, an environment of `PATH` and `HOME` only, and names for what
//!    differs from run to run. Write into it what a user would have there, then call [`tools::Workplace::run`] with the
//!    words a user would type. Nothing outside of it is read or written.
//! 4. Say what must come out. Texts for people are snapshots: `workplace.told("name-of-the-case", &ended)` compares
//!    command, exit code and streams with `snapshots/name-of-the-case.snap`. What differs from run to run gets a name
//!    by `workplace.call(text, "[NAME]")`; there are no wildcards, so a text that changes is seen. After a wanted
//!    change: `INSTA_UPDATE=always cargo test -p runproof --test cli`, and read the difference.
//!    Facts are asserted: [`tools::Evidence`] reads the ledger.
//! 5. A system under test is a [`tools::Server`]: a closure from the request's head to bytes on the wire. It says who
//!    asked for what; that is also how a test knows that a run is under way.
//! 6. Never sleep. [`tools::until`] asks again until something is there and fails in words when it does not come.
//!    Deadlines are for the machine that is ten times slower than yours.
//! 7. Runs of everything the binary carries take half a minute: take the one that is there from
//!    [`runs::shared`], which makes each once.
//!
//! What a test needs and the machine lacks (a mount, for example) is said on standard error, with the reason.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test stops at the first thing it did not expect, and says why it is skipped"
)]

mod browsers;
mod drills;
mod endings;
mod errors;
mod first_look;
mod liars;
mod prove;
mod restores;
mod runs;
mod schemas;
mod secrets;
mod tools;
