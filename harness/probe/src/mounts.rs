//! Filesystems that are mounted below a directory of the run's own: a fault may have put one there.

use std::fs;
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The kernel's list of what is mounted for this process.
const LIST: &str = "/proc/self/mountinfo";
/// The place where something is mounted, counted from the beginning of a line.
const PLACE: usize = 4;

/// Detaches everything that is mounted on a place below `directory`, the deepest first; answers the places. What could
/// not be detached is still mounted, and so a directory that cannot be removed.
pub fn detach_below(directory: &Path) -> Vec<PathBuf> {
    // A link on the way would hide what lies behind it: the kernel tells places without links.
    let Ok(directory) = directory.canonicalize() else { return Vec::new() };
    let list = fs::read_to_string(LIST).unwrap_or_default();
    let mut places = below(&list, &directory);
    places.reverse();
    places.retain(|place| detach(place));
    places
}

/// Detaches what is mounted on a place, whoever still uses it; answers whether it was.
pub fn detach(place: &Path) -> bool {
    let mut command = Command::new("umount");
    command.arg("--lazy").arg(place).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The places of a list that lie below a directory, in the order in which they were mounted.
fn below(list: &str, directory: &Path) -> Vec<PathBuf> {
    let places = list.lines().filter_map(|line| line.split(' ').nth(PLACE)).map(plain);
    places.filter(|place| place != directory && place.starts_with(directory)).collect()
}

/// A place as it is: the kernel writes blanks and their like as `\040`.
fn plain(written: &str) -> PathBuf {
    let mut bytes = Vec::new();
    let mut rest = written.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..3).filter(|_| *first == b'\\');
        let code = code.and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(byte) = code.and_then(|digits| u8::from_str_radix(digits, 8).ok()) {
            bytes.push(byte);
            rest = &after[3..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    std::ffi::OsString::from_vec(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_below_a_directory_is_found_and_names_are_plain() {
        let list = "22 1 0:20 / / rw - ext4 /dev/a rw\n\
            30 22 0:5 / /run/a rw - tmpfs tmpfs rw\n\
            31 30 0:6 / /run/a/with\\040blank rw - tmpfs tmpfs rw\n\
            32 31 0:7 / /run/a/with\\040blank/deep rw - tmpfs tmpfs rw\n\
            33 22 0:8 / /run/ab rw - tmpfs tmpfs rw\n";
        let found = below(list, Path::new("/run/a"));
        assert_eq!(found, [Path::new("/run/a/with blank"), Path::new("/run/a/with blank/deep")]);
    }
}
