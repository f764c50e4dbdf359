//! The ways in which one character can be written in a text: plain, URL-encoded, escaped, or as an HTML entity.

/// Layers of encoding that are seen through, such as `%2541` for `A`.
const LAYERS: usize = 3;

/// Calls `take` with every character that the text at `at` can be read as, and where the text goes on.
///
/// `at` lies on a character boundary. A text can be read in several ways: `%41` is a percent sign, and is an `A`.
pub(super) fn readings(text: &str, at: usize, mut take: impl FnMut(char, usize)) {
    let rest = &text[at..];
    let Some(first) = rest.chars().next() else { return };
    take(first, at + first.len_utf8());
    match first {
        '%' => percent(rest, |c, len| take(c, at + len)),
        '+' => take(' ', at + 1),
        '\\' => escaped(rest, |c, len| take(c, at + len)),
        '&' => entity(rest, |c, len| take(c, at + len)),
        '\'' => shell_quote(rest, |c, len| take(c, at + len)),
        _ => {}
    }
}

/// Whether plain reading is the only one for this byte.
pub(super) fn only_plain(byte: u8) -> bool {
    !matches!(byte, b'%' | b'+' | b'\\' | b'&' | b'\'')
}

fn percent(rest: &str, mut take: impl FnMut(char, usize)) {
    let bytes = rest.as_bytes();
    for layers in 0..LAYERS {
        let mut decoded = Vec::with_capacity(4);
        let mut at = 0;
        while let Some((byte, next)) = percent_byte(bytes, at, layers) {
            decoded.push(byte);
            at = next;
            if decoded.len() == width(decoded[0]) {
                break;
            }
        }
        if let Some(c) = std::str::from_utf8(&decoded).ok().and_then(|s| s.chars().next()) {
            take(c, at);
        }
    }
}

fn percent_byte(bytes: &[u8], at: usize, layers: usize) -> Option<(u8, usize)> {
    let mut at = (*bytes.get(at)? == b'%').then_some(at + 1)?;
    for _ in 0..layers {
        at = bytes.get(at..)?.starts_with(b"25").then_some(at + 2)?;
    }
    Some((u8::try_from(hex(bytes.get(at..at + 2)?)?).ok()?, at + 2))
}

/// Bytes of the character that begins with this byte, in UTF-8.
fn width(first: u8) -> usize {
    match first {
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF7 => 4,
        _ => 1,
    }
}

fn hex(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |value, d| Some(value << 4 | char::from(*d).to_digit(16)?))
}

/// Escapes of JSON and of programming languages, at any depth: a run of backslashes and what it escapes.
fn escaped(rest: &str, mut take: impl FnMut(char, usize)) {
    let run = rest.bytes().take_while(|b| *b == b'\\').count();
    for doubled in [2, 4, 8, 16] {
        if run >= doubled {
            take('\\', doubled);
        }
    }
    let Some(escaped) = rest[run..].chars().next() else { return };
    let after = run + escaped.len_utf8();
    match escaped {
        'n' => take('\n', after),
        'r' => take('\r', after),
        't' => take('\t', after),
        'b' => take('\u{8}', after),
        'f' => take('\u{c}', after),
        'u' => unicode(rest, run, take),
        'x' => {
            if let Some(c) = rest.as_bytes().get(after..after + 2).and_then(hex).and_then(char::from_u32) {
                take(c, after + 2);
            }
        }
        c if !c.is_alphanumeric() => take(c, after),
        _ => {}
    }
}

/// `\uXXXX`, with a second one when the first is half of a pair. `run` is the number of backslashes.
fn unicode(rest: &str, run: usize, mut take: impl FnMut(char, usize)) {
    let unit = |at: usize| rest.as_bytes().get(at + run + 1..at + run + 5).and_then(hex);
    let len = run + 5;
    let Some(high) = unit(0) else { return };
    if let Some(c) = char::from_u32(high) {
        take(c, len);
    } else if let (true, Some(low)) = (rest[len..].starts_with(&rest[..=run]), unit(len))
        && let Some(Ok(c)) = char::decode_utf16([high, low].map(|u| u16::try_from(u).unwrap_or(0))).next()
    {
        take(c, 2 * len);
    }
}

fn entity(rest: &str, mut take: impl FnMut(char, usize)) {
    let mut at = 1;
    while rest[at..].starts_with("amp;") {
        at += 4;
        take('&', at);
    }
    let Some(end) = rest.as_bytes().iter().skip(at).take(10).position(|b| *b == b';').map(|n| at + n) else { return };
    let read = match rest.get(at..end).unwrap_or_default() {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        name => number(name).and_then(char::from_u32),
    };
    if let Some(c) = read {
        take(c, end + 1);
    }
}

fn number(name: &str) -> Option<u32> {
    let digits = name.strip_prefix('#')?;
    match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => digits.parse().ok(),
    }
}

/// A quote inside single quotes of a shell.
fn shell_quote(rest: &str, mut take: impl FnMut(char, usize)) {
    for written in [r"'\''", r"'\\''", r#"'"'"'"#, r#"'\"'\"'"#] {
        if rest.starts_with(written) {
            take('\'', written.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(char, usize)> {
        let mut all = Vec::new();
        readings(text, 0, |c, end| all.push((c, end)));
        all
    }

    #[test]
    fn a_character_is_read_in_every_way_it_is_written() {
        for (text, wanted) in [
            ("A", 'A'),
            ("%41", 'A'),
            ("%2541", 'A'),
            ("%c3%a9", 'é'),
            ("%C3%A9", 'é'),
            ("+", ' '),
            ("\\u00e9", 'é'),
            ("\\\\u00E9", 'é'),
            ("\\ud83d\\ude00", '😀'),
            ("\\\\ud83d\\\\ude00", '😀'),
            ("\\x22", '"'),
            ("\\\\\\\"", '"'),
            ("\\/", '/'),
            ("\\n", '\n'),
            ("&amp;", '&'),
            ("&#39;", '\''),
            ("&#x27;", '\''),
            ("&amp;quot;", '"'),
            (r"'\''", '\''),
        ] {
            assert!(read(text).contains(&(wanted, text.len())), "{text} as {wanted}: {:?}", read(text));
        }
    }

    #[test]
    fn halves_are_read_as_they_stand() {
        for text in ["%", "%4", "%zz", "\\", "\\u12", "\\ud83d", "&", "&amp", "&#;", "é", "%c3", "%c3%", "\\ué123"] {
            let first = text.chars().next().unwrap();
            assert_eq!(read(text).first(), Some(&(first, first.len_utf8())), "{text}");
        }
    }
}
