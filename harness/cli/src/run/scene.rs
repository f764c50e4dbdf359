//! How scenes are made: a target becomes a subject, and variables come together.

use super::recorder::Recorder;
use super::stage::{Manner, Order, Scene};
use crate::settings::NamedTarget;
use crate::subject::{self, Setting};
use runproof_core::names::Names;
use runproof_core::target::Target;
use runproof_probe::browser::Seat;
use runproof_probe::clock;
use runproof_probe::lab::{Stack, StackError};
use runproof_probe::outlook::Outlook;
use runproof_probe::rehearsal::RestoreSeat;
use runproof_probe::subject::Permit;
use runproof_steps::world::Lab;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// The program that does nothing, and succeeds at it.
const IDLE: &str = "true";

/// What several scenes can have in common.
pub struct Backdrop {
    /// What probes look at.
    outlook: Arc<Outlook>,
    /// Variables of profile, target and stack.
    variables: BTreeMap<String, String>,
}

/// Everything that the scenes of one system have in common.
pub struct Script {
    /// The system.
    pub system: String,
    /// The names of the system.
    pub names: Arc<Names>,
    /// Variables of the profile.
    pub profile_vars: BTreeMap<String, String>,
    /// The target as the user wrote it.
    pub written: NamedTarget,
    /// The ledger.
    pub recorder: Arc<Recorder>,
    /// Time limit of one request.
    pub request_limit: Duration,
    /// Time limit of one procedure.
    pub procedure_limit: Duration,
    /// Time limit of one procedure in a drill.
    pub drill_limit: Duration,
    /// The command that runs a child feature.
    pub itself: Vec<String>,
    /// Where browsers come from, when there are any.
    pub browser: Option<Arc<Seat>>,
    /// What restores backups, where a scenario does.
    pub restore: Option<RestoreSeat>,
    /// The run's id.
    pub run_id: String,
    /// Scenes made so far.
    pub scenes: AtomicU32,
}

impl Script {
    /// The backdrop of scenes before a stack or a live system.
    ///
    /// # Errors
    /// When the target does not make a subject.
    pub fn backdrop(&self, target: &Target, permit: Option<Permit>, order: Order) -> Result<Backdrop, StackError> {
        let mut merged = self.merged(target);
        if order.manner == Manner::Idle {
            merged.target.procedures.values_mut().for_each(|words| *words = vec![IDLE.to_owned()]);
        }
        let setting = Setting {
            names: &self.names,
            redactor: self.recorder.redactor(),
            request_limit: self.request_limit,
            procedure_limit: if order.long { self.drill_limit } else { self.procedure_limit },
            itself: &self.itself,
            browser: self.browser.as_ref(),
            restore: self.restore.as_ref(),
        };
        let mut subject = subject::subject(&merged, &setting).map_err(|c| self.failure(&c.to_string()))?;
        if let Some(permit) = permit {
            subject.permit = permit;
        }
        if let Some(restore) = &mut subject.restore {
            restore.tamper = order.manner == Manner::Tampered;
        }
        if let Some(engine) = &mut subject.engine {
            engine.idle = order.manner == Manner::Idle;
        }
        let variables = self.variables(&merged.target);
        Ok(Backdrop { outlook: Arc::new(Outlook::on(Arc::new(subject))), variables })
    }

    /// A scene before a backdrop; every scene has a word of its own for names that must be unique.
    pub fn scene(&self, stack: String, backdrop: &Backdrop, own: Option<Box<dyn Stack>>) -> Scene {
        let own = Lab::of(own);
        let nth = self.scenes.fetch_add(1, Ordering::Relaxed);
        let unique = format!("{:x}{nth:x}", clock::unix_ms() & 0xff_ffff);
        let mut variables = backdrop.variables.clone();
        variables.insert("unique".into(), unique);
        let (names, outlook) = (self.names.clone(), backdrop.outlook.clone());
        Scene { stack, outlook, names, variables: Arc::new(variables), own }
    }

    /// A failure of this system's stage.
    #[must_use]
    pub fn failure(&self, why: &str) -> StackError {
        StackError { stack: self.system.clone(), why: why.to_owned() }
    }

    /// What the stack says about itself, completed by what the user wrote for it.
    pub(super) fn merged(&self, target: &Target) -> NamedTarget {
        let written = &self.written;
        let mut target = target.clone();
        let from_file = |path: &Option<String>| path.as_ref().map(|p| absolute(&written.base, p));
        target.documents = from_file(&written.target.documents).or(target.documents);
        let attestations = written.target.attestations.clone().unwrap_or_else(|| "attestations".into());
        target.attestations = target.attestations.or(Some(absolute(&written.base, &attestations)));
        if target.compose.is_none() {
            // A clone has told them already, with its own places.
            target.vars.extend(written.target.vars.clone());
        }
        target.budgets.extend(written.target.budgets.clone());
        target.browser = written.target.browser.clone().or(target.browser);
        target.stand_ins.extend(written.target.stand_ins.clone());
        NamedTarget { target, ..written.clone() }
    }

    /// Variables, the weakest first: names, profile, what the target says, what is the run's own.
    fn variables(&self, target: &Target) -> BTreeMap<String, String> {
        let mut variables = self.names.vars.clone();
        variables.extend(self.profile_vars.clone());
        variables.extend(target.urls.iter().map(|(name, url)| (name.clone(), url.trim_end_matches('/').to_owned())));
        variables.extend(
            [("root", &target.root), ("documents", &target.documents)]
                .into_iter()
                .filter_map(|(n, v)| Some((n.into(), v.clone()?))),
        );
        variables.extend(target.vars.clone());
        variables.insert("run_id".into(), self.run_id.clone());
        variables
    }
}

/// The target of reference stacks in containers, which needs no file.
const CONTAINERS: &str = "containers";

/// The command that runs the product itself under a profile, in containers where the run itself is.
#[must_use]
pub fn itself(exe: &std::path::Path, profile: &str, target: &str) -> Vec<String> {
    let mut words = vec![exe.display().to_string()];
    if target == CONTAINERS {
        words.extend(["--target".to_owned(), target.to_owned()]);
    }
    if !profile.is_empty() {
        words.extend(["--profile".to_owned(), profile.to_owned()]);
    }
    words
}

fn absolute(base: &std::path::Path, path: &str) -> String {
    let joined: PathBuf = base.join(path);
    std::path::absolute(&joined).unwrap_or(joined).display().to_string()
}
