//! What a service can have: ports, mounts, names, variables, images.

use crate::noun::engine::{Container, Published, Variable};
use crate::noun::engine_check::short;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Something that a service can have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "has", rename_all = "kebab-case")]
pub enum Trait {
    /// A port of the host.
    Port {
        /// The port.
        port: String,
    },
    /// A mount at this path inside.
    Mount {
        /// The path.
        destination: String,
    },
    /// A name that others in a network know it by.
    Alias {
        /// The name.
        name: String,
    },
    /// A variable with this value.
    Variable {
        /// Its name.
        name: String,
        /// Its value.
        value: String,
    },
    /// An image of this name, id or digest.
    Image {
        /// Name, id or digest.
        image: String,
    },
}

impl Trait {
    /// What it is, behind `the service x`.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Port { port } => format!("publishes the port {port}"),
            Self::Mount { destination } => format!("mounts {destination}"),
            Self::Alias { name } => format!("is known on its network as {name}"),
            Self::Variable { name, value } => format!("has the environment {name} with {value}"),
            Self::Image { image } => format!("runs the image {image}"),
        }
    }

    fn variable<'a>(&self, container: &'a Container) -> Option<&'a Variable> {
        match self {
            Self::Variable { name, .. } => container.environment.iter().find(|v| v.name == *name),
            _ => None,
        }
    }

    /// Whether what decides is masked.
    pub(super) fn hidden(&self, container: &Container) -> bool {
        self.variable(container).is_some_and(|v| v.masked)
    }

    /// Whether a container has it.
    pub(super) fn holds(&self, container: &Container) -> bool {
        match self {
            Self::Port { port } => container.ports.iter().any(|p| p.port.to_string() == *port),
            Self::Mount { destination } => container
                .mounts
                .iter()
                .any(|m| m.destination.trim_end_matches('/') == destination.trim_end_matches('/')),
            Self::Alias { name } => container.networks.iter().any(|n| n.aliases.contains(name)),
            Self::Variable { value, .. } => self.variable(container).is_some_and(|v| v.value == *value),
            Self::Image { image } => {
                let at = &container.image;
                at.name == *image || at.id == *image || at.digests.iter().any(|d| ends_with_digest(d, image))
            }
        }
    }

    /// What a container has of that kind.
    pub(super) fn told(&self, container: &Container) -> String {
        let list = |mut all: Vec<String>, nothing: &str| {
            if all.is_empty() {
                return nothing.to_owned();
            }
            all.truncate(12);
            all.join(", ")
        };
        match self {
            Self::Port { .. } => ports(container),
            Self::Mount { .. } => {
                list(container.mounts.iter().map(|m| m.destination.clone()).collect(), "mounts nothing")
            }
            Self::Alias { .. } => {
                let names: BTreeSet<&String> = container.networks.iter().flat_map(|n| &n.aliases).collect();
                list(names.into_iter().cloned().collect(), "is known by no name")
            }
            Self::Variable { name, .. } => {
                self.variable(container).map_or_else(|| format!("has no {name}"), |v| format!("{name} is {}", v.value))
            }
            Self::Image { .. } => format!("{} ({})", container.image.name, short(&container.image.id)),
        }
    }
}

/// The published ports in words.
pub(super) fn ports(container: &Container) -> String {
    let one = |p: &Published| format!("{} on {}:{}", p.inside, p.address, p.port);
    match container.ports.as_slice() {
        [] => "publishes nothing".to_owned(),
        some => some.iter().map(one).collect::<Vec<_>>().join(", "),
    }
}

fn ends_with_digest(repository: &str, wanted: &str) -> bool {
    repository == wanted || repository.split_once('@').is_some_and(|(_, digest)| digest == wanted)
}
