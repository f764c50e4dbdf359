//! `backup-manifest`: what the server held at the moment of the dump, written beside the dump.

use crate::args::Global;
use crate::complaint::Complaint;
use crate::say;
use crate::settings::Settings;
use crate::subject::{self, Setting};
use runproof_core::exit;
use runproof_core::names::Names;
use runproof_probe::backup::{Taking, taken_with_manifest};
use runproof_probe::secret::Redactor;
use std::path::Path;

/// Runs the command that makes the backup in the snapshot that the manifest is made of.
pub fn perform(global: &Global, file: &Path, database: &str, command: &[String]) -> Result<u8, Complaint> {
    let settings = Settings::read(global.config.as_deref())?;
    let named = settings.target(global.target.as_deref())?;
    let durations = settings.durations()?;
    let (names, redactor) = (Names::default(), Redactor::default());
    let setting = Setting {
        names: &names,
        redactor: &redactor,
        request_limit: durations.request,
        procedure_limit: durations.drill,
        itself: &[],
        browser: None,
        restore: None,
    };
    let subject = subject::subject(&named, &setting)?;
    let down = |why: String| Complaint::TargetDown {
        target: named.name.clone(),
        why: redactor.text("backup", &why),
        next: "name the database as `database = { url = { env = \"DATABASE_URL\" } }` of the target, and look whether \
               its server answers"
            .into(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|e| down(e.to_string()))?;
    let taking = Taking { database, file, command, limit: durations.drill };
    match runtime.block_on(taken_with_manifest(&subject, &taking)) {
        Ok((at, manifest)) => {
            let (tables, rows) = (manifest.tables.len(), manifest.rows());
            say::line(&format!("WRITTEN  {}: {tables} tables, {rows} rows, as of {}", at.display(), manifest.taken));
            Ok(exit::OK)
        }
        Err(obstacle) => match obstacle.side {
            runproof_core::noun::obstacle::Side::Probe => Err(down(obstacle.why)),
            runproof_core::noun::obstacle::Side::System => {
                say::line(&format!("FAILED  {}", redactor.text("backup", &obstacle.why)));
                say::line("  next  no manifest was written: mend the command, and make the backup again");
                Ok(exit::FAILED)
            }
        },
    }
}
