//! A drill that dies in any phase leaves nothing, and the history knows of it.

use super::drills::{BACKUPS, place};
use super::source::sql;
use crate::tools::{Workplace, until};
use rustix::process::Signal;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// How long it may take until nothing is left.
const PATIENCE: Duration = Duration::from_secs(120);

/// Whether a program with this word among its arguments or in its environment runs.
fn runs(word: &str) -> bool {
    let of = |entry: &fs::DirEntry| {
        let read = |name: &str| fs::read(entry.path().join(name)).unwrap_or_default();
        let all = [read("cmdline"), read("environ")].concat();
        String::from_utf8_lossy(&all).contains(word)
    };
    fs::read_dir("/proc").unwrap().flatten().any(|entry| of(&entry))
}

fn is_empty(directory: &Path) -> bool {
    fs::read_dir(directory).is_ok_and(|entries| entries.count() == 0)
}

/// Starts the drill, kills it once `busy` says so, and sees that nothing is left and the next one works.
fn killed(place: &Workplace, busy: impl Fn() -> bool) {
    let run = place.start(&["drill", "restore", "--target", "shop"]);
    until("the drill is busy", PATIENCE, || busy().then_some(()));
    run.signal(Signal::KILL);
    run.end();
    let temporary = place.path("tmp");
    until("nothing is left", PATIENCE, || is_empty(&temporary).then_some(()));
    let word = temporary.display().to_string();
    until("nothing runs", PATIENCE, || (!runs(&word)).then_some(()));
    let status = place.run(&["status"]).with_code(100);
    assert!(status.stdout.contains("abandoned "), "{}", status.stdout);
}

/// A dump that takes for ever at a place in it.
fn slow_at(place: &Workplace, before: &str) {
    let slow = format!("SELECT pg_sleep(600);\n{before}");
    let text = sql();
    assert!(text.contains(before), "{before} is not in the dump");
    place.write("backups/shop_2.sql", text.replacen(before, &slow, 1));
}

/// Whether the throwaway server sleeps: its process says what it does.
fn asleep(place: &Workplace) -> bool {
    let temporary = place.path("tmp").display().to_string();
    let sleeps = |entry: &fs::DirEntry| {
        let read = |name: &str| fs::read(entry.path().join(name)).unwrap_or_default();
        let title = String::from_utf8_lossy(&read("cmdline")).into_owned();
        let at = fs::read_link(entry.path().join("cwd")).unwrap_or_default();
        title.starts_with("postgres: ") && title.contains("SELECT") && at.display().to_string().contains(&temporary)
    };
    fs::read_dir("/proc").unwrap().flatten().any(|entry| sleeps(&entry))
}

#[test]
fn killed_while_the_server_is_made() {
    let place = place(BACKUPS);
    let made = || {
        fs::read_dir(place.path("tmp")).is_ok_and(|all| all.flatten().any(|e| e.path().join("server-0/data").exists()))
    };
    killed(&place, made);
}

#[test]
fn killed_while_the_schema_is_made_rows_are_loaded_and_indexes_and_constraints_follow() {
    let places = [
        "CREATE TABLE public.orders (",
        "COPY public.orders (",
        "CREATE INDEX by_note",
        "ALTER TABLE ONLY public.orders\n    ADD CONSTRAINT orders_customer_fkey",
    ];
    for before in places {
        let place = place(BACKUPS);
        slow_at(&place, before);
        killed(&place, || asleep(&place));
    }
}

#[test]
fn killed_while_it_is_fetched_or_decrypted() {
    let busy = "[\"sh\", \"-c\", \"touch busy; sleep 600\"]";
    let quick = "[\"sh\", \"-c\", \"cp $RUNPROOF_BACKUP $RUNPROOF_INTO\"]";
    for (fetch, decrypt) in [(busy, quick), (quick, busy)] {
        let place = place(&format!("{BACKUPS}[targets.shop.procedures]\nfetch = {fetch}\ndecrypt = {decrypt}\n"));
        killed(&place, || place.path("busy").exists());
    }
}

#[test]
fn killed_while_the_application_runs_on_the_restored_database() {
    let place = super::applications::shop_with("open('busy', 'w'); import time; time.sleep(600)", "");
    killed(&place, || place.path("busy").exists());
}

/// The server's files are many here, so that their removal takes a while.
#[test]
fn killed_while_the_server_is_removed() {
    let place = place(BACKUPS);
    let many =
        "DO $$ BEGIN FOR i IN 1..3000 LOOP EXECUTE format('CREATE TABLE many_%s (id int)', i); END LOOP; END $$;";
    let table = "CREATE TABLE public.orders (";
    place.write("backups/shop_2.sql", sql().replacen(table, &format!("{many}\n{table}"), 1));
    let temporary = place.path("tmp");
    let lock = || {
        let of = |entry: fs::DirEntry| entry.path().join("server-0/data/postmaster.pid");
        fs::read_dir(&temporary).into_iter().flatten().flatten().map(of).find(|path| path.exists())
    };
    killed(&place, || {
        let Some(lock) = lock() else { return false };
        let directory = lock.parent().unwrap();
        // Closely watched: from the server's end to that of its directory is a short time.
        while lock.exists() {
            std::thread::yield_now();
        }
        directory.exists()
    });
}

#[test]
fn the_next_drill_works_after_one_that_was_killed() {
    let place = place(BACKUPS);
    let made = || !is_empty(&place.path("tmp"));
    killed(&place, made);
    place.run(&["drill", "restore", "--target", "shop"]).with_code(0);
    let status = place.run(&["status"]).with_code(0);
    assert!(status.stdout.contains("abandoned ") && status.stdout.contains("IN TIME"), "{}", status.stdout);
}
