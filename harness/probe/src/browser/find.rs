//! Finding what an act is about, and doing it.

use super::session::{Session, script};
use super::trouble::{problem, replaced};
use crate::clock::Tick;
use crate::subject::Subject;
use crate::wait::Polling;
use fantoccini::elements::{Element, ElementRef};
use runproof_core::noun::view::{Problem, ProblemKind};
use serde_json::{Value, json};
use std::time::Duration;

/// The member under which WebDriver hands out an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// What a page replaces in the moment between finding and doing is looked for so often.
const FINDS: u32 = 5;

/// Between two looks for something that is not there yet.
const EVERY: Duration = Duration::from_millis(100);
/// What is not there after so long is missing.
const PATIENCE: Duration = Duration::from_secs(3);

/// Something found by its name.
struct Found {
    element: Element,
    select: bool,
}

impl Session {
    /// Types a text into a field, in place of what stands there.
    ///
    /// # Errors
    /// When there is no such field, or it cannot be used.
    pub(super) async fn fill(&self, subject: &Subject, field: &str, text: &str) -> Result<(), Problem> {
        let mut tries = 1..FINDS;
        loop {
            let found = self.find(subject, "field", field, None).await?;
            match self.fill_found(found, field, text).await {
                Err(trouble) if replaced(&trouble) && tries.next().is_some() => {}
                filled => return filled,
            }
        }
    }

    async fn fill_found(&self, found: Found, field: &str, text: &str) -> Result<(), Problem> {
        if found.select {
            let chosen = self.drive(found.element.select_by_label(text)).await;
            return chosen.map_err(|p| match p.kind == ProblemKind::Missing && !replaced(&p) {
                true => problem(ProblemKind::Missing, format!("the field `{field}` does not offer `{text}`")),
                false => p,
            });
        }
        self.drive(found.element.clear()).await?;
        self.drive(found.element.send_keys(text)).await
    }

    /// Presses a button, follows a link.
    ///
    /// # Errors
    /// When there is no such control, or it cannot be used.
    pub(super) async fn press(&self, subject: &Subject, control: &str, beside: Option<&str>) -> Result<(), Problem> {
        let mut tries = 1..FINDS;
        loop {
            let found = self.find(subject, "control", control, beside).await?;
            match self.drive(found.element.click()).await {
                Err(trouble) if replaced(&trouble) && tries.next().is_some() => {}
                pressed => return pressed,
            }
        }
    }

    /// Looks until it is there and can be used: a page may be about to show it. The last look's problem is told.
    async fn find(&self, subject: &Subject, kind: &str, name: &str, beside: Option<&str>) -> Result<Found, Problem> {
        let mut polling = Polling::new(EVERY, Tick::now().after(PATIENCE));
        loop {
            let found = self.find_now(subject, kind, name, beside).await;
            let may_come = |p: &Problem| matches!(p.kind, ProblemKind::Missing | ProblemKind::Blocked);
            if !found.as_ref().err().is_some_and(may_come) || !polling.again().await {
                return found;
            }
        }
    }

    async fn find_now(
        &self,
        subject: &Subject,
        kind: &str,
        name: &str,
        beside: Option<&str>,
    ) -> Result<Found, Problem> {
        let selector = subject.selectors.get(name);
        let arguments = vec![json!(kind), json!(name), json!(selector), json!(beside)];
        let found = self.run(script!("find.js"), arguments).await?;
        let number = |member: &str| found.get(member).and_then(Value::as_u64).unwrap_or_default();
        let truth = |member: &str| found.get(member).and_then(Value::as_bool).unwrap_or_default();
        let what = match beside {
            Some(beside) => format!("the {kind} `{name}` beside `{beside}`"),
            None => format!("the {kind} `{name}`"),
        };
        match number("count") {
            0 => {
                let others = found.get("others").and_then(Value::as_array).into_iter().flatten();
                let others = others.filter_map(Value::as_str).map(|o| format!("`{o}`")).collect::<Vec<_>>().join(", ");
                let others = if others.is_empty() { "none at all".to_owned() } else { others };
                return Err(problem(ProblemKind::Missing, format!("the page does not have {what}; it has {others}")));
            }
            1 => {}
            n => return Err(problem(ProblemKind::Several, format!("the page has {n} of {what}"))),
        }
        if !truth("usable") {
            return Err(problem(ProblemKind::Blocked, format!("{what} is there, and cannot be used")));
        }
        let id = found.get("element").and_then(|e| e.get(ELEMENT)).and_then(Value::as_str);
        let id = id.ok_or_else(|| problem(ProblemKind::Gone, "the driver did not hand out the element"))?;
        let element = Element::from_element_id(self.client.clone(), ElementRef::from(id.to_owned()));
        Ok(Found { element, select: truth("select") })
    }
}
