//! What the services of a compose project are compared with.

use crate::noun::engine::{Container, Health, Services, State};
use crate::noun::engine_trait::{Trait, ports};
use crate::verdict::{Judgement, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What services are compared with.
///
/// A service is each of its containers: what is promised of it must hold for all of them. One without a container fails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "expect", rename_all = "kebab-case")]
pub enum ServicesCheck {
    /// Every container does well, and there is at least one.
    Every {
        /// In what way.
        condition: Condition,
    },
    /// The services with containers are these and no others.
    Are {
        /// The services.
        services: Vec<String>,
    },
    /// One service does well, or is stopped.
    Is {
        /// The service.
        service: String,
        /// In what way.
        condition: Condition,
    },
    /// A service was started again by the engine more often than so; without a service: none was.
    RestartedMoreThan {
        /// The service, or none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        service: Option<String>,
        /// The number.
        times: u64,
    },
    /// A service publishes something, and only on loopback.
    OnlyLoopback {
        /// The service.
        service: String,
    },
    /// A service has something.
    Has {
        /// The service.
        service: String,
        /// What.
        what: Trait,
    },
    /// A service runs another container, or image, than those that were kept, or the same.
    Compared {
        /// The service.
        service: String,
        /// Of what kind the ids are.
        of: Kept,
        /// The ids that were kept, apart by blanks.
        with: String,
        /// Whether they are to be the same.
        same: bool,
    },
}

/// How a service does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// It runs.
    Running,
    /// It runs and its health check says so; without a health check it is not healthy.
    Healthy,
    /// It runs and its health check says that it is not well.
    Unhealthy,
    /// It has a container, whose process has ended and is not about to be started again.
    Stopped,
}

/// What of a container is kept to be compared later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kept {
    /// The container's id.
    Container,
    /// The id of its image.
    Image,
}

impl Services {
    /// The containers of a service.
    pub fn of<'a>(&'a self, service: &'a str) -> impl Iterator<Item = &'a Container> {
        self.containers.iter().filter(move |c| c.service == service)
    }

    /// The ids of the containers or images of a service, sorted and apart by blanks; none without a container.
    #[must_use]
    pub fn ids(&self, service: &str, of: Kept) -> Option<String> {
        let ids: BTreeSet<&str> = self.of(service).map(|c| of.id(c)).collect();
        (!ids.is_empty()).then(|| ids.into_iter().collect::<Vec<_>>().join(" "))
    }

    /// The names of the services that have containers.
    fn names(&self) -> BTreeSet<&str> {
        self.containers.iter().map(|c| c.service.as_str()).collect()
    }
}

impl Kept {
    fn id(self, container: &Container) -> &str {
        match self {
            Self::Container => &container.id,
            Self::Image => &container.image.id,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Container => "container",
            Self::Image => "image",
        }
    }
}

impl Condition {
    fn holds(self, container: &Container) -> bool {
        match self {
            Self::Running => container.state == State::Running,
            Self::Healthy => container.state == State::Running && container.health == Health::Healthy,
            Self::Unhealthy => container.state == State::Running && container.health == Health::Unhealthy,
            Self::Stopped => matches!(container.state, State::Exited | State::Dead | State::Created),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Healthy => "healthy",
            Self::Unhealthy => "unhealthy",
            Self::Stopped => "stopped",
        }
    }

    /// Condition of a container as it is looked at.
    fn of(self, container: &Container) -> String {
        let condition = container.condition();
        match (self, container.health) {
            (Self::Healthy | Self::Unhealthy, Health::None) => format!("{condition}, without a health check"),
            _ => condition,
        }
    }
}

