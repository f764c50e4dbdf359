//! What the engine knows of a project's containers.

use super::containers::{Found, of_project};
use super::seat::{EngineSeat, within};
use crate::secret::{Redactor, tells_of_secret};
use crate::subject::Subject;
use bollard::Docker;
use bollard::errors::Error;
use bollard::models::{
    ContainerInspectResponse, ContainerStateStatusEnum, EndpointSettings, HealthStatusEnum, MountPoint, PortMap,
};
use futures::{StreamExt, TryStreamExt};
use runproof_core::noun::engine::{Container, Health, Image, Mount, Network, Published, Services, State, Variable};
use runproof_core::noun::obstacle::Obstacle;
use std::collections::HashMap;
use std::time::Duration;

/// Most time for one answer of the engine.
const PATIENCE: Duration = Duration::from_secs(20);
/// Containers that are asked for at a time.
const ABREAST: usize = 8;
/// A secret has at least so many characters; a shorter one (`true`) may stand elsewhere by chance.
const TELLING: usize = 8;
/// What the engine says of a container that was never started.
const NEVER: &str = "0001-01-01T00:00:00Z";
/// The place that masks of the environment are counted under.
const PLACE: &str = "services";

/// Looks at every container of the target's project. Values of variables whose names tell of a secret are learned and
/// masked here already.
pub async fn services(subject: &Subject) -> Services {
    let project = subject.engine.as_ref().map(|seat| seat.project.clone()).unwrap_or_default();
    match look(subject).await {
        Ok(containers) => Services { project, containers, problem: None },
        Err(problem) => Services { project, containers: Vec::new(), problem: Some(problem) },
    }
}

async fn look(subject: &Subject) -> Result<Vec<Container>, Obstacle> {
    let seat = EngineSeat::of(subject)?;
    let docker = seat.connect().await?;
    let found = of_project(&docker, &seat.project).await?;
    let looks = found.into_iter().map(|found| inspect(&docker, found, &subject.redactor));
    let looks: Vec<Option<Container>> = futures::stream::iter(looks).buffered(ABREAST).try_collect().await?;
    let mut containers: Vec<Container> = looks.into_iter().flatten().collect();
    containers.sort_by(|a, b| (&a.service, &a.name).cmp(&(&b.service, &b.name)));
    Ok(containers)
}

/// Everything about one container; `None` when it was removed meanwhile.
async fn inspect(docker: &Docker, found: Found, redactor: &Redactor) -> Result<Option<Container>, Obstacle> {
    let Some(inside) = there(docker.inspect_container(&found.id, None), "a container").await? else { return Ok(None) };
    let image = inside.image.clone().unwrap_or_default();
    let known = there(docker.inspect_image(&image), "an image").await?;
    let digests = known.and_then(|image| image.repo_digests).unwrap_or_default();
    Ok(Some(container(found.service, inside, digests, redactor)))
}

/// An answer, or none when what is asked for is gone.
async fn there<T>(asked: impl Future<Output = Result<T, Error>>, what: &str) -> Result<Option<T>, Obstacle> {
    let asked = async {
        match asked.await {
            Err(Error::DockerResponseServerError { status_code: 404, .. }) => Ok(None),
            other => other.map(Some),
        }
    };
    within(PATIENCE, what, asked).await
}

fn container(
    service: String,
    inside: ContainerInspectResponse,
    digests: Vec<String>,
    redactor: &Redactor,
) -> Container {
    let at = inside.state.unwrap_or_default();
    let config = inside.config.unwrap_or_default();
    let state = state(at.status);
    let ended = !matches!(state, State::Running | State::Paused | State::Created);
    let networks = inside.network_settings.unwrap_or_default();
    let limit = inside.host_config.and_then(|host| host.memory).and_then(|bytes| u64::try_from(bytes).ok());
    Container {
        service,
        name: inside.name.unwrap_or_default().trim_start_matches('/').to_owned(),
        id: inside.id.unwrap_or_default(),
        state,
        exit_code: at.exit_code.filter(|_| ended),
        oom_killed: at.oom_killed.unwrap_or_default(),
        health: health(at.health.and_then(|health| health.status)),
        restarts: inside.restart_count.and_then(|n| u64::try_from(n).ok()).unwrap_or_default(),
        started_at: at.started_at.filter(|at| !at.is_empty() && at != NEVER),
        image: Image { name: config.image.unwrap_or_default(), id: inside.image.unwrap_or_default(), digests },
        mounts: mounts(inside.mounts.unwrap_or_default()),
        ports: ports(networks.ports.unwrap_or_default()),
        networks: known_in(networks.networks.unwrap_or_default()),
        environment: config.env.unwrap_or_default().iter().map(|line| variable(line, redactor)).collect(),
        memory_limit: limit.filter(|bytes| *bytes > 0),
    }
}

