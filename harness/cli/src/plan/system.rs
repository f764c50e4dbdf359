//! A system as the features know it: catalog, names, profiles, tags.

use super::waivers;
use super::well_formed::well_formed;
use crate::complaint::Complaint;
use crate::library::Library;
use runproof_core::catalog::Catalog;
use runproof_core::names::{Names, Profile};
use runproof_core::suggest;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};

/// What belongs to one system.
#[derive(Clone, Debug, Default)]
pub struct System {
    /// Its name; empty when a feature belongs to none.
    pub name: String,
    /// Directory of the catalog.
    pub directory: String,
    /// The catalog.
    pub catalog: Catalog,
    /// The names.
    pub names: Names,
    /// Profiles by name.
    pub profiles: BTreeMap<String, Profile>,
}

/// `tags.toml`: every tag that may be used besides item ids.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct TagsFile {
    tags: BTreeMap<String, String>,
}

/// Reads a TOML text into its type, with a suggestion for unknown keys.
///
/// # Errors
/// [`Complaint::Settings`] with the place.
pub fn read_toml<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, Complaint> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |s| text[..s.start.min(text.len())].matches('\n').count() + 1);
        let message = error.message().to_owned();
        let next = suggestion(&message).unwrap_or_else(|| "correct the line".into());
        Complaint::Settings { place: format!("{path}:{line}"), what: message, next }
    })
}

/// For "unknown field `x`, expected one of `a`, `b`": the nearest of the expected ones.
fn suggestion(message: &str) -> Option<String> {
    let words: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (unknown, known) = words.split_first()?;
    (message.starts_with("unknown field") || message.starts_with("unknown variant"))
        .then(|| suggest::nearest(unknown, known.iter().copied()))
        .flatten()
        .map(|word| format!("did you mean `{word}`?"))
}

impl System {
    /// The system whose catalog stands at that path.
    ///
    /// # Errors
    /// When one of its files is wrong.
    pub fn at(library: &Library, catalog_path: &str) -> Result<Self, Complaint> {
        let directory = catalog_path.strip_suffix("catalog.toml").unwrap_or_default().trim_end_matches('/').to_owned();
        let file = |name: &str| if directory.is_empty() { name.to_owned() } else { format!("{directory}/{name}") };
        let catalog: Catalog = read_toml(catalog_path, library.text(catalog_path).unwrap_or_default())?;
        if let Some(flaw) = catalog.flaws().first() {
            let next = "correct the item in the catalog".into();
            return Err(Complaint::Settings { place: catalog_path.into(), what: flaw.to_string(), next });
        }
        let names = match library.text(&file("names.toml")) {
            Some(text) => {
                let names = read_toml(&file("names.toml"), text)?;
                well_formed(&names, &file("names.toml"), text)?;
                names
            }
            None => Names::default(),
        };
        let mut profiles = BTreeMap::new();
        for (path, text) in library.files_in(&file("profiles")) {
            let name = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".toml").to_owned();
            let profile: Profile = read_toml(path, text)?;
            let places = profile.waivers.iter().map(|w| waivers::place_in(path, text, &w.item)).collect::<Vec<_>>();
            waivers::must_be_known(&profile.waivers, &places, &[&catalog])?;
            profiles.insert(name, profile);
        }
        Ok(Self { name: catalog.system.clone(), directory, catalog, names, profiles })
    }

    /// A profile by name, with what it extends.
    ///
    /// # Errors
    /// When there is no such profile, or it extends itself.
    pub fn profile(&self, name: &str) -> Result<Profile, Complaint> {
        let mut chain = Vec::new();
        let mut next = Some(name);
        while let Some(name) = next {
            let profile = self.profiles.get(name).ok_or_else(|| self.no_profile(name))?;
            next = profile.extends.as_deref();
            if chain.len() > 8 {
                let what = format!("the profile `{name}` extends itself");
                return Err(self.settings(what, "take the circle of `extends` apart"));
            }
            chain.push(profile.clone());
        }
        let mut whole = chain.first().cloned().unwrap_or_default();
        for profile in chain.into_iter().skip(1) {
            for (name, value) in profile.vars {
                whole.vars.entry(name).or_insert(value);
            }
        }
        Ok(whole)
    }

    fn no_profile(&self, name: &str) -> Complaint {
        let known = self.profiles.keys().map(String::as_str);
        let next = match suggest::nearest(name, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known are {}", known.map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ")),
        };
        self.settings(format!("the system `{}` has no profile `{name}`", self.name), &next)
    }

    fn settings(&self, what: String, next: &str) -> Complaint {
        Complaint::Settings { place: format!("{}/profiles", self.directory), what, next: next.into() }
    }
}

/// Every tag that may stand in a feature: those of all `tags.toml` from the feature upwards.
///
/// # Errors
/// When a file of tags is wrong.
pub fn closed_tags(library: &Library, feature: &str) -> Result<Option<BTreeSet<String>>, Complaint> {
    let mut tags = BTreeSet::new();
    let mut found = false;
    let mut at = feature.to_owned();
    while let Some((path, text)) = library.nearest(&at, "tags.toml") {
        let file: TagsFile = read_toml(&path, text)?;
        tags.extend(file.tags.into_keys());
        found = true;
        // One directory up from the file just read.
        match std::path::Path::new(&path).parent() {
            Some(directory) if directory != std::path::Path::new("") => at = directory.display().to_string(),
            _ => break,
        }
    }
    Ok(found.then_some(tags))
}
