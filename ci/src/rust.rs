//! Rust source as the rules read it: without comments, without the contents of literals, and split into functions.
//!
//! A masked text has the length and the line ends of the original, so that places in the one are places in the other.

use crate::repository::line_of;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A Rust file that was read.
#[derive(Debug)]
pub struct Source<'a> {
    /// The text as written.
    pub raw: &'a str,
    /// Without comments and without the contents of literals.
    pub code: String,
    /// Without comments.
    pub words: String,
    tests: Vec<Range<usize>>,
}

/// A function with a body.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The line of `fn`.
    pub line: usize,
    /// Lines from `fn` to the closing brace.
    pub lines: usize,
    /// Where it begins, in bytes.
    pub at: usize,
}

static FUNCTION: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\bfn\s+([A-Za-z_][A-Za-z0-9_]*)").ok());

const TESTS: &str = "#[cfg(test)]";

impl<'a> Source<'a> {
    /// Reads a text.
    #[must_use]
    pub fn read(raw: &'a str) -> Self {
        let pieces = pieces(raw.as_bytes());
        let code = masked(raw, pieces.iter().map(|p| p.inside.clone()));
        let words = masked(raw, pieces.iter().filter(|p| p.comment).map(|p| p.inside.clone()));
        let tests = code.match_indices(TESTS).filter_map(|(at, _)| block(&code, at)).collect();
        Self { raw, code, words, tests }
    }

    /// Whether a byte lies in a module of tests.
    #[must_use]
    pub fn in_tests(&self, at: usize) -> bool {
        self.tests.iter().any(|t| t.contains(&at))
    }

    /// The line of a byte.
    #[must_use]
    pub fn line(&self, at: usize) -> usize {
        line_of(self.raw, at)
    }

    /// All functions with a body, in the order of the file.
    #[must_use]
    pub fn functions(&self) -> Vec<Function> {
        let found = FUNCTION.iter().flat_map(|f| f.captures_iter(&self.code));
        found
            .filter_map(|c| {
                let (whole, name) = (c.get(0)?, c.get(1)?);
                let body = block(&self.code, whole.end())?;
                let (line, end) = (self.line(whole.start()), self.line(body.end - 1));
                Some(Function { name: name.as_str().to_owned(), line, lines: end - line + 1, at: whole.start() })
            })
            .collect()
    }

    /// Attributes: where each begins, and its text between the brackets as written.
    pub fn attributes(&self) -> impl Iterator<Item = (usize, &str)> {
        let starts = self.code.match_indices('#').filter_map(|(at, _)| {
            let rest = self.code.get(at + 1..)?;
            let open = at + 1 + usize::from(rest.starts_with('!'));
            (self.code.get(open..)?.starts_with('[')).then_some((at, open))
        });
        starts.filter_map(|(at, open)| {
            let end = closing(&self.code, open, ('[', ']'))?;
            Some((at, self.words.get(open + 1..end)?))
        })
    }
}

/// The first block in braces after a byte, unless a `;` outside of brackets comes first.
fn block(code: &str, from: usize) -> Option<Range<usize>> {
    let mut depth = 0_i32;
    for (offset, byte) in code.bytes().enumerate().skip(from) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b';' if depth == 0 => return None,
            b'{' if depth == 0 => return Some(from..closing(code, offset, ('{', '}'))? + 1),
            _ => {}
        }
    }
    None
}

/// The byte of the bracket that closes the one at that byte.
fn closing(code: &str, open: usize, (opens, closes): (char, char)) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in code.get(open..)?.char_indices() {
        if c == opens {
            depth += 1;
        } else if c == closes {
            depth -= 1;
            if depth == 0 {
                return Some(open + at);
            }
        }
    }
    None
}

/// A comment or a literal: the bytes to blank.
struct Piece {
    inside: Range<usize>,
    comment: bool,
}

