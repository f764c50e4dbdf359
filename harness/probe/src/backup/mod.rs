//! Backups of a database: choosing one, and reading a dump once from its first byte to its last.

mod archive;
mod asked;
mod choose;
mod decode;
mod files;
mod filing;
mod header;
mod heading;
mod manifest;
mod read;
mod scan;
mod source;
mod taken;
mod unpack;
mod words;

pub(crate) use asked::{compare, dump, of_subject};
pub use choose::{Wanted, choose};
pub use decode::decode_rate;
pub use files::files;
pub use filing::{FilingAsked, filing};
pub use heading::{Heading, heading};
pub use manifest::{read_manifest, write_manifest};
pub(crate) use read::sha256_of;
pub use read::{Bounds, Nobody, Reading, Sink, read};
pub(crate) use scan::SentRows;
pub use scan::{Phase, Share};
pub(crate) use taken::MANIFEST;
pub use taken::{Taking, taken_with_manifest};
