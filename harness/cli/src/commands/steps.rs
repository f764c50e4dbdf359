//! `steps`: the vocabulary.

use crate::complaint::Complaint;
use crate::say;
use runproof_steps::{Row, table};
use std::fmt::Write as _;

/// Lists sentences, or writes the page of the vocabulary.
pub fn perform(text: Option<&str>, markdown: bool) -> Result<u8, Complaint> {
    if markdown {
        say::out(&page());
        return Ok(0);
    }
    let wanted = |r: &&Row| text.is_none_or(|t| r.pattern.contains(t) || r.meaning.contains(t));
    let rows: Vec<&Row> = table::rows().iter().filter(wanted).collect();
    if rows.is_empty() {
        let what = format!("no sentence holds `{}`", text.unwrap_or_default());
        return Err(Complaint::Usage { what, next: "`runproof steps` lists every sentence".into() });
    }
    let mut list = String::new();
    for row in &rows {
        let _ = writeln!(
            list,
            "{:<5} {}\n      {}\n      {} {}\n",
            row.keyword(),
            row.pattern,
            row.meaning,
            row.keyword(),
            row.example
        );
    }
    let _ = writeln!(list, "{} sentences", rows.len());
    say::out(&list);
    Ok(0)
}

/// `features/VOCABULARY.md`.
fn page() -> String {
    let mut page = String::from(HEAD);
    for keyword in ["Given", "When", "Then"] {
        let _ = writeln!(page, "\n## {keyword}\n\n| sentence | meaning | example |\n|---|---|---|");
        for row in table::rows().iter().filter(|r| r.keyword() == keyword) {
            let cell = |text: &str| text.replace('|', "\\|");
            let _ = writeln!(page, "| `{}` | {} | `{}` |", cell(row.pattern), cell(row.meaning), cell(row.example));
        }
    }
    page
}

const HEAD: &str = "\
# Vocabulary

Written by `runproof steps --markdown`; a test complains when it is out of date.

`\"_\"` stands for a text in quotes (`\\\"` is a quote in it), `<this|that>` for a choice of words, `<number>` for a number,
`<count>` for `exactly`, `at least` or `at most` with a number, `<status>` for a status such as `200`, `2xx` or `200 or 204`,
`<value>` for a text in quotes, a number, `true`, `false` or `null`.
In every text, text block and table `{name}` is a value kept before, a variable of profile, target or stack, or a name of `names.toml`.
Every `Then` that compares may begin with `within \"30s\"`: then the last question is asked again until the comparison holds.
";
