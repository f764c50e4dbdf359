//! `runproof schema`.

use crate::args::SchemaOf;
use crate::complaint::Complaint;
use crate::say;
use runproof_core::exit;
use runproof_core::schema::Document;

/// Prints a schema as indented JSON.
pub fn perform(of: SchemaOf) -> Result<u8, Complaint> {
    let document = match of {
        SchemaOf::Target => Document::Target,
        SchemaOf::Catalog => Document::Catalog,
        SchemaOf::Ledger => Document::Ledger,
        SchemaOf::BackupManifest => Document::BackupManifest,
    };
    say::out(&format!("{:#}\n", document.schema()));
    Ok(exit::OK)
}
