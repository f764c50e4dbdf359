//! The container engine, through its own client.

use super::choice::Known;
use super::leash;
use super::recipes::{DIRECTORY, Recipe};
use super::trouble::Trouble;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The client's name.
const CLIENT: &str = "docker";
/// How long a question may take (minutes).
const QUESTION: u32 = 2;
/// The label with the digest of the recipe.
pub const RECIPE: &str = "runproof.recipe";
/// Leftovers that are older than any build may take are nobody's.
const NOBODYS: &str = "20m";

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Inspected {
    id: String,
    size: u64,
    config: Option<Config>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Config {
    labels: Option<BTreeMap<String, String>>,
}

/// Where the engine keeps its images, on its own machine; it is the engine that the client of this machine speaks to.
///
/// # Errors
/// When there is no client, no engine, or no permission.
pub fn reach() -> Result<PathBuf, Trouble> {
    // Started plainly once, to tell a missing client from an engine that does not answer.
    if Command::new(CLIENT).arg("--version").output().is_err() {
        return Err(Trouble::Missing { program: CLIENT, package: "docker.io" });
    }
    let told = ask(&["info", "--format", "{{.DockerRootDir}}"])?;
    let directory = text(&told.stdout);
    // Some versions end well and complain at the same time.
    if !told.status.success() || directory.is_empty() {
        return Err(Trouble::of_engine(&text(&told.stderr)));
    }
    Ok(directory.into())
}

/// What it knows about an image; nothing when it is not there. Nothing is fetched.
///
/// # Errors
/// When it does not answer, or not understandably.
pub fn inspect(image: &str) -> Result<Option<Known>, Trouble> {
    let told = ask(&["image", "inspect", "--format", "{{json .}}", image])?;
    if !told.status.success() {
        let complaint = text(&told.stderr);
        return if complaint.contains("No such image") { Ok(None) } else { Err(Trouble::of_engine(&complaint)) };
    }
    let read = serde_json::from_slice::<Inspected>(&told.stdout);
    let image = read.map_err(|e| Trouble::Answer { image: image.to_owned(), why: e.to_string() })?;
    let labels = image.config.and_then(|c| c.labels).unwrap_or_default();
    Ok(Some(Known { id: image.id, size: image.size, recipe: labels.get(RECIPE).cloned() }))
}

/// Makes an image from its recipe on a base.
///
/// # Errors
/// When it fails; nothing of it is left then.
pub fn build(recipe: &Recipe, order: &Order<'_>) -> Result<(), Trouble> {
    let build = format!("{}-{}", recipe.name, std::process::id());
    let mut command = leash::command(CLIENT, recipe.minutes);
    command
        // The builder that every version of the engine has by it
        .env("DOCKER_BUILDKIT", "0")
        .args(["build", "--network", "host", "--rm", "--force-rm"])
        // Without a value they are those of the environment, where there are any.
        .args(["--build-arg", "http_proxy", "--build-arg", "https_proxy", "--build-arg", "no_proxy"])
        .args(["--build-arg", &format!("BASE={}", order.base)])
        .args(["--build-arg", &format!("BUILD={build}")])
        .args(["--label", "runproof.unfinished=no", "--label", &format!("{RECIPE}={}", order.digest)])
        .args(["--tag", order.tag])
        .arg(order.root.join(DIRECTORY).join(recipe.name));
    let ended = leash::output(command)?;
    if ended.status.success() {
        return Ok(());
    }
    sweep(&[&format!("label=runproof.build={build}")])?;
    if leash::is_out_of_time(ended.status) {
        return Err(Trouble::TooLong { image: order.tag.to_owned(), minutes: recipe.minutes });
    }
    let said = format!("{}\n{}", text(&ended.stdout), text(&ended.stderr));
    Err(Trouble::of_making(order.tag, order.mirror, &said))
}

/// Removes what builds left that were killed together with the client.
///
/// # Errors
/// When the client cannot be started.
pub fn sweep_old() -> Result<(), Trouble> {
    sweep(&["label=runproof.unfinished=yes", &format!("until={NOBODYS}")])
}

/// Removes an image without a name, unless a container needs it.
///
/// # Errors
/// When the client cannot be started.
pub fn forget(id: &str) -> Result<(), Trouble> {
    ask(&["image", "rm", id]).map(drop)
}

/// Removes images without a name that these filters name. It may be under way already; then it is done anyway.
fn sweep(filters: &[&str]) -> Result<(), Trouble> {
    let filters = filters.iter().flat_map(|f| ["--filter", f]);
    let words: Vec<&str> = ["image", "prune", "--force"].into_iter().chain(filters).collect();
    ask(&words).map(drop)
}

/// What a build needs to know beside its recipe.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// The repository.
    pub root: &'a Path,
    /// The image to begin with.
    pub base: &'a str,
    /// How the made one is called.
    pub tag: &'a str,
    /// The digest of its recipe.
    pub digest: &'a str,
    /// The mirror, for messages.
    pub mirror: &'a str,
}

/// A command that reads an archive from its input and makes it an image.
#[must_use]
pub fn import(tag: &str, digest: &str, minutes: u32) -> Command {
    let mut command = leash::command(CLIENT, minutes);
    command
        .args(["import", "--change", "CMD [\"bash\"]"])
        .args(["--change", &format!("LABEL runproof.unfinished=no {RECIPE}={digest}")])
        .args(["-", tag]);
    command
}

fn ask(words: &[&str]) -> Result<Output, Trouble> {
    let mut command = leash::command(CLIENT, QUESTION);
    command.args(words);
    leash::output(command)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}
