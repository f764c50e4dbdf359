//! Settings: defaults, file, environment, flags, in that order, in this one place.

use crate::ambient;
use crate::complaint::Complaint;
use crate::plan::system::read_toml;
use crate::plan::waivers;
use runproof_core::duration;
use runproof_core::suggest;
use runproof_core::target::{Database, Provider, SecretSource, Target, TargetFile};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The target file when nobody names another.
const FILE: &str = "runproof.toml";

/// What was set, and where.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The target file's contents.
    pub file: TargetFile,
    /// The target file, when there is one.
    pub path: Option<PathBuf>,
    /// Its text.
    text: String,
}

/// A target with its name and the directory its relative paths count from.
#[derive(Clone, Debug)]
pub struct NamedTarget {
    /// The name.
    pub name: String,
    /// The target.
    pub target: Target,
    /// The directory of the target file.
    pub base: PathBuf,
    /// Where each of its waivers is written, for messages.
    pub waivers_at: Vec<String>,
}

/// Time limits as durations.
#[derive(Clone, Copy, Debug)]
pub struct Durations {
    /// One step.
    pub step: Duration,
    /// One scenario.
    pub scenario: Duration,
    /// A scenario that is a drill, and each of its steps.
    pub drill: Duration,
    /// The whole run.
    pub run: Duration,
    /// One request.
    pub request: Duration,
}

impl Settings {
    /// Reads the target file: the one named, else `runproof.toml` here, else none.
    ///
    /// # Errors
    /// When it cannot be read or understood.
    pub fn read(config: Option<&Path>) -> Result<Self, Complaint> {
        let named = config.map(Path::to_owned).or_else(|| ambient::variable(ambient::CONFIG).map(PathBuf::from));
        let path = match named {
            Some(path) => path,
            None if Path::new(FILE).is_file() => FILE.into(),
            None => return Ok(Self::default()),
        };
        let text = fs::read_to_string(&path).map_err(|e| Complaint::Unreadable {
            path: path.clone(),
            why: e.to_string(),
            next: "name the target file with `--config FILE`; `runproof init` writes one".into(),
        })?;
        let file: TargetFile = read_toml(&path.display().to_string(), &text).map_err(without_secret)?;
        let settings = Self { file, path: Some(path), text };
        settings.refuse_what_cannot_stand()?;
        Ok(settings)
    }

