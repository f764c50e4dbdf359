//! Removing what belongs to a compose project: containers, networks, volumes, and the images built for it.

use std::collections::HashMap;
use std::time::Duration;

use bollard::Docker;
use bollard::errors::Error;
use bollard::query_parameters::{
    ListContainersOptionsBuilder, ListImagesOptionsBuilder, ListNetworksOptionsBuilder, ListVolumesOptionsBuilder,
    RemoveContainerOptionsBuilder, RemoveImageOptionsBuilder, RemoveVolumeOptionsBuilder,
};

use super::connect::connect;
use crate::clock::Tick;
use crate::wait::Polling;

/// The label by which compose marks what belongs to a project.
pub const PROJECT_LABEL: &str = "com.docker.compose.project";
/// How often in a row nothing may be found before nothing counts as left: a request that was on its way when its sender
/// died is still carried out.
const QUIET_LOOKS: u32 = 3;
/// Between two looks.
const EVERY: Duration = Duration::from_millis(150);

/// What is left of a project, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leftovers {
    /// Containers, running or not, by id.
    pub containers: Vec<String>,
    /// Networks by id.
    pub networks: Vec<String>,
    /// Volumes by name.
    pub volumes: Vec<String>,
    /// Images built for it: tags, and ids of those that have none.
    pub images: Vec<String>,
}

impl Leftovers {
    /// Whether nothing is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.containers.is_empty() && self.networks.is_empty() && self.volumes.is_empty() && self.images.is_empty()
    }
}

/// What there is of a project now.
///
/// # Errors
/// An engine that does not answer.
pub async fn leftovers(docker: &Docker, project: &str) -> Result<Leftovers, Error> {
    let labelled = HashMap::from([("label", vec![format!("{PROJECT_LABEL}={project}")])]);
    let containers = ListContainersOptionsBuilder::new().all(true).filters(&labelled).build();
    let containers = docker.list_containers(Some(containers)).await?.into_iter().filter_map(|found| found.id).collect();
    let networks = ListNetworksOptionsBuilder::new().filters(&labelled).build();
    let networks = docker.list_networks(Some(networks)).await?.into_iter().filter_map(|found| found.id).collect();
    let volumes = ListVolumesOptionsBuilder::new().filters(&labelled).build();
    let volumes = docker.list_volumes(Some(volumes)).await?.volumes.unwrap_or_default();
    let tagged =
        HashMap::from([("reference", vec![format!("{project}_*"), format!("{project}-*"), format!("*/{project}_*")])]);
    let images = ListImagesOptionsBuilder::new().filters(&tagged).build();
    let mut images: Vec<String> =
        docker.list_images(Some(images)).await?.into_iter().flat_map(|found| found.repo_tags).collect();
    let in_registry = format!("/{project}_");
    images.retain(|tag| tag.starts_with(project) || tag.contains(&in_registry));
    // Stages of a build, and what a build left that broke off, have no name.
    let built = ListImagesOptionsBuilder::new().filters(&labelled).build();
    let nameless = docker.list_images(Some(built)).await?.into_iter().filter(|found| nameless(&found.repo_tags));
    images.extend(nameless.map(|found| found.id));
    Ok(Leftovers { containers, networks, volumes: volumes.into_iter().map(|found| found.name).collect(), images })
}

/// Whether an image has no name; engines before 25 say so in a tag.
fn nameless(tags: &[String]) -> bool {
    tags.iter().all(|tag| tag == "<none>:<none>")
}

/// Removes everything that belongs to a project, until nothing more turns up; answers what was removed.
///
/// # Errors
/// In words, when the engine does not answer or something is still there after `limit`.
pub async fn remove_project(engine: Option<&str>, project: &str, limit: Duration) -> Result<Leftovers, String> {
    let docker = connect(engine).await.map_err(|none| none.to_string())?;
    let mut removed = Leftovers::default();
    let mut quiet = 0;
    let mut polling = Polling::new(EVERY, Tick::now().after(limit));
    loop {
        let left = leftovers(&docker, project).await.map_err(|error| error.to_string())?;
        quiet = if left.is_empty() { quiet + 1 } else { 0 };
        // One who removed everything in good order need not wait for stragglers.
        if quiet >= QUIET_LOOKS || (quiet == 1 && !removed.is_empty()) {
            return Ok(removed);
        }
        remove(&docker, &left).await;
        note(&mut removed, left);
        if !polling.again().await {
            return Err(format!("parts of the project `{project}` are still there after {} s", limit.as_secs()));
        }
    }
}

/// Removes what can be removed; what cannot is found again by the next look.
async fn remove(docker: &Docker, left: &Leftovers) {
    let force = RemoveContainerOptionsBuilder::new().force(true).v(true).build();
    futures::future::join_all(left.containers.iter().map(|id| docker.remove_container(id, Some(force.clone())))).await;
    futures::future::join_all(left.networks.iter().map(|id| docker.remove_network(id))).await;
    for name in &left.volumes {
        drop(docker.remove_volume(name, Some(RemoveVolumeOptionsBuilder::new().force(true).build())).await);
    }
    for tag in &left.images {
        drop(docker.remove_image(tag, Some(RemoveImageOptionsBuilder::new().build()), None).await);
    }
}

fn note(removed: &mut Leftovers, found: Leftovers) {
    for (all, new) in [
        (&mut removed.containers, found.containers),
        (&mut removed.networks, found.networks),
        (&mut removed.volumes, found.volumes),
        (&mut removed.images, found.images),
    ] {
        all.extend(new);
        all.sort();
        all.dedup();
    }
}
