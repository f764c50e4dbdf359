//! `cargo ci TASK`: what the workshop does to itself. One file per task and per rule.

mod args;
mod clock;
mod dist;
mod features;
mod finding;
mod house;
mod images;
mod night;
mod product;
mod repository;
mod rust;
mod say;
mod task;
mod tidy;

use clap::Parser as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let typed = args::Arguments::parse();
    let done = match &typed.task {
        args::Task::Tidy(wish) => tidy::perform(wish),
        args::Task::Night(wish) => night::perform(wish),
        args::Task::Dist(wish) => dist::perform(wish),
        args::Task::Images(wish) => images::perform(wish),
    };
    done.unwrap_or_else(|error| {
        say::error(&error.to_string());
        ExitCode::from(task::BROKEN)
    })
}
