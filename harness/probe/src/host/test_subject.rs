//! A subject for tests.

use crate::secret::Redactor;
use crate::subject::{Permit, Subject};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// A subject of which nothing is known but its root; attestations lie in `attestations` below it.
pub(super) fn subject(root: &Path) -> Subject {
    Subject {
        urls: BTreeMap::new(),
        keys: BTreeMap::new(),
        credential: None,
        root: Some(root.to_owned()),
        attestations: root.join("attestations"),
        database: None,
        backups: None,
        logs: BTreeMap::new(),
        procedures: BTreeMap::new(),
        resolve: BTreeMap::new(),
        connect_to: BTreeMap::new(),
        resolver: None,
        authority: None,
        stand_ins: BTreeMap::new(),
        selectors: BTreeMap::new(),
        console_allowed: Vec::new(),
        browser: None,
        volatile: BTreeMap::new(),
        permit: Permit::Everything,
        live: false,
        rate: None,
        engine: None,
        budgets: BTreeMap::new(),
        request_limit: Duration::from_secs(10),
        procedure_limit: Duration::from_secs(60),
        itself: Vec::new(),
        redactor: Redactor::default(),
    }
}
