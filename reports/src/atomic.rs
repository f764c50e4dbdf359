//! Files that are there whole or not at all.

use crate::error::{RenderError, ReportError};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

/// Writes a file beside its place and moves it there when it is complete and on the disk.
///
/// # Errors
/// When the file cannot be written; then nothing of it is left, and an earlier one stays as it was.
pub fn write(
    path: &Path,
    render: impl FnOnce(&mut BufWriter<File>) -> Result<(), RenderError>,
) -> Result<(), ReportError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let partial = path.with_file_name(format!(".{name}.partial"));
    let written = fill(&partial, render).and_then(|()| Ok(fs::rename(&partial, path)?));
    written.map_err(|error| {
        // The error itself is what the caller must hear; the left-over is removed as far as that is possible.
        let _ = fs::remove_file(&partial);
        error.into_report(path)
    })
}

fn fill(path: &Path, render: impl FnOnce(&mut BufWriter<File>) -> Result<(), RenderError>) -> Result<(), RenderError> {
    let mut sink = BufWriter::with_capacity(256 * 1024, File::create(path)?);
    render(&mut sink)?;
    sink.flush()?;
    sink.get_ref().sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    #[test]
    fn an_earlier_file_survives_a_failure() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("report");
        write(&path, |sink| Ok(sink.write_all(b"first")?)).unwrap();
        let error = write(&path, |sink| {
            sink.write_all(b"half")?;
            Err(io::Error::from(io::ErrorKind::StorageFull).into())
        });
        let words = error.unwrap_err().to_string();
        assert!(words.contains("report`: the disk is full"), "{words}");
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
