//! Reads a ledger line by line: what is small goes into the account, what is large is looked up by its place.

use crate::error::LedgerError;
use crate::ledger_line::{self, Head};
pub use crate::ledger_place::{Budget, FaultNote, Place, Shot, Torn, What};
use crate::receipt;
use runproof_core::account::Account;
use runproof_core::check::Check;
use runproof_core::ledger::{Entry, Event, LEDGER_VERSION};
use runproof_core::noun::http_check::HttpCheck;
use runproof_core::observation::Observation;
use runproof_core::verdict::EvidenceClass;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

/// The longest line that is read, in bytes: 16 MiB.
pub const LONGEST_LINE: u64 = 16 * 1024 * 1024;

/// The oldest version that is read: the one before the current one.
const OLDEST_VERSION: u32 = LEDGER_VERSION - 1;

/// A ledger that was read: its account in memory, its observations and checks by place in the file.
#[derive(Debug)]
pub struct Ledger {
    /// The account.
    pub account: Account,
    /// Faults in the order they came and went.
    pub faults: Vec<FaultNote>,
    /// What the run made, in order, and whether it removed it.
    pub made: Vec<(String, bool)>,
    /// Stacks that were stopped.
    pub stopped: Vec<String>,
    /// Checks of a time budget, by scenario, attempt and step.
    pub budgets: Vec<Budget>,
    /// Files of pages that were looked at, by scenario, attempt and step.
    pub shots: Vec<Shot>,
    /// The torn last line, when the run was cut off while writing.
    pub torn: Option<Torn>,
    places: Vec<Place>,
    path: PathBuf,
    file: File,
}

/// Reads a ledger; a torn last line is tolerated and noted, also when the removals behind a run that died follow it.
///
/// # Errors
/// When the file cannot be read, is not a ledger, has a version this tool does not know, has a line beyond
/// [`LONGEST_LINE`], or a line before the last that is not an entry.
pub fn read(path: &Path) -> Result<Ledger, LedgerError> {
    let failed = |source| LedgerError::Read { path: path.to_owned(), source };
    let file = File::open(path).map_err(failed)?;
    let mut ledger = Ledger::empty(path, file.try_clone().map_err(failed)?);
    let mut reader = BufReader::with_capacity(128 * 1024, file);
    let (mut line, mut offset, mut buffer) = (0, 0, Vec::new());
    loop {
        buffer.clear();
        line += 1;
        let bytes = reader.by_ref().take(LONGEST_LINE + 1).read_until(b'\n', &mut buffer).map_err(failed)? as u64;
        if bytes == 0 {
            break;
        }
        if bytes > LONGEST_LINE {
            return Err(LedgerError::LineTooLong { path: path.to_owned(), line, limit: LONGEST_LINE });
        }
        let ended = buffer.last() == Some(&b'\n');
        match ledger.take(&buffer, line, offset) {
            Err(LedgerError::Malformed { .. }) if !ended => {
                ledger.torn = Some(Torn { line, bytes });
                break;
            }
            Err(error @ LedgerError::Malformed { .. }) => {
                ledger.take_removals(&mut reader).ok_or(error)?;
                ledger.torn = Some(Torn { line, bytes: bytes - 1 });
                break;
            }
            other => other?,
        }
        offset += bytes;
    }
    if ledger.account.start.ledger == 0 && ledger.account.start.run_id.is_empty() {
        return Err(LedgerError::Empty { path: path.to_owned() });
    }
    ledger.places.sort_unstable();
    ledger.budgets.sort_unstable();
    ledger.shots.sort_unstable();
    Ok(ledger)
}

impl Ledger {
    /// The places of a scenario's observations and checks, by attempt and step, in the order of the file.
    #[must_use]
    pub fn places_of(&self, scenario: u32) -> &[Place] {
        let from = self.places.partition_point(|p| p.scenario < scenario);
        let to = self.places.partition_point(|p| p.scenario <= scenario);
        &self.places[from..to]
    }

    /// The time budgets of a scenario.
    #[must_use]
    pub fn budgets_of(&self, scenario: u32) -> &[Budget] {
        let from = self.budgets.partition_point(|b| b.scenario < scenario);
        let to = self.budgets.partition_point(|b| b.scenario <= scenario);
        &self.budgets[from..to]
    }

    /// The files of a scenario's pages.
    #[must_use]
    pub fn shots_of(&self, scenario: u32) -> &[Shot] {
        let from = self.shots.partition_point(|s| s.scenario < scenario);
        let to = self.shots.partition_point(|s| s.scenario <= scenario);
        &self.shots[from..to]
    }

    /// The evidence folder that the ledger stands in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// Every place, by scenario, attempt and step.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The weakest class of evidence behind a scenario; the class of the run when nothing was looked at.
    #[must_use]
    pub fn class_of(&self, scenario: u32) -> Option<EvidenceClass> {
        let attested = self.places_of(scenario).iter().any(|p| p.what == What::Attested);
        if attested {
            return Some(EvidenceClass::Attested);
        }
        let known = self.account.scenarios.iter().find(|s| s.plan.scenario == scenario);
        let drilled = known.and_then(|s| s.attempts.last()).and_then(|a| a.drill.as_deref());
        drilled.map_or(self.account.start.class, |drilled| receipt::class(drilled, self.account.start.class))
    }

