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
    /// Each of its containers uses more than this share of the memory that it may use.
    MemoryOver {
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
    /// It keeps at most so much on disk: layers of images, what containers wrote, and volumes.
    DiskAtMost {
        /// In GiB.
        gib: u64,
    },
}

impl ResourcesCheck {
    /// Compares what was measured with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &Resources) -> Judgement {
        let (service, percent, words) = match self {
            Self::MemoryAtMost { service, percent } => (service, u128::from(*percent), "at most"),
            Self::MemoryOver { service, percent } => (service, u128::from(*percent), "more than"),
        };
        let expected = format!("the service {service} uses {words} {percent} percent of its memory");
        if let Some(problem) = &seen.problem {
            return problem.judge(expected);
        }
        let own: Vec<&Use> = seen.uses.iter().filter(|u| u.service == *service).collect();
        if own.is_empty() {
            let actual = format!("the service {service} has no running container");
            return Judgement::one(false, expected, actual).hint("look at the services: `docker ps -a`");
        }
        let told = own.iter().map(|u| u.words()).collect::<Vec<_>>().join("; ");
        let Some(shares) = own.iter().map(|u| u.percent()).collect::<Option<Vec<u128>>>() else {
            return Judgement::undecided(expected, format!("the memory of all is not told: {told}"));
        };
        let holds = shares.iter().all(|share| match self {
            Self::MemoryAtMost { .. } => *share <= percent,
            Self::MemoryOver { .. } => *share > percent,
        });
        Judgement::of(shares.len() as u64, 1, holds, expected, told)
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
        let expected = match self {
            Self::AtLeast { version } => format!("the engine is of version {version} or newer"),
            Self::DiskAtMost { gib } => format!("the engine keeps at most {gib} GiB on disk"),
        };
        if let Some(problem) = &seen.problem {
            return problem.judge(expected);
        }
        match self {
            Self::AtLeast { version } => at_least(version, seen, expected),
            Self::DiskAtMost { gib } => match &seen.disk {
                None => Judgement::undecided(expected, "the engine does not tell its disk use"),
                Some(disk) => Judgement::one(disk.all() <= u128::from(*gib) << 30, expected, disk.words()),
            },
        }
    }
}

fn at_least(version: &str, seen: &EngineSeen, expected: String) -> Judgement {
    match (numbers(version), numbers(&seen.version)) {
        (wanted, _) if wanted.is_empty() => Judgement::broken(expected, format!("`{version}` is no version")),
        (_, found) if found.is_empty() => Judgement::undecided(expected, format!("it says `{}`", seen.version)),
        (wanted, found) => Judgement::one(found >= wanted, expected, &seen.version),
    }
}

impl DiskUse {
    fn all(&self) -> u128 {
        [self.images, self.containers, self.volumes].into_iter().map(u128::from).sum()
    }

    fn words(&self) -> String {
        let mib = |bytes: u64| bytes >> 20;
        let (images, containers, volumes) = (mib(self.images), mib(self.containers), mib(self.volumes));
        format!("images {images} MiB, containers {containers} MiB, volumes {volumes} MiB")
    }
}

/// The numbers that a version begins with.
fn numbers(version: &str) -> Vec<u64> {
    let digits = |part: &str| part.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok();
    version.trim_start_matches('v').split('.').map_while(digits).collect()
}
