//! Dumps that only `pg_restore` reads: custom, directory and tar. Their SQL goes through the same scanner.

use super::header::{self, Header};
use super::read::{Bounds, Reading, Sink, Through, digested, drain, fill};
use crate::host::digest::hex;
use crate::host::place::{self, worded};
use runproof_core::noun::dump::{Dump, Form};
use runproof_core::noun::dump_flaw::{Flaw, FlawKind};
use runproof_core::noun::obstacle::Obstacle;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, Read as _, Seek as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

/// The program that reads them.
const PROGRAM: &str = "pg_restore";
/// Most bytes of its messages that are kept.
const MESSAGES: u64 = 16 * 1024;
/// Where in a tar the name of the first file stands, and the mark of a tar.
const TAR: (usize, &[u8]) = (257, b"ustar");

/// The form of a file that `pg_restore` reads; `None` when it is another. The file is at its beginning again.
pub(super) fn form(file: &mut File) -> io::Result<Option<Form>> {
    let mut head = Vec::new();
    file.by_ref().take(512).read_to_end(&mut head)?;
    file.rewind()?;
    let tar = head.get(TAR.0..TAR.0 + TAR.1.len()) == Some(TAR.1) && head.starts_with(b"toc.dat\0");
    Ok(match () {
        () if head.starts_with(header::MAGIC) => Some(Form::Custom),
        () if tar => Some(Form::Tar),
        () => None,
    })
}

/// Reads a file in such a form.
pub(super) fn file(
    at: &Path,
    file: File,
    mut dump: Dump,
    form: Form,
    sink: &mut dyn Sink,
    bounds: &Bounds<'_>,
) -> Reading {
    dump.form = form;
    let header = file.try_clone().map(|copy| header::parse(copy, form == Form::Tar)).unwrap_or_default();
    let read = (&file).rewind().and_then(|()| digested(file));
    match read {
        Ok((bytes, digest)) => (dump.bytes, dump.sha256) = (bytes, hex(&digest)),
        Err(e) => dump.problem = Some(place::obstacle(&e)),
    }
    restored(at, dump, header, sink, bounds)
}

/// Reads a directory in such a form.
pub(super) fn directory(at: &Path, mut dump: Dump, sink: &mut dyn Sink, bounds: &Bounds<'_>) -> Reading {
    dump.form = Form::Directory;
    let Ok(list) = File::open(at.join("toc.dat")) else {
        let why = format!("`{}` is a directory without `toc.dat`, so it is no dump", dump.path);
        dump.problem = Some(Obstacle::found(why));
        return Reading { dump, ..Reading::default() };
    };
    match digest_of_all(at) {
        Ok((bytes, digest)) => (dump.bytes, dump.sha256) = (bytes, digest),
        Err(e) => dump.problem = Some(place::obstacle(&e)),
    }
    restored(at, dump, header::parse(list, false), sink, bounds)
}

/// Bytes of all files of a directory, and the digest of their names, sizes and digests in the order of names.
fn digest_of_all(at: &Path) -> io::Result<(u64, String)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(at)?.map(|e| e.map(|e| e.path())).collect::<io::Result<_>>()?;
    files.sort();
    let (mut total, mut all) = (0, Sha256::new());
    for path in files.iter().filter(|p| p.is_file()) {
        let (bytes, digest) = digested(File::open(path)?)?;
        total += bytes;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        all.update(format!("{name}\0{bytes}\0{}\n", hex(&digest)));
    }
    Ok((total, hex(&all.finalize())))
}

/// Has `pg_restore` write it as SQL, and reads that.
fn restored(at: &Path, mut dump: Dump, header: Header, sink: &mut dyn Sink, bounds: &Bounds<'_>) -> Reading {
    if dump.problem.is_some() {
        return Reading { dump, ..Reading::default() };
    }
    (dump.server, dump.tool) = (header.server, header.tool);
    let mut command = Command::new(PROGRAM);
    command.arg("--file=-").arg(at).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = match command.spawn() {
        Ok(child) => Ended(child),
        Err(e) => {
            let why = format!("`{PROGRAM}`, which reads `{}`, could not be started: {}", dump.path, worded(&e));
            dump.problem = Some(Obstacle::unseen(format!("{why}; install the client of PostgreSQL")));
            return Reading { dump, ..Reading::default() };
        }
    };
    let messages = child.0.stderr.take();
    let said = thread::spawn(move || {
        let mut said = Vec::new();
        // What it says beyond that is of no use, and a pipe that is closed ends it: that is seen in its exit code.
        let _ = messages.map(|m| m.take(MESSAGES).read_to_end(&mut said));
        String::from_utf8_lossy(&said).trim().to_owned()
    });
    let mut through = Through::new(sink, bounds);
    let drained = child.0.stdout.take().map_or(Ok(0), |stdout| drain(stdout, &mut through));
    let (contents, refused) = through.finish();
    let shares = contents.shares;
    match drained {
        Ok(unpacked) => {
            let ended = child.0.wait().is_ok_and(|status| status.success());
            let said = said.join().unwrap_or_default();
            dump.unpacked = unpacked;
            fill(&mut dump, contents);
            if !ended {
                complain(&mut dump, &said);
            }
        }
        Err(why) => {
            fill(&mut dump, contents);
            dump.problem = Some(Obstacle::unseen(format!("`{}`: {}", dump.path, worded(&why))));
        }
    }
    Reading { dump, shares, refused }
}

/// What `pg_restore` says when it does not come to an end: it is too old, or the dump is damaged.
fn complain(dump: &mut Dump, said: &str) {
    let first = said.lines().next().unwrap_or("it says nothing");
    if first.contains("unsupported version") || first.contains("not built with") {
        let why = format!("`{}` is newer than the `{PROGRAM}` of this machine: {first}", dump.path);
        dump.problem = Some(Obstacle::unseen(format!("{why}; install the client that made it")));
        return;
    }
    let cut = ["end of file", "unexpected end"].iter().any(|words| said.contains(words));
    let kind = if cut { FlawKind::Truncated } else { FlawKind::Damaged };
    dump.flaws
        .insert(0, Flaw { kind, at: dump.bytes, what: format!("`{PROGRAM}` cannot read it to its end: {first}") });
}

/// A program that is ended when nobody reads what it writes any more.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // One that has ended already is what is wanted.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
