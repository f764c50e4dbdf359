//! Benchmarks: the product beside a peer, measured in one run. Figures are printed, never asserted.
//!
//! The peers live in this binary too and are started as processes of their own, so that wall time, processor time
//! and memory mean the same on both sides.

mod args;
mod dump;
mod error;
mod feature_files;
mod measure;
mod part;
mod peer;
mod product;
mod record;
mod say;
mod server;

use args::{Arguments, Peer};
use clap::Parser as _;
use error::BenchError;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.peer {
        Some(peer) => play(peer),
        None => measure(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say::error(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn play(peer: &Peer) -> Result<(), BenchError> {
    match peer {
        Peer::Nothing => Ok(()),
        Peer::Cucumber { features, junit, steps } => peer::run_features(features, junit, *steps),
        Peer::Requests { address, count, jobs, connections } => {
            peer::send_requests(*address, *count, *jobs, *connections)
        }
        Peer::Restore { dump, directory, way } => {
            peer::restore(dump, directory, *way).map(|taken| say::line(&taken.to_string()))
        }
        Peer::Read { dump } => peer::read(dump),
    }
}

fn measure(arguments: &Arguments) -> Result<(), BenchError> {
    let bench = product::Bench::open(arguments.runproof.clone())?;
    let mut text = record::heading(&bench)?;
    say::line(&text);
    for part in arguments.parts() {
        let section = part::perform(part, &bench, arguments.pairs)?;
        say::line(&section);
        text.push('\n');
        text.push_str(&section);
    }
    if arguments.record {
        let path = record::keep(&text)?;
        say::line(&format!("written to {}", path.display()));
    }
    Ok(())
}
