//! Rules about documents, records and what must not be committed.

use crate::sample::Sample;
use std::io;

#[test]
fn evidence_that_would_be_committed() -> io::Result<()> {
    let line = "runproof-evidence/1/ledger.ndjson:1: evidence: evidence of a run would be committed; remove it and ignore `runproof-evidence`";
    Sample::good()?.with("runproof-evidence/1/ledger.ndjson", "{}\n")?.is_red("evidence", &[line])
}

#[test]
fn a_path_of_the_machine() -> io::Result<()> {
    let sample = Sample::good()?;
    let root = sample.path().canonicalize()?.display().to_string();
    let line = format!(
        "steps/notes.txt:2: machine: `{root}` is a path of this machine; write a path from the repository's root, or a variable"
    );
    sample.with("steps/notes.txt", &format!("a\nsee {root}/target\n/x{root}\n"))?.is_red("machine", &[line.as_str()])
}

#[test]
fn a_link_that_leads_nowhere() -> io::Result<()> {
    let line = "docs/page.md:3: links: the link to `../GONE.md#part` leads nowhere; correct it, or write the file";
    let text = "# Page\n\n[here](../README.md), [gone](../GONE.md#part), [root](/README.md), [self](#page)\n\n```md\n[no](link.md)\n```\n";
    Sample::good()?.with("docs/page.md", text)?.is_red("links", &[line])
}

#[test]
fn examples_that_cannot_be_typed() -> io::Result<()> {
    let sample = Sample::good()?
        .edited("README.md", "$ cargo run -- stack up", "$ cargo run -- stack sideways")?
        .edited("README.md", "--tags '@reads and not @writes'", "--tag @reads")?
        .edited("README.md", "```console\n", "```console\n$ runproof chek\n")?;
    let lines = [
        "README.md:6: console: the product does not know the command `chek`; correct the example",
        "README.md:7: console: the product does not know the flag `--tag` of `runproof check`; correct the example",
        "README.md:8: console: the product does not know the command `sideways`; correct the example",
    ];
    sample.is_red("console", &lines)
}

#[test]
fn a_night_that_is_too_long_ago() -> io::Result<()> {
    let sample = Sample::good()?.with("ci/Cargo.toml", "[package]\nname = \"ci\"\n")?.edited(
        "Cargo.toml",
        "[workspace]",
        "[workspace]\nexclude = [\"ci\"]",
    )?;
    let told = sample.told_by("night-age")?;
    assert_eq!(
        told.findings,
        [
            "ci/nights/:1: night-age (warning): no night is written down yet; run `cargo ci night` and commit what it wrote"
        ]
    );
    assert_eq!(told.code, Some(0));
    let sample = sample.with("ci/nights/2020-02-29.json", "{}\n")?;
    let told = sample.told_by("night-age")?;
    assert_eq!(told.code, Some(1));
    assert!(told.findings[0].starts_with("ci/nights/2020-02-29.json:1: night-age: the last night is "), "{told:?}");
    let sample = sample.with("ci/nights/9999-12-31.json", "{}\n")?;
    sample.is_red("night-age", &["ci/nights/9999-12-31.json:1: night-age: the last night is still to come; run `cargo ci night` and commit what it wrote"])
}
