//! The program that the tests of the browser start as the network of a session.

use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().skip(1).collect();
    runproof_probe::browser::own_network(&words)
}
