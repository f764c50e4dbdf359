//! Steps in a text block: the steady state of a drill, and what shows that the system is back.

use super::{Binder, Step, is_repeatable};
use gherkin::{LineCol, StepType};
use runproof_core::capability::Capability;
use runproof_core::catalog::Effect;
use runproof_steps::row::DrillAct;
use runproof_steps::{Call, phrase::Phrase, table};

impl Binder<'_> {
    /// The lines of a step's text block, each bound like a step of its own: number of the row, and phrase. They are asked
    /// again and again, so only what is harmless to repeat can stand there.
    pub(super) fn steady_state(&mut self, step: &gherkin::Step, effect: Effect) -> Vec<(usize, Phrase)> {
        let mut bound = Vec::new();
        let mut before = None;
        let text = step.docstring.as_deref().unwrap_or_default();
        // The block begins below the step, and its first line below the quotes.
        for (line, text) in (step.position.line + 2..).zip(text.trim_matches('\n').lines()) {
            let Some((ty, value)) = typed(text.trim(), before) else {
                let next = "begin it with `When`, `Then` or, after one of these, `And`".into();
                self.flaw(line, format!("`{}` is no step", text.trim()), next);
                continue;
            };
            before = Some(ty);
            let position = LineCol { line, ..step.position };
            let (value, docstring, table) = (value.to_owned(), None, None);
            let Some(inner) =
                self.step(gherkin::Step { ty, value, docstring, table, position, ..step.clone() }, effect)
            else {
                continue;
            };
            let row = &table::rows()[inner.row];
            let looks = !matches!(row.call, Call::Prepare(_) | Call::Keep(_) | Call::Drill(_))
                && !row.needs.contains(&Capability::Browser);
            if !looks || !is_repeatable(&inner.sentence) || inner.within.is_some() {
                let next =
                    "only reading requests, looks at the machine, and checks can stand here, without `within`".into();
                self.flaw(line, format!("`{}` cannot be looked at again and again", inner.sentence), next);
            }
            bound.push((inner.row, inner.phrase));
        }
        if !bound.iter().any(|(row, _)| table::rows()[*row].ty == StepType::Then) {
            let next = "write what must hold, for example `Then the response status is 200`".into();
            self.flaw(step.position.line, "the text block compares nothing with anything".into(), next);
        }
        bound
    }

    /// A drill begins, before anything of it is said, and looks whether the system is back.
    pub(super) fn whole_drill(&mut self, steps: &[Step]) {
        let act = |step: &Step| match table::rows()[step.row].call {
            Call::Drill(act) => Some(act),
            _ => None,
        };
        let mut acts = steps.iter().filter_map(|s| Some((s.line, act(s)?)));
        // What is wrong with single steps is told first.
        let Some((line, first)) = acts.next().filter(|_| self.flaws.is_empty()) else { return };
        let restores = matches!(
            first,
            DrillAct::Restore | DrillAct::InTime | DrillAct::Recent | DrillAct::Filed | DrillAct::Served
        );
        if first == DrillAct::Take {
            if !acts.any(|(_, act)| act == DrillAct::Restore) {
                let next = "write `When the operator restores the backup into a server of its own` after it".into();
                self.flaw(line, "the drill takes a backup and never brings it back".into(), next);
            }
        } else if restores {
            let next = "write `Given the drill \"…\" takes the newest backup` before".into();
            self.flaw(line, "a part of a restore drill stands where none has begun".into(), next);
        } else if first != DrillAct::Begin {
            let next = "write `Given the drill \"…\" has the steady state` before".into();
            self.flaw(line, "a part of a drill stands where no drill has begun".into(), next);
        } else if !acts.any(|(_, act)| act == DrillAct::Back) {
            let next = "write `Then the system is back` after what the operator does".into();
            self.flaw(line, "the drill never looks whether the system is back".into(), next);
        }
    }
}

/// Kind and sentence of a line; `And` is of the kind of the line before.
fn typed(line: &str, before: Option<StepType>) -> Option<(StepType, &str)> {
    let (keyword, sentence) = line.split_once(' ')?;
    let ty = match keyword {
        "When" => StepType::When,
        "Then" => StepType::Then,
        "And" | "But" => before?,
        _ => return None,
    };
    Some((ty, sentence.trim()))
}
