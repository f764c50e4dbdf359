//! The base: Debian, from a mirror into the engine, without a stop on the disk.

use super::engine;
use super::leash;
use super::mirror::Mirror;
use super::recipes::{DIRECTORY, Recipe, SUITE};
use super::room;
use super::trouble::Trouble;
use std::io::{self, BufReader, Read as _, Seek as _};
use std::path::Path;
use std::process::{Command, Stdio};

/// What makes it.
const PROGRAM: &str = "debootstrap";
/// How long the engine may take to take it in (minutes).
const IMPORT: u32 = 5;

/// Makes the base. All of it happens in memory and in namespaces that end with this process, so nothing is left of one
/// that was interrupted; the engine is asked only when the archive is whole.
///
/// # Errors
/// When this machine does not allow it, or lacks something, or the mirror does not answer.
pub fn make(recipe: &Recipe, root: &Path, tag: &str, digest: &str, mirror: &Mirror) -> Result<(), Trouble> {
    if Command::new(PROGRAM).arg("--version").output().is_err() {
        return Err(Trouble::Missing { program: PROGRAM, package: PROGRAM });
    }
    if !rustix::process::geteuid().is_root() {
        return Err(Trouble::NotRoot(tag.to_owned()));
    }
    room::in_memory()?;
    let failed = |e: io::Error| Trouble::Failed { image: tag.to_owned(), said: format!("  {e}") };
    let mut log = tempfile::tempfile().map_err(failed)?;
    let mut maker = leash::command("unshare", recipe.minutes);
    let mut making = maker
        .args(["--mount", "--pid", "--fork", "--kill-child"])
        .arg(root.join(DIRECTORY).join(recipe.name).join("bootstrap"))
        .args([SUITE, &mirror.main])
        .args(&mirror.security)
        .stdout(Stdio::piped())
        .stderr(log.try_clone().map_err(failed)?)
        .spawn()
        .map_err(|e| leash::unstarted(&e))?;
    let archive = making.stdout.take();
    let taken = archive.map_or_else(|| Ok(()), |out| take_in(BufReader::new(out), tag, digest));
    let ended = making.wait().map_err(failed)?;
    if leash::is_out_of_time(ended) {
        return Err(Trouble::TooLong { image: tag.to_owned(), minutes: recipe.minutes });
    }
    if ended.success() {
        return taken;
    }
    let mut said = Vec::new();
    log.rewind().and_then(|()| log.read_to_end(&mut said)).map_err(failed)?;
    // What the engine said is the cause when the pipe to it broke.
    taken.and(Err(Trouble::of_making(tag, &mirror.main, &String::from_utf8_lossy(&said))))
}

/// Hands the archive to the engine; an archive without a byte is none.
fn take_in(mut archive: impl io::BufRead, tag: &str, digest: &str) -> Result<(), Trouble> {
    let failed = |e: io::Error| Trouble::Failed { image: tag.to_owned(), said: format!("  {e}") };
    if archive.fill_buf().map_err(failed)?.is_empty() {
        return Ok(());
    }
    let mut command = engine::import(tag, digest, IMPORT);
    let command = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut importing = command.spawn().map_err(|e| leash::unstarted(&e))?;
    let copied = importing.stdin.take().map(|mut into| io::copy(&mut archive, &mut into));
    let ended = importing.wait_with_output().map_err(failed)?;
    if leash::is_out_of_time(ended.status) {
        return Err(Trouble::TooLong { image: tag.to_owned(), minutes: IMPORT });
    }
    if !ended.status.success() {
        return Err(Trouble::of_making(tag, "", &String::from_utf8_lossy(&ended.stderr)));
    }
    copied.transpose().map(drop).map_err(failed)
}
