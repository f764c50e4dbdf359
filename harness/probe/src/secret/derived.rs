//! The forms that a secret takes in base64 texts, and how much of each betrays it.

use super::pattern::{Pattern, Symbol};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

/// Leading characters of a secret that betray it.
const BETRAYING: usize = 6;

/// Fewer characters than these are not searched for: the mask would be everywhere.
const SHORTEST: usize = 4;

/// Fewer characters of base64 than these stand in many a text by chance.
const SHORTEST_BASE64: usize = 5;

/// Every form of a secret, for the rule with this number.
///
/// Leading characters shared with the public name do not betray the secret, one more does.
pub(super) fn patterns(rule: usize, public_name: Option<&str>, secret: &str) -> Vec<Pattern> {
    let length = secret.chars().count();
    if length < SHORTEST {
        return Vec::new();
    }
    let public = public_name.map_or(0, |name| name.chars().zip(secret.chars()).take_while(|(a, b)| a == b).count());
    let least = BETRAYING.max(public + 1).min(length);
    let symbols = secret.chars().map(|c| Symbol(c, c)).collect();
    let plain = Pattern { symbols, least, base64: false, rule };
    let betraying: usize = secret.chars().take(least).map(char::len_utf8).sum();
    let encoded = (0..3).map(|before| in_base64(rule, secret, betraying, before));
    std::iter::once(plain).chain(encoded.filter(|p| p.least >= SHORTEST_BASE64)).collect()
}

/// The part of a base64 text that depends on nothing but the secret, when `before` bytes (modulo 3) precede it.
fn in_base64(rule: usize, secret: &str, betraying: usize, before: usize) -> Pattern {
    let (shared_characters, shared_bits) = [(0, 0), (2, 4), (3, 2)][before];
    let whole = |bytes: usize| (bytes * 8).saturating_sub(shared_bits) / 6;
    let mut bytes = vec![0; before];
    bytes.extend_from_slice(secret.as_bytes());
    let text = STANDARD_NO_PAD.encode(bytes);
    let symbols = text.chars().skip(shared_characters).take(whole(secret.len())).map(variants).collect();
    Pattern { symbols, least: whole(betraying), base64: true, rule }
}

fn variants(c: char) -> Symbol {
    match c {
        '+' => Symbol('+', '-'),
        '/' => Symbol('/', '_'),
        c => Symbol(c, c),
    }
}
