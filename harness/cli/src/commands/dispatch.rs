//! From what was typed to the command that does it.

use super::{
    backup_manifest, check, completions, doctor, drill, explain, first_look, gate, init, list, prove, recheck, report,
    schema, stack, status, steps, try_steps, watch,
};
use crate::args::{Arguments, Command};
use crate::complaint::Complaint;

/// Does what was typed; answers the exit code.
///
/// # Errors
/// Everything a user can cause.
pub fn perform(arguments: Arguments) -> Result<u8, Complaint> {
    let global = &arguments.global;
    match &arguments.command {
        Command::Check { paths, watch: true } => watch::perform(global, paths),
        Command::Check { paths, watch: false } => check::perform(global, paths),
        Command::Gate { url, system, deadline } => gate::perform(global, url.as_deref(), system.as_deref(), deadline),
        Command::Drill(asked) => drill::perform(global, asked),
        Command::Prove { items } => prove::perform(global, items),
        Command::List { paths } => list::perform(global, paths),
        Command::Steps { text, markdown } => steps::perform(text.as_deref(), *markdown),
        Command::Explain { place } => explain::perform(global, place),
        Command::Doctor => doctor::perform(global),
        Command::Status => status::perform(global),
        Command::BackupManifest { file, database, command } => {
            backup_manifest::perform(global, file, database, command)
        }
        Command::Report { run } => report::perform(global, run),
        Command::Recheck { run } => recheck::perform(run),
        Command::Schema { of } => schema::perform(*of),
        Command::Stack { action } => stack::perform(global, action),
        Command::Init { directory, system, from: Some(from), authority, key, credential, .. } => {
            first_look::perform(&first_look::Wish {
                directory: directory.as_deref(),
                system,
                from,
                authority: authority.as_deref(),
                key: key.as_deref(),
                credential: credential.as_deref(),
            })
        }
        Command::Init { directory, system, url, compose, .. } => {
            init::perform(directory.as_deref(), system, url, compose.as_deref())
        }
        Command::Try { steps, system } => try_steps::perform(global, steps, system),
        Command::Completions { shell } => completions::shell(*shell),
        Command::Man { command } => completions::man(command.as_deref()),
    }
}
