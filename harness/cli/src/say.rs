//! The one place that prints.

use runproof_core::exit;
use std::io::{self, Write};
use std::process::ExitCode;

/// Prints a text to standard output; a reader that went away is no error.
pub fn out(text: &str) {
    let _ = io::stdout().lock().write_all(text.as_bytes());
}

/// Prints a line to standard output.
pub fn line(text: &str) {
    out(&format!("{text}\n"));
}

/// Prints a line to standard error.
pub fn error(text: &str) {
    let _ = io::stderr().lock().write_all(format!("{text}\n").as_bytes());
}

/// Prints what the argument parser has to say: help and version are no errors.
pub fn clap(error: &clap::Error) -> ExitCode {
    let text = error.render();
    if error.use_stderr() {
        self::error(text.to_string().trim_end());
        return ExitCode::from(exit::USAGE);
    }
    out(&text.to_string());
    ExitCode::from(exit::OK)
}
