use super::*;
use std::os::unix::fs::PermissionsExt;

/// SHA-256 of no bytes at all, as FIPS 180-4 examples give it.
const OF_NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn seen(content: &[u8]) -> FileFacts {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path().join("file");
    std::fs::write(&at, content).unwrap();
    look(&at, "file").unwrap().unwrap()
}

#[test]
fn facts_of_a_small_file() {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path().join("file");
    std::fs::write(&at, "abc").unwrap();
    std::fs::set_permissions(&at, std::fs::Permissions::from_mode(0o640)).unwrap();
    let link = dir.path().join("link");
    std::os::unix::fs::symlink("file", &link).unwrap();
    let seen = look(&link, "link").unwrap().unwrap();
    assert_eq!((seen.bytes, seen.mode, seen.text.as_deref()), (3, 0o640, Some("abc")));
    assert_eq!(seen.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert!(seen.age_seconds < 60 && seen.writable && !seen.cut);
    assert_eq!(seen.owner, owner::name_of(rustix::process::geteuid().as_raw()));
    assert_eq!(&seen.modified[..10], &crate::clock::today());
}

#[test]
fn an_empty_file_is_a_file() {
    let seen = seen(b"");
    assert_eq!((seen.bytes, seen.sha256.as_str(), seen.text.as_deref()), (0, OF_NOTHING, Some("")));
}

#[test]
fn long_text_is_cut_between_characters_and_hashed_whole() {
    let content = format!("x{}", "é".repeat(TEXT));
    let seen = seen(content.as_bytes());
    assert_eq!(seen.bytes, content.len() as u64);
    assert!(seen.cut);
    assert_eq!(seen.text.as_ref().map(String::len), Some(TEXT - 1));
    assert_eq!(seen.sha256, super::super::digest::of_bytes(content.as_bytes()));
}

#[test]
fn what_is_not_utf8_has_no_text_and_a_printable_head() {
    let seen = seen(b"SQLite format 3\0\xff\xfe");
    assert_eq!((seen.head.as_str(), seen.text), ("SQLite format 3.", None));
}

#[test]
fn age_counts_from_the_last_modification() {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path().join("file");
    let file = std::fs::File::create(&at).unwrap();
    let year = std::time::UNIX_EPOCH + Duration::from_secs(1_577_836_800);
    file.set_modified(year).unwrap();
    let seen = look(&at, "file").unwrap().unwrap();
    assert_eq!(seen.modified, "2020-01-01T00:00:00Z");
    assert!(seen.age_seconds > 86_400 * 365);
    file.set_modified(year + Duration::from_secs(3_000_000_000)).unwrap();
    assert_eq!(look(&at, "file").unwrap().unwrap().age_seconds, 0);
}

#[test]
fn without_permission_nothing_is_known() {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path().join("file");
    std::fs::write(&at, "abc").unwrap();
    std::fs::set_permissions(&at, std::fs::Permissions::from_mode(0o000)).unwrap();
    let seen = look(&at, "file");
    if rustix::process::geteuid().is_root() {
        // Root reads and writes whatever the bits say, and that is what the probe has to tell.
        let seen = seen.unwrap().unwrap();
        assert_eq!((seen.mode, seen.writable), (0, true));
    } else {
        assert_eq!(seen.unwrap_err(), Obstacle::unseen("`file` cannot be read: permission denied"));
    }
}
