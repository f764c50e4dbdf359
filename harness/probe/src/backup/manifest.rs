//! Manifests of backups as files.

use crate::host::place::{self, worded};
use runproof_core::noun::manifest::{MANIFEST_VERSION, Manifest};
use runproof_core::noun::obstacle::Obstacle;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

/// Most bytes of a manifest: some 20,000 tables.
const MOST: u64 = 16 << 20;

/// Reads the manifest of a backup; `asked` is the path as people wrote it.
///
/// # Errors
/// A fact about the system when there is none or it is none, else why it cannot be read.
pub fn read_manifest(at: &Path, asked: &str) -> Result<Manifest, Obstacle> {
    let Some((file, _)) = place::open(at, asked)? else {
        return Err(Obstacle::found(format!("no file `{asked}`")));
    };
    let mut text = String::new();
    file.take(MOST).read_to_string(&mut text).map_err(|e| place::obstacle(&e))?;
    let none = |why: String| Obstacle::found(format!("`{asked}` is no manifest of a backup: {why}"));
    let manifest: Manifest = serde_json::from_str(&text).map_err(|e| none(e.to_string()))?;
    if manifest.version != MANIFEST_VERSION {
        let why = format!("it is of version {}, and {MANIFEST_VERSION} is read", manifest.version);
        return Err(Obstacle::unseen(format!("`{asked}`: {why}")));
    }
    Ok(manifest)
}

/// Writes the manifest of a backup, whole or not at all.
///
/// # Errors
/// In words, when it cannot be written.
pub fn write_manifest(at: &Path, manifest: &Manifest) -> Result<(), String> {
    let beside = at.with_extension("json.part");
    let written = || -> io::Result<()> {
        let mut text = serde_json::to_string_pretty(manifest)?;
        text.push('\n');
        let mut file = fs::File::create(&beside)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, at)
    };
    written().map_err(|e| format!("`{}`: {}", at.display(), worded(&e)))
}
