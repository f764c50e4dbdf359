//! Backups that do not come back: each says what is wrong with it and what to do.

use super::drills::{BACKUPS, place};
use super::source::{packed, shop, sql};
use crate::tools::{Ended, Workplace};
use std::fs;

/// Runs the drill of one file.
fn drilled(place: &Workplace, file: &str) -> Ended {
    place.run(&["drill", "restore", "--backup", file, "--out", "out"])
}

/// Each of these stands in what is told.
fn tells(ended: &Ended, words: &[&str]) {
    for word in words {
        assert!(ended.stdout.contains(word), "`{word}` is not told: {}", ended.stdout);
    }
}

#[test]
fn a_backup_that_is_cut_off_says_to_look_at_the_disk_and_to_run_it_again() {
    let place = place(BACKUPS);
    let whole = fs::read(&shop().dump).unwrap();
    place.write("cut.sql.gz", &whole[..whole.len() / 2]);
    let told = drilled(&place, "cut.sql.gz").with_code(100);
    tells(&told, &["in the middle of its gzip data", "whether the disk", "run the backup again", "gunzip -t"]);
}

#[test]
fn an_empty_backup_says_to_look_at_the_job_and_at_the_server() {
    let place = place(BACKUPS);
    place.write("empty.sql.gz", "");
    let told = drilled(&place, "empty.sql.gz").with_code(100);
    tells(&told, &["is empty (0 bytes)", "run the backup job by hand", "whether PostgreSQL was running"]);
}

#[test]
fn a_backup_with_a_page_inside_is_no_dump() {
    let place = place(BACKUPS);
    place.write("page.sql", "<html><h1>502 Bad Gateway</h1></html>\n");
    packed(&place.path("page.sql"));
    tells(&drilled(&place, "page.sql.gz").with_code(100), &["it is not a PostgreSQL dump", "502 Bad Gateway"]);
}

#[test]
fn a_backup_whose_statement_the_server_refuses_says_which() {
    let place = place(BACKUPS);
    let broken = sql().replace(
        "CREATE INDEX by_note ON public.orders USING btree (note);",
        "CREATE INDEX by_note ON public.lost (note);",
    );
    place.write("wrong.sql", broken);
    let told = drilled(&place, "wrong.sql").with_code(100);
    tells(&told, &["relation \"public.lost\" does not exist", "read the first error"]);
}

#[test]
fn rows_that_were_lost_after_the_manifest_was_written_are_named_by_their_table() {
    let place = place(BACKUPS);
    let dump = format!("{}/pg_dump", shop().programs.display());
    let command = format!("{dump} --snapshot=\"$RUNPROOF_SNAPSHOT\" -d \"$SHOP_URL\" -f \"$RUNPROOF_INTO\"");
    let words = ["backup-manifest", "--target", "shop", "backups/shop_2.sql", "--", "sh", "-c", &command];
    place.run(&words).with_code(0);
    let text = fs::read_to_string(place.path("backups/shop_2.sql")).unwrap();
    let row = text.lines().find(|line| line.starts_with("1\tÜ\t")).unwrap();
    place.write("backups/shop_2.sql", text.replace(&format!("{row}\n"), ""));
    // Nothing refers to it any more, so that the server takes everything.
    let without = fs::read_to_string(place.path("backups/shop_2.sql")).unwrap();
    let constraint = without.find("ALTER TABLE ONLY public.orders\n    ADD CONSTRAINT orders_customer_fkey").unwrap();
    let end = constraint + without[constraint..].find(';').unwrap() + 1;
    place.write("backups/shop_2.sql", format!("{}{}", &without[..constraint], &without[end..]));
    let told = place.run(&["drill", "restore", "--target", "shop", "--out", "out"]).with_code(100);
    tells(&told, &["public.customers: 2", "against 3", "rows were lost when the dump was made or after it"]);
}

#[test]
fn a_backup_of_a_newer_server_is_broken_and_names_the_package() {
    let place = place(BACKUPS);
    place.write("newer.sql", sql().replace("Dumped from database version 15", "Dumped from database version 98"));
    let told = drilled(&place, "newer.sql").with_code(103);
    tells(&told, &["BROKEN", "needs PostgreSQL 98", "`postgresql-98`"]);
}

#[test]
fn a_backup_that_is_not_there_and_one_for_another_drill_are_refused_before_anything_starts() {
    let place = place(BACKUPS);
    let nowhere = place.run(&["drill", "restore", "--backup", "nothing.sql"]);
    assert!(nowhere.with_code(78).stderr.contains("No such file"), "a file that is not there");
    let wrong = place.run(&["drill", "database_recovery", "--backup", "backups/shop_1.sql.gz"]).with_code(64);
    assert!(wrong.stderr.contains("belong to the drill `restore`"), "{}", wrong.stderr);
}

#[test]
fn a_target_whose_backups_cannot_be_meant_is_refused() {
    for (wrong, words) in [
        ("backups = { dir = \"b\", pattern = \"a/b\" }", "is no pattern of a name"),
        ("backups = { dir = \"b\", pattern = \"*\", cadence = \"often\" }", "`backups.cadence`"),
        ("backups = { dir = \"b\", pattern = \"*\", rpo = \"little\" }", "`backups.rpo`"),
        ("backups = { dir = \"b\", pattern = \"*\", pace = \"1d\" }", "pace"),
        ("backups = { dir = \"b\", pattern = \"*\", key = { env = \"NO_SUCH_KEY\" } }", "NO_SUCH_KEY"),
    ] {
        let told = place(&format!("{wrong}\n")).run(&["drill", "restore", "--target", "shop"]).with_code(78);
        assert!(told.stderr.contains(words), "{wrong}: {}", told.stderr);
    }
}
