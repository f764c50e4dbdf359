//! Rules about features, catalogs and the vocabulary.

pub mod binding;
pub mod coverage;
pub mod effects;
pub mod items;
pub mod keyword_order;
pub mod lengths;
pub mod outlines;
pub mod syntax;
pub mod tags;
pub mod titles;
pub mod vocabulary;
pub mod wording;
