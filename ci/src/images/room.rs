//! Room for what is made: on the disk of the engine, and in memory.

use super::trouble::Trouble;
use std::fs;
use std::path::Path;

/// Memory that making the base takes (MiB): its tree, the packages, and the archive.
pub const MEMORY: u64 = 700;

/// That there is so much free space (MiB) where the engine keeps its images. An engine on another machine, whose
/// directory is not here, has to know for itself.
///
/// # Errors
/// When there is less.
pub fn on_disk(directory: &Path, needed: u64) -> Result<(), Trouble> {
    let Ok(disk) = rustix::fs::statvfs(directory) else { return Ok(()) };
    let free = disk.f_bavail.saturating_mul(disk.f_frsize) >> 20;
    if free < needed {
        return Err(Trouble::DiskFull { path: directory.to_owned(), free, needed });
    }
    Ok(())
}

/// That there is memory for making the base.
///
/// # Errors
/// When there is less.
pub fn in_memory() -> Result<(), Trouble> {
    let free = fs::read_to_string("/proc/meminfo").ok().and_then(|text| available(&text));
    match free {
        Some(free) if free < MEMORY => Err(Trouble::NoMemory { free, needed: MEMORY }),
        _ => Ok(()),
    }
}

/// Memory that programs may still take (MiB), as the kernel says it.
fn available(text: &str) -> Option<u64> {
    let kib = text.lines().find_map(|l| l.strip_prefix("MemAvailable:"))?.trim().strip_suffix(" kB")?;
    Some(kib.parse::<u64>().ok()? >> 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_as_the_kernel_writes_it() {
        assert_eq!(available("MemTotal:  9 kB\nMemAvailable:   2097152 kB\n"), Some(2048));
        assert_eq!(available("MemTotal:  9 kB\n"), None);
    }

    #[test]
    fn a_disk_without_room_is_told_before_anything_is_made() {
        let home = tempfile::tempdir().unwrap();
        assert!(on_disk(home.path(), 0).is_ok());
        let told = on_disk(home.path(), u64::MAX).unwrap_err();
        assert!(matches!(told, Trouble::DiskFull { needed: u64::MAX, .. }), "{told}");
    }
}
