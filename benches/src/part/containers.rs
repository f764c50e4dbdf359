//! From the wish for a stack of containers to its first healthy answer, beside plain calls of the engine's client.

use crate::error::BenchError;
use crate::feature_files;
use crate::measure::{Cost, Figures, in_turn, ms, run};
use crate::product::Bench;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// The images of both sides, which `cargo ci images` makes.
const IMAGES: [&str; 2] = ["runproof/caddy:2", "runproof/python:3.11"];
/// The system: a proxy, and a service behind it.
const COMPOSE: &str = "services:
  web:
    image: runproof/caddy:2
    command: [\"caddy\", \"reverse-proxy\", \"--from\", \":80\", \"--to\", \"app:8000\"]
    ports: [\"8093:80\"]
  app:
    image: runproof/python:3.11
    command: [\"python3\", \"-m\", \"http.server\", \"8000\"]
";
const TARGET: &str = "[targets.clone]
system = \"bench\"
provider = \"containers\"
compose = \"compose.yaml\"
urls = { edge = \"http://localhost:8093\" }
";
const FEATURE: &str = "Feature: Answers

  Scenario: The proxied service answers
    When a client sends \"GET {edge}/\"
    Then within \"60s\" the response status is 200
";
/// The same by the engine's client, until the first answer.
const UP: &str = "set -e
docker network create bench-peer
docker run -d --name bench-peer-app --network bench-peer --network-alias app runproof/python:3.11 \
    python3 -m http.server 8000
docker run -d --name bench-peer-web --network bench-peer -p 127.0.0.1::80 runproof/caddy:2 \
    caddy reverse-proxy --from :80 --to app:8000
address=$(docker port bench-peer-web 80)
until curl -fs -o answer \"http://$address/\"; do :; done";
const DOWN: &str = "docker rm -f bench-peer-web bench-peer-app; docker network rm bench-peer";

/// Measures and words it.
///
/// # Errors
/// When there is no engine, no image, or a run fails.
pub fn section(bench: &Bench, pairs: usize) -> Result<String, BenchError> {
    let project = bench.room().join("containers");
    fs::create_dir_all(&project).map_err(|e| BenchError::file(&project, e))?;
    for (name, text) in [("compose.yaml", COMPOSE), ("runproof.toml", TARGET), ("answers.feature", FEATURE)] {
        feature_files::write(&project.join(name), text)?;
    }
    for image in IMAGES {
        run(Command::new("docker").args(["image", "inspect", image])).map_err(|e| {
            BenchError::work(format!("docker image inspect {image}"), format!("{e}; `cargo ci images`"))
        })?;
    }
    let first = in_turn(pairs, || product(bench, &project), || peer(&project))?;
    let whole = in_turn(pairs, || run(&mut check(bench, &project)), || whole_peer(&project))?;
    let row = |what: &str, figures: &Figures| {
        let (least, most) = figures.range();
        format!("| {what} | {} | {} to {} |\n", ms(figures.wall()), ms(least), ms(most))
    };
    Ok(format!(
        "### Start of a stack in containers\n\n\
         A proxy and a service behind it, from the wish to the first healthy answer. The product reads and isolates the \
         compose file, copies the project, starts it through compose and asks; beside it the engine's client makes one \
         network and two containers of the same images and curl asks. {pairs} pairs in turn, medians.\n\n\
         | program | wall | range |\n|---|---|---|\n{}{}{}{}\n\
         Ratio until the first answer {:.2}, with everything taken down again {:.2}.\n",
        row("product, until the first answer", &first.product),
        row("`docker run` and curl, until the first answer", &first.peer),
        row("product, a whole run with reports", &whole.product),
        row("`docker run`, curl, `docker rm`", &whole.peer),
        first.ratio(),
        whole.ratio(),
    ))
}

fn check(bench: &Bench, project: &Path) -> Command {
    let evidence = project.join("evidence");
    drop(fs::remove_dir_all(&evidence));
    let mut command = bench.product(&["check", "--target", "clone", "--out", "evidence", "answers.feature"]);
    command.current_dir(project);
    command
}

/// How long a run of the product needed until the service behind the proxy answered, as its ledger says.
fn product(bench: &Bench, project: &Path) -> Result<Cost, BenchError> {
    let cost = run(&mut check(bench, project))?;
    let path = project.join("evidence/ledger.ndjson");
    let text = fs::read_to_string(&path).map_err(|e| BenchError::file(&path, e))?;
    let mut events = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let answered = events.find(|e| e["event"] == "step-finished" && e["keyword"] == "Then");
    let answered = answered.and_then(|e| e["at_ms"].as_u64());
    let ready = answered.ok_or_else(|| BenchError::work("runproof check", "its ledger tells of no answer"))?;
    Ok(Cost { wall: Duration::from_millis(ready), ..cost })
}

fn peer(project: &Path) -> Result<Cost, BenchError> {
    let up = script(project, UP);
    script(project, DOWN)?;
    up
}

fn whole_peer(project: &Path) -> Result<Cost, BenchError> {
    script(project, &format!("{UP}\n{DOWN}"))
}

fn script(project: &Path, text: &str) -> Result<Cost, BenchError> {
    run(Command::new("sh").args(["-c", text]).current_dir(project))
}
