//! `prove`: an item is proven only by a check that turns red under that item's own fault, and green again after it.

use super::check;
use crate::args::Global;
use crate::complaint::Complaint;
use crate::plan::make::{Cast, Plan};
use crate::plan::scenario::Scenario;
use crate::run::laboratory::{Bench, Phase};
use crate::say;
use crate::settings::Settings;
use runproof_core::exit;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// What came of one fault of one item.
struct Proof {
    item: String,
    fault: String,
    /// The scenario with its verdicts before, under and after the fault, or why there are none.
    seen: Result<Vec<Phase>, String>,
}

impl Proof {
    fn holds(&self) -> bool {
        self.seen
            .as_ref()
            .is_ok_and(|phases| phases.iter().any(Phase::turned_red) && phases.iter().all(Phase::recovered))
    }

    fn words(&self) -> String {
        let head = format!(
            "{}  {}  under `{}`",
            if self.holds() { "proven    " } else { "NOT PROVEN" },
            self.item,
            self.fault
        );
        let tail = match &self.seen {
            Err(why) => format!("\n            {why}"),
            Ok(_) if self.holds() => String::new(),
            Ok(phases) => phases.iter().map(|p| format!("\n            {p}")).collect(),
        };
        head + &tail
    }
}

/// Injects every fault of every item and tells.
pub fn perform(global: &Global, items: &[String]) -> Result<u8, Complaint> {
    let settings = Settings::read(global.config.as_deref())?;
    let named = settings.target(global.target.as_deref())?;
    let expression = items.iter().map(|i| format!("@{i}")).collect::<Vec<_>>().join(" or ");
    let wish = Global { tags: Some(expression), ..global.clone() };
    let plan = check::planned(&wish, &named, &[]).map_err(|c| unknown_item(c, items))?;
    let tasks = tasks(&plan, items)?;
    let bench = Bench::set_up(global, &settings, &named, &plan)?;
    let (sender, proofs) = mpsc::channel();
    let next = AtomicUsize::new(0);
    let workers = global.jobs.unwrap_or(2).clamp(1, 8);
    let mut kept = 0;
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let (sender, next, tasks, bench) = (sender.clone(), &next, &tasks, &bench);
            scope.spawn(move || {
                while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let seen = bench.try_fault(&task.cast, &task.scenarios, &task.fault);
                    let _ = sender.send(Proof { item: task.item.clone(), fault: task.fault.clone(), seen });
                }
            });
        }
        drop(sender);
        for proof in proofs {
            kept += usize::from(proof.holds());
            say::line(&proof.words());
        }
    });
    bench.clear();
    say::line(&format!(
        "{kept} of {} faults turned their item's check red, and green again after the undo",
        tasks.len()
    ));
    Ok(if kept == tasks.len() { exit::OK } else { exit::FAILED })
}

/// A tag that nobody knows is, here, an item that nobody knows.
fn unknown_item(complaint: Complaint, items: &[String]) -> Complaint {
    match complaint {
        Complaint::Plan(flaws) if flaws.iter().any(|f| f.path == "--tags") => {
            let next = flaws.first().map(|f| f.next.replace("`@", "`")).unwrap_or_default();
            let what = flaws.first().map(|f| f.what.replace("the tag `@", "the item `")).unwrap_or_default();
            Complaint::Usage { what: format!("{what} (asked for {})", items.join(", ")), next }
        }
        other => other,
    }
}

struct Task {
    item: String,
    fault: String,
    cast: Arc<Cast>,
    scenarios: Vec<Scenario>,
}

fn tasks(plan: &Plan, items: &[String]) -> Result<Vec<Task>, Complaint> {
    let mut tasks = Vec::new();
    for id in items {
        let scenarios: Vec<Scenario> =
            plan.scenarios.iter().filter(|s| s.items.iter().any(|i| i.as_ref() == id)).cloned().collect();
        let cast = scenarios.first().and_then(|s| plan.cast.get(s.system.as_ref()));
        let (Some(cast), false) = (cast, scenarios.is_empty()) else {
            return Err(Complaint::Nothing { asked: format!("a scenario of its own for the item `{id}`") });
        };
        let faults = cast.system.catalog.item(id).map(|i| i.faults.clone()).unwrap_or_default();
        let cast = Arc::new(cast.clone());
        tasks.extend(faults.into_iter().map(|fault| Task {
            item: id.clone(),
            fault,
            cast: cast.clone(),
            scenarios: scenarios.clone(),
        }));
    }
    Ok(tasks)
}
