//! One read of a dump: digest, integrity and contents at once, and the SQL handed on to whoever restores it.

use super::archive;
use super::scan::{Contents, Phase, Scanner, Share};
use super::source::Source;
use super::unpack::{Unpacked, packing, unpack};
use crate::clock::Tick;
use crate::host::digest::hex;
use crate::host::place::{self, Found, worded};
use runproof_core::noun::dump::Dump;
use runproof_core::noun::obstacle::Obstacle;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Who takes the SQL of a dump while it is read.
pub trait Sink {
    /// The next bytes, in order and without a gap.
    ///
    /// # Errors
    /// When it takes no more; the dump is read to its end all the same.
    fn pass(&mut self, sql: &[u8]) -> io::Result<()>;

    /// A phase begins here, between two statements.
    ///
    /// # Errors
    /// As above.
    fn begins(&mut self, phase: Phase) -> io::Result<()>;
}

/// Bytes by which a packed file is known.
const PEEKED: usize = 4;

/// Nobody takes the SQL.
pub struct Nobody;

impl Sink for Nobody {
    fn pass(&mut self, _: &[u8]) -> io::Result<()> {
        Ok(())
    }

    fn begins(&mut self, _: Phase) -> io::Result<()> {
        Ok(())
    }
}

/// What may end a read early.
#[derive(Debug)]
pub struct Bounds<'a> {
    /// Most time.
    pub time: Duration,
    /// Set by somebody who wants it to end now.
    pub stop: &'a AtomicBool,
}

/// What a read came to.
#[derive(Debug, Default)]
pub struct Reading {
    /// What was seen.
    pub dump: Dump,
    /// What was read in each phase, in the order of [`Phase::ALL`].
    pub shares: [Share; 4],
    /// Why the SQL was not taken to its end, when somebody took it; `PermissionDenied` when it must not be.
    pub refused: Option<io::Error>,
}

/// Reads a dump: one file of SQL, plain or packed by gzip or zstd, or what `pg_restore` reads.
///
/// The file is read once, and memory does not grow with it or with its rows. It blocks, so it belongs on a thread of its
/// own. `asked` is the path as people wrote it.
#[must_use]
pub fn read(at: &Path, asked: &str, sink: &mut dyn Sink, bounds: &Bounds<'_>) -> Reading {
    let named = Dump { path: asked.to_owned(), ..Dump::default() };
    let with = |problem| Reading { dump: Dump { problem: Some(problem), ..named.clone() }, ..Reading::default() };
    if matches!(place::find(at), Ok(Found::Directory)) {
        return archive::directory(at, named, sink, bounds);
    }
    let mut file = match place::open(at, asked) {
        Ok(Some((file, _))) => file,
        Ok(None) => return with(Obstacle::found(format!("no file `{asked}`"))),
        Err(obstacle) => return with(obstacle),
    };
    match archive::form(&mut file) {
        Ok(Some(form)) => archive::file(at, file, named, form, sink, bounds),
        Ok(None) => plain(file, named, sink, bounds),
        Err(e) => with(place::obstacle(&e).worded(|why| format!("`{asked}` cannot be read: {why}"))),
    }
}

fn plain(file: File, mut dump: Dump, sink: &mut dyn Sink, bounds: &Bounds<'_>) -> Reading {
    let mut source = Source::new(file);
    // Also known of a dump that is not read to its end; what cannot be read says so below.
    dump.packing = source.peek(PEEKED).map(packing).unwrap_or_default();
    let mut through = Through::new(sink, bounds);
    let unpacked = unpack(&mut source, |sql| through.take(sql));
    let (contents, refused) = through.finish();
    // What is behind a flaw belongs to the file too, and to its digest; a read that was ended early has none.
    if through_stopped(&unpacked, &source) {
        dump.bytes = source.at();
    } else {
        let (bytes, digest, failed) = source.finish();
        (dump.bytes, dump.sha256) = (bytes, hex(&digest));
        dump.problem = failed.map(|e| place::obstacle(&e));
    }
    let shares = contents.shares;
    match unpacked {
        Ok(unpacked) => describe(&mut dump, unpacked, contents),
        Err(why) => {
            let at = dump.bytes;
            fill(&mut dump, contents);
            dump.problem.get_or_insert_with(|| Obstacle::unseen(worded(&why)));
            if let Some(problem) = dump.problem.take() {
                dump.problem = Some(problem.worded(|why| format!("`{}`, byte {at}: {why}", dump.path)));
            }
        }
    }
    Reading { dump, shares, refused }
}