    /// Reads the event at a place again.
    ///
    /// # Errors
    /// When the file cannot be read, or the line is not such an event.
    pub fn load(&self, place: &Place) -> Result<Event, LedgerError> {
        let failed = |source| LedgerError::Read { path: self.path.clone(), source };
        let length = usize::try_from(place.bytes).unwrap_or(usize::MAX);
        let mut buffer = vec![0; length];
        self.file.read_exact_at(&mut buffer, place.offset).map_err(failed)?;
        let kind = if place.what == What::Checked { "checked" } else { "observed" };
        ledger_line::event(kind, &buffer).map_err(|e| self.malformed(place.line, &e))
    }

    fn empty(path: &Path, file: File) -> Self {
        Self {
            account: Account::default(),
            faults: Vec::new(),
            made: Vec::new(),
            stopped: Vec::new(),
            budgets: Vec::new(),
            shots: Vec::new(),
            torn: None,
            places: Vec::new(),
            path: path.to_owned(),
            file,
        }
    }

    fn take(&mut self, bytes: &[u8], line: u64, offset: u64) -> Result<(), LedgerError> {
        let head: Head<'_> = serde_json::from_slice(bytes).map_err(|e| self.malformed(line, &e))?;
        self.guard_head(&head, line)?;
        let what = match (&*head.event, &head.seen) {
            ("checked", _) => Some(What::Checked),
            ("observed", Some(seen)) if seen.saw == "attestation" => Some(What::Attested),
            ("observed", _) => Some(What::Observed),
            _ => None,
        };
        if let Some(what) = what {
            self.places.push(Place {
                scenario: head.scenario,
                attempt: head.attempt,
                step: head.step,
                line,
                observation: head.observation,
                what,
                offset,
                bytes: bytes.len() as u64,
            });
        }
        if matches!(what, Some(What::Observed | What::Attested)) {
            self.account.took_ms = self.account.took_ms.max(head.at_ms);
            if head.seen.as_ref().is_some_and(|seen| seen.saw == "browser") {
                self.note_files(ledger_line::event(&head.event, bytes).map_err(|e| self.malformed(line, &e))?);
            }
            return Ok(());
        }
        let event = ledger_line::event(&head.event, bytes).map_err(|e| self.malformed(line, &e))?;
        let entry = Entry { at_ms: head.at_ms, event };
        self.note(&entry);
        self.account.add(entry);
        Ok(())
    }

    /// Takes what was removed behind a run that died, up to the end; none when there is nothing, or anything else.
    fn take_removals(&mut self, rest: &mut impl BufRead) -> Option<()> {
        let mut found = None;
        let mut buffer = Vec::new();
        while rest.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut buffer).ok()? > 0 {
            let entry: Entry = serde_json::from_slice(&buffer).ok()?;
            if !matches!(entry.event, Event::Gone { .. }) {
                return None;
            }
            self.note(&entry);
            found = Some(());
            buffer.clear();
        }
        found
    }

    /// Refuses a file that is no ledger, a version that is not known, and scenarios out of order.
    fn guard_head(&self, head: &Head<'_>, line: u64) -> Result<(), LedgerError> {
        if line == 1 {
            let Some(found) = head.ledger.filter(|_| head.event == "run-started") else {
                return Err(LedgerError::NotALedger { path: self.path.clone() });
            };
            if !(OLDEST_VERSION..=LEDGER_VERSION).contains(&found) {
                let path = self.path.clone();
                return Err(LedgerError::Version { path, found, oldest: OLDEST_VERSION, newest: LEDGER_VERSION });
            }
        }
        let next = self.account.scenarios.len();
        if head.event == "scenario-planned" && head.scenario as usize != next {
            let cause = format!("scenario {} stands where scenario {next} belongs", head.scenario);
            return Err(LedgerError::Malformed { path: self.path.clone(), line, cause });
        }
        Ok(())
    }

    fn note(&mut self, entry: &Entry) {
        match &entry.event {
            Event::Fault { stack, fault, state, proof } => self.faults.push(FaultNote {
                at_ms: entry.at_ms,
                stack: stack.clone(),
                fault: fault.clone(),
                state: *state,
                proof: proof.clone(),
            }),
            Event::Made { what } => self.made.push((what.clone(), false)),
            Event::Gone { what } => {
                if let Some(made) = self.made.iter_mut().rev().find(|(made, gone)| made == what && !gone) {
                    made.1 = true;
                }
            }
            Event::StackStopped { stack } => self.stopped.push(stack.clone()),
            Event::Checked { observation, scenario, attempt, step, check, .. } => {
                let ms = match check.as_ref() {
                    Check::Http(HttpCheck::TookAtMost { ms }) => *ms,
                    Check::Elapsed(elapsed) => elapsed.at_most_ms,
                    _ => return,
                };
                let (scenario, attempt, step, observation) = (*scenario, *attempt, *step, *observation);
                self.budgets.push(Budget { scenario, attempt, step, observation, ms });
            }
            _ => {}
        }
    }

    fn note_files(&mut self, event: Event) {
        let Event::Observed { observation, scenario, attempt, step, seen, .. } = event else { return };
        if let Observation::Browser(view) = *seen
            && !view.files.is_empty()
        {
            self.shots.push(Shot { scenario, attempt, step, observation, files: view.files });
        }
    }

    fn malformed(&self, line: u64, error: &serde_json::Error) -> LedgerError {
        LedgerError::Malformed { path: self.path.clone(), line, cause: error.to_string() }
    }
}
