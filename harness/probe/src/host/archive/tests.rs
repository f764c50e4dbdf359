use super::*;
use flate2::Compression;
use flate2::write::GzEncoder;
use runproof_core::noun::obstacle::Side;
use std::io::Write;
use std::time::Duration;
use zip::write::SimpleFileOptions;

fn tarred(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *content).unwrap();
    }
    builder.into_inner().unwrap()
}

fn gzipped(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn looked(content: &[u8]) -> ArchiveSeen {
    within(content, Limits::default())
}

fn within(content: &[u8], limits: Limits) -> ArchiveSeen {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path().join("backup.sql.gz");
    std::fs::write(&at, content).unwrap();
    look(&at, "backup", limits)
}

/// Bytes that do not pack well, the same each time.
fn noise(length: u32) -> Vec<u8> {
    (0..length).map(|i| (i.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0]).collect()
}

#[test]
fn whole_archives_of_every_kind() {
    let long = format!("{}/end.txt", "deep/".repeat(40));
    let noise = noise(100_000);
    let files: [(&str, &[u8]); 3] = [("db.sqlite", &noise), ("empty", b""), (&long, b"x")];
    let tar = tarred(&files);
    for (kind, content) in [("tar", tar.clone()), ("tar.gz", gzipped(&tar)), ("zip", zipped(&files))] {
        let seen = looked(&content);
        assert_eq!(seen.problem, None, "{kind}");
        assert_eq!(seen.entries, ["db.sqlite", "empty", &long], "{kind}");
        assert_eq!(seen.bytes, 100_001, "{kind}");
    }
    let seen = looked(&gzipped(&noise));
    assert_eq!((seen.problem, seen.bytes, seen.entries), (None, 100_000, vec!["backup.sql".to_owned()]));
    let two = [gzipped(b"one"), gzipped(b"two")].concat();
    assert_eq!(looked(&two).bytes, 6);
    let empty = looked(&tarred(&[]));
    assert_eq!((empty.problem, empty.entries.len()), (None, 0));
}

/// Whether it was read far enough to know that it is damaged.
fn damaged(seen: &ArchiveSeen) -> bool {
    seen.problem.as_ref().is_some_and(|o| o.side == Side::System)
}

/// Our own bound ended the reading: the archive may be whole.
fn bounded(seen: &ArchiveSeen, why: &str) {
    let obstacle = seen.problem.as_ref().unwrap();
    assert!(obstacle.why.contains(why), "{}", obstacle.why);
    assert_eq!(obstacle.side, Side::Probe, "{}", obstacle.why);
}

#[test]
fn every_truncation_is_a_problem() {
    let noise = noise(40_000);
    let files: [(&str, &[u8]); 2] = [("a", &noise), ("b", &noise)];
    let tar = tarred(&files);
    for (kind, whole) in
        [("tar", tar.clone()), ("tar.gz", gzipped(&tar)), ("gz", gzipped(&noise)), ("zip", zipped(&files))]
    {
        for at in (1..whole.len()).step_by(whole.len() / 97).chain([whole.len() - 1]) {
            // What stands behind the two end blocks of a tar is padding, and may be missing.
            assert!(damaged(&looked(&whole[..at])), "{kind} of {} bytes, cut at {at}", whole.len());
        }
    }
}

#[test]
fn a_tar_cut_between_two_entries_lacks_its_end_mark() {
    let tar = tarred(&[("a", b"1"), ("b", b"2")]);
    let seen = looked(&tar[..1024]);
    assert_eq!(seen.entries, ["a"]);
    let why = "`backup` cannot be read to its end: the end mark is missing";
    assert_eq!(seen.problem, Some(Obstacle::found(why)));
    // Zeros at the end of the last file are no end mark.
    let zeros = tarred(&[("a", &[0; 2048])]);
    assert!(damaged(&looked(&zeros[..512 + 2048])));
}

#[test]
fn a_flipped_byte_is_a_problem_where_there_is_a_checksum() {
    let noise = noise(40_000);
    let files: [(&str, &[u8]); 1] = [("a", &noise)];
    for (kind, whole) in [("tar.gz", gzipped(&tarred(&files))), ("gz", gzipped(&noise)), ("zip", zipped(&files))] {
        let mut content = whole.clone();
        let middle = content.len() / 2;
        content[middle] ^= 0xff;
        assert!(damaged(&looked(&content)), "{kind}");
    }
    let mut tar = tarred(&files);
    tar[3] ^= 0xff;
    assert!(damaged(&looked(&tar)));
}

#[test]
fn what_is_no_archive_is_named() {
    let obstacle = |content: &[u8]| looked(content).problem.unwrap();
    assert_eq!(obstacle(b""), Obstacle::found("`backup` cannot be read to its end: it is empty"));
    let dump = obstacle(b"-- PostgreSQL dump");
    assert_eq!(dump.side, Side::System);
    assert!(dump.why.contains("neither tar nor gzip nor zip, and begins with `-- PostgreSQL du`"));
    let missing = look(Path::new("/nowhere/at/all"), "backup", Limits::default());
    assert_eq!(missing.problem, Some(Obstacle::found("no file `backup`")));
}

#[test]
fn bombs_stop_at_the_bounds() {
    let zeros = vec![0; 3 << 20];
    let small = Limits { bytes: 1 << 20, entries: 3, time: Duration::from_secs(60) };
    for content in [gzipped(&zeros), gzipped(&tarred(&[("a", &zeros)])), zipped(&[("a", &zeros)])] {
        bounded(&within(&content, small), "more than the 1 MiB that are unpacked");
    }
    let many: Vec<(String, &[u8])> = (0..9).map(|i| (format!("{i}"), &b""[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(n, c)| (n.as_str(), *c)).collect();
    for content in [tarred(&many), zipped(&many)] {
        bounded(&within(&content, small), "more than the 3 entries that are read");
    }
    let none = Limits { time: Duration::ZERO, ..Limits::default() };
    bounded(&within(&gzipped(&zeros), none), "not at its end after 0 s");
}

#[test]
fn a_long_name_is_not_held_without_bound() {
    // A header that announces a name of 32 MiB for the next entry.
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::GNULongName);
    header.set_path("././@LongLink").unwrap();
    header.set_size(32 << 20);
    header.set_cksum();
    let mut content = tarred(&[("a", b"1")]);
    content.truncate(1024);
    content.extend(header.as_bytes());
    content.extend(vec![b'x'; 32 << 20]);
    bounded(&looked(&gzipped(&content)), "a header longer than any that is read");
}

#[test]
fn what_the_real_tar_writes_is_read_to_its_end() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    std::fs::create_dir_all(at("data/sub")).unwrap();
    let long = format!("{}.txt", "é".repeat(80));
    std::fs::write(at("data").join(&long), "long").unwrap();
    let holes = File::create(at("data/sub/holes")).unwrap();
    holes.set_len(1 << 20).unwrap();
    std::os::unix::fs::symlink("sub", at("data/link")).unwrap();
    for format in ["gnu", "pax"] {
        let mut command = std::process::Command::new("tar");
        command.arg("-C").arg(at("data")).args(["--sparse", "--sort=name", &format!("--format={format}"), "-czf"]);
        let Ok(output) = command.arg(at("a.tgz")).arg(".").output() else {
            eprintln!("skipped: there is no `tar` on this machine");
            return;
        };
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let seen = look(&at("a.tgz"), "a.tgz", Limits::default());
        assert_eq!(seen.problem, None, "{format}");
        assert_eq!(seen.entries, ["./", "link", "sub/", "sub/holes", &long], "{format}");
    }
}