fn state(status: Option<ContainerStateStatusEnum>) -> State {
    use ContainerStateStatusEnum as Told;
    match status {
        Some(Told::CREATED) => State::Created,
        Some(Told::RUNNING) => State::Running,
        Some(Told::PAUSED) => State::Paused,
        Some(Told::RESTARTING) => State::Restarting,
        Some(Told::REMOVING) => State::Removing,
        Some(Told::EXITED) => State::Exited,
        Some(Told::DEAD) => State::Dead,
        _ => State::Unknown,
    }
}

fn health(status: Option<HealthStatusEnum>) -> Health {
    match status {
        Some(HealthStatusEnum::STARTING) => Health::Starting,
        Some(HealthStatusEnum::HEALTHY) => Health::Healthy,
        Some(HealthStatusEnum::UNHEALTHY) => Health::Unhealthy,
        _ => Health::None,
    }
}

fn mounts(all: Vec<MountPoint>) -> Vec<Mount> {
    let one = |mount: MountPoint| Mount {
        kind: mount.typ.unwrap_or_default(),
        source: mount.name.or(mount.source).unwrap_or_default(),
        destination: mount.destination.unwrap_or_default(),
        writable: mount.rw.unwrap_or_default(),
    };
    let mut mounts: Vec<Mount> = all.into_iter().map(one).collect();
    mounts.sort_by(|a, b| a.destination.cmp(&b.destination));
    mounts
}

fn ports(all: PortMap) -> Vec<Published> {
    let bound = all.into_iter().flat_map(|(inside, bindings)| {
        bindings.unwrap_or_default().into_iter().map(move |binding| (inside.clone(), binding))
    });
    let published = bound.filter_map(|(inside, binding)| {
        let port = binding.host_port?.parse().ok()?;
        let address = binding.host_ip.filter(|ip| !ip.is_empty()).unwrap_or_else(|| "0.0.0.0".to_owned());
        Some(Published { inside, address, port })
    });
    let mut ports: Vec<Published> = published.collect();
    ports.sort_by(|a, b| (a.port, &a.address).cmp(&(b.port, &b.address)));
    ports
}

fn known_in(all: HashMap<String, EndpointSettings>) -> Vec<Network> {
    let one =
        |(name, endpoint): (String, EndpointSettings)| Network { name, aliases: endpoint.aliases.unwrap_or_default() };
    let mut networks: Vec<Network> = all.into_iter().map(one).collect();
    networks.sort_by(|a, b| a.name.cmp(&b.name));
    networks
}

fn variable(line: &str, redactor: &Redactor) -> Variable {
    let (name, value) = line.split_once('=').unwrap_or((line, ""));
    let masked = tells_of_secret(name) && !value.is_empty();
    let value = if masked {
        if value.chars().count() >= TELLING {
            redactor.learn(&format!("variable {name}"), None, value);
        }
        redactor.mask(&format!("variable {name}"), PLACE)
    } else {
        value.to_owned()
    };
    Variable { name: name.to_owned(), value, masked }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(inside: serde_json::Value) -> Container {
        let inside = serde_json::from_value(inside).unwrap();
        container("web".into(), inside, Vec::new(), &Redactor::default())
    }

    #[test]
    fn a_container_that_was_ended_for_want_of_memory_says_so() {
        let state = serde_json::json!({"Status": "exited", "OOMKilled": true, "ExitCode": 137, "StartedAt": NEVER});
        let greedy = seen(serde_json::json!({"Name": "/web_1", "State": state, "HostConfig": {"Memory": 0}}));
        assert!(greedy.oom_killed && greedy.started_at.is_none() && greedy.memory_limit.is_none(), "{greedy:?}");
        assert_eq!(greedy.condition(), "exited with exit code 137, for want of memory");
    }

    #[test]
    fn an_address_that_is_not_said_is_every_address() {
        let ports = serde_json::json!({"80/tcp": [{"HostIp": "", "HostPort": "8080"}], "443/tcp": null});
        let web = seen(serde_json::json!({"NetworkSettings": {"Ports": ports}}));
        assert_eq!(web.ports, [Published { inside: "80/tcp".into(), address: "0.0.0.0".into(), port: 8080 }]);
    }

    #[test]
    fn secrets_are_masked_by_their_names_and_what_everybody_says_is_not_learned() {
        let redactor = Redactor::default();
        for (line, masked) in
            [("SECRET_KEY=q8w7e6r5t4", true), ("API_TOKEN=true", true), ("DEBUG=False", false), ("DB_PASSWORD=", false)]
        {
            assert_eq!(variable(line, &redactor).masked, masked, "{line}");
        }
        assert_eq!(redactor.text("", "q8w7e6r5t4 true"), "[masked variable SECRET_KEY] true");
    }
}
