//! What is known to be secret, and the search for it in a text.

use super::derived::patterns;
use super::generic;
use super::pattern::{Pattern, Scratch, Symbol};
use super::writing::{only_plain, readings};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What every mask begins with.
const OPENING: &str = "[masked ";

/// Rules, and the forms of the secrets that were learned.
pub(super) struct Known {
    /// Names of rules; the generic ones come first.
    rules: Vec<String>,
    patterns: Vec<Pattern>,
    /// Secrets that were learned: rule, public name, secret.
    learned: Vec<(usize, Option<String>, String)>,
    /// For each character the patterns of which a hit can begin with it: in a table while it is in ASCII.
    begins: Vec<Vec<usize>>,
    begins_beyond: BTreeMap<char, Vec<usize>>,
}

/// What is masked, and the number of the rule.
type Hit = (Range<usize>, usize);

/// Masks put, by the number of their rule.
pub(super) type Tally = BTreeMap<usize, u64>;

impl Default for Known {
    fn default() -> Self {
        let rules = generic::NAMES.iter().map(|n| (*n).to_owned()).collect();
        let begins = vec![Vec::new(); 128];
        Self { rules, patterns: Vec::new(), learned: Vec::new(), begins, begins_beyond: BTreeMap::new() }
    }
}

impl Known {
    /// The number of the rule; its name loses what would break out of a mask or of a JSON string.
    pub(super) fn rule(&mut self, name: &str) -> usize {
        let name = harmless(name);
        self.rules.iter().position(|r| *r == name).unwrap_or_else(|| {
            self.rules.push(name);
            self.rules.len() - 1
        })
    }

    /// Whether this was learned before.
    pub(super) fn knows(&self, rule: &str, public_name: Option<&str>, secret: &str) -> bool {
        let rule = harmless(rule);
        let same = |(r, name, text): &(usize, Option<String>, String)| {
            text == secret && name.as_deref() == public_name && self.rules[*r] == rule
        };
        self.learned.iter().any(same)
    }

    /// Adds every form of a secret.
    pub(super) fn learn(&mut self, rule: &str, public_name: Option<&str>, secret: &str) {
        let rule = self.rule(rule);
        self.learned.push((rule, public_name.map(str::to_owned), secret.to_owned()));
        for pattern in patterns(rule, public_name, secret) {
            self.add(pattern);
        }
    }

    /// The name of the rule with that number.
    pub(super) fn name(&self, rule: usize) -> &str {
        &self.rules[rule]
    }

    /// The mask of the rule with that number.
    pub(super) fn mask(&self, rule: usize) -> String {
        format!("{OPENING}{}]", self.rules[rule])
    }

    /// The text with every secret masked; nothing when there is nothing to mask.
    ///
    /// Masking goes on until no hit is left, since a mask can lay bare what was hidden by an overlap.
    pub(super) fn cleaned(&self, text: &str, tally: &mut Tally) -> Option<String> {
        let mut clean = None;
        loop {
            let now = clean.as_deref().unwrap_or(text);
            let hits = self.hits(now);
            if hits.is_empty() {
                return clean;
            }
            clean = Some(self.masked(now, &hits, tally));
        }
    }

    fn masked(&self, text: &str, hits: &[Hit], tally: &mut Tally) -> String {
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for (range, rule) in hits {
            out.push_str(&text[done..range.start]);
            out.push_str(&self.mask(*rule));
            done = range.end;
            *tally.entry(*rule).or_default() += 1;
        }
        out.push_str(&text[done..]);
        out
    }

    fn add(&mut self, pattern: Pattern) {
        if self.patterns.contains(&pattern) {
            return;
        }
        let Symbol(one, other) = pattern.first();
        for c in [one, other] {
            let number = self.patterns.len();
            let begins = match self.begins.get_mut(c as usize) {
                Some(begins) => begins,
                None => self.begins_beyond.entry(c).or_default(),
            };
            if begins.last() != Some(&number) {
                begins.push(number);
            }
        }
        self.patterns.push(pattern);
    }

