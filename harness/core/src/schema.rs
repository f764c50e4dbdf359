//! JSON Schemas of what people write and of what a run leaves behind, made from the types that read and write them.

use crate::catalog::Catalog;
use crate::ledger::{Entry, LEDGER_VERSION};
use crate::noun::manifest::{MANIFEST_VERSION, Manifest};
use crate::target::TargetFile;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

/// Version of the target file's shape.
pub const TARGET_VERSION: u32 = 1;
/// Version of the catalog's shape.
pub const CATALOG_VERSION: u32 = 1;

/// A kind of document that has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document {
    /// `runproof.toml`, as JSON.
    Target,
    /// `catalog.toml`, as JSON.
    Catalog,
    /// One line of `ledger.ndjson`.
    Ledger,
    /// The manifest of a backup.
    BackupManifest,
}

impl Document {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Target, Self::Catalog, Self::Ledger, Self::BackupManifest];

    /// The name, as the command and the file of the schema have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Target => "target",
            Self::Catalog => "catalog",
            Self::Ledger => "ledger",
            Self::BackupManifest => "backup-manifest",
        }
    }

    /// The version of its shape; it moves when a document that was right before is so no longer.
    #[must_use]
    pub fn version(self) -> u32 {
        match self {
            Self::Target => TARGET_VERSION,
            Self::Catalog => CATALOG_VERSION,
            Self::Ledger => LEDGER_VERSION,
            Self::BackupManifest => MANIFEST_VERSION,
        }
    }

    /// The schema, of the draft 2020-12: of settings what is read, of a ledger what is written.
    #[must_use]
    pub fn schema(self) -> Value {
        let settings = SchemaSettings::draft2020_12();
        let schema = match self {
            Self::Target => settings.for_deserialize().into_generator().into_root_schema_for::<TargetFile>(),
            Self::Catalog => settings.for_deserialize().into_generator().into_root_schema_for::<Catalog>(),
            Self::Ledger => settings.for_serialize().into_generator().into_root_schema_for::<Entry>(),
            Self::BackupManifest => settings.for_deserialize().into_generator().into_root_schema_for::<Manifest>(),
        };
        let mut named = Map::new();
        named.insert("$id".into(), format!("urn:runproof:{}:{}", self.name(), self.version()).into());
        if let Value::Object(members) = schema.to_value() {
            named.extend(members);
        }
        named.into()
    }
}