fn masked(raw: &str, blanks: impl Iterator<Item = Range<usize>>) -> String {
    let mut bytes = raw.as_bytes().to_vec();
    for byte in blanks.flatten() {
        if let Some(byte) = bytes.get_mut(byte).filter(|b| **b != b'\n') {
            *byte = b' ';
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

fn pieces(bytes: &[u8]) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let next = match piece_at(bytes, at) {
            Some((piece, next)) => {
                found.push(piece);
                next
            }
            None => at + 1,
        };
        at = next;
    }
    found
}

/// The comment or literal that begins at a byte, and the byte after it.
fn piece_at(bytes: &[u8], at: usize) -> Option<(Piece, usize)> {
    let rest = bytes.get(at..)?;
    let comment = |end: usize| Some((Piece { inside: at..end, comment: true }, end));
    let literal = |from: usize, to: usize, end: usize| Some((Piece { inside: from..to, comment: false }, end));
    match rest {
        [b'/', b'/', ..] => comment(at + rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len())),
        [b'/', b'*', ..] => comment(at + block_comment(rest)),
        [b'"', ..] => {
            let end = at + 1 + quoted(&rest[1..]);
            literal(at + 1, end, end + 1)
        }
        [b'r', b'"' | b'#', ..] if !follows_word(bytes, at) => {
            let hashes = rest[1..].iter().take_while(|b| **b == b'#').count();
            (rest.get(1 + hashes) == Some(&b'"')).then_some(())?;
            let close: Vec<u8> = std::iter::once(b'"').chain(std::iter::repeat_n(b'#', hashes)).collect();
            let from = at + hashes + 2;
            let to = from + bytes.get(from..)?.windows(close.len()).position(|w| w == close)?;
            literal(from, to, to + close.len())
        }
        [b'\'', b'\\', ..] => {
            let end = at + 3 + rest.get(3..)?.iter().position(|b| *b == b'\'')?;
            literal(at + 1, end, end + 1)
        }
        [b'\'', first, ..] => {
            let width = width(*first);
            (rest.get(1 + width) == Some(&b'\'')).then(|| literal(at + 1, at + 1 + width, at + 2 + width))?
        }
        _ => None,
    }
}

/// Whether the byte before continues a word, other than the `b` or `c` of a literal.
fn follows_word(bytes: &[u8], at: usize) -> bool {
    let word = |back: usize| {
        at.checked_sub(back).and_then(|i| bytes.get(i)).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_')
    };
    let prefixed = at > 0 && matches!(bytes.get(at - 1), Some(b'b' | b'c')) && !word(2);
    word(1) && !prefixed
}

/// Bytes of a string up to its closing quote.
fn quoted(rest: &[u8]) -> usize {
    let mut at = 0;
    while let Some(byte) = rest.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    rest.len()
}

/// Bytes of a block comment, nested ones included.
fn block_comment(rest: &[u8]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        match rest.get(at..at + 2) {
            Some(b"/*") => (depth, at) = (depth + 1, at + 2),
            Some(b"*/") => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// Bytes of a UTF-8 character by its first one.
fn width(first: u8) -> usize {
    match first {
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xFF => 4,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r###"
/* a { /* nested */ } */
fn first<'a>(x: &'a str) -> char { // fn not_me() {
    let brace = '{';
    let quote = "\" fn nor_me() {";
    let raw = r##"fn nor_this() { "# "##;
    '\''
}
trait T { fn declared(&self, a: [u8; 2]); }
#[expect(dead_code, reason = "é")]
fn second() {}
#[cfg(test)]
mod tests {
    fn third() {}
}
"###;

    #[test]
    fn functions_are_found_outside_of_comments_and_literals() {
        let source = Source::read(TEXT);
        let seen: Vec<_> = source.functions().into_iter().map(|f| (f.name, f.line, f.lines)).collect();
        assert_eq!(seen, [("first".into(), 3, 6), ("second".into(), 11, 1), ("third".into(), 14, 1)]);
        assert_eq!(source.code.len(), TEXT.len());
        assert!(!source.code.contains("nested") && !source.code.contains("nor_"));
        assert!(source.words.contains("nor_me") && !source.words.contains("not_me"));
    }

    #[test]
    fn attributes_keep_their_words_and_tests_are_known() {
        let source = Source::read(TEXT);
        let attributes: Vec<&str> = source.attributes().map(|(_, a)| a).collect();
        assert_eq!(attributes, ["expect(dead_code, reason = \"é\")", "cfg(test)"]);
        let at = TEXT.find("third").unwrap();
        assert!(source.in_tests(at) && !source.in_tests(10));
    }
}
