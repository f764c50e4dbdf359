//! The way of a drill from the choice of a backup to what was found of it.

use super::bring_back::{BringBack, Brought};
use super::phases::Phases;
use super::restorer::RestoreSeat;
use super::{application, head, supply};
use crate::backup::{MANIFEST, Nobody, of_subject, read, read_manifest};
use crate::clock::Tick;
use crate::host::apart::apart;
use crate::host::place::{Found, find};
use crate::lab::Journal;
use crate::subject::{BackupPlace, Subject};
use runproof_core::noun::backup::{Backups, Candidate, Choice};
use runproof_core::noun::dump::{Dump, Form, Packing};
use runproof_core::noun::manifest::Manifest;
use runproof_core::noun::mutation::{Means, Mutation};
use runproof_core::noun::obstacle::Obstacle;
use runproof_core::noun::rehearsal::{Artefact, Rehearsal, Rehearsing};
use runproof_core::observation::Observation;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

/// What the caller waits beyond the limit of the restore.
const GRACE: Duration = Duration::from_secs(30);
/// Numbers the drills of one run.
static NEXT: AtomicU32 = AtomicU32::new(0);

/// A directory of this one drill; removed at its end.
pub(super) struct Desk {
    pub(super) path: PathBuf,
    pub(super) journal: Arc<dyn Journal>,
}

