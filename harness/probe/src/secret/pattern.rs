//! One form of a secret, and the search for it in a text.

use super::writing::{only_plain, readings};

/// A form of a secret as a row of characters, each of which may be written in any way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    /// The characters.
    pub symbols: Vec<Symbol>,
    /// The number of leading characters that already betray the secret.
    pub least: usize,
    /// Whether the form is part of a base64 text: then the neighbours carry bits of the secret too.
    pub base64: bool,
    /// The rule's place in the list of rules.
    pub rule: usize,
}

/// A character, or one that stands for it in a variant of the alphabet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Symbol(pub char, pub char);

impl Symbol {
    fn is(self, c: char) -> bool {
        c == self.0 || c == self.1
    }
}

/// Places where reading may go on, kept between searches to save their memory.
#[derive(Default)]
pub(super) struct Scratch {
    here: Vec<usize>,
    next: Vec<usize>,
}

impl Pattern {
    /// The characters that a hit can begin with.
    pub(super) fn first(&self) -> Symbol {
        self.symbols.first().copied().unwrap_or(Symbol('\0', '\0'))
    }

    /// Where the longest hit that begins at `start` ends, if there is one; `start` is a character boundary.
    pub(super) fn longest(&self, text: &str, start: usize, scratch: &mut Scratch) -> Option<usize> {
        let (mut matched, mut end) = self.plainly(text, start);
        scratch.here.clear();
        scratch.here.push(end);
        for symbol in &self.symbols[matched..] {
            scratch.next.clear();
            for at in &scratch.here {
                self.step(text, *at, *symbol, &mut scratch.next);
            }
            let Some(furthest) = scratch.next.iter().max() else { break };
            matched += 1;
            end = *furthest;
            std::mem::swap(&mut scratch.here, &mut scratch.next);
        }
        (matched >= self.least).then_some(end)
    }

    /// How many characters are there in plain writing, and where they end; the usual case, done fast.
    fn plainly(&self, text: &str, start: usize) -> (usize, usize) {
        let bytes = text.as_bytes()[start..].iter();
        let plain = |(b, s): &(&u8, &Symbol)| b.is_ascii() && only_plain(**b) && s.is(char::from(**b));
        let matched = bytes.zip(&self.symbols).take_while(plain).count();
        (matched, start + matched)
    }

    fn step(&self, text: &str, at: usize, symbol: Symbol, next: &mut Vec<usize>) {
        let mut breaks = Vec::new();
        let mut go = |c: char, end: usize, next: &mut Vec<usize>| {
            if symbol.is(c) && !next.contains(&end) {
                next.push(end);
            } else if self.base64 && matches!(c, '\r' | '\n') {
                breaks.push(end);
            }
        };
        match text.as_bytes().get(at) {
            None => return,
            Some(b) if b.is_ascii() && only_plain(*b) => go(char::from(*b), at + 1, next),
            Some(_) => readings(text, at, |c, end| go(c, end, next)),
        }
        for at in breaks {
            self.step(text, at, symbol, next);
        }
    }
}
