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

/// The manual page, of the program or of one command.
pub fn man(command: Option<&str>) -> Result<u8, Complaint> {
    let mut all = Arguments::command();
    // Flags for every command reach its page only in a definition that was put together.
    all.build();
    let wanted = match command {
        None => Arguments::command(),
        Some(name) => {
            let own = all.find_subcommand(name).cloned().ok_or_else(|| Complaint::Usage {
                what: format!("there is no command `{name}`"),
                next: "`runproof --help` lists them".into(),
            })?;
            own.display_name(format!("runproof-{name}")).version(env!("CARGO_PKG_VERSION"))
        }
    };
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(wanted).render(&mut page);
    rendered.map_err(|e| Complaint::Evidence { path: "standard output".into(), why: e.to_string() })?;
    say::out(&String::from_utf8_lossy(&page));
    Ok(0)
}
