//! The containers of a compose project, by service.

use super::removal::PROJECT_LABEL;
use super::seat::{EngineSeat, within};
use crate::subject::Subject;
use bollard::Docker;
use bollard::query_parameters::ListContainersOptionsBuilder;
use runproof_core::noun::obstacle::Obstacle;
use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

/// The label by which compose says which service a container belongs to.
const SERVICE_LABEL: &str = "com.docker.compose.service";
/// The label by which compose marks containers of single commands.
const ONE_OFF_LABEL: &str = "com.docker.compose.oneoff";
/// Most time for the list.
const PATIENCE: Duration = Duration::from_secs(20);
/// Most containers of a project.
const MOST: usize = 500;

/// A container of the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its id.
    pub(super) id: String,
    /// Its service.
    pub(super) service: String,
    /// Whether its process runs.
    pub(super) running: bool,
}

impl EngineSeat {
    /// What the target says of its containers.
    pub(super) fn of(subject: &Subject) -> Result<&Self, Obstacle> {
        let unnamed = || Obstacle::unseen("the target names no `engine`: add `engine = { project = \"…\" }` to it");
        subject.engine.as_ref().ok_or_else(unnamed)
    }
}

/// The containers of a project, running or not, without those of single commands.
pub(super) async fn of_project(docker: &Docker, project: &str) -> Result<Vec<Found>, Obstacle> {
    let labelled = HashMap::from([("label", vec![format!("{PROJECT_LABEL}={project}")])]);
    let asked = ListContainersOptionsBuilder::new().all(true).filters(&labelled).build();
    let listed = within(PATIENCE, "the containers", docker.list_containers(Some(asked))).await?;
    let found: Vec<Found> = listed
        .into_iter()
        .filter_map(|container| {
            let mut labels = container.labels.unwrap_or_default();
            let single = labels.get(ONE_OFF_LABEL).is_some_and(|value| value.eq_ignore_ascii_case("true"));
            let running = container.state.is_some_and(|s| s == bollard::models::ContainerSummaryStateEnum::RUNNING);
            let found = Found { id: container.id?, service: labels.remove(SERVICE_LABEL).unwrap_or_default(), running };
            (!single).then_some(found)
        })
        .collect();
    match found.len() > MOST {
        true => Err(Obstacle::unseen(format!("the project `{project}` has more than {MOST} containers"))),
        false => Ok(found),
    }
}

/// The containers of one service; none at all is the system's matter.
pub(super) async fn of_service(docker: &Docker, project: &str, service: &str) -> Result<Vec<Found>, Obstacle> {
    let mut found = of_project(docker, project).await?;
    let others: BTreeSet<String> = found.iter().map(|c| c.service.clone()).collect();
    found.retain(|container| container.service == service);
    if !found.is_empty() {
        return Ok(found);
    }
    if others.is_empty() {
        return Err(Obstacle::found(format!("the project `{project}` has no container")));
    }
    let others = others.into_iter().collect::<Vec<_>>().join(", ");
    Err(Obstacle::found(format!("the service `{service}` has no container; there are {others}")))
}
