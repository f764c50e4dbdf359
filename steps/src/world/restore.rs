//! A restore drill in a world: how the backup is chosen, what is asked, what stands in the receipt.

use super::World;
use crate::phrase::Phrase;
use crate::row::{DrillAct, Stop};
use runproof_core::check::Check;
use runproof_core::noun::backup::Choice;
use runproof_core::noun::drill::{Drilled, Phase, Recovery, RecoveryPoint};
use runproof_core::noun::filing::FilingCheck;
use runproof_core::noun::holdings::HoldingsCheck;
use runproof_core::noun::rehearsal::Rehearsal;
use runproof_core::noun::rehearsal_check::RehearsalCheck;
use runproof_core::noun::restore::RestorePhase;
use runproof_core::observation::{Observation, Question};
use runproof_core::verdict::Verdict;
use std::time::Duration;

/// What starts the clock.
const CLOCK: &str = "the choice of the backup";

/// A drill that brings a backup back.
#[derive(Debug)]
pub(super) struct RestoreDrill {
    choice: Choice,
    told: Drilled,
}

impl RestoreDrill {
    pub(super) fn told(&self) -> Drilled {
        self.told.clone()
    }
}

impl World {
    /// Does what a sentence about a restore drill says.
    pub(super) async fn restore_drill(&mut self, act: DrillAct, phrase: &Phrase) -> Result<Verdict, Stop> {
        match act {
            DrillAct::Take => self.take(phrase),
            DrillAct::Restore => self.bring_back(phrase.text(0) != "of its own").await,
            DrillAct::InTime => self.in_time().await,
            DrillAct::Filed => self.filed().await,
            DrillAct::Served => self.served().await,
            _ => self.recent().await,
        }
    }

    fn take(&mut self, phrase: &Phrase) -> Result<Verdict, Stop> {
        let name = phrase.text(0);
        let choice = Choice::ALL.into_iter().find(|c| c.name() == phrase.text(1)).unwrap_or_default();
        let written = (phrase.text(2) != "backup").then(|| phrase.duration(3)).transpose()?;
        let objective = self.scene()?.prober.subject().budgets.get(&name).copied().or(written);
        let recovery = Recovery { drill: name, objective_ms: objective.map(millis), ..Recovery::default() };
        self.restore = Some(RestoreDrill { choice, told: Drilled { recovery, ..Drilled::default() } });
        Ok(Verdict::Passed)
    }

    async fn bring_back(&mut self, reads_source: bool) -> Result<Verdict, Stop> {
        let choice = self.restore.as_ref().ok_or_else(no_drill)?.choice;
        self.ask(Question::Rehearse(self.rehearsing(choice, reads_source)?)).await?;
        let point = self.scene()?.prober.subject().backups.as_ref().and_then(|b| b.recovery_point);
        let seen = self.rehearsal()?.clone();
        if let Some(drill) = &mut self.restore {
            drill.note(&seen, point);
        }
        Ok(Verdict::Passed)
    }

    /// Without an objective nothing is compared, and the receipt says so.
    async fn in_time(&mut self) -> Result<Verdict, Stop> {
        let objective = self.restore.as_ref().ok_or_else(no_drill)?.told.recovery.objective_ms;
        match objective.filter(|_| self.control.is_none()) {
            Some(ms) => self.compare(Check::Rehearsal(RehearsalCheck::Within { ms }), None).await,
            None => Ok(Verdict::Passed),
        }
    }

    /// Where names say nothing of files, nothing is compared, and the receipt says so.
    async fn filed(&mut self) -> Result<Verdict, Stop> {
        match self.scene()?.names.restore.files.is_some() {
            true => self.compare(Check::Filing(FilingCheck::NamedKept), None).await,
            false => Ok(Verdict::Passed),
        }
    }

    /// Where nobody says how the application is started, nothing is compared, and the receipt says so.
    async fn served(&mut self) -> Result<Verdict, Stop> {
        match self.rehearsal()?.application.is_some() || self.starts_application()? {
            true => self.compare(Check::Rehearsal(RehearsalCheck::Serves), None).await,
            false => Ok(Verdict::Passed),
        }
    }

