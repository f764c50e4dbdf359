//! First what is, then what is done, then what is seen.
//!
//! A scenario may look again after looking: one that trusts no single answer asks a second question.
//! So a `When` may follow a `Then`, and so may a `Given`: another actor takes a turn. What may not is a state that is set up
//! between an action and the look at it, a look before any action, and an action at which nobody looks.

use crate::features::{Element, FeatureFile};
use crate::finding::Finding;
use crate::house::House;
use crate::task::TaskError;
use gherkin::StepType::{Given, Then, When};

/// Steps out of order.
///
/// # Errors
/// Never.
pub fn check(house: &House) -> Result<Vec<Finding>, TaskError> {
    let mut found = Vec::new();
    for file in &house.features.files {
        found.extend(backgrounds(file));
        found.extend(file.elements.iter().flat_map(|e| of_element(file, e)));
    }
    Ok(found)
}

fn backgrounds(file: &FeatureFile) -> Vec<Finding> {
    let late = file.backgrounds().flat_map(|b| &b.steps).filter(|s| s.ty != Given);
    late.map(|s| {
        Finding::fails(
            &file.path,
            s.position.line,
            "a Background holds only `Given`",
            "move the step into the scenarios",
        )
    })
    .collect()
}

fn of_element(file: &FeatureFile, element: &Element) -> Vec<Finding> {
    let fail = |line: usize, what: &str, remedy: &str| Finding::fails(&file.path, line, what, remedy);
    let mut found = Vec::new();
    let mut acted = false;
    let mut last = Given;
    for step in &element.steps {
        match step.ty {
            Given if last == When => found.push(fail(
                step.position.line,
                "a `Given` follows a `When`",
                "look at what was done first, or set the state up before",
            )),
            Then if !acted => found.push(fail(
                step.position.line,
                "a `Then` stands before any `When`",
                "say first who does or asks what",
            )),
            When => acted = true,
            Given | Then => {}
        }
        last = step.ty;
    }
    match element.steps.last() {
        None => found.push(fail(element.line, "the scenario has no steps", "write them, or remove it")),
        Some(step) if step.ty != Then => {
            found.push(fail(step.position.line, "the scenario ends without a look", "end it with a `Then`"));
        }
        Some(_) => {}
    }
    found
}
