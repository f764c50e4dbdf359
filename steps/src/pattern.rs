//! Patterns of the step table: plain sentences with a few kinds of blanks.

use regex::Regex;

/// A blank: how it stands in a pattern, the expression it stands for.
///
/// Only ASCII classes are used: Unicode ones cost memory and time in every start of the binary.
const BLANKS: [(&str, &str); 5] = [
    ("\"_\"", r#""((?:[^"\\]|\\.)*)""#),
    ("<number>", r"([0-9]+|\{[a-z][a-z0-9_]*\})"),
    ("<count>", r"(exactly|at least|at most) ([0-9]+|\{[a-z][a-z0-9_]*\})"),
    ("<status>", r"([0-9][0-9x]{2}(?: or [0-9][0-9x]{2})*)"),
    ("<value>", r#"("(?:[^"\\]|\\.)*"|-?[0-9]+(?:\.[0-9]+)?|true|false|null|\{[a-z][a-z0-9_]*\})"#),
];

/// The anchored regular expression of a pattern; `<this|that>` is a choice of words.
#[must_use]
pub fn expression(pattern: &str) -> String {
    let mut expression = regex::escape(pattern);
    for (blank, stands_for) in BLANKS {
        expression = expression.replace(&regex::escape(blank), stands_for);
    }
    let choices = expression.replace('<', "(").replace(r"\|", "|").replace('>', ")");
    format!("^{choices}$")
}

/// The compiled expression of a pattern.
///
/// # Errors
/// The compiler's complaint.
pub fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    Regex::new(&expression(pattern))
}

/// The text of a pattern before its first blank or choice; whatever fits the pattern begins with it.
#[must_use]
pub fn opening(pattern: &str) -> &str {
    pattern.split(['"', '<']).next().unwrap_or_default()
}

/// The text between quotes as it is meant: `\"` is a quote, `\\` a backslash, `\n` a line end.
#[must_use]
pub fn unescape(quoted: &str) -> String {
    let mut text = String::with_capacity(quoted.len());
    let mut chars = quoted.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, false) => text.push(c),
            (_, true) => match chars.next() {
                Some('n') => text.push('\n'),
                Some(other) => text.push(other),
                None => text.push('\\'),
            },
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_capture_what_they_name() {
        let re = compile(r#"the response header "_" is "_""#).unwrap();
        let found = re.captures(r#"the response header "X-A" is "say \"hi\"""#).unwrap();
        assert_eq!(unescape(&found[2]), r#"say "hi""#);
        assert!(compile("the response status is <status>").unwrap().is_match("the response status is 200 or 3xx"));
        assert!(!compile("at least <number> rows").unwrap().is_match("at least -1 rows"));
        assert!(compile("is <value>").unwrap().is_match("is {circle}"));
        assert_eq!(
            &compile("it <holds|does not hold> \"_\"").unwrap().captures("it does not hold \"a\"").unwrap()[1],
            "does not hold"
        );
        assert_eq!(&compile("has <count> rows").unwrap().captures("has at least 3 rows").unwrap()[2], "3");
    }
}
