//! JUnit: one test suite per feature, one test case per scenario whatever the attempts.
//!
//! Two flavours exist because no file can satisfy the Jenkins schema and carry properties on test cases.

use crate::attachment::Attached;
use crate::error::RenderError;
use crate::headline::Headline;
use crate::junit_case::{Case, Outcome, outcome};
use crate::ledger_reader::Ledger;
use crate::moment::Moment;
use crate::naming::CaseNames;
use crate::pictures;
use crate::xml::Xml;
use runproof_core::account::ScenarioAccount;
use runproof_core::exit::Flakiness;
use runproof_core::tally::Tally;
use runproof_core::verdict::Verdict;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::ops::AddAssign;

/// How much of JUnit is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flavor {
    /// Valid against the Jenkins schema: ids, tags and class stand in the system-out of a test case.
    #[default]
    Strict,
    /// With properties, file and line on test cases, and skip counts on the root.
    Rich,
}

/// Class name of the test case that stands for the run as a whole when no scenario tells why it is not a pass.
pub const RUN_CLASS: &str = "runproof.run";

/// Counts of a suite or of the whole document; times are the sum of the test cases'.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Totals {
    tests: u64,
    failures: u64,
    errors: u64,
    skipped: u64,
    ms: u64,
}

impl Totals {
    fn of(outcome: &Outcome, ms: u64) -> Self {
        let mut totals = Self { tests: 1, ms, ..Self::default() };
        match outcome {
            Outcome::Passed => {}
            Outcome::Failure => totals.failures = 1,
            Outcome::Error(_) => totals.errors = 1,
            Outcome::Skipped(_) => totals.skipped = 1,
        }
        totals
    }
}

impl AddAssign for Totals {
    fn add_assign(&mut self, other: Self) {
        self.tests += other.tests;
        self.failures += other.failures;
        self.errors += other.errors;
        self.skipped += other.skipped;
        self.ms += other.ms;
    }
}

/// What is the same for all suites.
struct Context {
    flavor: Flavor,
    names: CaseNames,
    attached: Attached,
}

/// The scenarios of one feature.
struct Suite<'a> {
    path: &'a str,
    scenarios: Vec<&'a ScenarioAccount>,
    totals: Totals,
}

/// Writes the document.
///
/// # Errors
/// When the sink refuses.
pub fn write<W: Write>(ledger: &Ledger, flavor: Flavor, sink: W) -> Result<(), RenderError> {
    let account = &ledger.account;
    let context = Context { flavor, names: CaseNames::of(account), attached: Attached::of(account) };
    let suites = suites(ledger);
    let run = run_problem(ledger);
    let mut totals = Totals::default();
    suites.iter().for_each(|s| totals += s.totals);
    if run.is_some() {
        totals += Totals::of(&Outcome::Error(Verdict::Broken), 0);
    }
    let mut xml = Xml::begin(sink)?;
    let numbers = Numbers::of(&totals);
    let mut attributes = vec![("name", "runproof")];
    attributes.extend(numbers.attributes().into_iter().filter(|(k, _)| *k != "skipped" || flavor == Flavor::Rich));
    xml.open("testsuites", &attributes)?;
    if let Some(headline) = &run {
        write_run(&mut xml, ledger, headline)?;
    }
    for suite in &suites {
        write_suite(&mut xml, ledger, &context, suite)?;
    }
    xml.close("testsuites")?;
    xml.end()?;
    Ok(())
}

/// The headline of a run whose scenarios do not show why it is not a pass; such a document must not look green.
fn run_problem(ledger: &Ledger) -> Option<Headline> {
    let headline = Headline::of(&ledger.account, &Tally::of(&ledger.account), Flakiness::Shown);
    (headline.code != 0 && (!headline.why.is_empty() || ledger.account.scenarios.is_empty())).then_some(headline)
}

fn suites(ledger: &Ledger) -> Vec<Suite<'_>> {
    let account = &ledger.account;
    let mut suites: Vec<Suite<'_>> = Vec::new();
    let mut by_path: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for scenario in &account.scenarios {
        let key = (scenario.plan.system.as_str(), scenario.plan.path.as_str());
        let n = *by_path.entry(key).or_insert_with(|| {
            suites.push(Suite { path: key.1, scenarios: Vec::new(), totals: Totals::default() });
            suites.len() - 1
        });
        suites[n].scenarios.push(scenario);
        suites[n].totals += Totals::of(&outcome(account, scenario), scenario.took_ms());
    }
    suites
}

