//! Services of a compose project, as the container engine knows them.

use crate::noun::obstacle::Obstacle;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The containers of a project, by service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Services {
    /// The project.
    pub project: String,
    /// Its containers, sorted by service and name; those of single commands (`compose run`) are not among them.
    pub containers: Vec<Container>,
    /// Why they could not be looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
}

/// One container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Container {
    /// The service it belongs to.
    pub service: String,
    /// Its name.
    pub name: String,
    /// Its id.
    pub id: String,
    /// What it is doing.
    pub state: State,
    /// Exit code of its process, once that has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exit_code: Option<i64>,
    /// Whether it was ended for want of memory.
    pub oom_killed: bool,
    /// What its health check says.
    pub health: Health,
    /// How often the engine started it again by itself.
    pub restarts: u64,
    /// When its process was started last, as RFC 3339; absent when it never was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<String>,
    /// What it was made from.
    pub image: Image,
    /// What is mounted into it.
    pub mounts: Vec<Mount>,
    /// Where its ports are published.
    pub ports: Vec<Published>,
    /// The networks it is in.
    pub networks: Vec<Network>,
    /// Its environment.
    pub environment: Vec<Variable>,
    /// Most memory it may use, in bytes; absent without a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory_limit: Option<u64>,
}

/// What a container is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Made, and never started.
    Created,
    /// Running.
    Running,
    /// Halted with its processes still there.
    Paused,
    /// Ended, and about to be started again.
    Restarting,
    /// Being removed.
    Removing,
    /// Ended.
    Exited,
    /// Ended, and could not be removed.
    Dead,
    /// Something that this version does not know.
    Unknown,
}

/// What a health check says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Health {
    /// There is no health check.
    None,
    /// It has not decided yet.
    Starting,
    /// It succeeds.
    Healthy,
    /// It fails.
    Unhealthy,
}

/// An image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Image {
    /// The name under which it was asked for.
    pub name: String,
    /// Its id.
    pub id: String,
    /// The digests under which repositories know it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub digests: Vec<String>,
}

/// Something mounted into a container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mount {
    /// `bind`, `volume`, `tmpfs` or another kind of the engine's.
    pub kind: String,
    /// The directory of the host, or the volume's name.
    pub source: String,
    /// The path inside.
    pub destination: String,
    /// Whether it may be written.
    pub writable: bool,
}

/// A port of a container that the host answers for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Published {
    /// Port and protocol inside, as `8000/tcp`.
    pub inside: String,
    /// The address of the host.
    pub address: String,
    /// The port of the host.
    pub port: u16,
}

/// A network that a container is in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Network {
    /// Its name.
    pub name: String,
    /// The names under which the others there reach it.
    pub aliases: Vec<String>,
}

/// A variable of a container's environment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Its value; a mask where the name tells of a secret.
    pub value: String,
    /// Whether a mask stands in place of the value.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub masked: bool,
}

impl State {
    /// The word that the engine has for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Restarting => "restarting",
            Self::Removing => "removing",
            Self::Exited => "exited",
            Self::Dead => "dead",
            Self::Unknown => "in a state that is not known",
        }
    }
}

impl Container {
    /// State and health in words.
    #[must_use]
    pub fn condition(&self) -> String {
        let mut words = self.state.name().to_owned();
        if let Some(code) = self.exit_code.filter(|_| self.state != State::Running) {
            words.push_str(&format!(" with exit code {code}"));
        }
        if self.oom_killed {
            words.push_str(", for want of memory");
        }
        match (self.state, self.health) {
            (_, Health::None) | (State::Exited | State::Dead | State::Created, _) => {}
            (_, Health::Starting) => words.push_str(", its health check has not decided yet"),
            (_, Health::Healthy) => words.push_str(", healthy"),
            (_, Health::Unhealthy) => words.push_str(", unhealthy"),
        }
        words
    }
}
