//! Secrets that are known by where they stand: assignments, URL credentials, private keys.

use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// The names of these rules, in the order of [`RULES`].
pub(super) const NAMES: [&str; 3] = ["assignment", "url credential", "private key"];

/// For each rule an expression; what one of its groups matches is masked.
static RULES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let begin = r#"(?i)(?:^|[\s"'?&]|\\[nrt])[\w.\-]*"#;
    let name = r#"(?:secret|token|passw|api_?key|private_?key)[\w.\-]*["']?[ \t]*=[ \t]*"#;
    let value = r#"(?:"([^"\\]{6,})|'([^'\\]{6,})|\\"([^"\\]{6,})|([^\s"'<>\\=][^\s"<>\\]{5,}))"#;
    [
        format!("{begin}{name}{value}"),
        r#"://[^\s/@:"'<>\\]*:([^\s/?#@"'<>\\]+)@"#.to_owned(),
        r"(?s)(-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----.*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|\z))".to_owned(),
    ]
    .iter()
    .filter_map(|rule| Regex::new(rule).ok())
    .collect()
});

/// What every text with a hit also matches, be it serialised as JSON or not.
static SUSPICIOUS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let name = r#"(?i)(?:secret|token|passw|api_?key|private_?key)[\w.\-]*[ t"'\\]*="#;
    Regex::new(&format!(r"{name}|://[^\s/@:]*:[^\s@]+@|PRIVATE KEY-----")).ok()
});

/// What names of variables have in them that stand for a secret, as words of their own or within others.
static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let within = "secret|token|passw|credential|api_?key|private";
    Regex::new(&format!("(?i)(?:{within}|(?:^|[_-])(?:key|salt|dsn)(?:$|[_-]))")).ok()
});

/// Whether the name of a variable tells that its value is a secret.
pub(crate) fn tells_of_secret(name: &str) -> bool {
    NAME.as_ref().is_none_or(|r| r.is_match(name))
}

/// Whether a text, or its JSON serialisation, may have a hit; never wrongly `false`.
pub(super) fn suspicious(text: &str) -> bool {
    SUSPICIOUS.as_ref().is_none_or(|r| r.is_match(text))
}

/// What these rules mask: the range and the number of the rule.
pub(super) fn hits(text: &str) -> Vec<(Range<usize>, usize)> {
    if !suspicious(text) {
        return Vec::new();
    }
    let per_rule = |(rule, expression): (usize, &Regex)| {
        expression
            .captures_iter(text)
            .filter_map(|c| c.iter().skip(1).flatten().next().map(|m| m.range()))
            .map(|range| (range, rule))
            .collect::<Vec<_>>()
    };
    RULES.iter().enumerate().flat_map(per_rule).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> Vec<&str> {
        hits(text).into_iter().map(|(range, _)| &text[range]).collect()
    }

    #[test]
    fn every_rule_compiles() {
        assert_eq!(RULES.len(), NAMES.len());
        assert!(SUSPICIOUS.is_some());
    }

    #[test]
    fn values_of_assignments_are_hits() {
        assert_eq!(masked("SECRET_KEY=django-insecure-1\nDEBUG=1"), ["django-insecure-1"]);
        assert_eq!(masked("db_password = \"two words\""), ["two words"]);
        assert_eq!(masked("export JWT_PRIVATE_KEY='abcdef'"), ["abcdef"]);
        assert_eq!(masked(r#"{"env": "API_KEY=\"abcdefgh\""}"#), ["abcdefgh"]);
        assert_eq!(masked("GET /x?access_token=abcdef&page=2"), ["abcdef&page=2"]);
        assert!(masked("PASSWORD=short").is_empty());
        assert!(masked("PASSWORD=").is_empty());
        assert!(masked("a token is needed = always").is_empty());
        assert!(masked(r#"{"token": "Invalid token"}"#).is_empty());
        assert!(masked("if(e.token===n.token&&ready)x.token=t.data").is_empty());
    }

    #[test]
    fn credentials_in_urls_and_private_keys_are_hits() {
        assert_eq!(masked("postgres://app:s3cret@db:5432/app"), ["s3cret"]);
        assert_eq!(masked("redis://:pw@cache"), ["pw"]);
        assert!(masked("http://localhost:8000/@user").is_empty());
        let pem = "-----BEGIN EC PRIVATE KEY-----\nMHc\n-----END EC PRIVATE KEY-----";
        assert_eq!(masked(&format!("x {pem} y")), [pem]);
        assert_eq!(masked("-----BEGIN PRIVATE KEY-----\nMHc"), ["-----BEGIN PRIVATE KEY-----\nMHc"]);
    }
}
