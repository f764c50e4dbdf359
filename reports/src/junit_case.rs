//! One test case of a JUnit document.

use crate::error::RenderError;
use crate::junit::{Flavor, decimal};
use crate::ledger_reader::Ledger;
use crate::narrative;
use crate::text::{clean, cut_bytes, one_line};
use crate::trouble::{Trouble, waiver_words, waivers_of};
use crate::xml::Xml;
use runproof_core::account::{Account, AttemptAccount, ScenarioAccount};
use runproof_core::tally::waived;
use runproof_core::verdict::Verdict;
use std::fmt::Write as _;
use std::io::Write;

/// The longest message in an attribute, in characters.
const LONGEST_MESSAGE: usize = 1_000;
/// The longest body or system-out, in bytes; a common reader keeps 100,000 characters of a failing test.
const LONGEST_BODY: usize = 64 * 1024;

/// The most pictures of a test case.
const MOST_PICTURES: usize = 20;

/// What a scenario is to JUnit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// No child element.
    Passed,
    /// The system is wrong.
    Failure,
    /// Nothing is known about the system, for that reason.
    Error(Verdict),
    /// Not counted against the run, with the message.
    Skipped(String),
}

/// What a scenario is to JUnit.
#[must_use]
pub fn outcome(account: &Account, scenario: &ScenarioAccount) -> Outcome {
    let verdict = scenario.verdict();
    let reason = || one_line(scenario.reason(), LONGEST_MESSAGE);
    match verdict {
        Verdict::Passed => Outcome::Passed,
        Verdict::Failed if waived(account, scenario) => {
            let words: Vec<String> = waivers_of(account, scenario).into_iter().map(waiver_words).collect();
            Outcome::Skipped(format!("failed (waived): {}", words.join("; ")))
        }
        Verdict::Failed => Outcome::Failure,
        Verdict::Broken | Verdict::Inconclusive => Outcome::Error(verdict),
        Verdict::Skipped => Outcome::Skipped(prefixed("skipped", &reason())),
        Verdict::Awaiting => Outcome::Skipped(prefixed("awaiting", &reason())),
    }
}

/// The reason with its verdict in front, once.
fn prefixed(verdict: &str, reason: &str) -> String {
    let rest = reason.strip_prefix(verdict).map_or(reason, |r| r.trim_start_matches([':', ' ']));
    format!("{verdict}: {rest}")
}

/// A scenario with what is needed to write it.
pub struct Case<'a> {
    /// The ledger.
    pub ledger: &'a Ledger,
    /// The scenario.
    pub scenario: &'a ScenarioAccount,
    /// The class name.
    pub class: &'a str,
    /// The case name.
    pub name: &'a str,
    /// What it is to JUnit.
    pub outcome: Outcome,
    /// Path of its evidence file, relative to the document.
    pub attachment: Option<String>,
    /// Paths of its pictures, relative to the document, the most telling first.
    pub pictures: Vec<&'a str>,
}

