//! The one place of this crate that prints.

use std::io::{self, Write as _};

/// Prints a line to standard output; a reader that went away is no error.
pub fn line(text: &str) {
    let _ = writeln!(io::stdout().lock(), "{text}");
}

/// Prints a line to standard error.
pub fn error(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}
