//! Evidence that cannot be written.

use super::shop::open_shop;
use crate::tools::Running;
use crate::tools::{Ended, Server, Workplace, binary, html};

/// Runs `check` where the directory `small` is a filesystem of its own, mounted with these options; the mount is seen
/// by this run only and goes with it. `None`, with the reason on standard error, where the machine does not allow it.
fn with_mount(place: &Workplace, options: &str) -> Option<Ended> {
    std::fs::create_dir_all(place.path("small")).unwrap();
    let script = format!("mount -t tmpfs -o {options} tmpfs small || exit 199; exec \"$0\" \"$@\"");
    let flags = if rustix::process::geteuid().is_root() { "-m" } else { "-rm" };
    let mut command = place.program("unshare");
    let words = ["check", "--target", "shop", "--out", "small/evidence"];
    command.args([flags, "sh", "-c", &script, &binary().display().to_string()]).args(words);
    let mounted = place.program("unshare").args([flags, "sh", "-c", "mount -t tmpfs tmpfs small"]).output();
    match mounted {
        Ok(output) if output.status.success() => Some(Running::start(command, words.join(" ")).end()),
        Ok(output) => skipped(&String::from_utf8_lossy(&output.stderr)),
        Err(error) => skipped(&error.to_string()),
    }
}

fn skipped(why: &str) -> Option<Ended> {
    eprintln!("skipped: this machine mounts nothing for a test: {why}");
    None
}

#[test]
fn evidence_on_a_read_only_place_is_told_before_anything_starts() {
    let (place, server) = open_shop();
    if let Some(ended) = with_mount(&place, "ro") {
        place.told("out-read-only", &ended.with_code(110));
        assert_eq!(server.heads().len(), 0);
    }
}

#[test]
fn evidence_below_a_file_is_told_before_anything_starts() {
    let (place, server) = open_shop();
    place.write("file", "");
    place.told("out-below-a-file", &place.run(&["check", "--target", "shop", "--out", "file/evidence"]).with_code(110));
    assert_eq!(server.heads().len(), 0);
}

#[test]
fn evidence_of_another_run_is_never_written_over() {
    let (place, _server) = open_shop();
    place.run(&["check", "--target", "shop", "--out", "evidence"]).with_code(0);
    let before = std::fs::read(place.path("evidence/ledger.ndjson")).unwrap();
    place.told("out-holds-a-ledger", &place.run(&["check", "--target", "shop", "--out", "evidence"]).with_code(110));
    assert_eq!(std::fs::read(place.path("evidence/ledger.ndjson")).unwrap(), before);
}

#[test]
fn a_disk_that_fills_up_in_the_middle_of_a_run_is_told_as_such() {
    let page = format!("<!doctype html>{}", "<p>orders</p>".repeat(10_000));
    let server = Server::answering(move |_| html(&page));
    let (mut place, small) = open_shop();
    place.write(
        "runproof.toml",
        std::fs::read_to_string(place.path("runproof.toml")).unwrap().replace(&small.url(), &server.url()),
    );
    place.call(&server.url(), "[SHOP]");
    if let Some(ended) = with_mount(&place, "size=48k") {
        place.told("disk-full", &ended.with_code(110));
    }
}

#[test]
fn reports_of_something_that_is_no_evidence_are_refused() {
    let place = Workplace::new();
    place.write("empty/note.txt", "nothing");
    place.told("report-without-ledger", &place.run(&["report", "empty"]).with_code(78));
    place.told("recheck-without-ledger", &place.run(&["recheck", "nowhere"]).with_code(78));
    place.write("torn/ledger.ndjson", "{\"at_ms\":0,\n{}\n");
    place.told("recheck-damaged-ledger", &place.run(&["recheck", "torn"]).with_code(78));
}