    /// The target with that name; `embedded` and `containers` are always there.
    ///
    /// # Errors
    /// When there is no such target.
    pub fn target(&self, name: Option<&str>) -> Result<NamedTarget, Complaint> {
        let name =
            name.map(str::to_owned).or_else(|| ambient::variable(ambient::TARGET)).unwrap_or_else(|| "embedded".into());
        let base = self.path.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).to_owned();
        if let Some(target) = self.file.targets.get(&name) {
            return Ok(self.named(name, target.clone(), base));
        }
        let always = [("embedded", Provider::Embedded), ("containers", Provider::Containers)];
        if let Some((_, provider)) = always.into_iter().find(|(known, _)| *known == name) {
            return Ok(self.named(name, Target { provider, ..Target::default() }, base));
        }
        let known = self.file.targets.keys().map(String::as_str).chain(["embedded", "containers"]);
        let next = match suggest::nearest(&name, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known are {}", known.map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ")),
        };
        Err(Complaint::Settings { place: self.place(), what: format!("there is no target `{name}`"), next })
    }

    /// The time limits.
    ///
    /// # Errors
    /// When one is no duration.
    pub fn durations(&self) -> Result<Durations, Complaint> {
        let read = |name: &str, text: &str| {
            duration::parse(text).map_err(|e| Complaint::Settings {
                place: self.place(),
                what: format!("`limits.{name}`: {e}"),
                next: "correct the duration".into(),
            })
        };
        let limits = &self.file.limits;
        Ok(Durations {
            step: read("step", &limits.step)?,
            scenario: read("scenario", &limits.scenario)?,
            drill: read("drill", &limits.drill)?,
            run: read("run", &limits.run)?,
            request: read("request", &limits.request)?,
        })
    }

    /// Where settings are written, for messages.
    #[must_use]
    pub fn place(&self) -> String {
        self.path.as_ref().map_or_else(|| format!("{FILE} (not there)"), |p| p.display().to_string())
    }

    fn named(&self, name: String, target: Target, base: PathBuf) -> NamedTarget {
        let waivers = target.waivers.iter().map(|w| waivers::place_in(&self.place(), &self.text, &w.item));
        NamedTarget { name, waivers_at: waivers.collect(), target, base }
    }

    fn refuse_what_cannot_stand(&self) -> Result<(), Complaint> {
        for (name, target) in &self.file.targets {
            if let Some((alias, _)) = target.keys.iter().find(|(_, s)| matches!(s, SecretSource::Made(_))) {
                let what = format!("the key `{alias}` of the target `{name}` stands there literally");
                let next = "name where it is kept: `{ env = \"NAME\" }` or `{ file = \"PATH\" }`".into();
                return Err(Complaint::Settings { place: self.place(), what, next });
            }
            if let Some((drill, text)) = target.budgets.iter().find(|(_, text)| duration::parse(text).is_err()) {
                let what = format!("`budgets.{drill}` of the target `{name}` is `{text}`, which is no duration");
                return Err(Complaint::Settings { place: self.place(), what, next: "write for example `2m`".into() });
            }
            if let Some((drill, text)) = target.drills.iter().find(|(_, text)| duration::parse(text).is_err()) {
                let what = format!("`drills.{drill}` of the target `{name}` is `{text}`, which is no duration");
                return Err(Complaint::Settings { place: self.place(), what, next: "write for example `92d`".into() });
            }
            if matches!(target.backups.as_ref().and_then(|b| b.key.as_ref()), Some(SecretSource::Made(_))) {
                let what = format!("the key of the backups of the target `{name}` stands there literally");
                let next = "name where it is kept: `{ env = \"NAME\" }` or `{ file = \"PATH\" }`".into();
                return Err(Complaint::Settings { place: self.place(), what, next });
            }
            if matches!(target.database, Some(Database::Url(SecretSource::Made(_)))) {
                let what = format!("the address of the database of the target `{name}` stands there literally");
                let next = "name where it is kept: `{ url = { env = \"DATABASE_URL\" } }`".into();
                return Err(Complaint::Settings { place: self.place(), what, next });
            }
            if let Some((what, next)) = containers_of_nothing(target) {
                return Err(Complaint::Settings {
                    place: self.place(),
                    what: format!("the target `{name}` {what}"),
                    next,
                });
            }
            if target.provider == Provider::Live && target.urls.is_empty() && target.backups.is_none() {
                let what = format!("the target `{name}` is live and names no address");
                let next = "add `urls = { edge = \"https://…\" }`".into();
                return Err(Complaint::Settings { place: self.place(), what, next });
            }
        }
        Ok(())
    }
}

/// What is wrong with a target that has containers without knowing of which, or the reverse.
fn containers_of_nothing(target: &Target) -> Option<(&'static str, String)> {
    let in_containers = target.provider == Provider::Containers;
    let known = target.system.is_empty() || runproof_fixtures::blueprint(&target.system).is_some();
    match (&target.compose, in_containers) {
        (None, true) if !known => Some((
            "asks for containers and names no compose file",
            "add `compose = \"compose.yaml\"`, the file that starts the system".into(),
        )),
        (Some(_), false) => Some((
            "names a compose file, which only a target of containers starts",
            "write `provider = \"containers\"`; it starts a copy, never the system itself".into(),
        )),
        _ => None,
    }
}

/// A key written as a text would be repeated by the reader's message: the message is worded anew.
fn without_secret(complaint: Complaint) -> Complaint {
    match complaint {
        Complaint::Settings { place, what, .. } if what.starts_with("unknown variant") && what.contains("`made`") => {
            let what = "a key stands there literally".to_owned();
            let next = "name where it is kept: `{ env = \"NAME\" }` or `{ file = \"PATH\" }`".to_owned();
            Complaint::Settings { place, what, next }
        }
        other => other,
    }
}
