//! The forms that a secret may be looked for in.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// As many leading characters as betray a secret.
const BETRAYING: usize = 6;

/// Everything that betrays the secret: its beginning as it is and in every way of writing it. Whatever is longer
/// contains one of these.
pub fn betraying(secret: &str) -> Vec<String> {
    let beginning: String = secret.chars().take(BETRAYING).collect();
    let mut forms = written(&beginning);
    forms.extend((0..3).flat_map(|before| in_base64(&beginning, before)));
    forms.sort();
    forms.dedup();
    forms
}

/// A text raw, URL-encoded (three ways), JSON-escaped (once and twice) and HTML-escaped (two ways).
pub fn written(text: &str) -> Vec<String> {
    let json = |text: &str| {
        let quoted = serde_json::to_string(text).unwrap();
        quoted[1..quoted.len() - 1].to_owned()
    };
    let html = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let script: String = text.replace('&', "\\u0026").replace('<', "\\u003c").replace('>', "\\u003e");
    vec![
        text.to_owned(),
        percent(text, |b| format!("%{b:02X}")),
        percent(text, |b| format!("%{b:02x}")),
        percent(text, |b| format!("%{b:02X}")).replace("%20", "+"),
        json(text),
        json(&json(text)),
        script,
        html.replace('"', "&quot;").replace('\'', "&#39;"),
        html.replace('"', "&quot;").replace('\'', "&apos;"),
    ]
}

fn percent(text: &str, escape: impl Fn(u8) -> String) -> String {
    let keep = |b: &u8| b.is_ascii_alphanumeric() || b"-._~".contains(b);
    text.bytes().map(|b| if keep(&b) { char::from(b).to_string() } else { escape(b) }).collect()
}

/// The characters of base64 that depend on the text alone when `before` bytes (modulo 3) stand before it.
fn in_base64(text: &str, before: usize) -> [String; 2] {
    let bytes = [vec![b'x'; before], text.as_bytes().to_vec()].concat();
    let shared = [0, 2, 3][before];
    let whole = bytes.len() * 8 / 6;
    [STANDARD_NO_PAD.encode(&bytes)[shared..whole].to_owned(), URL_SAFE_NO_PAD.encode(&bytes)[shared..whole].to_owned()]
}

#[test]
fn a_secret_is_found_in_every_form() {
    let secret = "k7\"Q&+zW'p9";
    let forms = betraying(secret);
    let all = serde_json::json!({ "a": secret }).to_string();
    assert!(forms.iter().any(|f| all.contains(f)), "{forms:?}");
    for before in ["", "u", "us"] {
        let encoded = STANDARD_NO_PAD.encode(format!("{before}{secret}"));
        assert!(forms.iter().any(|f| encoded.contains(f)), "{forms:?} in {encoded}");
    }
}