impl ServicesCheck {
    /// Compares services with the expectation.
    #[must_use]
    pub fn judge(&self, seen: &Services) -> Judgement {
        let expected = self.expected();
        if let Some(problem) = &seen.problem {
            return problem.judge(expected);
        }
        let chosen: Vec<&Container> = match self.service() {
            Some(service) => seen.of(service).collect(),
            None => seen.containers.iter().collect(),
        };
        if chosen.is_empty() {
            return absent(self.service(), seen, expected);
        }
        match self {
            Self::Every { condition } | Self::Is { condition, .. } => {
                all(&chosen, |c| condition.holds(c), |c| condition.of(c), expected)
            }
            Self::Are { services } => {
                let (wanted, found) = (services.iter().map(String::as_str).collect::<BTreeSet<_>>(), seen.names());
                let words = found.iter().copied().collect::<Vec<_>>().join(", ");
                Judgement::of(found.len() as u64, 1, wanted == found, expected, words)
            }
            Self::RestartedMoreThan { service, times } => {
                let told = |c: &Container| format!("restarted {} times", c.restarts);
                match service {
                    Some(_) => all(&chosen, |c| c.restarts > *times, told, expected),
                    None => all(&chosen, |c| c.restarts <= *times, told, expected),
                }
            }
            Self::OnlyLoopback { .. } => {
                let published: u64 = chosen.iter().map(|c| c.ports.len() as u64).sum();
                let judged = all(&chosen, |c| c.ports.iter().all(|p| on_loopback(&p.address)), ports, expected);
                // Who publishes nothing was not shown to publish on loopback alone.
                Judgement::of(published, 1, judged.verdict != Verdict::Failed, judged.expected, judged.actual)
            }
            Self::Has { what, .. } => {
                let hidden = chosen.iter().any(|c| what.hidden(c));
                if hidden {
                    return Judgement::undecided(expected, "the value is masked: its name tells of a secret");
                }
                all(&chosen, |c| what.holds(c), |c| what.told(c), expected)
            }
            Self::Compared { of, with, same, .. } => {
                let before: BTreeSet<&str> = with.split_whitespace().collect();
                if before.is_empty() || !before.iter().all(|id| is_id(id)) {
                    return Judgement::undecided(expected, "what it is compared with is no id that was kept");
                }
                all(&chosen, |c| before.contains(of.id(c)) == *same, |c| short(of.id(c)), expected)
            }
        }
    }

    fn service(&self) -> Option<&str> {
        match self {
            Self::Every { .. } | Self::Are { .. } => None,
            Self::RestartedMoreThan { service, .. } => service.as_deref(),
            Self::Is { service, .. }
            | Self::OnlyLoopback { service }
            | Self::Has { service, .. }
            | Self::Compared { service, .. } => Some(service),
        }
    }

    fn expected(&self) -> String {
        match self {
            Self::Every { condition } => format!("every service is {}", condition.word()),
            Self::Are { services } => format!("the services are {}", services.join(", ")),
            Self::Is { service, condition } => format!("the service {service} is {}", condition.word()),
            Self::RestartedMoreThan { service: Some(service), times } => {
                format!("the service {service} was restarted more than {times} times")
            }
            Self::RestartedMoreThan { service: None, times } => {
                format!("no service was restarted more than {times} times")
            }
            Self::OnlyLoopback { service } => format!("the service {service} publishes only to loopback"),
            Self::Has { service, what } => format!("the service {service} {}", what.words()),
            Self::Compared { service, of, with, same } => {
                let how = if *same { ("the same", "as") } else { ("another", "than") };
                format!("the service {service} runs {} {} {} {}", how.0, of.word(), how.1, short(with))
            }
        }
    }
}

/// Without a container nothing holds, not even that a service is stopped.
fn absent(service: Option<&str>, seen: &Services, expected: String) -> Judgement {
    let names = seen.names().into_iter().collect::<Vec<_>>().join(", ");
    let actual = match (service, names.is_empty()) {
        (_, true) => format!("the project {} has no container", seen.project),
        (Some(service), false) => format!("the service {service} has no container; there are {names}"),
        (None, false) => names,
    };
    Judgement::one(false, expected, actual).hint("look whether the project is up, and whether the names are right")
}

/// The judgement over containers, all of which must hold; the words tell of those that do not, or of all.
fn all(
    containers: &[&Container],
    holds: impl Fn(&Container) -> bool,
    told: impl Fn(&Container) -> String,
    expected: String,
) -> Judgement {
    let wrong: Vec<&&Container> = containers.iter().filter(|c| !holds(c)).collect();
    let of = |c: &Container| format!("{}: {}", c.name, told(c));
    let actual = match wrong.as_slice() {
        [] => containers.iter().take(8).map(|c| of(c)).collect::<Vec<_>>(),
        wrong => wrong.iter().take(8).map(|c| of(c)).collect(),
    };
    Judgement::of(containers.len() as u64, 1, wrong.is_empty(), expected, actual.join("; "))
}

/// Whether a text is an id of the engine's, with or without the name of the digest.
fn is_id(text: &str) -> bool {
    let digits = text.strip_prefix("sha256:").unwrap_or(text);
    digits.len() >= 12 && digits.chars().all(|c| c.is_ascii_hexdigit())
}

fn on_loopback(address: &str) -> bool {
    // As the engine writes addresses; 127.0.0.0/8 and ::1 are loopback (RFC 6890).
    address == "::1" || address.starts_with("127.")
}

/// Ids as short as people write them.
pub(super) fn short(ids: &str) -> String {
    let one = |id: &str| id.trim_start_matches("sha256:").chars().take(12).collect::<String>();
    ids.split_whitespace().map(one).collect::<Vec<_>>().join(" ")
}