impl Desk {
    fn of(seat: &RestoreSeat) -> Result<Self, Obstacle> {
        let path = seat.scratch.join(format!("drill-{}", NEXT.fetch_add(1, Ordering::Relaxed)));
        match fs::create_dir(&path) {
            Ok(()) => Ok(Self { path, journal: seat.restorer.journal() }),
            Err(e) => Err(Obstacle::unseen(format!("`{}`: {e}", path.display()))),
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// What is seen of a drill.
pub(crate) async fn observed(subject: &Subject, asked: &Rehearsing) -> Observation {
    Observation::Rehearsal(Box::new(rehearse(subject, asked).await))
}

/// Carries a drill out.
async fn rehearse(subject: &Subject, asked: &Rehearsing) -> Rehearsal {
    let mut seen = Rehearsal::default();
    let (Some(seat), Some(place)) = (&subject.restore, &subject.backups) else {
        let why = match &subject.restore {
            None => "this run brings along nothing to restore with",
            Some(_) => "the target does not say where backups are kept: write `backups = { dir = …, pattern = … }`",
        };
        seen.withheld = Some(Obstacle::unseen(why));
        return ended(seen);
    };
    let mut phases = Phases::default();
    let began = Tick::now();
    let choice = seat.choice.unwrap_or(asked.choice);
    seen.backups = of_subject(subject, choice, seat.seed).await;
    phases.passed("pick", began, 0);
    let Some(chosen) = seen.backups.chosen.clone().filter(|_| seen.backups.problem.is_none()) else {
        if seen.backups.problem.is_none() {
            seen.withheld = Some(Obstacle::found("there is no backup to take"));
        }
        return ended(seen);
    };
    let drill = Drill { subject, seat, place, asked, chosen, choice };
    drill.carry_out(seen, phases).await
}

/// A drill whose backup is chosen.
struct Drill<'a> {
    subject: &'a Subject,
    seat: &'a RestoreSeat,
    place: &'a BackupPlace,
    asked: &'a Rehearsing,
    chosen: Candidate,
    choice: Choice,
}

impl Drill<'_> {
    async fn carry_out(&self, mut seen: Rehearsal, mut phases: Phases) -> Rehearsal {
        let original = self.place.directory.join(&self.chosen.name);
        let manifest = self.manifest();
        let desk = match Desk::of(self.seat) {
            Ok(desk) => desk,
            Err(obstacle) => return ended(Rehearsal { withheld: Some(obstacle), ..seen }),
        };
        let mutation = self.seat.tamper.then(|| self.drawn(&original, manifest.is_some()));
        seen.mutation = mutation;
        seen.artefact = Some(self.artefact(&seen.backups));
        let supplied = supply::supply(self.subject, &desk, &original, mutation, &mut phases).await;
        let at = match supplied {
            Ok(at) => at,
            Err(obstacle) => return ended(Rehearsal { withheld: Some(obstacle), phases: phases.told(), ..seen }),
        };
        let ours = at != original;
        let brought = self.bring_back(at, &desk, mutation, manifest).await;
        phases.more(&brought.phases);
        seen.phases = phases.told();
        (seen.unfit, seen.dump, seen.restore) = (brought.unfit, brought.dump, brought.restore);
        (seen.holdings, seen.rows, seen.answers) = (brought.holdings, brought.rows, brought.answers);
        (seen.manifest, seen.beside, seen.filing) = (brought.manifest, brought.beside, brought.filing);
        seen.application = brought.application;
        if let Some(artefact) = &mut seen.artefact {
            let whole = !ours && mutation.is_none();
            let before = if whole { seen.dump.sha256.clone() } else { brought.before };
            (artefact.sha256, artefact.sha256_after) = (before, brought.after);
        }
        match seen.unfit.is_some() {
            true => ended(seen),
            false => seen,
        }
    }

    /// The manifest beside the backup, where there is one; one that cannot be read is none, and says so as a problem.
    fn manifest(&self) -> Option<Result<Manifest, Obstacle>> {
        let name = format!("{}{MANIFEST}", self.chosen.name);
        let at = self.place.directory.join(&name);
        (!matches!(find(&at), Ok(Found::Nothing))).then(|| read_manifest(&at, &name))
    }

    /// What the seed draws of that which this drill could notice.
    fn drawn(&self, original: &Path, manifest: bool) -> Mutation {
        let locked = self.subject.procedures.contains_key(supply::STEPS[1]) && self.place.key.is_some();
        let plain = !supply::STEPS.iter().any(|step| self.subject.procedures.contains_key(*step));
        // What is fetched or decrypted first is looked at only then: it may be anything.
        let head = plain.then(|| head::head(original, &self.chosen.name));
        let packed = head.as_ref().is_some_and(|h| h.packing != Packing::None);
        let sql = head.as_ref().is_some_and(|h| h.form == Form::Plain && matches!(find(original), Ok(Found::File)));
        let counted = manifest || self.asked.beside.is_some();
        Mutation::drawn(Means { packed, sql, counted, locked }, self.seat.seed)
    }

    /// Whether the target says how its application is started.
    fn startable(&self) -> bool {
        self.subject.procedures.contains_key(application::PROCEDURE)
    }

    fn artefact(&self, backups: &Backups) -> Artefact {
        Artefact {
            name: self.chosen.name.clone(),
            bytes: self.chosen.bytes,
            age_seconds: self.chosen.age_seconds,
            choice: self.choice,
            seed: backups.seed,
            among: backups.among,
            passed_over: backups.passed_over.clone(),
            ..Artefact::default()
        }
    }

    /// Restores what was supplied, on a thread of its own.
    async fn bring_back(
        &self,
        at: PathBuf,
        desk: &Desk,
        mutation: Option<Mutation>,
        manifest: Option<Result<Manifest, Obstacle>>,
    ) -> Brought {
        let limit = self.subject.procedure_limit;
        let stop = StopWhenDropped::default();
        let work = BringBack {
            subject: self.subject.clone(),
            restorer: Arc::clone(&self.seat.restorer),
            original: self.place.directory.join(&self.chosen.name),
            at,
            called: self.chosen.name.clone(),
            desk: desk.path.clone(),
            mutation,
            manifest,
            queries: self.asked.queries.clone(),
            newest: self.asked.newest.clone(),
            beside: self.asked.beside.clone(),
            files: self.asked.files.clone(),
            role: self.asked.role.clone(),
            application: self.asked.application.clone().filter(|_| self.startable()),
            limit,
            stop: Arc::clone(&stop.0),
        };
        let none = |obstacle| Brought { unfit: Some(obstacle), ..Brought::default() };
        apart(limit + GRACE, move || work.perform(), none).await
    }
}

/// Tells the work to end when nobody waits for it any more.
#[derive(Default)]
struct StopWhenDropped(Arc<AtomicBool>);

impl Drop for StopWhenDropped {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A drill that ended before the restored database was looked at: every part says why.
fn ended(mut seen: Rehearsal) -> Rehearsal {
    let why = seen.ended_by().cloned().unwrap_or_else(|| Obstacle::unseen("the drill did not come so far"));
    seen.dump.problem.get_or_insert_with(|| why.clone());
    seen.restore.problem.get_or_insert_with(|| why.clone());
    seen.holdings.problem.get_or_insert_with(|| why.clone());
    seen.rows.problem.get_or_insert(why);
    seen
}

/// SHA-256 of a backup as it is now, in hex: of a file, or of a dump in directory form.
pub(super) fn digest(at: &Path, called: &str, stop: &AtomicBool, limit: Duration) -> String {
    if matches!(find(at), Ok(Found::Directory)) {
        return read(at, called, &mut Nobody, &crate::backup::Bounds { time: limit, stop }).dump.sha256;
    }
    crate::backup::sha256_of(at).unwrap_or_default()
}

/// What is known of a dump that nobody read.
pub(super) fn unread(called: &str, obstacle: Obstacle) -> Dump {
    Dump { path: called.to_owned(), problem: Some(obstacle), ..Dump::default() }
}