fn write_suite<W: Write>(
    xml: &mut Xml<W>,
    ledger: &Ledger,
    context: &Context,
    suite: &Suite<'_>,
) -> Result<(), RenderError> {
    let Context { names, flavor, .. } = context;
    let Some(first) = suite.scenarios.first() else { return Ok(()) };
    let start = &ledger.account.start;
    let numbers = Numbers::of(&suite.totals);
    let class = names.class(first.plan.scenario);
    let began = suite.scenarios.iter().filter_map(|s| s.attempts.first()).map(|a| a.started_ms).min();
    let timestamp = Moment::parse(&start.started).map(|m| m.plus_ms(began.unwrap_or(0)).without_zone());
    let title = if first.plan.feature.is_empty() { class } else { &first.plan.feature };
    let mut attributes = vec![("name", title), ("package", class), ("file", suite.path)];
    attributes.extend(numbers.attributes());
    attributes.extend(timestamp.as_deref().map(|t| ("timestamp", t)));
    attributes.push(("hostname", &start.hostname));
    xml.open("testsuite", &attributes)?;
    xml.open("properties", &[])?;
    for (name, value) in suite_properties(ledger, suite) {
        xml.empty("property", &[("name", &name), ("value", &value)])?;
    }
    xml.close("properties")?;
    for scenario in &suite.scenarios {
        let number = scenario.plan.scenario;
        let case = Case {
            ledger,
            scenario,
            class: names.class(number),
            name: names.case(number),
            outcome: outcome(&ledger.account, scenario),
            attachment: context.attached.path(scenario),
            pictures: pictures::present(ledger, scenario),
        };
        case.write(xml, *flavor)?;
    }
    xml.close("testsuite")?;
    Ok(())
}

/// What holds for all test cases of a suite.
fn suite_properties(ledger: &Ledger, suite: &Suite<'_>) -> Vec<(String, String)> {
    let mut list = run_properties(ledger);
    let plans = || suite.scenarios.iter().map(|s| &s.plan);
    if let Some(plan) = plans().next() {
        list.push(("system".into(), plan.system.clone()));
        let profile = ledger.account.start.profiles.iter().find(|(s, _)| *s == plan.system);
        list.extend(profile.map(|(_, p)| ("profile".into(), p.clone())));
    }
    let items: BTreeSet<&str> = plans().flat_map(|p| &p.items).map(String::as_str).collect();
    let tags: BTreeSet<&str> = plans().flat_map(|p| &p.tags).map(String::as_str).collect();
    for (name, set) in [("items", items), ("tags", tags)] {
        if !set.is_empty() {
            list.push((name.into(), set.into_iter().collect::<Vec<_>>().join(" ")));
        }
    }
    list
}

fn run_properties(ledger: &Ledger) -> Vec<(String, String)> {
    let start = &ledger.account.start;
    let class = start.class.map(|c| c.name().to_owned()).unwrap_or_default();
    let list = [
        ("run", start.run_id.clone()),
        ("tool", start.tool.clone()),
        ("command", start.command.clone()),
        ("target", start.target.clone()),
        ("address", start.address.clone()),
        ("class", class),
        ("seed", start.seed.to_string()),
        ("run_seconds", decimal(ledger.account.took_ms)),
    ];
    list.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name.into(), value)).collect()
}

/// One suite with one error for the run as a whole.
fn write_run<W: Write>(xml: &mut Xml<W>, ledger: &Ledger, headline: &Headline) -> Result<(), RenderError> {
    let start = &ledger.account.start;
    let numbers = Numbers::of(&Totals::of(&Outcome::Error(Verdict::Broken), 0));
    let timestamp = Moment::parse(&start.started).map(Moment::without_zone);
    let mut attributes = vec![("name", "the run as a whole"), ("package", RUN_CLASS)];
    attributes.extend(numbers.attributes());
    attributes.extend(timestamp.as_deref().map(|t| ("timestamp", t)));
    attributes.push(("hostname", &start.hostname));
    xml.open("testsuite", &attributes)?;
    xml.open("properties", &[])?;
    for (name, value) in run_properties(ledger) {
        xml.empty("property", &[("name", &name), ("value", &value)])?;
    }
    xml.close("properties")?;
    xml.open("testcase", &[("name", "the run says something"), ("classname", RUN_CLASS), ("time", "0.000")])?;
    let message = if headline.why.is_empty() { headline.word.to_lowercase() } else { headline.why.clone() };
    let kind = headline.word.to_lowercase().replace(' ', "-");
    xml.text("error", &[("message", &message), ("type", &kind)], &message)?;
    xml.close("testcase")?;
    xml.close("testsuite")?;
    Ok(())
}

/// Totals as texts.
struct Numbers([(&'static str, String); 5]);

impl Numbers {
    fn of(t: &Totals) -> Self {
        Self([
            ("tests", t.tests.to_string()),
            ("failures", t.failures.to_string()),
            ("errors", t.errors.to_string()),
            ("skipped", t.skipped.to_string()),
            ("time", decimal(t.ms)),
        ])
    }

    fn attributes(&self) -> Vec<(&str, &str)> {
        self.0.iter().map(|(k, v)| (*k, v.as_str())).collect()
    }
}

/// Milliseconds as seconds with three decimals, never with an exponent.
pub(crate) fn decimal(ms: u64) -> String {
    format!("{}.{:03}", ms / 1_000, ms % 1_000)
}
