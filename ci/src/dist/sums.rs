//! `SHA256SUMS`: digests of everything that is handed out, as `sha256sum --check` reads them.

use crate::task::TaskError;
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// The file's name.
pub const FILE: &str = "SHA256SUMS";

/// Digest and path of every file below a directory, except the sums themselves, sorted by path.
///
/// # Errors
/// When something cannot be read.
pub fn of(directory: &Path) -> Result<String, TaskError> {
    let mut files = Vec::new();
    gather(directory, &mut files)?;
    files.sort();
    let mut sums = String::new();
    for file in files {
        let name = file.strip_prefix(directory).unwrap_or(&file).display().to_string();
        if name != FILE {
            let bytes = fs::read(&file).map_err(|e| unusable(&file, &e))?;
            let digest: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
            sums.push_str(&format!("{digest}  {name}\n"));
        }
    }
    Ok(sums)
}

fn gather(directory: &Path, files: &mut Vec<PathBuf>) -> Result<(), TaskError> {
    for entry in fs::read_dir(directory).map_err(|e| unusable(directory, &e))? {
        let path = entry.map_err(|e| unusable(directory, &e))?.path();
        if path.is_dir() {
            gather(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn unusable(path: &Path, error: &std::io::Error) -> TaskError {
    TaskError::File { path: path.to_owned(), why: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_its_line_and_the_sums_have_none() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("man")).unwrap();
        fs::write(home.path().join("b"), "").unwrap();
        fs::write(home.path().join("man/a"), "abc").unwrap();
        fs::write(home.path().join(FILE), "old").unwrap();
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(of(home.path()).unwrap(), format!("{empty}  b\n{abc}  man/a\n"));
    }
}
