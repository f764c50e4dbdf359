//! Tests of the reports on whole ledgers. One binary; each module is one report or one property.

mod browser;
mod golden;
mod junit;
mod ledger;
mod properties;
mod reader;
mod recheck;
mod sample;
mod scale;
mod verdict_words;
