//! Zip archives.

use super::archive::Contents;
use super::archive_budget::Budget;
use super::place::worded;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use zip::ZipArchive;

/// Most bytes of the central directory, which is held in memory while the archive is read.
const DIRECTORY: u64 = 64 << 20;
/// The last bytes of a file in which the end record is: itself with the longest comment, and the zip64 locator.
const TAIL: u64 = 22 + 0xffff + 20;

/// Reads every entry to its end, checksum included.
pub(super) fn read(mut file: File, budget: &Budget, contents: &mut Contents) -> Result<(), String> {
    let size = directory_size(&mut file).map_err(|e| worded(&e))?;
    if size.ok_or("the end record is missing")? > DIRECTORY {
        return Err(budget.over(format!("its directory is longer than the {} MiB that are read", DIRECTORY >> 20)));
    }
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|e| lower(&e.to_string()))?;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|e| lower(&e.to_string()))?;
        let name = entry.name().to_owned();
        budget.entry(&name)?;
        let size = entry.size();
        let bytes = budget.drain(&mut entry).map_err(|why| format!("`{name}`: {}", lower(&why)))?;
        contents.bytes += bytes;
        if bytes != size {
            return Err(format!("`{name}` has {bytes} bytes and not the {size} that are written for it"));
        }
        contents.entries.push(name.strip_prefix("./").unwrap_or(&name).to_owned());
    }
    Ok(())
}

/// Size of the central directory as the end record gives it; `None` when there is no end record.
fn directory_size(file: &mut File) -> io::Result<Option<u64>> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.by_ref().take(TAIL).read_to_end(&mut tail)?;
    file.rewind()?;
    let Some(record) = tail.windows(4).rposition(|w| w == b"PK\x05\x06") else { return Ok(None) };
    let field = |from: usize| tail.get(record + from..record + from + 4)?.try_into().ok().map(u32::from_le_bytes);
    // A directory that needs 64 bits to be measured has all ones here, and is larger than any that is read.
    Ok(field(12).map(u64::from))
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
