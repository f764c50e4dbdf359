//! What to do about a step that fits no sentence.

use runproof_core::suggest;
use runproof_steps::{Row, table};
use std::cmp::Reverse;
use std::collections::BTreeSet;

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

/// The three sentences that are nearest to a text, with their keywords: those that share most words with it, and of these
/// those that differ in the fewest letters.
pub fn nearest(typed: &str) -> Vec<String> {
    let typed = shape(typed);
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<BTreeSet<_>>();
    let own = words(&typed);
    let distance = |row: &Row| {
        let example = shape(row.example);
        (Reverse(own.intersection(&words(&example)).count()), suggest::distance(&typed, &example))
    };
    let mut rows: Vec<&Row> = table::rows().iter().collect();
    rows.sort_by_cached_key(|row| distance(row));
    rows.iter().take(3).map(|row| format!("{} {}", row.keyword(), row.example)).collect()
}

/// A sentence without what stands between quotes.
fn shape(text: &str) -> String {
    text.split('"').step_by(2).collect::<Vec<_>>().join("\"_\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_sentences_share_words() {
        let near = nearest("status is 200");
        assert!(near.len() == 3 && near.iter().any(|s| s.contains("the response status is")), "{near:?}");
        assert!(nearest("client GET \"/api/\"").iter().any(|s| s.contains("a client sends")));
    }
}
