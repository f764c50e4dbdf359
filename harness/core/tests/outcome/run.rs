//! Runs made by hand, told as a ledger tells them.

use runproof_core::account::Account;
use runproof_core::capability::{Capability, Found};
use runproof_core::catalog::{Cost, Effect, Item, Tier};
use runproof_core::check::Check;
use runproof_core::ledger::{Entry, Event, GateRule, RunProblem, RunStarted, ScenarioPlanned};
use runproof_core::names::{Day, Waiver};
use runproof_core::noun::value::ElapsedCheck;
use runproof_core::tally::Tally;
use runproof_core::verdict::{Judgement, Verdict};

/// The system that every item and scenario belongs to.
pub const SYSTEM: &str = "sample";

/// A run in the making.
#[derive(Clone, Default)]
pub struct Run {
    start: RunStarted,
    events: Vec<Event>,
    scenarios: u32,
}

/// A scenario to be planned: what it needs, proves and goes through.
#[derive(Clone, Copy, Default)]
pub struct Plan<'a> {
    /// Items it is tagged with.
    pub items: &'a [&'a str],
    /// Capabilities it needs.
    pub needs: &'a [Capability],
    /// Whether it is one that reads through the database.
    pub database: bool,
}

/// A plan that proves one item or several.
pub fn of<'a>(items: &'a [&'a str]) -> Plan<'a> {
    Plan { items, ..Plan::default() }
}

impl Run {
    /// A run by that rule.
    pub fn by(gate: GateRule) -> Self {
        Self { start: RunStarted { gate, ..RunStarted::default() }, ..Self::default() }
    }

    /// Demands a capability.
    pub fn requires(mut self, capability: Capability) -> Self {
        self.start.required.push(capability);
        self
    }

    /// Accepts skips for want of a capability.
    pub fn accepts(mut self, capability: Capability) -> Self {
        self.start.accepted_skips.push((capability, "no access".into()));
        self
    }

    /// Finds a capability.
    pub fn finds(self, capability: Capability) -> Self {
        self.event(Event::CapabilityFound(Found { capability, present: true, detail: "1.0".into() }))
    }

    /// Looks for a capability in vain.
    pub fn lacks(self, capability: Capability) -> Self {
        self.event(Event::CapabilityFound(Found { capability, present: false, detail: "not there".into() }))
    }

    /// Lists an item of the catalog.
    pub fn lists(self, item: Item) -> Self {
        self.event(Event::ItemListed { system: SYSTEM.into(), item: Box::new(item) })
    }

    /// Waives an item until a day to come.
    pub fn waives(self, item: &str) -> Self {
        self.waiver(SYSTEM, item, "2099-12-31", false)
    }

    /// Waives an item until a day that is past.
    pub fn waived_until_yesterday(self, item: &str) -> Self {
        self.waiver(SYSTEM, item, "2020-01-01", true)
    }

    /// Waives an item of the same name in another system.
    pub fn waives_elsewhere(self, item: &str) -> Self {
        self.waiver("other", item, "2099-12-31", false)
    }

    fn waiver(self, system: &str, item: &str, until: &str, expired: bool) -> Self {
        let until = Day::new(until).unwrap();
        let waiver = Waiver { item: item.into(), reason: "known".into(), owner: "ops".into(), until };
        self.event(Event::WaiverListed { system: system.into(), waiver, expired })
    }

    /// Plans a scenario and makes an attempt for each verdict.
    pub fn scenario(mut self, plan: Plan<'_>, verdicts: &[Verdict]) -> Self {
        let scenario = self.scenarios;
        self.scenarios += 1;
        self = self.event(Event::ScenarioPlanned(Box::new(ScenarioPlanned {
            scenario,
            system: SYSTEM.into(),
            items: plan.items.iter().map(|i| (*i).to_owned()).collect(),
            needs: plan.needs.to_vec(),
            database_backed: plan.database,
            ..ScenarioPlanned::default()
        })));
        for (verdict, attempt) in verdicts.iter().copied().zip(1..) {
            self = self.event(Event::AttemptStarted { scenario, attempt, stack: "shared".into() });
            if verdict != Verdict::Skipped {
                self = self.checked(scenario, attempt, verdict);
            }
            let reason = match (verdict, plan.needs) {
                (Verdict::Passed, _) => String::new(),
                (Verdict::Skipped, [first, ..]) => format!("needs {}", first.name()),
                _ => format!("it {verdict}"),
            };
            self = self.event(Event::AttemptFinished { scenario, attempt, verdict, reason, took_ms: 10 });
        }
        self
    }

    /// Plans a scenario that passes without having compared anything.
    pub fn hollow(self) -> Self {
        let mut run = self.scenario(Plan::default(), &[Verdict::Passed]);
        let at = run.events.iter().rposition(|e| matches!(e, Event::Checked { .. }));
        run.events.remove(at.unwrap());
        run
    }

    /// Plans a scenario whose last attempt never ends.
    pub fn unfinished(mut self, plan: Plan<'_>, before: &[Verdict]) -> Self {
        let scenario = self.scenarios;
        self = self.scenario(plan, before);
        let attempt = u32::try_from(before.len()).unwrap() + 1;
        self.event(Event::AttemptStarted { scenario, attempt, stack: "shared".into() })
    }

    fn checked(self, scenario: u32, attempt: u32, verdict: Verdict) -> Self {
        let check = Box::new(Check::Elapsed(ElapsedCheck { at_most_ms: 1 }));
        let judgement = Box::new(Judgement { verdict, ..Judgement::one(true, "at most 1 ms", "1 ms") });
        self.event(Event::Checked { observation: 0, scenario, attempt, step: 0, check, judgement, polls: 1 })
    }

    fn event(mut self, event: Event) -> Self {
        self.events.push(event);
        self
    }

    /// The account of a run that was killed.
    pub fn killed(self) -> Account {
        let head = Event::RunStarted(Box::new(self.start));
        let events = std::iter::once(head).chain(self.events);
        Account::of(events.zip(0..).map(|(event, at_ms)| Entry { at_ms, event }))
    }

    /// The account of a run that came to its end, in good order or not.
    pub fn ended(self, interrupted: Interrupted, problem: Option<RunProblem>) -> Account {
        let interrupted = interrupted == Interrupted::Yes;
        self.event(Event::RunFinished { interrupted, problem, ended: "2026-01-31T00:00:00Z".into() }).killed()
    }

    /// The account of a run that came to its end in good order.
    pub fn done(self) -> Account {
        self.ended(Interrupted::No, None)
    }

    /// What a run in good order proved.
    pub fn tally(self) -> Tally {
        Tally::of(&self.done())
    }
}

/// Whether a signal ended the run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Interrupted {
    /// It did.
    Yes,
    /// It did not.
    No,
}

/// An item with a scenario of its own.
pub fn item(id: &str, tier: Tier) -> Item {
    Item {
        id: id.into(),
        source: "runbook".into(),
        text: "it works".into(),
        tier,
        needs: vec![],
        effect: Effect::Reads,
        cost: Cost::Free,
        faults: vec!["stop service:backend".into()],
        covered: true,
        reason: None,
        same_as: None,
        derived_from: vec![],
        looks_like: None,
    }
}

/// An item that has the verdict of another.
pub fn same_as(id: &str, other: &str) -> Item {
    Item { same_as: Some(other.into()), ..item(id, Tier::Core) }
}

/// An item that has the gravest verdict of others.
pub fn derived_from(id: &str, others: &[&str]) -> Item {
    Item { derived_from: others.iter().map(|o| (*o).to_owned()).collect(), ..item(id, Tier::Core) }
}

/// An item that nobody has written a scenario for.
pub fn not_covered(id: &str) -> Item {
    Item { covered: false, reason: Some("needs a container engine".into()), ..item(id, Tier::Paper) }
}
