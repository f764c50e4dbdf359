//! The door of Runproof: arguments in, exit code out.

mod ambient;
mod args;
pub mod as_cucumber;
mod browsers;
mod capabilities;
mod commands;
mod complaint;
mod library;
mod plan;
mod progress;
mod run;
mod say;
mod settings;
mod subject;
mod survey;
mod watched;

use clap::Parser as _;
use std::ffi::OsString;
use std::process::ExitCode;

/// The first argument by which this program is started as a service of a reference stack.
const SERVICE: &str = "reference-service";
/// The first argument by which this program is started as a procedure of a reference stack.
const PROCEDURE: &str = "reference-procedure";
/// The first argument by which this program is started as the watcher of a run.
const WATCHER: &str = "watch-run";
/// The first argument by which this program is started inside of a browser's own network.
const NETWORK: &str = "browser-network";

/// The program: a service, a procedure, a watcher or a browser's network when it is started as one, else a command.
#[must_use]
pub fn door() -> ExitCode {
    let words: Vec<String> = std::env::args_os().skip(1).map(|w| w.to_string_lossy().into_owned()).collect();
    match words.first().map(String::as_str) {
        Some(SERVICE) => return runproof_fixtures::reference_service(&words[1..]),
        Some(PROCEDURE) => return runproof_fixtures::reference_procedure(&words[1..]),
        Some(WATCHER) => {
            runproof_probe::watcher::watch(std::io::stdin().lock());
            return ExitCode::SUCCESS;
        }
        Some(NETWORK) => {
            let words: Vec<OsString> = std::env::args_os().skip(2).collect();
            return runproof_probe::browser::own_network(&words);
        }
        _ => {}
    }
    let arguments = match args::Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return say::clap(&error),
    };
    match commands::perform(arguments) {
        Ok(code) => ExitCode::from(code),
        Err(complaint) => {
            say::error(&complaint.to_string());
            ExitCode::from(complaint.code())
        }
    }
}
