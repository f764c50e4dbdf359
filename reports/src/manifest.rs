//! The manifest: size and digest of every file of an evidence folder, and what differs from it later.

use crate::atomic;
use crate::error::ReportError;
use runproof_core::ledger::RunStarted;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Component, Path};

/// Name of the manifest in the evidence folder.
pub const FILE: &str = "manifest.json";
/// Version of the manifest's shape.
pub const VERSION: u32 = 1;

/// What an evidence folder held when its reports were written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the manifest's shape.
    pub manifest: u32,
    /// The run's id.
    pub run_id: String,
    /// Version of the tool that made the run.
    pub tool: String,
    /// Every file but the manifest itself, by path.
    pub files: Vec<Listed>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Path relative to the folder, with `/`.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in hex.
    pub sha256: String,
}

/// Something in which a folder differs from its manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The file is listed but not there.
    Missing(String),
    /// The file is there but not listed.
    Unlisted(String),
    /// The file has another size: path, listed, found.
    Size(String, u64, u64),
    /// The file has other content: path, listed, found.
    Content(String, String, String),
    /// The listed path leads out of the folder.
    Outside(String),
    /// The path is listed twice.
    Twice(String),
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(path) => write!(f, "`{path}` is gone"),
            Self::Unlisted(path) => write!(f, "`{path}` was added"),
            Self::Size(path, was, is) => write!(f, "`{path}` had {was} bytes and now has {is}"),
            Self::Content(path, was, is) => write!(f, "`{path}` was changed: sha256 {was} became {is}"),
            Self::Outside(path) => write!(f, "`{path}` leads out of the folder"),
            Self::Twice(path) => write!(f, "`{path}` is listed twice"),
        }
    }
}

/// Writes the manifest of a folder.
///
/// # Errors
/// When a file cannot be read or named, or the manifest cannot be written.
pub fn write(dir: &Path, start: &RunStarted) -> Result<Manifest, ReportError> {
    let files = list(dir)?;
    let manifest = Manifest { manifest: VERSION, run_id: start.run_id.clone(), tool: start.tool.clone(), files };
    atomic::write(&dir.join(FILE), |sink| {
        serde_json::to_writer_pretty(&mut *sink, &manifest)?;
        Ok(sink.write_all(b"\n")?)
    })?;
    Ok(manifest)
}

/// Compares a folder with its manifest; empty when nothing differs.
///
/// # Errors
/// When the manifest cannot be read or understood, or a file cannot be read.
pub fn verify(dir: &Path) -> Result<Vec<Difference>, ReportError> {
    let path = dir.join(FILE);
    let text = fs::read(&path).map_err(|e| ReportError::read(&path, e))?;
    let wrong = |cause: String| ReportError::Manifest { path: path.clone(), cause };
    let manifest: Manifest = serde_json::from_slice(&text).map_err(|e| wrong(e.to_string()))?;
    if manifest.manifest != VERSION {
        return Err(wrong(format!("version {}; this tool reads {VERSION}", manifest.manifest)));
    }
    let mut found: BTreeMap<String, Listed> = list(dir)?.into_iter().map(|f| (f.path.clone(), f)).collect();
    let mut seen = BTreeSet::new();
    let mut differences = Vec::new();
    for listed in manifest.files {
        if !seen.insert(listed.path.clone()) {
            differences.push(Difference::Twice(listed.path));
        } else if !inside(&listed.path) {
            differences.push(Difference::Outside(listed.path));
        } else {
            differences.extend(compare(listed.clone(), found.remove(&listed.path)));
        }
    }
    differences.extend(found.into_keys().map(Difference::Unlisted));
    Ok(differences)
}

fn compare(listed: Listed, found: Option<Listed>) -> Option<Difference> {
    let Some(found) = found else { return Some(Difference::Missing(listed.path)) };
    if found.bytes != listed.bytes {
        return Some(Difference::Size(listed.path, listed.bytes, found.bytes));
    }
    let same = found.sha256 == listed.sha256;
    (!same).then_some(Difference::Content(listed.path, listed.sha256, found.sha256))
}

