//! What to do about a step that fits no sentence.

use runproof_core::suggest;
use runproof_steps::{Row, table};

/// What to do about a step: its true keyword, or the sentence that is nearest.
pub fn suggest_sentence(step: &gherkin::Step) -> String {
    let others = [gherkin::StepType::Given, gherkin::StepType::When, gherkin::StepType::Then];
    let under = |ty: &gherkin::StepType| {
        let other = gherkin::Step { ty: *ty, ..step.clone() };
        table::bind(&other).ok().flatten().map(|(row, _)| table::rows()[row].keyword())
    };
    if let Some(keyword) = others.iter().filter(|ty| **ty != step.ty).find_map(under) {
        return format!("that is a `{keyword}` sentence");
    }
    let typed = shape(&step.value);
    let rows = || table::rows().iter().filter(|r| r.ty == step.ty);
    let candidates: Vec<(String, &Row)> =
        rows().flat_map(|r| [(r.pattern.to_owned(), r), (shape(r.example), r)]).collect();
    let near = suggest::nearest(&typed, candidates.iter().map(|(text, _)| text.as_str()));
    match near.and_then(|text| candidates.iter().find(|(t, _)| t == text)) {
        Some((_, row)) => format!("did you mean `{} {}`?", row.keyword(), row.example),
        None => "`runproof steps` lists every sentence with an example".into(),
    }
}

/// A sentence without what stands between quotes.
fn shape(text: &str) -> String {
    text.split('"').step_by(2).collect::<Vec<_>>().join("\"_\"")
}