    /// Without an objective, or where no column tells the time of records, nothing is compared. An old backup is not held
    /// to it: only the newest one says how much would be lost.
    async fn recent(&mut self) -> Result<Verdict, Stop> {
        let point = self.restore.as_ref().ok_or_else(no_drill)?.told.point.clone().unwrap_or_default();
        let newest = self.rehearsal()?.artefact.as_ref().is_some_and(|a| a.choice == Choice::Newest);
        let timed = self.scene()?.names.restore.newest.is_some();
        match point.objective_seconds.filter(|_| newest && timed && self.control.is_none()) {
            Some(seconds) => self.compare(Check::Holdings(HoldingsCheck::NewestWithin { seconds }), None).await,
            None => Ok(Verdict::Passed),
        }
    }

    fn rehearsal(&self) -> Result<&Rehearsal, Stop> {
        match &self.look()?.seen.observation {
            Observation::Rehearsal(seen) => Ok(seen),
            _ => Err(no_drill()),
        }
    }
}

impl RestoreDrill {
    /// Keeps what the receipt needs.
    fn note(&mut self, seen: &Rehearsal, point: Option<Duration>) {
        let recovery = &mut self.told.recovery;
        recovery.clock = CLOCK.into();
        let came_back = seen.restore.exit_code == Some(0) && seen.looked();
        recovery.took_ms = came_back.then(|| seen.recovery_ms());
        recovery.watched_ms = seen.phases.iter().map(|p| p.took_ms).sum();
        let mut began_ms = 0;
        for phase in &seen.phases {
            recovery.phases.push(told(phase, began_ms));
            began_ms += phase.took_ms;
        }
        self.told.open = open(seen);
        self.told.artefact = seen.artefact.clone();
        self.told.came_back = seen.came_back();
        self.told.attainable = seen.restore.attainable;
        self.told.point = Some(point_of(seen, point));
    }
}

fn told(phase: &RestorePhase, began_ms: u64) -> Phase {
    Phase {
        name: phase.name.clone(),
        began_ms,
        took_ms: phase.took_ms,
        budget_ms: phase.budget_ms,
        bound_by: bound(&phase.name).into(),
        acts: 1,
        bytes: phase.bytes,
        rows: phase.rows,
        statements: phase.statements,
        ..Phase::default()
    }
}

/// What a phase mostly does.
fn bound(phase: &str) -> &'static str {
    match phase {
        "pick" => "directory",
        "fetch" | "decrypt" => "procedure",
        "check" => "decode",
        "start" => "start",
        "load" => "copy",
        "index" | "constraints" => "index",
        "verify" => "read",
        "clean" => "remove",
        _ => "statements",
    }
}

/// How much would be lost: by the newest record, else by the time at which the backup was written.
fn point_of(seen: &Rehearsal, objective: Option<Duration>) -> RecoveryPoint {
    let newest = seen.holdings.newest.as_ref();
    let record = newest.and_then(|n| Some((u64::try_from(n.age_seconds?.max(0)).ok()?, n.column.clone())));
    let file = seen.artefact.as_ref().map(|a| (a.age_seconds, "the backup's own time".to_owned()));
    let (actual, by) = record.or(file).unzip();
    RecoveryPoint {
        objective_seconds: objective.map(|o| o.as_secs()),
        actual_seconds: actual,
        by: by.unwrap_or_default(),
    }
}

/// What such a drill could have shown and this one did not.
fn open(seen: &Rehearsal) -> Vec<String> {
    let mut open = Vec::new();
    let mut lacks = |missing: bool, words: &str| {
        if missing {
            open.push(words.to_owned());
        }
    };
    let uncounted = seen.manifest.is_none() && seen.beside.is_none();
    lacks(uncounted, "that the dump holds all that the server held: write a manifest with `runproof backup-manifest`");
    lacks(
        seen.holdings.newest.is_none(),
        "how old the newest record is: name its column as `newest` under `[restore]`",
    );
    lacks(
        seen.filing.is_none(),
        "that every file that a row names is backed up: name them as `files` under `[restore]`",
    );
    lacks(
        seen.application.is_none(),
        "that the application works on it: name `application` under `[restore]`, and a procedure `application` that starts it",
    );
    lacks(
        seen.answers.is_empty(),
        "that the restored database answers the application's questions: name queries as `ask`",
    );
    open
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

fn no_drill() -> Stop {
    Stop::Plan("no backup was brought back: `Given the drill \"…\" takes the newest backup` is missing before".into())
}
