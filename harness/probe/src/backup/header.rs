//! The head of a dump in custom form: which versions made it. The layout is that of PostgreSQL's `pg_backup_archiver.c`.

use std::io::{self, Read};

/// How it begins.
pub(super) const MAGIC: &[u8] = b"PGDMP";
/// Bytes of a tar before the content of its first file.
const TAR_HEAD: u64 = 512;
/// Most bytes of a text.
const TEXT: u64 = 4_096;
/// The first version of the layout that says how it is compressed in one byte.
const ONE_BYTE: (u8, u8) = (1, 15);

/// What the head says.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// Version of the server.
    pub(super) server: Option<String>,
    /// Version of `pg_dump`.
    pub(super) tool: Option<String>,
}

/// Reads the head, behind that of a tar's first file where it is one; as much of it as is there.
pub(super) fn parse(mut from: impl Read, tar: bool) -> Header {
    let skipped = if tar { io::copy(&mut from.by_ref().take(TAR_HEAD), &mut io::sink()) } else { Ok(0) };
    skipped.and_then(|_| fields(from)).unwrap_or_default()
}

fn fields(mut from: impl Read) -> io::Result<Header> {
    let mut head = [0; 11];
    from.read_exact(&mut head)?;
    let [_, _, _, _, _, major, minor, _, integers, _, _] = head;
    if !head.starts_with(MAGIC) {
        return Ok(Header::default());
    }
    if (major, minor) >= ONE_BYTE {
        from.read_exact(&mut [0])?;
    } else {
        integer(&mut from, integers)?;
    }
    // When it was made: seven numbers from seconds to summer time.
    for _ in 0..7 {
        integer(&mut from, integers)?;
    }
    let _database = text(&mut from, integers)?;
    Ok(Header { server: text(&mut from, integers)?, tool: text(&mut from, integers)? })
}

/// A sign, and bytes from the least to the greatest.
fn integer(from: &mut impl Read, bytes: u8) -> io::Result<i64> {
    let mut sign = [0];
    from.read_exact(&mut sign)?;
    let mut value = 0_i64;
    for place in 0..u32::from(bytes.min(8)) {
        let mut byte = [0];
        from.read_exact(&mut byte)?;
        value |= i64::from(byte[0]).wrapping_shl(8 * place);
    }
    Ok(if sign[0] == 0 { value } else { value.wrapping_neg() })
}

fn text(from: &mut impl Read, integers: u8) -> io::Result<Option<String>> {
    let Ok(length) = u64::try_from(integer(from, integers)?) else { return Ok(None) };
    if length > TEXT {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut text = Vec::new();
    from.by_ref().take(length).read_to_end(&mut text)?;
    Ok(Some(String::from_utf8_lossy(&text).into_owned()))
}
