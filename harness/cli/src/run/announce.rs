//! What a ledger says before the first scenario: the run, the items, the waivers, the scenarios.

use super::conduct::Conduct;
use super::evidence::Folder;
use super::recorder::Recorder;
use crate::ambient;
use crate::plan::scenario::Scenario;
use runproof_core::capability::Capability;
use runproof_core::catalog::Item;
use runproof_core::ledger::{Event, LEDGER_VERSION, RunStarted, ScenarioPlanned};
use runproof_core::names::Waiver;
use runproof_probe::clock;
use std::sync::Arc;

/// Scenarios that are written down in one go.
const TOGETHER: usize = 100;

impl Conduct<'_> {
    /// The first line.
    pub(super) fn head(&self, folder: &Folder, required: Vec<Capability>) -> RunStarted {
        let target = &self.named.target;
        RunStarted {
            ledger: LEDGER_VERSION,
            run_id: folder.run_id.clone(),
            tool: env!("CARGO_PKG_VERSION").into(),
            command: self.command.to_owned(),
            arguments: std::env::args().skip(1).collect(),
            target: self.named.name.clone(),
            systems: self.plan.cast.keys().cloned().collect(),
            profiles: self.plan.cast.iter().map(|(n, c)| (n.clone(), c.profile_name.clone())).collect(),
            address: target.urls.get("edge").cloned().unwrap_or_default(),
            class: Some(target.class()),
            hostname: ambient::hostname(),
            started: clock::rfc3339(clock::unix_ms()),
            seed: folder.seed,
            jobs: u32::try_from(self.jobs()).unwrap_or(u32::MAX),
            required,
            accepted_skips: target.accept_skips.iter().map(|a| (a.needs, a.reason.clone())).collect(),
            gate: self.gate,
            drill: self.drill.clone().map(Box::new),
        }
    }

    /// Writes items, waivers and scenarios into the ledger.
    pub(super) fn announce(&self, scenarios: &[Scenario], recorder: &Recorder) {
        let today = clock::today();
        for (name, cast) in &self.plan.cast {
            let listed = |item: &Item| Event::ItemListed { system: name.clone(), item: Box::new(item.clone()) };
            recorder.write_together(cast.system.catalog.items.iter().map(listed));
            let own = |w: &&Waiver| cast.system.catalog.item(&w.item).is_some();
            for waiver in cast.profile.waivers.iter().chain(self.named.target.waivers.iter().filter(own)) {
                let expired = waiver.until.as_str() < today.as_str();
                recorder.write(Event::WaiverListed { system: name.clone(), waiver: waiver.clone(), expired });
            }
        }
        let mut numbered = (0..).zip(scenarios).peekable();
        while numbered.peek().is_some() {
            recorder.write_together(numbered.by_ref().take(TOGETHER).map(|(number, s)| planned(number, s)));
        }
    }
}

fn planned(number: u32, s: &Scenario) -> Event {
    let text = |list: &[Arc<str>]| list.iter().map(ToString::to_string).collect();
    Event::ScenarioPlanned(Box::new(ScenarioPlanned {
        scenario: number,
        system: s.system.to_string(),
        path: s.path.to_string(),
        line: u32::try_from(s.line).unwrap_or(0),
        feature: s.feature.to_string(),
        rule: s.rule.to_string(),
        title: s.title.clone(),
        tags: text(&s.tags),
        items: text(&s.items),
        effect: s.effect,
        needs: s.needs.clone(),
        database_backed: s.database_backed,
        steps: u32::try_from(s.steps.len()).unwrap_or(0),
    }))
}
