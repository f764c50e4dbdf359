//! Backups in repositories of restic and Borg.

use crate::kit::{Kit, damage};
use std::fs;
use std::io;

#[test]
fn restic_brings_back_a_file_of_the_newest_snapshot_or_of_a_named_one() -> io::Result<()> {
    let mut kit = Kit::new()?;
    fs::write(kit.at("word"), "correct horse")?;
    kit.with("RESTIC_PASSWORD_FILE", &kit.text("word"));
    kit.with("RESTIC_REPOSITORY", &kit.text("repository"));
    let backup = kit.text("shop.sql.gz");
    kit.ran(&["restic", "-q", "init"])?;
    kit.ran(&["restic", "-q", "backup", &backup])?;
    kit.brings("restic.sh", &backup)?;
    let listed = kit.ran(&["restic", "snapshots", "--json"])?;
    let (_, id) = listed.split_once("\"short_id\":\"").ok_or_else(|| io::Error::other(listed.clone()))?;
    kit.brings("restic.sh", &format!("{}:{backup}", &id[..8]))?;

    let dump = |path: &str| kit.tried(&["restic", "-q", "dump", "latest", path]);
    kit.refuses("restic.sh", "/no/such/file", dump("/no/such/file")?.status.code())?;
    kit.refuses("restic.sh", "shop.sql.gz", Some(64))?;
    fs::write(kit.at("other"), "wrong")?;
    kit.with("RESTIC_PASSWORD_FILE", &kit.text("other"));
    let wrong = kit.tried(&["restic", "-q", "dump", "latest", &backup])?;
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("wrong password"), "{wrong:?}");
    kit.refuses("restic.sh", &backup, wrong.status.code())?;
    kit.with("RESTIC_PASSWORD_FILE", &kit.text("none"));
    kit.refuses("restic.sh", &backup, kit.tried(&["restic", "-q", "dump", "latest", &backup])?.status.code())?;
    kit.without("RESTIC_PASSWORD_FILE");
    kit.refuses("restic.sh", &backup, Some(1))?;
    kit.with("RUNPROOF_KEY", &kit.text("word"));
    kit.brings("restic.sh", &backup)?;
    kit.with("RESTIC_PASSWORD_FILE", &kit.text("word"));
    damage(&kit.at("repository/data"))?;
    kit.refuses("restic.sh", &backup, kit.tried(&["restic", "-q", "dump", "latest", &backup])?.status.code())
}

#[test]
fn borg_brings_back_a_file_of_the_newest_archive_or_of_a_named_one() -> io::Result<()> {
    let mut kit = Kit::new()?;
    kit.with("BORG_REPO", &kit.text("repository"));
    kit.with("BORG_PASSPHRASE", "correct horse");
    kit.ran(&["borg", "init", "--encryption", "repokey"])?;
    let backup = kit.text("shop.sql.gz");
    kit.ran(&["borg", "create", "::one", &backup])?;
    fs::write(kit.at("later.sql.gz"), "later")?;
    kit.ran(&["borg", "create", "::two", &kit.text("later.sql.gz"), &backup])?;
    kit.brings("borg.sh", &backup)?;
    kit.brings("borg.sh", &format!("one::{backup}"))?;

    kit.refuses("borg.sh", "/no/such/file", Some(1))?;
    kit.refuses("borg.sh", &format!("three::{backup}"), Some(2))?;
    kit.with("BORG_PASSPHRASE", "wrong");
    let wrong = kit.tried(&["borg", "list"])?;
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("passphrase"), "{wrong:?}");
    kit.refuses("borg.sh", &backup, wrong.status.code())?;
    kit.without("BORG_PASSPHRASE");
    kit.refuses("borg.sh", &backup, kit.tried(&["borg", "list"])?.status.code())?;
    fs::write(kit.at("word"), "correct horse\n")?;
    kit.with("RUNPROOF_KEY", &kit.text("word"));
    kit.brings("borg.sh", &backup)?;
    kit.with("BORG_PASSPHRASE", "correct horse");
    damage(&kit.at("repository/data"))?;
    let name = backup.trim_start_matches('/');
    kit.refuses(
        "borg.sh",
        &format!("one::{backup}"),
        kit.tried(&["borg", "extract", "--stdout", "::one", name])?.status.code(),
    )
}
