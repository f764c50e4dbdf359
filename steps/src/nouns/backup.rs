//! Backups: which one is taken, and what is in a dump.

use crate::phrase::Phrase;
use crate::row::Stop;
use crate::world::World;
use runproof_core::check::Check;
use runproof_core::noun::backup::{BackupCheck, Choice};
use runproof_core::noun::dump_check::DumpCheck;
use runproof_core::noun::holdings::HoldingsCheck;
use runproof_core::noun::rehearsal_check::RehearsalCheck;
use runproof_core::noun::restore::RestoreCheck;
use runproof_core::observation::Question;

type Asked = Result<Question, Stop>;
type Checked = Result<Check, Stop>;

pub fn chooses(_: &World, p: &Phrase) -> Asked {
    let choice = if p.text(0) == "oldest" { Choice::Oldest } else { Choice::Newest };
    Ok(Question::Backups { choice, seed: 0 })
}

pub fn reads_dump(_: &World, p: &Phrase) -> Asked {
    Ok(Question::Dump { path: p.text(0) })
}

pub fn compares_dump(_: &World, p: &Phrase) -> Asked {
    Ok(Question::CompareDump { path: p.text(0), with: p.text(1) })
}

pub fn every(_: &World, _: &Phrase) -> Checked {
    Ok(Check::Backups(BackupCheck::AllUsable))
}

pub fn in_time(_: &World, _: &Phrase) -> Checked {
    Ok(Check::Backups(BackupCheck::WithinCadence))
}

pub fn dump(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Dump(match p.text(0).as_str() {
        "intact" => DumpCheck::Intact,
        "complete" => DumpCheck::Complete,
        _ => DumpCheck::NoErrors,
    }))
}

pub fn tables(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Dump(DumpCheck::Tables { names: p.column()? }))
}

pub fn holds_rows(_: &World, p: &Phrase) -> Checked {
    let (table, rows) = (p.text(0), p.number(2)?);
    match p.text(1).as_str() {
        "exactly" => Ok(Check::Dump(DumpCheck::RowsExactly { table, rows })),
        "at least" => Ok(Check::Dump(DumpCheck::RowsAtLeast { table, rows })),
        other => Err(Stop::Plan(format!("rows of a dump are counted `exactly` or `at least`, not `{other}`"))),
    }
}

pub fn fetched(_: &World, _: &Phrase) -> Checked {
    Ok(Check::Rehearsal(RehearsalCheck::Fetched))
}

pub fn fits(_: &World, _: &Phrase) -> Checked {
    Ok(Check::Rehearsal(RehearsalCheck::Fits))
}

pub fn taken(_: &World, _: &Phrase) -> Checked {
    Ok(Check::Restore(RestoreCheck::Taken))
}

pub fn untouched(_: &World, _: &Phrase) -> Checked {
    Ok(Check::Rehearsal(RehearsalCheck::Untouched))
}

pub fn restored_rows(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Rehearsal(match p.text(0).as_str() {
        "of the backup" => RehearsalCheck::Rows,
        _ => RehearsalCheck::Beside,
    }))
}

pub fn restored_tables(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Rehearsal(RehearsalCheck::Tables { names: p.column()? }))
}

pub fn restored_answers(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Rehearsal(RehearsalCheck::Answers { query: p.text(0), least: 1 }))
}

pub fn restored_is(_: &World, p: &Phrase) -> Checked {
    Ok(Check::Holdings(match p.text(0).as_str() {
        "every constraint validated" => HoldingsCheck::Validated,
        _ => HoldingsCheck::SequencesAhead,
    }))
}
