//! Features, catalogs and tags, read the way the product reads them, but by other code.

mod catalog;
mod feature;
mod read;

pub use catalog::{CatalogFile, Item};
pub use feature::{Case, Element, FeatureFile};
pub use read::{Features, of_tests, read};
