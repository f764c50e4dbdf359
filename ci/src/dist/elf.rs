//! What an ELF file asks of the system that runs it: an interpreter, and libraries to load.

/// What a program needs beside itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The dynamic loader that the kernel has to start.
    pub interpreter: Option<String>,
    /// Number of libraries that the loader has to find.
    pub libraries: usize,
}

/// Why a file cannot be read as a program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ElfError {
    /// Another kind of file, or of another width or byte order.
    #[error("it is no 64-bit little-endian ELF file")]
    OtherKind,
    /// A header points outside the file.
    #[error("the file is cut off at {0}")]
    CutOff(&'static str),
}

/// Type of the header that names the interpreter.
const PT_INTERP: u32 = 3;
/// Type of the header of the table for the dynamic loader.
const PT_DYNAMIC: u32 = 2;
/// Tag of a library in that table.
const DT_NEEDED: u64 = 1;
/// Bytes of a program header, and of an entry of the dynamic table.
const HEADER: usize = 56;
const ENTRY: usize = 16;

/// Reads the program headers.
///
/// # Errors
/// When it is no such file, or cut off.
pub fn needs(bytes: &[u8]) -> Result<Needs, ElfError> {
    if !bytes.starts_with(b"\x7fELF\x02\x01") {
        return Err(ElfError::OtherKind);
    }
    let table = ElfError::CutOff("the program headers");
    let first = number(bytes, 32, 8).ok_or_else(|| table.clone())?;
    let (size, count) = (number(bytes, 54, 2), number(bytes, 56, 2));
    let (Some(size), Some(count)) = (size, count) else { return Err(table) };
    let mut needs = Needs::default();
    for nth in 0..count {
        let at = usize::try_from(first.saturating_add(nth * size)).unwrap_or(usize::MAX);
        let header = at.checked_add(HEADER).and_then(|end| bytes.get(at..end)).ok_or_else(|| table.clone())?;
        let part = part(bytes, header);
        match number(header, 0, 4).unwrap_or_default() {
            kind if kind == u64::from(PT_INTERP) => {
                let name = part.ok_or(ElfError::CutOff("the name of the interpreter"))?;
                let name = name.split(|b| *b == 0).next().unwrap_or_default();
                needs.interpreter = Some(String::from_utf8_lossy(name).into_owned());
            }
            kind if kind == u64::from(PT_DYNAMIC) => {
                let entries = part.ok_or(ElfError::CutOff("the dynamic table"))?.chunks_exact(ENTRY);
                needs.libraries = entries.filter(|e| number(e, 0, 8) == Some(DT_NEEDED)).count();
            }
            _ => {}
        }
    }
    Ok(needs)
}

/// The bytes of the file that a program header speaks of.
fn part<'a>(bytes: &'a [u8], header: &[u8]) -> Option<&'a [u8]> {
    let at = usize::try_from(number(header, 8, 8)?).ok()?;
    let length = usize::try_from(number(header, 32, 8)?).ok()?;
    bytes.get(at..at.checked_add(length)?)
}

fn number(bytes: &[u8], at: usize, width: usize) -> Option<u64> {
    let mut wide = [0; 8];
    wide.get_mut(..width)?.copy_from_slice(bytes.get(at..at + width)?);
    Some(u64::from_le_bytes(wide))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file with these program headers: type and content.
    fn file(parts: &[(u32, &[u8])]) -> Vec<u8> {
        let mut bytes = vec![0; 64];
        bytes[..6].copy_from_slice(b"\x7fELF\x02\x01");
        bytes[32] = 64;
        bytes[54] = u8::try_from(HEADER).unwrap();
        bytes[56] = u8::try_from(parts.len()).unwrap();
        let mut at = 64 + parts.len() * HEADER;
        for (kind, content) in parts {
            let mut header = [0; HEADER];
            header[..4].copy_from_slice(&kind.to_le_bytes());
            header[8..16].copy_from_slice(&(at as u64).to_le_bytes());
            header[32..40].copy_from_slice(&(content.len() as u64).to_le_bytes());
            bytes.extend(header);
            at += content.len();
        }
        parts.iter().for_each(|(_, content)| bytes.extend(*content));
        bytes
    }

    #[test]
    fn interpreter_and_libraries_are_found() {
        let table: Vec<u8> = [1_u64, 10, 1, 20, 5, 0, 0, 0].iter().flat_map(|n| n.to_le_bytes()).collect();
        let dynamic = file(&[(1, b"code"), (PT_INTERP, b"/lib/ld.so\0"), (PT_DYNAMIC, &table)]);
        assert_eq!(needs(&dynamic), Ok(Needs { interpreter: Some("/lib/ld.so".into()), libraries: 2 }));
        let table: Vec<u8> = [5_u64, 0, 0, 0].iter().flat_map(|n| n.to_le_bytes()).collect();
        assert_eq!(needs(&file(&[(1, b"code"), (PT_DYNAMIC, &table)])), Ok(Needs::default()));
    }

    #[test]
    fn this_very_program_is_linked_dynamically() {
        let own = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        let needs = needs(&own).unwrap();
        assert!(needs.interpreter.is_some_and(|i| i.contains("ld-")) && needs.libraries > 0);
    }

    #[test]
    fn other_files_and_pieces_are_refused() {
        assert_eq!(needs(b"#!/bin/sh\n"), Err(ElfError::OtherKind));
        let whole = file(&[(PT_INTERP, b"/lib/ld.so\0")]);
        assert_eq!(needs(&whole[..90]), Err(ElfError::CutOff("the program headers")));
        assert_eq!(needs(&whole[..whole.len() - 4]), Err(ElfError::CutOff("the name of the interpreter")));
    }
}
