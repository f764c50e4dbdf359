//! A subject for tests.

use crate::subject::{Permit, Subject};
use std::path::Path;
use std::time::Duration;

/// A subject of which nothing is known but its root; attestations lie in `attestations` below it.
pub(super) fn subject(root: &Path) -> Subject {
    Subject {
        root: Some(root.to_owned()),
        attestations: root.join("attestations"),
        permit: Permit::Everything,
        request_limit: Duration::from_secs(10),
        procedure_limit: Duration::from_secs(60),
        ..Subject::default()
    }
}
