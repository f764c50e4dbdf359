//! Paths as features write them, and what stands there.

use crate::subject::Subject;
use runproof_core::noun::obstacle::Obstacle;
use rustix::fs::{Access, AtFlags, CWD, Mode, OFlags, accessat};
use rustix::io::Errno;
use std::fs::{File, FileType, Metadata};
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};

/// The absolute path of what a feature names; an obstacle of ours when it has none.
pub(crate) fn locate(subject: &Subject, path: &str) -> Result<PathBuf, Obstacle> {
    let none = || Obstacle::unseen(format!("`{path}` is relative and the target names no root"));
    subject.path(path).ok_or_else(none)
}

/// What stands at a path, symbolic links followed.
pub(crate) enum Found {
    /// Nothing.
    Nothing,
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// Anything else, in words, for example `a fifo`.
    Other(&'static str),
}

/// Looks what stands at a path without opening it; an obstacle says why that cannot be known.
pub(crate) fn find(at: &Path) -> Result<Found, Obstacle> {
    match std::fs::metadata(at) {
        Ok(facts) if facts.is_file() => Ok(Found::File),
        Ok(facts) if facts.is_dir() => Ok(Found::Directory),
        Ok(facts) => Ok(Found::Other(kind(facts.file_type()))),
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            match std::fs::symlink_metadata(at) {
                Ok(_) => Ok(Found::Other("a symbolic link to nothing")),
                Err(_) => Ok(Found::Nothing),
            }
        }
        Err(e) => Err(obstacle(&e)),
    }
}

/// The kind of a file that is neither regular nor a directory, in words.
pub(crate) fn kind(of: FileType) -> &'static str {
    match () {
        () if of.is_fifo() => "a fifo",
        () if of.is_socket() => "a socket",
        () if of.is_char_device() => "a character device",
        () if of.is_block_device() => "a block device",
        () if of.is_dir() => "a directory",
        () if of.is_symlink() => "a symbolic link",
        () => "no regular file",
    }
}

/// Opens a regular file for reading; `None` when nothing is there.
///
/// Nothing but a regular file is ever opened, so that no fifo blocks and no device acts; the obstacle names what stands
/// there instead. `path` is what the feature wrote.
pub(crate) fn open(at: &Path, path: &str) -> Result<Option<(File, Metadata)>, Obstacle> {
    match find(at).map_err(|o| o.worded(|why| format!("`{path}` cannot be looked at: {why}")))? {
        Found::Nothing => return Ok(None),
        Found::Directory => return Err(Obstacle::found(format!("`{path}` is a directory, not a file"))),
        Found::Other(kind) => return Err(Obstacle::found(format!("`{path}` is {kind}, not a file"))),
        Found::File => {}
    }
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
    let unreadable = |e: io::Error| unreadable(&e, path);
    let file = File::from(rustix::fs::open(at, flags, Mode::empty()).map_err(|e| unreadable(e.into()))?);
    let facts = file.metadata().map_err(unreadable)?;
    if !facts.is_file() {
        return Err(Obstacle::found(format!("`{path}` is {}, not a file", kind(facts.file_type()))));
    }
    Ok(Some((file, facts)))
}

/// The whole content of a regular file of at most `most` bytes; `None` when nothing is there.
pub(crate) fn read_whole(at: &Path, path: &str, most: u64) -> Result<Option<Vec<u8>>, Obstacle> {
    let Some((file, _)) = open(at, path)? else { return Ok(None) };
    let mut content = Vec::new();
    let read = file.take(most + 1).read_to_end(&mut content);
    read.map_err(|e| unreadable(&e, path))?;
    if content.len() as u64 > most {
        return Err(Obstacle::unseen(format!("`{path}` is longer than the {} KiB that are read", most >> 10)));
    }
    Ok(Some(content))
}

/// What stood in the way of reading `path`.
pub(crate) fn unreadable(error: &io::Error, path: &str) -> Obstacle {
    obstacle(error).worded(|why| format!("`{path}` cannot be read: {why}"))
}

/// An error of the operating system as an obstacle.
///
/// That something is not there, is another thing, leads back to itself or is damaged, on the disk or within itself, is
/// a fact about the system. Everything else is ours: permission, memory, open files, time.
pub(crate) fn obstacle(error: &io::Error) -> Obstacle {
    let of_a_kind = matches!(
        error.kind(),
        ErrorKind::NotFound
            | ErrorKind::NotADirectory
            | ErrorKind::IsADirectory
            | ErrorKind::InvalidData
            | ErrorKind::InvalidInput
            | ErrorKind::UnexpectedEof
    );
    let of_the_disk = Errno::from_io_error(error)
        .is_some_and(|e| [Errno::IO, Errno::LOOP, Errno::UCLEAN, Errno::BADMSG, Errno::NAMETOOLONG].contains(&e));
    if of_a_kind || of_the_disk { Obstacle::found(worded(error)) } else { Obstacle::unseen(worded(error)) }
}

/// Whether the present user may write to it, by the kernel's own judgement (read-only mounts and immutable files too).
pub(crate) fn writable(at: &Path) -> bool {
    accessat(CWD, at, Access::WRITE_OK, AtFlags::EACCESS).is_ok()
}

/// An error of the operating system in words: lower case, without its number.
pub(crate) fn worded(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
