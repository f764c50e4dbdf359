//! Files in the containers of a service, beside those of a directory of this machine.

use super::containers::{Found, of_service};
use super::seat::EngineSeat;
use super::tree::{Pieces, Tree, read};
use crate::host::compare_directories::{Side, of_host};
use crate::subject::Subject;
use bollard::Docker;
use bollard::errors::Error;
use bollard::query_parameters::DownloadFromContainerOptionsBuilder;
use futures::StreamExt;
use runproof_core::duration::Worded;
use runproof_core::noun::comparison::{Comparison, Part};
use runproof_core::noun::obstacle::Obstacle;
use std::collections::BTreeSet;
use std::time::Duration;

/// Most time for reading the files of one container.
const PATIENCE: Duration = Duration::from_secs(60);

/// Compares the files of a directory of this machine with those below a path in every container of a service, by name and
/// SHA-256 digest.
pub async fn service_files(subject: &Subject, directory: &str, service: &str, path: &str) -> Comparison {
    let (parts, left_out, problem) = match compare(subject, directory, service, path).await {
        Ok((parts, left_out)) => (parts, left_out, None),
        Err(problem) => (Vec::new(), Vec::new(), Some(problem)),
    };
    Comparison { first: directory.to_owned(), second: format!("{path} in {service}"), parts, left_out, problem }
}

async fn compare(
    subject: &Subject,
    directory: &str,
    service: &str,
    path: &str,
) -> Result<(Vec<Part>, Vec<String>), Obstacle> {
    let seat = EngineSeat::of(subject)?;
    let docker = seat.connect().await?;
    let containers = of_service(&docker, &seat.project, service).await?;
    let (ours, left_out) = of_host(subject, directory).await?;
    let several = containers.len() > 1;
    let mut parts = Vec::new();
    for container in containers {
        let Ok(theirs) = tokio::time::timeout(PATIENCE, inside(&docker, &container, path)).await else {
            let late = format!("the engine does not hand out `{path}` within {}", Worded(PATIENCE));
            return Err(Obstacle::unseen(late));
        };
        let theirs = theirs.map_err(|o| o.worded(|why| format!("`{path}` in the service `{service}`: {why}")))?;
        let short: String = container.id.chars().take(12).collect();
        let named = |name: &str| if several { format!("{short}:{name}") } else { name.to_owned() };
        parts.extend(side_by_side(&ours, &theirs, named));
    }
    Ok((parts, left_out))
}

fn side_by_side(ours: &Side, theirs: &Side, named: impl Fn(&str) -> String) -> Vec<Part> {
    let names: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    let part =
        |name: &String| Part { name: named(name), first: ours.get(name).cloned(), second: theirs.get(name).cloned() };
    names.into_iter().map(part).collect()
}

/// The files below a path in a container. The engine sends them as an archive, which is read as it comes.
async fn inside(docker: &Docker, container: &Found, path: &str) -> Result<Side, Obstacle> {
    let path = path.trim_end_matches('/');
    if path.is_empty() {
        return Err(Obstacle::unseen("a whole container is too much: name a directory in it"));
    }
    let asked = DownloadFromContainerOptionsBuilder::new().path(path).build();
    let mut archive = docker.download_from_container(&container.id, Some(asked));
    let (sender, pieces) = Pieces::channel();
    let reading = tokio::task::spawn_blocking(move || read(pieces));
    while let Some(piece) = archive.next().await {
        let piece = piece.map_err(|error| gone_or_trouble(&error))?;
        // A reader that has enough hangs up, and says why itself.
        if sender.send(piece).await.is_err() {
            break;
        }
    }
    drop(sender);
    let tree: Tree = reading.await.map_err(|_| Obstacle::unseen("the probe itself stumbled"))??;
    Ok(tree.side())
}

fn gone_or_trouble(error: &Error) -> Obstacle {
    match error {
        Error::DockerResponseServerError { status_code: 404, .. } => Obstacle::found("it is not there"),
        error => Obstacle::unseen(format!("the engine says: {error}")),
    }
}