impl Case<'_> {
    /// Writes the test case.
    ///
    /// # Errors
    /// When the sink refuses.
    pub fn write<W: Write>(&self, xml: &mut Xml<W>, flavor: Flavor) -> Result<(), RenderError> {
        let time = decimal(self.scenario.took_ms());
        let line = self.scenario.plan.line.to_string();
        let mut attributes = vec![("name", self.name), ("classname", self.class), ("time", time.as_str())];
        if flavor == Flavor::Rich {
            attributes.push(("file", &self.scenario.plan.path));
            attributes.push(("line", &line));
        }
        xml.open("testcase", &attributes)?;
        if flavor == Flavor::Rich {
            self.write_properties(xml)?;
        }
        self.write_outcome(xml)?;
        self.write_earlier_attempts(xml)?;
        xml.text("system-out", &[], &cut_bytes(&self.system_out(flavor), LONGEST_BODY))?;
        xml.close("testcase")?;
        Ok(())
    }

    fn write_properties<W: Write>(&self, xml: &mut Xml<W>) -> Result<(), RenderError> {
        xml.open("properties", &[])?;
        for (name, value) in self.properties() {
            xml.empty("property", &[("name", name), ("value", &value)])?;
        }
        if let Some(path) = &self.attachment {
            xml.empty("property", &[("name", "attachment"), ("value", path)])?;
        }
        xml.close("properties")?;
        Ok(())
    }

    fn write_outcome<W: Write>(&self, xml: &mut Xml<W>) -> Result<(), RenderError> {
        if self.outcome == Outcome::Passed {
            return Ok(());
        }
        let trouble = Trouble::of(self.scenario);
        let message = one_line(&trouble.sentence(), LONGEST_MESSAGE);
        let body = || cut_bytes(&narrative::trouble(&self.ledger.account, self.scenario), LONGEST_BODY).into_owned();
        match &self.outcome {
            Outcome::Passed => {}
            Outcome::Failure => xml.text("failure", &[("message", &message), ("type", "failed")], &body())?,
            Outcome::Error(verdict) => {
                xml.text("error", &[("message", &message), ("type", verdict.name())], &body())?;
            }
            Outcome::Skipped(message) => {
                let text = if trouble.verdict == Verdict::Failed { body() } else { message.clone() };
                xml.text("skipped", &[("message", message)], &text)?;
            }
        }
        Ok(())
    }

    /// Attempts before the last: of a pass they make it flaky, of anything else they were repeated in vain.
    fn write_earlier_attempts<W: Write>(&self, xml: &mut Xml<W>) -> Result<(), RenderError> {
        let Some((_, earlier)) = self.scenario.attempts.split_last() else { return Ok(()) };
        for attempt in earlier {
            let Some(element) = self.attempt_element(attempt) else { continue };
            let trouble = Trouble::of_attempt(attempt);
            let message = one_line(&trouble.sentence(), LONGEST_MESSAGE);
            xml.open(element, &[("message", &message), ("type", trouble.verdict.name())])?;
            let body = narrative::attempt(&trouble);
            xml.text("stackTrace", &[], &cut_bytes(&body, LONGEST_BODY))?;
            xml.close(element)?;
        }
        Ok(())
    }

    fn attempt_element(&self, attempt: &AttemptAccount) -> Option<&'static str> {
        let failed = match attempt.verdict.unwrap_or(Verdict::Broken) {
            Verdict::Failed => true,
            Verdict::Broken | Verdict::Inconclusive => false,
            _ => return None,
        };
        match (&self.outcome, failed) {
            (Outcome::Passed, true) => Some("flakyFailure"),
            (Outcome::Passed, false) => Some("flakyError"),
            (Outcome::Failure | Outcome::Error(_), true) => Some("rerunFailure"),
            (Outcome::Failure | Outcome::Error(_), false) => Some("rerunError"),
            (Outcome::Skipped(_), _) => None,
        }
    }

    fn system_out(&self, flavor: Flavor) -> String {
        let mut out = String::new();
        // Some readers show the first only: a picture says more than a text.
        let attachments = self.pictures.iter().take(MOST_PICTURES).copied().chain(self.attachment.as_deref());
        for path in attachments {
            let _ = writeln!(out, "[[ATTACHMENT|{path}]]");
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&disarmed(&narrative::steps(self.scenario)));
        if flavor == Flavor::Strict {
            out.push('\n');
            let location = ("location", format!("{}:{}", self.scenario.plan.path, self.scenario.plan.line));
            for (name, value) in self.properties().into_iter().chain([location]) {
                let _ = writeln!(out, "[[PROPERTY|{name}={}]]", disarmed(&one_line(&value, 2_000)).replace(']', ")"));
            }
        }
        out
    }

    fn properties(&self) -> Vec<(&'static str, String)> {
        let plan = &self.scenario.plan;
        let verdict = self.scenario.verdict().name();
        let class = self.ledger.class_of(plan.scenario).map(|c| c.name().to_owned()).unwrap_or_default();
        let stack = self.scenario.attempts.last().map(|a| a.stack.clone()).unwrap_or_default();
        let attempts = self.scenario.attempts.len();
        let list = [
            ("verdict", verdict.to_owned()),
            ("class", class),
            ("system", plan.system.clone()),
            ("items", plan.items.join(" ")),
            ("tags", plan.tags.join(" ")),
            ("rule", plan.rule.clone()),
            ("effect", plan.effect.name().to_owned()),
            ("needs", plan.needs.iter().map(|c| c.name()).collect::<Vec<_>>().join(" ")),
            ("stack", stack),
            ("attempts", if attempts > 1 { attempts.to_string() } else { String::new() }),
        ];
        list.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }
}

/// A text that came from outside, without anything a reader of system-out would take for a marker.
fn disarmed(text: &str) -> String {
    clean(text).replace("[[", "[ [")
}
