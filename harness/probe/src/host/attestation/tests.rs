use super::*;
use runproof_core::noun::obstacle::Side;

const SIGNED: &str = "item = 'A-1'\nname = 'Ada'\nrole = 'operator'\ndate = 2026-01-31\nexpires = '2027-01-31'\n\
                      looked_at = ['sha256:00']\n";

fn read_one(text: &str) -> Result<Option<Attestation>, Obstacle> {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("A-1.toml"), text).unwrap();
    std::fs::write(dir.path().join("photo.png"), "x").unwrap();
    read("A-1", dir.path(), &dir.path().join("A-1.toml"), "A-1.toml")
}

#[test]
fn a_signed_item_is_read_with_dates_of_either_kind() {
    let seen = read_one(&format!("{SIGNED}attachments = ['photo.png']")).unwrap().unwrap();
    assert_eq!((seen.date.as_str(), seen.expires.as_str()), ("2026-01-31", "2027-01-31"));
    assert_eq!(seen.attachments, ["photo.png"]);
}

#[test]
fn nothing_signed_is_no_problem() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(read("A-1", dir.path(), &dir.path().join("A-1.toml"), "A-1.toml"), Ok(None));
    let gone = dir.path().join("attestations");
    assert_eq!(read("A-1", &gone, &gone.join("A-1.toml"), "A-1.toml"), Ok(None));
}

#[test]
fn what_is_no_attestation_says_why() {
    let why = |text: &str| {
        let obstacle = read_one(text).unwrap_err();
        assert_eq!(obstacle.side, Side::System, "{obstacle:?}");
        obstacle.why
    };
    assert!(why("item = ").starts_with("`A-1.toml` is no attestation: "));
    assert!(why(&format!("{SIGNED}signature = 'x'")).contains("unknown field `signature`"));
    assert!(why("item = 'A-1'").contains("missing field `name`"));
    assert!(why(&SIGNED.replace("'Ada'", "7")).contains("expected a string"));
    let missing = why(&format!("{SIGNED}attachments = ['gone.pdf']"));
    assert_eq!(missing, "`A-1.toml` names the attachment `gone.pdf`, which is not there");
    assert!(!why("item = ").contains('\n'));
}

#[test]
fn an_item_cannot_lead_out_of_the_directory() {
    let dir = tempfile::tempdir().unwrap();
    for item in ["../A-1", "a/b", "", ".hidden"] {
        assert!(
            read(item, dir.path(), dir.path(), "x").unwrap_err().why.contains("is not the name of an item"),
            "{item}"
        );
    }
}
