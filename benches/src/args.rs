//! What can be typed.

use clap::{Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Measures the product beside a peer and prints figures.
#[derive(Debug, Parser)]
#[command(name = "runproof-bench", args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// What to measure [default: everything]
    pub parts: Vec<Part>,
    /// How often product and peer are run in turn
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub pairs: usize,
    /// A release build of the product [default: built by cargo, beside this binary]
    #[arg(long, value_name = "FILE")]
    pub runproof: Option<PathBuf>,
    /// Write the figures into benches/RESULTS.md too
    #[arg(long)]
    pub record: bool,
    /// Play a peer: what this binary starts itself as.
    #[command(subcommand)]
    pub peer: Option<Peer>,
}

impl Arguments {
    /// The parts asked for, each once; all of them when none is named.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        let asked = |p: &Part| self.parts.is_empty() || self.parts.contains(p);
        Part::value_variants().iter().copied().filter(asked).collect()
    }
}

/// One thing that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Many cheap scenarios with all reports, beside bare cucumber.
    Scenarios,
    /// The list of 1,000 scenarios.
    List,
    /// HTTP checks, beside a bare loop of requests.
    Http,
    /// The time until the version is printed.
    Start,
    /// The start of a stack in containers, beside the engine's client; needs an engine and images.
    Containers,
    /// The restore of a dump of about 400 MB, beside `gunzip | psql`; needs a PostgreSQL server on this machine.
    Restore,
}

/// What this binary plays for comparison.
#[derive(Debug, Subcommand)]
pub enum Peer {
    /// Does nothing: the floor under every process.
    #[command(name = "peer-nothing", hide = true)]
    Nothing,
    /// Runs features with bare cucumber.
    #[command(name = "peer-cucumber", hide = true)]
    Cucumber {
        /// The directory of features
        features: PathBuf,
        /// Where the JUnit file goes
        junit: PathBuf,
        /// Steps that must have passed
        steps: u64,
    },
    /// Sends requests in a bare loop.
    #[command(name = "peer-requests", hide = true)]
    Requests {
        /// The server
        address: SocketAddr,
        /// How many
        count: u32,
        /// At the same time
        jobs: usize,
        /// What becomes of connections
        connections: Connections,
    },
    /// Restores a dump into a server of its own, once, and prints what it took.
    #[command(name = "peer-restore", hide = true)]
    Restore {
        /// The dump
        dump: PathBuf,
        /// Where the server lives; must not exist
        directory: PathBuf,
        /// How it is restored
        way: Way,
    },
    /// Reads a dump to its end, once.
    #[command(name = "peer-read", hide = true)]
    Read {
        /// The dump
        dump: PathBuf,
    },
}

/// How a dump is restored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Way {
    /// As the product does: read, verified and fed in one.
    Product,
    /// As a runbook does: `gunzip -c DUMP | psql`.
    Pipeline,
}

impl Way {
    /// The word on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Pipeline => "pipeline",
        }
    }
}

/// What becomes of a connection after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Connections {
    /// Every request opens its own, as the product's probe does.
    Fresh,
    /// It is used again.
    Kept,
}

impl Connections {
    /// The word on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::Kept => "kept",
        }
    }
}
