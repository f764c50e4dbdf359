//! `stack up` and `stack down`: a reference stack to look at.

use crate::args::{Global, StackAction};
use crate::complaint::Complaint;
use crate::library::Library;
use crate::plan::system::System;
use crate::run::scratch::Scratch;
use crate::run::stop::Stop;
use crate::run::template;
use crate::settings::Settings;
use crate::{WATCHER, ambient, say};
use runproof_core::target::SecretSource;
use runproof_probe::lab::{Journal, Stack as _};
use runproof_probe::watcher::{Watcher, start_ticks};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

/// Where stacks that are up are written down: one file each, named by process id, holding its start time.
fn register() -> PathBuf {
    std::env::temp_dir().join("runproof-stacks")
}

/// Starts or ends.
pub fn perform(global: &Global, action: &StackAction) -> Result<u8, Complaint> {
    match action {
        StackAction::Up { system } => up(global, system),
        StackAction::Down => down(),
    }
}

fn up(global: &Global, system: &str) -> Result<u8, Complaint> {
    let failed = |why: String| Complaint::TargetDown {
        target: system.to_owned(),
        why,
        next: "`runproof doctor` shows what is missing".into(),
    };
    let blueprint = runproof_fixtures::blueprint(system).ok_or_else(|| Complaint::Usage {
        what: format!("there is no reference stack `{system}`"),
        next: format!("known are {}", runproof_fixtures::systems().join(", ")),
    })?;
    let named = Settings::read(global.config.as_deref())?.target(global.target.as_deref())?;
    let cast = System::at(&Library::carried(), &format!("features/{system}/catalog.toml"))?;
    let profile = cast.profile(global.profile.as_deref().unwrap_or("as-documented"))?;
    let exe = ambient::itself().map_err(|e| failed(e.to_string()))?;
    let stop = Stop::on_signals().map_err(|e| failed(e.to_string()))?;
    let watcher = Arc::new(Watcher::start(&exe, WATCHER).map_err(|e| failed(e.to_string()))?);
    let journal: Arc<dyn Journal> = watcher.clone();
    let scratch = Scratch::quick(Arc::clone(&journal)).map_err(|e| failed(e.to_string()))?;
    let template = template::build(blueprint, &profile.variant, &named.target, scratch.path(), &exe)
        .map_err(|e| failed(e.to_string()))?;
    let stack = template.start(journal).map_err(|e| failed(e.to_string()))?;
    say::out(&description(stack.target(), system, &profile.variant));
    let note = register().join(std::process::id().to_string());
    let ticks = start_ticks(std::process::id()).unwrap_or_default();
    fs::create_dir_all(register())
        .and_then(|()| fs::write(&note, ticks.to_string()))
        .map_err(|e| failed(e.to_string()))?;
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|e| failed(e.to_string()))?;
    runtime.block_on(stop.asked());
    Box::new(stack).down();
    let _ = fs::remove_file(note);
    drop(scratch);
    watcher.finish();
    Ok(0)
}

fn description(target: &runproof_core::target::Target, system: &str, variant: &str) -> String {
    let mut text = format!("{system} ({variant}) is up; Ctrl-C or `runproof stack down` ends it\n");
    for (name, url) in &target.urls {
        let _ = writeln!(text, "  {name:<10} {url}");
    }
    let rest = [("resolver", &target.resolver), ("authority", &target.authority), ("root", &target.root)];
    for (name, value) in rest {
        let _ = writeln!(text, "  {name:<10} {}", value.clone().unwrap_or_default());
    }
    for (alias, source) in &target.keys {
        // The keys of a reference stack are made up: they open nothing else.
        if let SecretSource::Made(key) = source {
            let _ = writeln!(text, "  key        {alias} {key}");
        }
    }
    text
}

/// Asks every stack that is up to end; a note whose process is another one by now is only removed.
fn down() -> Result<u8, Complaint> {
    let mut ended = 0;
    for entry in fs::read_dir(register()).into_iter().flatten().flatten() {
        let pid = entry.file_name().to_string_lossy().parse::<u32>().ok();
        let ticks = fs::read_to_string(entry.path()).ok().and_then(|t| t.trim().parse::<u64>().ok());
        let same = pid.is_some_and(|p| ticks.is_some() && start_ticks(p) == ticks);
        if let Some(pid) =
            pid.filter(|_| same).and_then(|p| i32::try_from(p).ok()).and_then(rustix::process::Pid::from_raw)
        {
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
            ended += 1;
        }
        let _ = fs::remove_file(entry.path());
    }
    say::line(&format!("{ended} stacks ended"));
    Ok(0)
}
