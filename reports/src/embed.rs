//! JSON inside a page, and a page from a template.

use crate::error::RenderError;
use serde::Serialize;
use std::io::{self, Write};

/// Passes JSON on in a form that no HTML parser can take for markup.
///
/// In JSON the bytes `<`, `>` and `&` can stand only inside a string, where their escaped form means the same.
struct ScriptSafe<W>(W);

impl<W: Write> Write for ScriptSafe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = bytes;
        // Looking at every byte without stopping at the first find is faster, and most texts have none.
        let any = bytes.iter().fold(false, |any, b| any | markup(*b));
        while let Some(n) = any.then(|| rest.iter().position(|b| markup(*b))).flatten() {
            self.0.write_all(&rest[..n])?;
            write!(self.0, "\\u{:04x}", rest[n])?;
            rest = &rest[n + 1..];
        }
        self.0.write_all(rest)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn markup(byte: u8) -> bool {
    matches!(byte, b'<' | b'>' | b'&')
}

/// Writes a value as JSON that is safe inside a script element.
///
/// # Errors
/// When the sink refuses.
pub fn json<W: Write>(sink: &mut W, value: &impl Serialize) -> Result<(), RenderError> {
    Ok(serde_json::to_writer(ScriptSafe(sink), value)?)
}

/// Writes a text with everything escaped that HTML gives a meaning.
///
/// # Errors
/// When the sink refuses.
pub fn text<W: Write>(sink: &mut W, text: &str) -> Result<(), RenderError> {
    let text = crate::text::clean(text);
    let escaped = quick_xml::escape::escape(&*text);
    Ok(sink.write_all(escaped.as_bytes())?)
}

/// Writes a template; each `{{name}}` in it is handed to `fill`, whose output is not searched again.
///
/// # Errors
/// When the sink refuses.
pub fn template<W: Write>(
    sink: &mut W,
    template: &str,
    mut fill: impl FnMut(&mut W, &str) -> Result<(), RenderError>,
) -> Result<(), RenderError> {
    let mut rest = template;
    while let Some((before, (name, after))) =
        rest.split_once("{{").and_then(|(before, tail)| Some((before, tail.split_once("}}")?)))
    {
        sink.write_all(before.as_bytes())?;
        fill(sink, name)?;
        rest = after;
    }
    Ok(sink.write_all(rest.as_bytes())?)
}

/// Standard Base64 with padding, as content security policies write digests.
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0_usize, |g, b| g << 8 | usize::from(*b)) << (8 * (3 - chunk.len()));
        for n in 0..4 {
            let sextet = group >> (18 - 6 * n) & 63;
            out.push(if n > chunk.len() { '=' } else { char::from(ALPHABET[sextet]) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_cannot_end_its_script() {
        let mut out = Vec::new();
        json(&mut out, &"</script><!--&").unwrap();
        let out = String::from_utf8(out).unwrap();
        assert_eq!(out, r#""\u003c/script\u003e\u003c!--\u0026""#);
        assert_eq!(serde_json::from_str::<String>(&out).unwrap(), "</script><!--&");
    }

    #[test]
    fn what_fills_a_template_is_not_searched_again() {
        let mut out = Vec::new();
        template(&mut out, "a {{x}} b {{y}} {{", |sink, name| text(sink, if name == "x" { "{{y}}" } else { "<" }))
            .unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "a {{y}} b &lt; {{");
    }

    #[test]
    fn base64_as_in_rfc_4648() {
        let coded: Vec<String> = ["", "f", "fo", "foo", "foob"].iter().map(|t| base64(t.as_bytes())).collect();
        assert_eq!(coded, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]);
    }
}
