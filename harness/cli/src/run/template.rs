//! The template of a reference stack, as the target wants it: processes or containers.

use crate::ambient;
use crate::settings::NamedTarget;
use runproof_core::target::{Provider, Target};
use runproof_fixtures::containers::Clone;
use runproof_fixtures::embedded::{Blueprint, Embedded, Template};
use runproof_probe::lab::StackError;
use std::path::Path;
use std::sync::Arc;

/// What `cargo ci images` builds from packages of the distribution, for machines that reach no registry.
const STAND_INS: [(&str, &str); 6] = [
    ("caddy:2-alpine", "runproof/caddy:2"),
    ("nginx:1.27-alpine", "runproof/nginx:1.22"),
    ("node:18-alpine", "runproof/node:18"),
    ("postgres:16-alpine", "runproof/postgres:15"),
    ("python:3.10-slim", "runproof/python:3.11"),
    ("redis:7-alpine", "runproof/redis:7"),
];

/// What the stacks of a system are made from: its reference stack, or the compose file that the target names; none when
/// the system is already there.
///
/// # Errors
/// A compose file that cannot be cloned.
pub fn blueprint(system: &str, named: &NamedTarget) -> Result<Option<Arc<dyn Blueprint>>, StackError> {
    match (named.target.provider, &named.target.compose) {
        (Provider::Live, _) => Ok(None),
        (Provider::Containers, Some(_)) => Clone::of(&named.target, &named.base).map(Some),
        _ => Ok(runproof_fixtures::blueprint(system)),
    }
}

/// Builds the template of `variant` below `scratch`; services are run with the program `exe`.
///
/// # Errors
/// When it cannot be built, or when the machine has no engine, no compose or no images for containers.
pub fn build(
    blueprint: Arc<dyn Blueprint>,
    variant: &str,
    target: &Target,
    scratch: &Path,
    exe: &Path,
) -> Result<Template, StackError> {
    let template = Embedded::prepare(blueprint, variant, scratch, exe)?;
    match target.provider {
        Provider::Containers if template.has_containers() => {
            let defaults = STAND_INS.map(|(image, other)| (image.to_owned(), other.to_owned()));
            let images = defaults.into_iter().chain(target.images.clone()).collect();
            template.in_containers(ambient::engine().as_deref(), &images)
        }
        // A system without an edition in containers comes up as processes all the same.
        Provider::Containers | Provider::Embedded | Provider::Live => Ok(template),
    }
}
