//! What the containers of a project use, and the engine itself.

use crate::noun::obstacle::Obstacle;
use crate::verdict::Judgement;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the running containers of a project use at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Resources {
    /// The project.
    pub project: String,
    /// Its running containers, sorted by service and name.
    pub uses: Vec<Use>,
    /// Why they could not be measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
}

/// What one container uses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Use {
    /// The service it belongs to.
    pub service: String,
    /// Its name.
    pub name: String,
    /// Thousandths of one processor, over the last second or so; absent when the engine does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cpu_permille: Option<u64>,
    /// Memory in bytes, without what the kernel can take back at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory: Option<u64>,
    /// Most memory it may use, in bytes: its limit, or all of the machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory_limit: Option<u64>,
    /// Processes and threads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tasks: Option<u64>,
}

/// What a service may use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum ResourcesCheck {
    /// Each of its containers uses at most this share of the memory that it may use.
    MemoryAtMost {
        /// The service.
        service: String,
        /// In percent.
        percent: u64,
    },
}

/// The container engine itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EngineSeen {
    /// Its version.
    pub version: String,
    /// The version of its API.
    pub api_version: String,
    /// How it keeps layers, such as `overlay2`.
    pub storage: String,
    /// What it keeps on disk, in bytes; absent when it does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disk: Option<DiskUse>,
    /// Why it could not be asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Obstacle>,
}

/// Bytes that an engine keeps on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DiskUse {
    /// The layers of images.
    pub images: u64,
    /// What containers wrote.
    pub containers: u64,
    /// Volumes.
    pub volumes: u64,
}

/// What an engine is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum EngineCheck {
    /// It is of this version or a later one, number by number.
    AtLeast {
        /// The version, such as `20.10`.
        version: String,
    },
}

impl ResourcesCheck {
    /// Compares what was measured with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &Resources) -> Judgement {
        let Self::MemoryAtMost { service, percent } = self;
        let expected = format!("the service {service} uses at most {percent} percent of its memory");
        if let Some(problem) = &seen.problem {
            return problem.judge(expected);
        }
        let own: Vec<&Use> = seen.uses.iter().filter(|u| u.service == *service).collect();
        if own.is_empty() {
            let actual = format!("the service {service} has no running container");
            return Judgement::one(false, expected, actual).hint("look at the services: `docker ps -a`");
        }
        let words = own.iter().map(|u| u.words()).collect::<Vec<_>>().join("; ");
        let shares: Option<Vec<u128>> = own.iter().map(|u| u.percent()).collect();
        match shares {
            Some(shares) => {
                let holds = shares.iter().all(|share| *share <= u128::from(*percent));
                Judgement::of(shares.len() as u64, 1, holds, expected, words)
            }
            None => Judgement::undecided(expected, format!("the engine does not tell the memory of all: {words}")),
        }
    }
}

impl Use {
    /// Memory in percent of what may be used, rounded up.
    fn percent(&self) -> Option<u128> {
        let (used, limit) = (u128::from(self.memory?), u128::from(self.memory_limit?));
        (limit > 0).then(|| (used * 100).div_ceil(limit))
    }

    fn words(&self) -> String {
        match (self.memory, self.memory_limit, self.percent()) {
            (Some(used), Some(limit), Some(percent)) => {
                format!("{}: {percent} percent, {} of {} MiB", self.name, used >> 20, limit >> 20)
            }
            _ => format!("{}: not told", self.name),
        }
    }
}

impl EngineCheck {
    /// Compares an engine with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &EngineSeen) -> Judgement {
        let Self::AtLeast { version } = self;
        let expected = format!("the engine is of version {version} or newer");
        if let Some(problem) = &seen.problem {
            return problem.judge(expected);
        }
        match (numbers(version), numbers(&seen.version)) {
            (wanted, _) if wanted.is_empty() => Judgement::broken(expected, format!("`{version}` is no version")),
            (_, found) if found.is_empty() => Judgement::undecided(expected, format!("it says `{}`", seen.version)),
            (wanted, found) => Judgement::one(found >= wanted, expected, &seen.version),
        }
    }
}

/// The numbers that a version begins with.
fn numbers(version: &str) -> Vec<u64> {
    let digits = |part: &str| part.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok();
    version.trim_start_matches('v').split('.').map_while(digits).collect()
}