/// Whether reading was ended by this side, and not by the disk.
fn through_stopped<R: io::Read>(unpacked: &io::Result<Unpacked>, source: &Source<R>) -> bool {
    unpacked.is_err() && !source.has_failed()
}

fn describe(dump: &mut Dump, unpacked: Unpacked, contents: Contents) {
    (dump.packing, dump.members, dump.unpacked) = (unpacked.packing, unpacked.members, unpacked.bytes);
    fill(dump, contents);
    if let Some(flaw) = unpacked.flaw {
        dump.flaws.insert(0, flaw);
    }
}

/// Puts what was found in the SQL into the dump.
pub(super) fn fill(dump: &mut Dump, contents: Contents) {
    dump.statements = contents.shares.iter().map(|share| share.statements).sum();
    dump.server = contents.server.or(dump.server.take());
    dump.tool = contents.tool.or(dump.tool.take());
    dump.encoding = contents.encoding;
    dump.tables = contents.tables;
    (dump.large_objects, dump.sequences) = (contents.large_objects, contents.sequences);
    (dump.extensions, dump.roles) = (contents.extensions, contents.roles);
    dump.flaws.extend(contents.flaws);
}

/// The way of the SQL: through the scanner to whoever takes it.
pub(super) struct Through<'a> {
    scanner: Scanner,
    sink: &'a mut dyn Sink,
    refused: Option<io::Error>,
    deadline: Tick,
    bounds: &'a Bounds<'a>,
}

impl<'a> Through<'a> {
    /// A way to this sink.
    pub(super) fn new(sink: &'a mut dyn Sink, bounds: &'a Bounds<'a>) -> Self {
        let deadline = Tick::now().after(bounds.time);
        Self { scanner: Scanner::new(), sink, refused: None, deadline, bounds }
    }

    /// Takes the next piece.
    ///
    /// # Errors
    /// When the read has to end: time is up, or somebody wants it to.
    pub(super) fn take(&mut self, sql: &[u8]) -> io::Result<()> {
        let mut passed = 0;
        let marks = self.scanner.feed(sql);
        if let Some(why) = self.scanner.forbidden() {
            // Nothing of the piece that holds it goes out. What went out of its line before has no end, and is not done.
            self.refused.get_or_insert_with(|| io::Error::new(io::ErrorKind::PermissionDenied, why));
        }
        for mark in marks {
            self.hand(&sql[passed..mark.at], Some(mark.phase));
            passed = mark.at;
        }
        self.hand(&sql[passed..], None);
        self.may_go_on()
    }

    /// What was found, and why the sink did not take all of it.
    pub(super) fn finish(self) -> (Contents, Option<io::Error>) {
        (self.scanner.finish(), self.refused)
    }

    fn hand(&mut self, sql: &[u8], then: Option<Phase>) {
        if self.refused.is_none() {
            let passed = self.sink.pass(sql).and_then(|()| then.map_or(Ok(()), |phase| self.sink.begins(phase)));
            self.refused = passed.err();
        }
    }

    fn may_go_on(&self) -> io::Result<()> {
        if self.bounds.stop.load(Ordering::Relaxed) {
            return Err(io::Error::other("reading was ended before the end"));
        }
        if self.deadline.left().is_zero() {
            let why = format!("not at its end after {} s", self.bounds.time.as_secs());
            return Err(io::Error::other(why));
        }
        Ok(())
    }
}

/// Reads a stream to its end through the scanner.
///
/// # Errors
/// When it cannot be read, or has to end early.
pub(super) fn drain(mut from: impl io::Read, through: &mut Through<'_>) -> io::Result<u64> {
    let mut block = vec![0; 128 * 1024];
    let mut total = 0;
    loop {
        match from.read(&mut block) {
            Ok(0) => return Ok(total),
            Ok(n) => {
                total += n as u64;
                through.take(&block[..n])?;
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}

/// SHA-256 of a file in hex; nothing when it cannot be read.
pub(crate) fn sha256_of(at: &Path) -> Option<String> {
    let (_, digest) = digested(File::open(at).ok()?).ok()?;
    Some(hex(&digest))
}

/// Bytes and digest of a file read to its end.
pub(super) fn digested(file: File) -> io::Result<(u64, [u8; 32])> {
    let mut source = Source::new(file);
    let mut block = vec![0; 128 * 1024];
    while source.read(&mut block)? > 0 {}
    let (bytes, digest, _) = source.finish();
    Ok((bytes, digest))
}
