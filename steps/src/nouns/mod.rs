//! One noun per file: from phrases to questions and checks.

pub mod backup;
pub mod child_run;
pub mod client;
pub mod database;
pub mod document;
pub mod engine;
pub mod file;
pub mod git_tree;
pub mod keep;
pub mod network;
pub mod procedure;
pub mod request;
pub mod response;
pub mod visitor;
pub mod websocket;
