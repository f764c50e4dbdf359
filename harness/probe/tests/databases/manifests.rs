//! Manifests taken in the snapshot of a dump, beside the dump and beside a server it was restored on.

use crate::cluster::cluster;
use crate::dumps::{RICH, dump, held, seen};
use crate::subjects::{ask, at};
use runproof_core::check::Check;
use runproof_core::noun::backup::{BackupCheck, Choice};
use runproof_core::noun::comparison::{Comparison, ComparisonCheck};
use runproof_core::noun::dump_check::DumpCheck;
use runproof_core::noun::holdings::HoldingsCheck;
use runproof_core::noun::manifest::Manifest;
use runproof_core::observation::Question;
use runproof_core::verdict::Verdict;
use runproof_probe::backup::{read_manifest, write_manifest};
use runproof_probe::postgres::Snapshot;
use runproof_probe::subject::{BackupPlace, Subject};
use std::path::Path;
use std::time::Duration;

/// A dump and a manifest of the same snapshot; between its beginning and the dump, somebody writes.
fn both(database: &str, to: &Path, meanwhile: &str) -> Manifest {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let subject = at(&cluster().socket("admin", database));
    runtime.block_on(async {
        let snapshot = Snapshot::take(&subject, "main", Duration::from_secs(60)).await.unwrap();
        cluster().sql(database, meanwhile);
        dump(database, &["--snapshot", snapshot.id()], to);
        snapshot.manifest().await.unwrap()
    })
}

fn same(seen: &Comparison) -> Verdict {
    ComparisonCheck::Same.judge(seen).verdict
}

#[test]
fn dump_and_manifest_agree_to_the_row_while_others_write() {
    let database = cluster().database(RICH);
    let file = tempfile::NamedTempFile::new().unwrap();
    let manifest = both(&database, file.path(), "DELETE FROM event; INSERT INTO nothing VALUES (1)");
    let of_dump = manifest.beside_dump(&seen(file.path()));
    assert_eq!(same(&of_dump), Verdict::Passed, "{:?}", ComparisonCheck::Same.judge(&of_dump));
    let of_server = manifest.beside_server(&held(&database, None));
    assert_eq!(same(&of_server), Verdict::Failed);
    assert!(manifest.rows() > 600 && manifest.large_objects == 2);
}

#[test]
fn rows_that_were_taken_out_of_a_dump_are_seen_against_the_manifest_alone() {
    let database = cluster().database(RICH);
    let file = tempfile::NamedTempFile::new().unwrap();
    let manifest = both(&database, file.path(), "SELECT 1");
    let text = std::fs::read_to_string(file.path()).unwrap();
    let row = text.find("Zeile 5\t").unwrap();
    let behind = row + text[row..].find('\n').unwrap() + 1;
    let other = |instead: &str| {
        std::fs::write(file.path(), format!("{}{instead}{}", &text[..row], &text[behind..])).unwrap();
        let dump = seen(file.path());
        assert_eq!(DumpCheck::Complete.judge(&dump).verdict, Verdict::Passed);
        let compared = manifest.beside_dump(&dump);
        assert_eq!(same(&compared), Verdict::Failed);
        ComparisonCheck::Same.judge(&compared).actual
    };
    assert!(other("").contains("public.Ünï \"q\": 11 ("));
    // A row with another value is as many rows.
    assert!(other("Zeile 5\t-6\n").contains("public.Ünï \"q\": 12 ("));
}

#[test]
fn a_restored_server_holds_what_the_manifest_says() {
    let database = cluster().database(RICH);
    let file = tempfile::NamedTempFile::new().unwrap();
    let manifest = both(&database, file.path(), "SELECT 1");
    let restored = cluster().database("SELECT 1");
    let psql =
        cluster().client("psql", &restored).args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f"]).arg(file.path()).output();
    let psql = psql.unwrap();
    assert!(psql.status.success(), "{}", String::from_utf8_lossy(&psql.stderr));
    let compared = manifest.beside_server(&held(&restored, None));
    assert_eq!(same(&compared), Verdict::Passed, "{:?}", ComparisonCheck::Same.judge(&compared));
    cluster().sql(&restored, "UPDATE numbered SET n = 0 WHERE id = 3");
    assert_eq!(same(&manifest.beside_server(&held(&restored, None))), Verdict::Failed);
}

#[test]
fn a_manifest_is_read_as_it_was_written_and_another_document_is_refused() {
    let database = cluster().database("CREATE TABLE t (id int); INSERT INTO t VALUES (1)");
    let file = tempfile::NamedTempFile::new().unwrap();
    let manifest = both(&database, file.path(), "SELECT 1");
    let path = tempfile::tempdir().unwrap().keep().join("backup-manifest.json");
    write_manifest(&path, &manifest).unwrap();
    assert_eq!(read_manifest(&path, "m").unwrap(), manifest);
    std::fs::write(&path, "{\"version\": 1}").unwrap();
    let why = read_manifest(&path, "m").unwrap_err().why;
    assert!(why.contains("`m` is no manifest of a backup: missing field"), "{why}");
    let newer = serde_json::to_string(&Manifest { version: 9, ..manifest }).unwrap();
    std::fs::write(&path, newer).unwrap();
    assert!(read_manifest(&path, "m").unwrap_err().why.contains("version 9"));
    std::fs::remove_dir_all(path.parent().unwrap()).unwrap();
}

#[test]
fn features_ask_the_same_through_the_one_door() {
    let database = cluster().database(RICH);
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("shop_1.sql");
    let manifest = both(&database, &path, "SELECT 1");
    write_manifest(&directory.path().join("shop_1.json"), &manifest).unwrap();
    let mut subject = at(&cluster().url("looker", &database, ""));
    subject.root = Some(directory.path().to_owned());
    let place = BackupPlace {
        directory: directory.path().to_owned(),
        pattern: "shop_*.sql".into(),
        cadence: None,
        recovery_point: None,
        key: None,
    };
    let verdict = |subject: &Subject, question: &Question, check: &Check| check.judge(&ask(subject, question)).verdict;
    let backups = Question::Backups { choice: Choice::Newest, seed: 0 };
    assert_eq!(verdict(&subject, &backups, &Check::Backups(BackupCheck::Found)), Verdict::Broken);
    subject.backups = Some(place);
    assert_eq!(verdict(&subject, &backups, &Check::Backups(BackupCheck::Found)), Verdict::Passed);
    let dump = Question::Dump { path: "shop_1.sql".into() };
    assert_eq!(verdict(&subject, &dump, &Check::Dump(DumpCheck::Complete)), Verdict::Passed);
    let same = Check::Comparison(ComparisonCheck::Same);
    let compare = |with: &str| Question::CompareDump { path: "shop_1.sql".into(), with: with.into() };
    assert_eq!(verdict(&subject, &compare("shop_1.json"), &same), Verdict::Passed);
    // Rows that a role may not see are its matter, so a role that may see all is needed.
    subject.database = at(&cluster().url("looker", &database, "")).database;
    cluster().sql(&database, "ALTER TABLE users DISABLE ROW LEVEL SECURITY");
    assert_eq!(verdict(&subject, &compare("main"), &same), Verdict::Passed);
    cluster().sql(&database, "DELETE FROM numbered WHERE id = 3");
    assert_eq!(verdict(&subject, &compare("main"), &same), Verdict::Failed);
    let holdings = Question::Holdings { database: "main".into(), newest: None };
    assert_eq!(verdict(&subject, &holdings, &Check::Holdings(HoldingsCheck::SequencesAhead)), Verdict::Passed);
}
