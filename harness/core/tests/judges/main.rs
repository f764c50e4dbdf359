//! What every check says of what was seen: passing, failing, and everything that must not count as passing.
#![expect(clippy::unwrap_used, reason = "a test stops where its own material is wrong")]

mod backups;
mod data;
mod directories;
mod engine;
mod files;
mod git;
mod globs;
mod host;
mod http;
mod net;
mod people;
mod row;
mod samples;
mod views;
mod websockets;
mod words;

use row::{Row, names_of};
use runproof_core::noun::archive::ArchiveCheck;
use runproof_core::noun::backup::BackupCheck;
use runproof_core::noun::certificate::CertificateCheck;
use runproof_core::noun::child_run::ChildCheck;
use runproof_core::noun::claim::{HeaderClaim, JsonClaim};
use runproof_core::noun::comparison::ComparisonCheck;
use runproof_core::noun::database::DatabaseCheck;
use runproof_core::noun::directory::DirectoryCheck;
use runproof_core::noun::dump_check::DumpCheck;
use runproof_core::noun::engine_check::ServicesCheck;
use runproof_core::noun::engine_use::{EngineCheck, ResourcesCheck};
use runproof_core::noun::env_file::EnvCheck;
use runproof_core::noun::file::FileCheck;
use runproof_core::noun::git_tree::GitCheck;
use runproof_core::noun::holdings::HoldingsCheck;
use runproof_core::noun::http_check::HttpCheck;
use runproof_core::noun::log::LinesCheck;
use runproof_core::noun::name::NameCheck;
use runproof_core::noun::page::PageCheck;
use runproof_core::noun::port::PortCheck;
use runproof_core::noun::procedure::ProcedureCheck;
use runproof_core::noun::query::QueryCheck;
use runproof_core::noun::restore::RestoreCheck;
use runproof_core::noun::value::ValueCheck;
use runproof_core::noun::view_check::ViewCheck;
use runproof_core::noun::websocket::WebSocketCheck;
use runproof_core::verdict::Verdict;
use std::collections::BTreeMap;

fn table() -> Vec<Row> {
    [
        http::all(),
        net::all(),
        files::all(),
        directories::all(),
        host::all(),
        git::all(),
        data::all(),
        backups::all(),
        people::all(),
        views::all(),
        websockets::all(),
        engine::all(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Every kind of check and claim, by the name it has in a ledger.
fn kinds() -> Vec<String> {
    let tag = "expect";
    let checks = [
        names_of::<HttpCheck>(tag, "http"),
        names_of::<PageCheck>(tag, "page"),
        names_of::<ViewCheck>(tag, "browser"),
        names_of::<WebSocketCheck>(tag, "web-socket"),
        names_of::<PortCheck>(tag, "port"),
        names_of::<CertificateCheck>(tag, "certificate"),
        names_of::<NameCheck>(tag, "name"),
        names_of::<FileCheck>(tag, "file"),
        names_of::<DirectoryCheck>(tag, "directory"),
        names_of::<ComparisonCheck>(tag, "comparison"),
        names_of::<ArchiveCheck>(tag, "archive"),
        names_of::<EnvCheck>(tag, "env-file"),
        names_of::<ServicesCheck>(tag, "services"),
        names_of::<GitCheck>(tag, "git-tree"),
        names_of::<DatabaseCheck>(tag, "database"),
        names_of::<BackupCheck>(tag, "backups"),
        names_of::<DumpCheck>(tag, "dump"),
        names_of::<HoldingsCheck>(tag, "holdings"),
        names_of::<RestoreCheck>(tag, "restore"),
        names_of::<QueryCheck>(tag, "query"),
        names_of::<ProcedureCheck>(tag, "procedure"),
        names_of::<LinesCheck>(tag, "lines"),
        names_of::<ChildCheck>(tag, "child-run"),
        names_of::<ValueCheck>(tag, "value"),
        names_of::<JsonClaim>("claim", "json claim"),
        names_of::<HeaderClaim>("claim", "header claim"),
        names_of::<ResourcesCheck>(tag, "resources"),
        names_of::<EngineCheck>(tag, "engine"),
        ["space", "attestation", "elapsed"].map(str::to_owned).to_vec(),
    ];
    assert!(checks.iter().all(|names| names.len() > 1), "an enumeration without names");
    checks.into_iter().flatten().collect()
}

#[test]
fn every_row_is_judged_as_it_is_written() {
    let wrong: Vec<String> = table()
        .iter()
        .filter_map(|row| {
            let judged = row.check.judge(&row.seen);
            let line =
                format!("{} ({}): {} instead of {}: {judged:?}", row.what, row.kinds()[0], judged.verdict, row.verdict);
            (judged.verdict != row.verdict).then_some(line)
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_kind_of_check_is_seen_to_pass_and_to_fail() {
    let mut seen: BTreeMap<String, Vec<Verdict>> = BTreeMap::new();
    for row in table() {
        for kind in row.kinds() {
            seen.entry(kind).or_default().push(row.verdict);
        }
    }
    for kind in kinds() {
        let verdicts = seen.remove(&kind).unwrap_or_default();
        for wanted in [Verdict::Passed, Verdict::Failed] {
            assert!(verdicts.contains(&wanted), "no row in which `{kind}` is {wanted}");
        }
    }
    assert!(seen.is_empty(), "kinds that the list does not know: {seen:?}");
}

#[test]
fn whatever_did_not_pass_says_what_was_expected_and_what_was_seen() {
    for row in table() {
        let judged = row.check.judge(&row.seen);
        assert!(!judged.expected.is_empty() && !judged.actual.is_empty(), "{}: {judged:?}", row.what);
        // A failure may be seen in what is not there; a pass may not, and what is undecided saw too little.
        if judged.verdict != Verdict::Failed {
            assert_eq!(judged.looked_at >= judged.least, judged.verdict == Verdict::Passed, "{}: {judged:?}", row.what);
        }
    }
}
