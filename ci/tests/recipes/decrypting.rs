//! Backups that were encrypted by age and GnuPG.

use crate::kit::Kit;
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt as _;

/// Cuts a copy of a file in the middle of its second half.
fn cut(kit: &Kit, name: &str) -> io::Result<String> {
    let bytes = fs::read(kit.at(name))?;
    fs::write(kit.at("cut"), &bytes[..bytes.len() * 3 / 4])?;
    Ok(kit.text("cut"))
}

#[test]
fn age_opens_with_the_right_key_alone() -> io::Result<()> {
    let mut kit = Kit::new()?;
    kit.ran(&["age-keygen", "-o", "key"])?;
    kit.ran(&["age-keygen", "-o", "other"])?;
    let recipient = kit.ran(&["age-keygen", "-y", "key"])?;
    kit.ran(&["age", "-r", &recipient, "-o", "shop.age", "shop.sql.gz"])?;
    let backup = kit.text("shop.age");
    kit.with("AGE_IDENTITY", &kit.text("key"));
    kit.brings("age.sh", &backup)?;
    kit.refuses("age.sh", &cut(&kit, "shop.age")?, Some(1))?;
    kit.refuses("age.sh", &kit.text("none.age"), Some(1))?;
    for key in ["other", "none"] {
        kit.with("AGE_IDENTITY", &kit.text(key));
        let tool = kit.tried(&["age", "-d", "-i", key, "shop.age"])?;
        kit.refuses("age.sh", &backup, tool.status.code())?;
    }
    kit.without("AGE_IDENTITY");
    kit.refuses("age.sh", &backup, Some(1))?;
    kit.with("RUNPROOF_KEY", &kit.text("other"));
    kit.refuses("age.sh", &backup, Some(1))?;
    kit.with("RUNPROOF_KEY", &kit.text("key"));
    kit.brings("age.sh", &backup)
}

#[test]
fn gpg_opens_with_the_right_key_alone() -> io::Result<()> {
    let mut kit = Kit::new()?;
    for ring in ["ring", "empty"] {
        fs::create_dir(kit.at(ring))?;
        fs::set_permissions(kit.at(ring), fs::Permissions::from_mode(0o700))?;
    }
    kit.with("GNUPGHOME", &kit.text("ring"));
    kit.ran(&[
        "gpg",
        "--batch",
        "--passphrase",
        "",
        "--quick-generate-key",
        "backup@example.com",
        "default",
        "default",
    ])?;
    kit.ran(&[
        "gpg",
        "--batch",
        "--trust-model",
        "always",
        "-r",
        "backup@example.com",
        "-o",
        "shop.gpg",
        "-e",
        "shop.sql.gz",
    ])?;
    kit.ran(&["gpg", "--batch", "--armor", "-o", "secret.asc", "--export-secret-keys", "backup@example.com"])?;
    let backup = kit.text("shop.gpg");
    kit.brings("gpg.sh", &backup)?;
    kit.refuses("gpg.sh", &cut(&kit, "shop.gpg")?, Some(2))?;
    kit.refuses("gpg.sh", &kit.text("none.gpg"), Some(2))?;
    kit.with("GNUPGHOME", &kit.text("empty"));
    let tool = kit.tried(&["gpg", "--batch", "-d", "shop.gpg"])?;
    kit.refuses("gpg.sh", &backup, tool.status.code())?;
    // The key alone, without a ring that has it.
    kit.with("RUNPROOF_KEY", &kit.text("secret.asc"));
    kit.brings("gpg.sh", &backup)?;
    let armoured = fs::read_to_string(kit.at("secret.asc"))?;
    fs::write(kit.at("secret.asc"), armoured.replace('a', "b"))?;
    kit.refuses("gpg.sh", &backup, Some(2))?;
    kit.with("RUNPROOF_KEY", &kit.text("none.asc"));
    kit.refuses("gpg.sh", &backup, Some(2))?;
    for ring in ["ring", "empty"] {
        kit.with("GNUPGHOME", &kit.text(ring));
        kit.ran(&["gpgconf", "--kill", "all"])?;
    }
    Ok(())
}

#[test]
fn gpg_opens_with_the_right_passphrase_alone() -> io::Result<()> {
    let mut kit = Kit::new()?;
    fs::create_dir(kit.at("ring"))?;
    fs::set_permissions(kit.at("ring"), fs::Permissions::from_mode(0o700))?;
    kit.with("GNUPGHOME", &kit.text("ring"));
    fs::write(kit.at("word"), "correct horse\n")?;
    fs::write(kit.at("other"), "wrong\n")?;
    let packed = ["gpg", "--batch", "--pinentry-mode", "loopback", "--passphrase-file", "word", "-o", "shop.gpg", "-c"];
    kit.ran(&[&packed[..], &["shop.sql.gz"]].concat())?;
    kit.ran(&["gpgconf", "--kill", "all"])?;
    kit.with("GPG_PASSPHRASE_FILE", &kit.text("word"));
    kit.brings("gpg.sh", &kit.text("shop.gpg"))?;
    // The agent remembers what opened it.
    kit.ran(&["gpgconf", "--kill", "all"])?;
    for word in ["other", "none"] {
        kit.with("GPG_PASSPHRASE_FILE", &kit.text(word));
        kit.refuses("gpg.sh", &kit.text("shop.gpg"), Some(2))?;
    }
    kit.ran(&["gpgconf", "--kill", "all"]).map(drop)
}
