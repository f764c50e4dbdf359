//! What can be typed.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Tasks of the workshop.
#[derive(Debug, Parser)]
#[command(name = "cargo ci", disable_help_subcommand = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub task: Task,
}

/// The tasks.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Read the repository and tell what breaks a rule of the house
    Tidy(Tidy),
    /// Do what is too long for every change, and write down what came of it
    Night(Night),
    /// Build one static binary with everything inside, prove that it is one, and lay out what is handed out
    Dist(Dist),
    /// See to the images that stacks of containers need: official ones that are there, else equivalents from Debian packages
    Images(Images),
}

/// Where the repository and the product are.
#[derive(Debug, Args)]
pub struct Place {
    /// The repository [default: the one this task was built in]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// The product's binary [default: built from the repository]
    #[arg(long, value_name = "FILE")]
    pub runproof: Option<PathBuf>,
}

/// `tidy`.
#[derive(Debug, Args)]
pub struct Tidy {
    /// Where to look.
    #[command(flatten)]
    pub place: Place,
    /// Only this rule; may be repeated
    #[arg(long, value_name = "RULE")]
    pub rule: Vec<String>,
}

/// `night`.
#[derive(Debug, Args)]
pub struct Night {
    /// Where to look.
    #[command(flatten)]
    pub place: Place,
    /// Healthy runs in a row, per profile
    #[arg(long, value_name = "N", default_value_t = crate::night::RUNS)]
    pub runs: usize,
    /// Only the faults of this catalog item; may be repeated. A night with this flag is not written down
    #[arg(long, value_name = "ID")]
    pub item: Vec<String>,
}

/// `dist`.
#[derive(Debug, Args)]
pub struct Dist {
    /// Where to look; with `--runproof` nothing is built, and that binary is looked at.
    #[command(flatten)]
    pub place: Place,
    /// The directory to lay out [default: dist in the repository]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// `images`.
#[derive(Debug, Args)]
pub struct Images {
    /// Only these
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = crate::images::NAMES)]
    pub only: Vec<String>,
    /// The mirror of Debian to make the base from [default: the one this machine uses]
    #[arg(long, value_name = "URL")]
    pub mirror: Option<String>,
    /// Where this machine names its mirrors
    #[arg(long, value_name = "DIR", default_value = "/etc/apt")]
    pub apt: PathBuf,
    /// What equivalents are called before the slash
    #[arg(long, value_name = "NAME", default_value = "runproof")]
    pub repository: String,
    /// The repository with the recipes [default: the one this task was built in]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}
