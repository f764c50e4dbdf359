//! Bare cucumber: two steps, its own runner with its default concurrency, its own JUnit writer.

use crate::error::BenchError;
use cucumber::{Cucumber, writer};
use futures::FutureExt as _;
use regex::Regex;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// Steps that passed in this process.
static PASSED: AtomicU64 = AtomicU64::new(0);

/// The memory of one scenario.
#[derive(Debug, Default)]
struct Kept(BTreeMap<String, String>);

impl cucumber::World for Kept {
    type Error = std::convert::Infallible;

    async fn new() -> Result<Self, Self::Error> {
        Ok(Self::default())
    }
}

/// Runs the features below a directory and writes JUnit.
///
/// # Errors
/// When not exactly so many steps passed, or the JUnit file cannot be made.
pub fn run(features: &Path, junit: &Path, steps: u64) -> Result<(), BenchError> {
    let output = File::create(junit).map_err(|e| BenchError::file(junit, e))?;
    let output = std::io::BufWriter::new(output);
    let pattern = |text: &str| Regex::new(text).map_err(|e| BenchError::work(text, e));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|e| BenchError::work("the runtime", e))?;
    let run = Cucumber::<Kept, _, &Path, _, _, _>::new()
        .given(pattern(r#"^the value "([^"]*)" is kept as "([^"]*)"$"#)?, |world, context| {
            keep(world, &context.matches);
            std::future::ready(()).boxed_local()
        })
        .then(pattern(r#"^the value "([^"]*)" is "([^"]*)"$"#)?, |world, context| {
            compare(world, &context.matches);
            std::future::ready(()).boxed_local()
        })
        .with_writer(writer::JUnit::new(output, writer::Verbosity::Default))
        .with_default_cli()
        .run(features);
    runtime.block_on(run);
    match PASSED.load(Ordering::Relaxed) {
        passed if passed == steps => Ok(()),
        passed => Err(BenchError::work("bare cucumber", format!("{passed} of {steps} steps passed"))),
    }
}

fn keep(world: &mut Kept, matches: &[(Option<String>, String)]) {
    if let [_, (_, value), (_, name)] = matches {
        world.0.insert(name.clone(), value.clone());
        PASSED.fetch_add(1, Ordering::Relaxed);
    }
}

fn compare(world: &Kept, matches: &[(Option<String>, String)]) {
    if let [_, (_, one), (_, other)] = matches {
        let value = one.strip_prefix('{').and_then(|n| n.strip_suffix('}')).and_then(|n| world.0.get(n));
        assert_eq!(value, Some(other));
        PASSED.fetch_add(1, Ordering::Relaxed);
    }
}
