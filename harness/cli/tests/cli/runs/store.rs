//! A system of somebody else, with sentences that the first runbook has no use for: its features are run, well and ill.

use crate::tools::{Evidence, Server, Workplace, html, reply};
use runproof_core::verdict::Verdict;
use std::fs;
use std::path::Path;

const PAGE: &str = "<!doctype html><title>Store</title><link rel=icon href=data:,>\
    <a href=\"/backups.csv\" download>List of backups</a>";

/// A workplace with the store's features, its files, and a server whose list of backups has this text.
fn store(list: &'static str) -> (Workplace, Server) {
    let server = Server::answering(move |path| match path {
        "/" => html(PAGE),
        "/backups.csv" => reply("200 OK", "Content-Type: text/csv\r\n", list),
        _ => reply("404 Not Found", "", ""),
    });
    let place = Workplace::new();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/features/store");
    for entry in fs::read_dir(own).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        place.write(&format!("features/store/{name}"), fs::read(entry.path()).unwrap());
    }
    place
        .write("features/tags.toml", "[tags]\nreads = \"changes nothing\"\nchecklist = \"a line of a checklist\"\n")
        .write("srv/db/store.sqlite", "rows");
    fs::create_dir_all(place.path("srv/backups")).unwrap();
    let packed = place.program("tar").args(["-czf", "srv/backups/store.tar.gz", "-C", "srv", "db"]).status().unwrap();
    assert!(packed.success());
    let account = String::from_utf8(place.program("id").arg("-un").output().unwrap().stdout).unwrap();
    place.write(
        "runproof.toml",
        format!(
            "[targets.store]\nsystem = \"store\"\nprovider = \"live\"\nurls = {{ edge = \"{}\" }}\nroot = \"srv\"\n\
             vars = {{ backup_account = \"{}\" }}\n",
            server.url(),
            account.trim()
        ),
    );
    (place, server)
}

/// The verdicts of the three promises: complete, owned, downloaded.
fn verdicts(place: &Workplace, code: i32) -> [Verdict; 3] {
    place.run(&["check", "--target", "store", "features", "--out", "evidence"]).with_code(code);
    let evidence = Evidence::of(&place.path("evidence"));
    [
        "the archive can be read to its end and holds the database",
        "the archive belongs to the account that makes backups",
        "the list is downloaded and holds something",
    ]
    .map(|title| evidence.verdict(title))
}

#[test]
fn a_store_that_is_well_is_green() {
    let (place, _server) = store("name,bytes\nstore.tar.gz,120\n");
    assert_eq!(verdicts(&place, 0), [Verdict::Passed; 3]);
}

#[test]
fn a_torn_archive_of_somebody_else_and_an_empty_list_are_red() {
    let (place, _server) = store("");
    let archive = fs::read(place.path("srv/backups/store.tar.gz")).unwrap();
    place.write("srv/backups/store.tar.gz", &archive[..archive.len() / 2]);
    let target = fs::read_to_string(place.path("runproof.toml")).unwrap();
    let (before, _) = target.split_once("vars = ").unwrap();
    place.write("runproof.toml", format!("{before}vars = {{ backup_account = \"nobody-of-that-name\" }}\n"));
    assert_eq!(verdicts(&place, 100), [Verdict::Failed; 3]);
}
