//! The nouns of the vocabulary: for each, the question a probe is asked, what it observes, and the checks on it.

pub mod archive;
pub mod attestation;
pub mod certificate;
pub mod child_run;
pub mod claim;
pub mod comparison;
pub mod database;
pub mod directory;
mod element;
pub mod env_file;
pub mod file;
pub mod git_tree;
pub mod http;
pub mod http_check;
pub mod log;
pub mod name;
pub mod obstacle;
pub mod page;
pub mod port;
pub mod procedure;
pub mod query;
pub mod space;
pub mod value;
pub mod view;
pub mod view_check;
mod view_judge;
pub mod visit;
