//! Evidence files: one text per scenario that failed, broke or stayed inconclusive, with everything that was seen.

use crate::curl;
use crate::error::RenderError;
use crate::ledger_reader::{Ledger, Place, What};
use crate::naming::evidence_file;
use crate::narrative;
use crate::pictures;
use crate::text::{clean, one_line};
use crate::words::{subject, troubled};
use runproof_core::account::{Account, ScenarioAccount};
use runproof_core::ledger::Event;
use runproof_core::observation::Observation;
use std::collections::BTreeSet;
use std::io::Write;

/// The most evidence files of a run; further scenarios are told in `report.html` and `ledger.ndjson` only.
pub const MOST_FILES: usize = 500;

/// Which scenarios of a run have an evidence file.
#[derive(Clone, Debug, Default)]
pub struct Attached(BTreeSet<u32>);

impl Attached {
    /// The gravest scenarios, at most [`MOST_FILES`].
    #[must_use]
    pub fn of(account: &Account) -> Self {
        Self(scenarios(account).iter().map(|s| s.plan.scenario).collect())
    }

    /// The path of a scenario's evidence, relative to the evidence folder.
    #[must_use]
    pub fn path(&self, scenario: &ScenarioAccount) -> Option<String> {
        self.0.contains(&scenario.plan.scenario).then(|| evidence_file(&scenario.plan))
    }
}

/// The scenarios that get an evidence file, gravest first.
#[must_use]
pub fn scenarios(account: &Account) -> Vec<&ScenarioAccount> {
    let mut list = troubled(account);
    list.truncate(MOST_FILES);
    list
}

/// Writes the evidence of one scenario.
///
/// # Errors
/// When the sink refuses or the ledger cannot be read again.
pub fn write<W: Write>(ledger: &Ledger, scenario: &ScenarioAccount, mut sink: W) -> Result<(), RenderError> {
    let account = &ledger.account;
    let plan = &scenario.plan;
    let verdict = scenario.verdict().name().to_uppercase();
    writeln!(sink, "{verdict}  {}", one_line(&plan.title, 1_000))?;
    writeln!(sink, "run {} of {}, {}", account.start.run_id, account.start.started, subject(account))?;
    writeln!(sink, "\n{}", narrative::trouble(account, scenario))?;
    write_pictures(ledger, scenario, &mut sink)?;
    writeln!(sink, "STEPS\n{}", narrative::steps(scenario))?;
    writeln!(sink, "SEEN")?;
    for place in ledger.places_of(plan.scenario).iter().filter(|p| p.what != What::Checked) {
        write_observation(ledger, place, &mut sink)?;
    }
    sink.flush()?;
    Ok(())
}

/// Names the pictures, the most telling first, and says which are gone.
fn write_pictures<W: Write>(ledger: &Ledger, scenario: &ScenarioAccount, sink: &mut W) -> Result<(), RenderError> {
    let pictures = pictures::telling(ledger, scenario);
    if pictures.is_empty() {
        return Ok(());
    }
    writeln!(sink, "PICTURES")?;
    for (shot, path) in pictures {
        let gone = if pictures::is_there(ledger.folder(), path) { "" } else { ", which is not in this folder" };
        writeln!(sink, "attempt {}, step {}: {path}{gone}", shot.attempt, shot.step + 1)?;
    }
    writeln!(sink)?;
    Ok(())
}

fn write_observation<W: Write>(ledger: &Ledger, place: &Place, sink: &mut W) -> Result<(), RenderError> {
    let Event::Observed { took_ms, seen, .. } = ledger.load(place)? else { return Ok(()) };
    writeln!(
        sink,
        "\nattempt {}, step {}: {}, {took_ms} ms (observation {}, line {} of ledger.ndjson)",
        place.attempt,
        place.step + 1,
        seen.kind(),
        place.observation,
        place.line
    )?;
    match seen.as_ref() {
        Observation::Http(exchange) => writeln!(sink, "{}", curl::command(&exchange.request))?,
        Observation::Page(load) => writeln!(sink, "{}", curl::command(&load.page.request))?,
        _ => {}
    }
    let json = serde_json::to_string_pretty(&seen)?;
    writeln!(sink, "{}", clean(&json))?;
    Ok(())
}
