//! The end of a log, read backwards in blocks, so that its length does not matter.

use super::place::obstacle;
use runproof_core::noun::obstacle::Obstacle;
use std::fs::File;
use std::os::unix::fs::FileExt;

/// Bytes read at a time.
const BLOCK: u64 = 64 * 1024;

/// The end of a file, as far as it was wanted.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct End {
    /// Whole lines; the last one may still be being written.
    pub(super) text: String,
    /// Whether the reading stopped at its bound, with wanted lines left out.
    pub(super) cut: bool,
}

/// Reads backwards until `enough` says so of the last whole lines read so far, the file's beginning is reached, or
/// `most` bytes are read. `enough` is asked after every block, of the whole lines that the block completed.
pub(super) fn read_back(file: &File, most: u64, mut enough: impl FnMut(&str) -> bool) -> Result<End, Obstacle> {
    let length = file.metadata().map_err(|e| obstacle(&e))?.len();
    let mut start = length;
    // Blocks from the last to the first; `pending` is the part of the earliest line that is read already.
    let mut parts: Vec<Vec<u8>> = Vec::new();
    let mut pending: Vec<u8> = Vec::new();
    let mut stopped = false;
    while start > 0 && !stopped && length - start < most {
        let from = start.saturating_sub(BLOCK);
        let mut block = vec![0; usize::try_from(start - from).unwrap_or_default()];
        file.read_exact_at(&mut block, from).map_err(|e| obstacle(&e))?;
        start = from;
        let Some(line_end) = block.iter().position(|b| *b == b'\n').filter(|_| start > 0) else {
            block.append(&mut pending);
            pending = block;
            continue;
        };
        let mut whole = block.split_off(line_end + 1);
        whole.append(&mut pending);
        pending = block;
        stopped = enough(&String::from_utf8_lossy(&whole));
        parts.push(whole);
    }
    let at_the_beginning = start == 0;
    if at_the_beginning {
        parts.push(pending);
    }
    let bytes: Vec<u8> = parts.into_iter().rev().flatten().collect();
    Ok(End { text: String::from_utf8_lossy(&bytes).into_owned(), cut: !stopped && !at_the_beginning })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn file(text: &str) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file
    }

    fn numbered(lines: u32) -> String {
        (0..lines).map(|i| format!("line {i}\n")).collect()
    }

    #[test]
    fn a_short_file_is_read_whole() {
        for text in ["", "one", "one\ntwo\n", "é\nü"] {
            let end = read_back(&file(text), 1 << 20, |_| true).unwrap();
            assert_eq!(end, End { text: text.into(), cut: false });
        }
    }

    #[test]
    fn reading_stops_when_there_is_enough_and_gives_whole_lines() {
        let text = numbered(60_000);
        let mut blocks = 0;
        let end = read_back(&file(&text), 1 << 30, |_| {
            blocks += 1;
            blocks == 3
        });
        let end = end.unwrap();
        assert!(text.ends_with(&end.text) && end.text.starts_with("line ") && !end.cut);
        assert!((2 * BLOCK..=3 * BLOCK).contains(&(end.text.len() as u64)));
    }

    #[test]
    fn without_enough_the_whole_file_comes_back_in_order() {
        let text = numbered(60_000);
        assert_eq!(read_back(&file(&text), 1 << 30, |_| false).unwrap(), End { text, cut: false });
    }

    #[test]
    fn a_bound_is_kept_and_told() {
        let end = read_back(&file(&numbered(60_000)), 2 * BLOCK, |_| false).unwrap();
        assert!(end.cut && end.text.len() as u64 <= 2 * BLOCK);
        let one_line = "x".repeat(300_000);
        let end = read_back(&file(&one_line), 2 * BLOCK, |_| false).unwrap();
        assert_eq!(end, End { text: String::new(), cut: true });
        assert_eq!(read_back(&file(&one_line), 1 << 20, |_| false).unwrap().text, one_line);
    }
}
