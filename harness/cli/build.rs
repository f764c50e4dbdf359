//! Writes down every file below `features/`, so that the binary carries them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script where it is by the environment")]
fn main() -> io::Result<()> {
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let features = manifest.join("../../features").canonicalize()?;
    let mut found = Vec::new();
    gather(&features, &mut found)?;
    found.sort();
    let mut list = String::from("&[\n");
    for path in found {
        let name = path.strip_prefix(&features).unwrap_or(&path).display().to_string();
        let _ = writeln!(list, "    ({name:?}, include_str!({:?})),", path.display().to_string());
    }
    list.push(']');
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("features.rs"), list)
}

fn gather(directory: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", directory.display());
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        match path.extension().and_then(|e| e.to_str()) {
            _ if path.is_dir() => gather(&path, found)?,
            Some("feature" | "toml") => {
                println!("cargo:rerun-if-changed={}", path.display());
                found.push(path);
            }
            _ => {}
        }
    }
    Ok(())
}