fn inside(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|c| matches!(c, Component::Normal(_)))
}

/// Every file below a folder but the manifest, by path. A link counts as what it leads to.
pub(crate) fn list(dir: &Path) -> Result<Vec<Listed>, ReportError> {
    let mut files = Vec::new();
    let mut open = vec![(dir.to_owned(), String::new())];
    while let Some((place, prefix)) = open.pop() {
        for entry in fs::read_dir(&place).map_err(|e| ReportError::read(&place, e))? {
            let entry = entry.map_err(|e| ReportError::read(&place, e))?;
            let full = entry.path();
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
                return Err(ReportError::Name { path: full });
            };
            let path = format!("{prefix}{name}");
            let kind = entry.file_type().map_err(|e| ReportError::read(&full, e))?;
            if kind.is_dir() {
                open.push((full, format!("{path}/")));
            } else if path != FILE {
                let (bytes, sha256) = digest(&full).map_err(|e| ReportError::read(&full, e))?;
                files.push(Listed { path, bytes, sha256 });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Size in bytes and SHA-256 in hex of a file.
///
/// # Errors
/// When it cannot be read.
pub fn digest(path: &Path) -> io::Result<(u64, String)> {
    digest_of(File::open(path)?)
}

/// Size in bytes and SHA-256 in hex of all that a source gives.
///
/// # Errors
/// When it cannot be read.
pub fn digest_of(mut source: impl Read) -> io::Result<(u64, String)> {
    let mut hash = Sha256::new();
    let mut bytes = 0;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match source.read(&mut buffer)? {
            0 => break,
            n => {
                hash.update(&buffer[..n]);
                bytes += n as u64;
            }
        }
    }
    Ok((bytes, hex(&hash.finalize())))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("attachments")).unwrap();
        fs::write(dir.path().join("ledger.ndjson"), "one\n").unwrap();
        fs::write(dir.path().join("attachments/0001.txt"), "two\n").unwrap();
        dir
    }

    #[test]
    fn a_folder_agrees_with_its_own_manifest() {
        let dir = folder();
        let start = RunStarted { run_id: "r-1".into(), tool: "0.1.0".into(), ..RunStarted::default() };
        let manifest = write(dir.path(), &start).unwrap();
        let paths: Vec<&str> = manifest.files.iter().map(|f| f.path.as_str()).collect();
        assert_eq!(paths, ["attachments/0001.txt", "ledger.ndjson"]);
        assert_eq!(manifest.files[1].sha256, "2c8b08da5ce60398e1f19af0e5dccc744df274b826abe585eaba68c525434806");
        assert_eq!(verify(dir.path()).unwrap(), []);
    }

    #[test]
    fn every_change_is_named() {
        let dir = folder();
        let path = |name: &str| dir.path().join(name);
        fs::write(path("c"), "same size").unwrap();
        write(dir.path(), &RunStarted::default()).unwrap();
        fs::write(path("ledger.ndjson"), "one more\n").unwrap();
        fs::write(path("c"), "size same").unwrap();
        fs::write(path("new"), "").unwrap();
        fs::remove_file(path("attachments/0001.txt")).unwrap();
        let words: Vec<String> = verify(dir.path()).unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(words.len(), 4);
        assert_eq!(words[0], "`attachments/0001.txt` is gone");
        assert!(words[1].starts_with("`c` was changed: sha256 "));
        assert_eq!(words[2], "`ledger.ndjson` had 4 bytes and now has 9");
        assert_eq!(words[3], "`new` was added");
    }

    #[test]
    fn a_manifest_cannot_point_elsewhere() {
        let dir = folder();
        let start = RunStarted::default();
        let mut manifest = write(dir.path(), &start).unwrap();
        manifest.files[0].path = "../../etc/passwd".into();
        fs::write(dir.path().join(FILE), serde_json::to_vec(&manifest).unwrap()).unwrap();
        let differences = verify(dir.path()).unwrap();
        assert!(differences.contains(&Difference::Outside("../../etc/passwd".into())));
        assert!(differences.contains(&Difference::Unlisted("attachments/0001.txt".into())));
    }
}
