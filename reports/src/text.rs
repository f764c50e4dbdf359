//! Texts that came from a system under test, made safe to print.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Chars;

/// The text without terminal sequences and without characters that XML 1.0 or a terminal would choke on.
///
/// Tabs and line feeds stay, a carriage return before a line feed goes, a lone one becomes a line feed.
/// Marks that reorder the text around them are shown as `[U+202E]`, so that nothing can pose as something else.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    // Nearly every text is plain ASCII, and bytes are looked at faster than characters.
    let plain = text.bytes().fold(true, |plain, b| plain & matches!(b, b' '..=b'~' | b'\t' | b'\n'));
    if plain || text.chars().all(|c| !troubles(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{1b}' => skip_escape(&mut chars),
            '\u{9b}' => skip_control_sequence(&mut chars),
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            c if reorders(c) => out.push_str(&format!("[U+{:04X}]", c as u32)),
            c if troubles(c) => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The cleaned text on one line: every run of white space is one space, cut after `most` characters.
#[must_use]
pub fn one_line(text: &str, most: usize) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        line.push_str(if line.is_empty() { "" } else { " " });
        line.push_str(word);
    }
    runproof_core::json::cut(&clean(&line), most)
}

/// The text cut at a character's border after at most `most` bytes, with a note on what was left out.
#[must_use]
pub fn cut_bytes(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most {
        return Cow::Borrowed(text);
    }
    let end = border(text, most);
    Cow::Owned(format!("{}\n… cut here; {} bytes in all, the rest is in ledger.ndjson", &text[..end], text.len()))
}

/// The last border between characters at or before a byte.
#[must_use]
pub fn border(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0)
}

fn reorders(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn troubles(c: char) -> bool {
    match c {
        '\t' | '\n' => false,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => true,
        c => reorders(c),
    }
}

/// Skips what follows an escape character.
fn skip_escape(chars: &mut Peekable<Chars<'_>>) {
    match chars.peek() {
        Some('[') => {
            chars.next();
            skip_control_sequence(chars);
        }
        Some(']' | 'P' | 'X' | '^' | '_') => skip_string(chars),
        Some(' '..='/') => {
            while chars.next_if(|c| (' '..='/').contains(c)).is_some() {}
            chars.next_if(|c| ('0'..='~').contains(c));
        }
        Some('0'..='~') => {
            chars.next();
        }
        _ => {}
    }
}

/// Skips parameters and the final character of a control sequence.
fn skip_control_sequence(chars: &mut Peekable<Chars<'_>>) {
    while chars.next_if(|c| (' '..='?').contains(c)).is_some() {}
    chars.next_if(|c| ('@'..='~').contains(c));
}

/// Skips a string for the terminal, such as a window title, to its end; an unended one stops at the line's end.
fn skip_string(chars: &mut Peekable<Chars<'_>>) {
    while let Some(c) = chars.next_if(|c| *c != '\n') {
        if c == '\u{7}' || c == '\u{9c}' {
            return;
        }
        if c == '\u{1b}' {
            chars.next_if_eq(&'\\');
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminal_sequences_and_control_characters_go() {
        assert_eq!(clean("\u{1b}[31;1mred\u{1b}[0m"), "red");
        assert_eq!(clean("\u{1b}]0;title\u{7}after"), "after");
        assert_eq!(clean("\u{1b}]8;;http://x\u{1b}\\link"), "link");
        assert_eq!(clean("\u{1b}(Bplain\u{9b}2Jx"), "plainx");
        assert_eq!(clean("a\u{0}b\u{8}c\u{7f}d\u{ffff}e"), "abcde");
        assert_eq!(clean("one\r\ntwo\rthree\tend"), "one\ntwo\nthree\tend");
        assert_eq!(clean("\u{1b}"), "");
    }

    #[test]
    fn reordering_marks_are_shown_and_scripts_from_right_to_left_stay() {
        assert_eq!(clean("evil\u{202e}txt.exe"), "evil[U+202E]txt.exe");
        assert_eq!(clean("שלום 👋🏽"), "שלום 👋🏽");
    }

    #[test]
    fn an_unended_terminal_string_hides_no_other_line() {
        assert_eq!(clean("\u{1b}]0;endless\nsecond line"), "\nsecond line");
    }

    #[test]
    fn cutting_keeps_characters_whole_and_says_so() {
        assert_eq!(cut_bytes("short", 10), "short");
        assert!(cut_bytes("ééééé", 3).starts_with("é\n… cut here; 10 bytes in all"));
        assert_eq!(one_line("a\n\n  b\tc", 9), "a b c");
        assert_eq!(one_line("abcdef", 3), "abc…");
    }
}
