//! "Did you mean": the nearest of the known words.

/// The word of `known` that is nearest to `typed`, when it is near enough to be a slip.
///
/// Near enough is an edit distance of at most a third of the length, and at least one.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let reach = (typed.chars().count() / 3).max(1);
    known.into_iter().map(|word| (distance(typed, word), word)).filter(|(d, _)| *d <= reach).min().map(|(_, word)| word)
}

/// Levenshtein distance in characters.
#[must_use]
pub fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_and_nothing_else() {
        let known = ["milestone", "checklist", "smoke"];
        assert_eq!(nearest("milestome", known), Some("milestone"));
        assert_eq!(nearest("smok", known), Some("smoke"));
        assert_eq!(nearest("banana", known), None);
    }
}
