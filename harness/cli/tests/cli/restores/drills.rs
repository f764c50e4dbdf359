//! Backups that come back, and what the drill leaves.

use super::source::{Shop, shop};
use crate::tools::Workplace;
use runproof_core::verdict::{EvidenceClass, Verdict};
use runproof_reports::receipt::Receipt;
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::Path;

/// What a drill passes through, in order.
const PHASES: [&str; 9] = ["pick", "check", "start", "schema", "load", "index", "constraints", "verify", "clean"];

/// A place with the shop's dump in `backups`, and a target of it; what is made for a restore is made in `tmp`.
pub fn place(more: &str) -> Workplace {
    let Shop { url, dump, .. } = shop();
    let mut place = Workplace::new();
    place.set("SHOP_URL", url);
    let temporary = place.path("tmp").display().to_string();
    fs::create_dir(place.path("tmp")).unwrap();
    place.set("TMPDIR", &temporary);
    place.write("backups/shop_1.sql.gz", fs::read(dump).unwrap());
    place.write(
        "runproof.toml",
        format!(
            "[targets.shop]\nsystem = \"any\"\nprovider = \"live\"\ndatabase = {{ url = {{ env = \"SHOP_URL\" }} }}\n\
             drills = {{ restore = \"92d\" }}\nbudgets = {{ restore = \"10m\" }}\n{more}"
        ),
    );
    place
}

/// Where the backups are, and how much may be lost.
pub const BACKUPS: &str = "backups = { dir = \"backups\", pattern = \"shop_*\", cadence = \"1d\", rpo = \"1d\" }\n";

fn receipt(place: &Workplace, out: &str) -> Receipt {
    serde_json::from_slice(&fs::read(place.path(out).join("receipt.json")).unwrap()).unwrap()
}

fn digest(at: &Path) -> String {
    Sha256::digest(fs::read(at).unwrap()).iter().map(|b| format!("{b:02x}")).collect()
}

#[test]
fn a_backup_comes_back_and_the_receipt_says_which_how_and_in_what_time() {
    let place = place(BACKUPS);
    let backup = place.path("backups/shop_1.sql.gz");
    let before = digest(&backup);
    place.run(&["drill", "restore", "--target", "shop", "--out", "out", "--seed", "0"]).with_code(0);
    let receipt = receipt(&place, "out");
    let artefact = receipt.artefact.clone().unwrap();
    assert_eq!((&artefact.sha256, &artefact.sha256_after), (&before, &before));
    assert_eq!((digest(&backup), artefact.name.as_str(), artefact.among), (before, "shop_1.sql.gz", 1));
    assert_eq!(receipt.phases.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), PHASES);
    assert_eq!(receipt.phases[4].counters.rows, 5_003);
    let came_back = receipt.came_back.unwrap();
    assert_eq!((came_back.tables, came_back.rows, came_back.differ.len()), (2, 5_003, 0));
    assert_eq!(receipt.subject.class, Some(EvidenceClass::Cloned));
    assert_eq!((receipt.objectives.rto.met, receipt.objectives.rpo.met), (Some(true), Some(true)));
    assert_eq!(receipt.negative_control.unwrap().verdict, Verdict::Failed);
    assert_eq!(receipt.cleanup.left, Vec::<String>::new());
    assert_eq!(fs::read_dir(place.path("tmp")).unwrap().count(), 0, "everything was removed");
    let log = fs::read_to_string(place.path("out/drill-log.md")).unwrap();
    for line in ["**Backup used:** shop", "**Restore target:** PostgreSQL 15", "**Tables restored:** 2/2"] {
        assert!(log.contains(line), "{line}: {log}");
    }
    let again = place.run(&["recheck", "out"]).with_code(0);
    assert!(again.stdout.contains("AGREES"), "{}", again.stdout);
}

#[test]
fn with_a_manifest_a_copy_without_rows_is_refused_for_that_reason() {
    let place = place(BACKUPS);
    let dump = format!("{}/pg_dump", shop().programs.display());
    let command = format!("{dump} -Z 6 --snapshot=\"$RUNPROOF_SNAPSHOT\" -d \"$SHOP_URL\" -f \"$RUNPROOF_INTO\"");
    let made = place.run(&["backup-manifest", "--target", "shop", "backups/shop_2.sql.gz", "--", "sh", "-c", &command]);
    assert!(made.with_code(0).stdout.contains("2 tables, 5003 rows"));
    // Of the six that are possible now, this seed draws the fifth.
    place.run(&["drill", "restore", "--target", "shop", "--out", "out", "--seed", "4"]).with_code(0);
    let receipt = receipt(&place, "out");
    assert_eq!(receipt.artefact.unwrap().name, "shop_2.sql.gz");
    assert_eq!(receipt.came_back.unwrap().compared_with, ["the dump", "its manifest"]);
    let control = receipt.negative_control.unwrap();
    assert_eq!(
        (control.verdict, control.mutation.contains("without the rows")),
        (Verdict::Failed, true),
        "{control:?}"
    );
    assert!(control.reason.contains("customers: 0") || control.reason.contains("orders: 0"), "{}", control.reason);
}

#[test]
fn an_encrypted_backup_is_opened_with_its_key_and_with_no_other() {
    let decrypt = "decrypt = [\"sh\", \"-c\", \"gpg --batch --quiet --homedir $HOME --pinentry-mode loopback \
                   --passphrase-file $RUNPROOF_KEY -o $RUNPROOF_INTO -d $RUNPROOF_BACKUP\"]\n\
                   fetch = [\"sh\", \"-c\", \"cp $RUNPROOF_BACKUP $RUNPROOF_INTO\"]\n";
    let backups = "backups = { dir = \"locked\", pattern = \"shop_*.gpg\", key = { file = \"key\" } }";
    let place = place(&format!("{backups}\n[targets.shop.procedures]\n{decrypt}"));
    place.write("key", "a long word that opens it\n");
    fs::create_dir(place.path("locked")).unwrap();
    let words = "gpg --batch --quiet --homedir \"$HOME\" --pinentry-mode loopback --passphrase-file key -c \
                 -o locked/shop_1.sql.gz.gpg backups/shop_1.sql.gz";
    assert!(place.program("sh").args(["-c", words]).status().unwrap().success());
    // Of the four that are possible for what is locked, these seeds draw the last two.
    for (seed, word) in [("2", "a key that is not that of the backup"), ("3", "a key that is not where it belongs")] {
        let out = format!("out-{seed}");
        place.run(&["drill", "restore", "--target", "shop", "--out", &out, "--seed", seed]).with_code(0);
        let receipt = receipt(&place, &out);
        let control = receipt.negative_control.unwrap();
        assert_eq!((control.verdict, control.mutation.as_str()), (Verdict::Failed, word), "{control:?}");
        assert!(control.reason.contains("`decrypt` ended with 2"), "{}", control.reason);
        let names: Vec<&str> = receipt.phases.iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names[..4], ["pick", "fetch", "decrypt", "check"]);
    }
}
