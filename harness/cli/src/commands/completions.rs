//! `completions` and `man`.

use crate::args::Arguments;
use crate::complaint::Complaint;
use crate::say;
use clap::CommandFactory as _;

/// Shell completions.
pub fn shell(shell: clap_complete::Shell) -> Result<u8, Complaint> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "runproof", &mut script);
    say::out(&String::from_utf8_lossy(&script));
    Ok(0)
}

/// The manual page.
pub fn man() -> Result<u8, Complaint> {
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(Arguments::command()).render(&mut page);
    rendered.map_err(|e| Complaint::Evidence { path: "standard output".into(), why: e.to_string() })?;
    say::out(&String::from_utf8_lossy(&page));
    Ok(0)
}
