//! Reference services, started by the test and not by a run, and target files that lead to them.

use crate::tools::{Workplace, binary};
use runproof_core::target::{Provider, SecretSource, Target, TargetFile};
use runproof_fixtures::embedded::{Embedded, RunningStack, Template};
use runproof_probe::lab::Journal as _;
use runproof_probe::watcher::Watcher;
use std::sync::Arc;
use tempfile::TempDir;

/// The first argument by which the product is its own watcher.
const WATCHER: &str = "watch-run";

/// A system that can be started again and again.
pub struct Systems {
    template: Template,
    journal: Arc<Watcher>,
    _scratch: TempDir,
}

impl Systems {
    /// InquiryCircle in this edition.
    pub fn of(variant: &str) -> Self {
        let parent = Embedded::memory_directory().unwrap_or_else(std::env::temp_dir);
        let scratch = tempfile::Builder::new().prefix("runproof-live-").tempdir_in(parent).unwrap();
        let blueprint = runproof_fixtures::blueprint("inquirycircle").unwrap();
        let template = Embedded::prepare(blueprint, variant, scratch.path(), binary()).unwrap();
        let journal = Arc::new(Watcher::start(binary(), WATCHER).unwrap());
        journal.made(&runproof_probe::lab::Made::Directory { path: scratch.path().to_owned() });
        Self { template, journal, _scratch: scratch }
    }

    /// A copy of it, up and running.
    pub fn start(&self) -> RunningStack {
        self.template.start(self.journal.clone()).unwrap()
    }
}

/// The target of a stack as the user of a live system would write it: addresses, keys in files, nothing made.
pub fn live(stack: &Target, place: &Workplace) -> Target {
    let mut target = Target { provider: Provider::Live, ..stack.clone() };
    for (alias, source) in &mut target.keys {
        let SecretSource::Made(key) = source.clone() else { panic!("{alias} is no key of a stack") };
        let file = format!("keys/{alias}");
        place.write(&file, key);
        *source = SecretSource::File(file);
    }
    target
}

/// Writes a target file with the one target `prod`.
pub fn write(place: &Workplace, target: &Target) {
    let mut file = TargetFile::default();
    file.targets.insert("prod".into(), target.clone());
    place.write("runproof.toml", toml::to_string(&file).unwrap());
}