    /// What has to be masked: sorted, apart from each other, and outside of masks that are already there.
    pub(super) fn hits(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        if self.patterns.is_empty() && !generic::suspicious(text) {
            return hits;
        }
        for part in self.outside_masks(text) {
            let offset = part.start;
            let mut found = generic::hits(&text[part.clone()]);
            self.search(&text[part], &mut found);
            hits.extend(merged(found).into_iter().map(|(r, rule)| (r.start + offset..r.end + offset, rule)));
        }
        hits
    }

    fn outside_masks(&self, text: &str) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut begin = 0;
        for (at, _) in text.match_indices(OPENING) {
            let name = &text[at + OPENING.len()..];
            let rule = self.rules.iter().filter(|r| name.strip_prefix(r.as_str()).is_some_and(|n| n.starts_with(']')));
            if let Some(rule) = rule.max_by_key(|r| r.len())
                && at >= begin
            {
                parts.push(begin..at);
                begin = at + OPENING.len() + rule.len() + 1;
            }
        }
        parts.push(begin..text.len());
        parts
    }

    fn search(&self, text: &str, hits: &mut Vec<Hit>) {
        let mut scratch = Scratch::default();
        for (at, byte) in text.bytes().enumerate() {
            if byte.is_ascii() && only_plain(byte) {
                self.search_at(text, at, self.beginning_with(char::from(byte)), &mut scratch, hits);
            } else if text.is_char_boundary(at) {
                let mut numbers = BTreeSet::new();
                readings(text, at, |c, _| numbers.extend(self.beginning_with(c)));
                self.search_at(text, at, &numbers, &mut scratch, hits);
            }
        }
    }

    fn search_at<'a>(
        &self,
        text: &str,
        at: usize,
        numbers: impl IntoIterator<Item = &'a usize>,
        scratch: &mut Scratch,
        hits: &mut Vec<Hit>,
    ) {
        for pattern in numbers.into_iter().map(|n| &self.patterns[*n]) {
            if let Some(end) = pattern.longest(text, at, scratch) {
                hits.push((widened(text, at..end, pattern), pattern.rule));
            }
        }
    }

    fn beginning_with(&self, c: char) -> &[usize] {
        let begins = self.begins.get(c as usize).or_else(|| self.begins_beyond.get(&c));
        begins.map(Vec::as_slice).unwrap_or_default()
    }
}

/// The name of a rule without what would break out of a mask or of a JSON string.
fn harmless(name: &str) -> String {
    name.replace(|c: char| c.is_control() || matches!(c, '"' | '\\' | '[' | ']'), "_")
}

/// The hit with the neighbours that belong to it.
///
/// In base64 the character on either side can carry some bits; an escape must not lose its last character.
fn widened(text: &str, hit: Range<usize>, pattern: &Pattern) -> Range<usize> {
    let (mut start, mut end) = (hit.start, hit.end);
    let bytes = text.as_bytes();
    let in_alphabet = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'-' | b'_');
    if pattern.base64 {
        let encoded = start >= 3 && bytes[start - 3] == b'%';
        start -= if encoded { 3 } else { usize::from(start > 0 && in_alphabet(&bytes[start - 1])) };
        end += usize::from(bytes.get(end).is_some_and(in_alphabet));
    }
    let backslashes = bytes[..start].iter().rev().take_while(|b| **b == b'\\').count();
    start - backslashes % 2..end
}

/// Overlapping hits made one; it bears the rule of the one that begins first, of several the longest.
fn merged(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut apart: Vec<Hit> = Vec::new();
    for (range, rule) in hits {
        match apart.last_mut() {
            Some((last, _)) if range.start < last.end => last.end = last.end.max(range.end),
            _ => apart.push((range, rule)),
        }
    }
    apart
}
