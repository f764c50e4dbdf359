//! Making the plan of a run: which features, which systems, which profile, which scenarios.

use super::abreast;
use super::bind::{Scope, TargetNames};
use super::feature::{Candidate, Share};
use super::scenario::Scenario;
use super::select::{Place, Tags};
use super::system::{self, System};
use super::waivers;
use crate::browsers;
use crate::complaint::{Complaint, PlanFlaw};
use crate::library::Library;
use crate::settings::NamedTarget;
use runproof_core::names::Profile;
use runproof_core::suggest;
use runproof_core::target::{Provider, Target};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Only scenarios at these places; everything when empty.
    pub places: Vec<Place>,
    /// Only systems of this name.
    pub system: Option<String>,
    /// A tag expression.
    pub tags: Option<String>,
    /// A mode of the catalog.
    pub mode: Option<String>,
    /// A profile.
    pub profile: Option<String>,
    /// Whether only what is harmless and cheap is taken.
    pub gentle: bool,
}

/// A system that takes part, with its profile.
#[derive(Clone, Debug)]
pub struct Cast {
    /// The system.
    pub system: Arc<System>,
    /// The profile's name; empty when there is none.
    pub profile_name: String,
    /// The profile.
    pub profile: Profile,
}

/// Everything that will be run.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Scenarios in the order of the files.
    pub scenarios: Vec<Scenario>,
    /// Systems by name.
    pub cast: BTreeMap<String, Cast>,
}

/// Directory of features that only other features run.
const CHILDREN: &str = "/children/";
/// The profile when nobody names another.
const DEFAULT_PROFILE: &str = "as-documented";

/// Makes the plan.
///
/// # Errors
/// Settings that cannot stand, and every flaw of the selected scenarios at once.
pub fn plan(library: &Library, named: &NamedTarget, wish: &Wish) -> Result<Plan, Complaint> {
    let mut maker = Maker {
        library,
        named,
        wish,
        plan: Plan::default(),
        systems: BTreeMap::new(),
        scopes: BTreeMap::new(),
        flaws: Vec::new(),
        seen_tags: BTreeSet::new(),
    };
    let expression = wish.tags.as_deref().map(Tags::parse).transpose()?;
    let mut candidates = Vec::new();
    for (path, text) in library.features() {
        candidates.extend(maker.candidate(path, text)?);
    }
    abreast::in_order(&candidates, |c| c.share(wish, expression.as_ref()), |share| maker.add(share));
    maker.waivers()?;
    maker.finish(expression.as_ref())
}

struct Maker<'a> {
    library: &'a Library,
    named: &'a NamedTarget,
    wish: &'a Wish,
    plan: Plan,
    systems: BTreeMap<String, Arc<System>>,
    scopes: BTreeMap<String, Arc<Scope>>,
    flaws: Vec<PlanFlaw>,
    seen_tags: BTreeSet<String>,
}

impl Maker<'_> {
    /// A feature that takes part in this run.
    fn candidate<'t>(&mut self, path: &'t str, text: &'t str) -> Result<Option<Candidate<'t>>, Complaint> {
        let asked = self.wish.places.iter().any(|p| p.reaches(path));
        let child =
            path.contains(CHILDREN) && !self.wish.places.iter().any(|p| p.path.to_string_lossy().contains("children"));
        if child || !asked && !self.wish.places.is_empty() {
            return Ok(None);
        }
        let Some(system) = self.system_name(path)? else { return Ok(None) };
        let scope = self.scope(path, &system)?;
        let mode = self.mode(&system)?.map(Arc::new);
        Ok(Some(Candidate { path, text, system, scope, mode }))
    }

    fn add(&mut self, share: Share) {
        self.plan.scenarios.extend(share.scenarios);
        self.flaws.extend(share.flaws);
        self.seen_tags.extend(share.tags);
    }

    /// The system a feature belongs to; `None` when it takes no part in this run.
    fn system_name(&mut self, path: &str) -> Result<Option<String>, Complaint> {
        let own = self.own_system(path)?;
        let written = &self.named.target.system;
        let name = own.as_ref().map_or(written.clone(), |s| s.name.clone());
        let wanted = self.wish.system.as_ref().or(Some(written).filter(|w| !w.is_empty()));
        let target = &self.named.target;
        let startable = target.provider == Provider::Live
            || target.compose.is_some()
            || runproof_fixtures::blueprint(&name).is_some();
        let elsewhere = own.as_ref().is_some_and(|system| self.is_profile_of_others(system));
        let unasked = self.wish.places.is_empty() && (!startable || elsewhere || wanted.is_some_and(|w| *w != name));
        if unasked {
            return Ok(None);
        }
        if !self.plan.cast.contains_key(&name) {
            let system = own.unwrap_or_else(|| Arc::new(carried_system(&name)));
            let cast = self.cast(system)?;
            self.plan.cast.insert(name.clone(), cast);
        }
        Ok(Some(name))
    }

    /// Whether the profile that is asked for is not one of this system, but of another one.
    fn is_profile_of_others(&self, system: &System) -> bool {
        let Some(name) = &self.wish.profile else { return false };
        let has = |system: &System| system.profiles.contains_key(name);
        !has(system) && runproof_fixtures::systems().iter().any(|other| has(&carried_system(other)))
    }

    /// The system of the nearest catalog; each catalog is read once.
    fn own_system(&mut self, path: &str) -> Result<Option<Arc<System>>, Complaint> {
        let Some((catalog, _)) = self.library.nearest(path, "catalog.toml") else { return Ok(None) };
        if !self.systems.contains_key(&catalog) {
            self.systems.insert(catalog.clone(), Arc::new(System::at(self.library, &catalog)?));
        }
        Ok(self.systems.get(&catalog).cloned())
    }

    fn cast(&self, system: Arc<System>) -> Result<Cast, Complaint> {
        let asked = self.wish.profile.clone().or_else(|| self.named.target.profile.clone());
        let (profile_name, profile) = match asked {
            Some(name) if !system.profiles.is_empty() || self.wish.profile.is_some() => {
                (name.clone(), system.profile(&name)?)
            }
            _ if system.profiles.contains_key(DEFAULT_PROFILE) => {
                (DEFAULT_PROFILE.to_owned(), system.profile(DEFAULT_PROFILE)?)
            }
            _ => (String::new(), Profile::default()),
        };
        Ok(Cast { system, profile_name, profile })
    }

    fn scope(&mut self, path: &str, name: &str) -> Result<Arc<Scope>, Complaint> {
        let directory = Path::new(path).parent().map(|p| p.display().to_string()).unwrap_or_default();
        if let Some(scope) = self.scopes.get(&directory) {
            return Ok(scope.clone());
        }
        let cast = &self.plan.cast[name];
        let target = &self.named.target;
        let stack = runproof_fixtures::promised(name, &cast.profile.variant).map(|t| names_of(&t));
        let common = cast.system.names.vars.keys().chain(cast.profile.vars.keys()).cloned();
        let mut names = names_of(target);
        names.variables.extend(common.chain(["run_id".into(), "unique".into()]));
        let mut possible = stack.unwrap_or_default();
        if target.provider != Provider::Live {
            names.extend(&possible);
        }
        possible.variables.extend(["root".into(), "documents".into()]);
        let tags = system::closed_tags(self.library, path)?;
        let writes = (target.provider == Provider::Live).then(|| target.allow_writes.clone());
        let only_looks = writes.is_some() && browsers::kind(target).is_ok_and(|kind| !kind.guarded());
        let own_stack = target.provider != Provider::Live && target.compose.is_none();
        let blueprint = runproof_fixtures::blueprint(name).filter(|_| own_stack);
        let requires = blueprint.map_or(&[][..], |blueprint| blueprint.requires());
        let scope = Scope { system: cast.system.clone(), tags, writes, only_looks, target: names, possible, requires };
        let scope = Arc::new(scope);
        self.scopes.insert(directory, scope.clone());
        Ok(scope)
    }

    fn mode(&self, system: &str) -> Result<Option<Tags>, Complaint> {
        let Some(mode) = &self.wish.mode else { return Ok(None) };
        let modes = &self.plan.cast[system].system.catalog.modes;
        match modes.get(mode) {
            Some(expression) => Tags::parse(expression).map(Some),
            None => Err(Complaint::Usage {
                what: format!("the catalog of `{system}` has no mode `{mode}`"),
                next: format!("known are {}", modes.keys().map(|m| format!("`{m}`")).collect::<Vec<_>>().join(", ")),
            }),
        }
    }

    /// Refuses waivers of the target for items that nobody knows.
    ///
    /// Without a system of its own a target may waive items of any; those of a system whose features are not looked at
    /// cannot be told from unknown ones, and waive nothing.
    fn waivers(&self) -> Result<(), Complaint> {
        let target = &self.named.target;
        let whole = self.wish.places.is_empty();
        let own = |system: &&Arc<System>| target.system.is_empty() || system.name == target.system;
        let catalogs: Vec<_> = self.systems.values().filter(own).map(|s| &s.catalog).collect();
        if catalogs.is_empty() || target.system.is_empty() && !whole {
            return Ok(());
        }
        waivers::must_be_known(&target.waivers, &self.named.waivers_at, &catalogs)
    }

    fn finish(mut self, expression: Option<&Tags>) -> Result<Plan, Complaint> {
        if !self.flaws.is_empty() {
            let mut flaws = self.flaws;
            flaws.sort();
            flaws.dedup();
            return Err(Complaint::Plan(flaws));
        }
        let known: BTreeSet<&str> = self
            .seen_tags
            .iter()
            .map(String::as_str)
            .chain(self.plan.cast.values().flat_map(|c| c.system.catalog.items.iter().map(|i| i.id.as_str())))
            .collect();
        if let Some(unknown) =
            expression.map(Tags::named).unwrap_or_default().iter().find(|t| !known.contains(t.as_str()))
        {
            let near = suggest::nearest(unknown, known.iter().copied()).map(|n| format!("did you mean `@{n}`?"));
            let next = near.unwrap_or_else(|| "`runproof list` shows scenarios with their tags".into());
            let what = format!("nobody knows the tag `@{unknown}`");
            return Err(Complaint::Plan(vec![PlanFlaw { path: "--tags".into(), line: 1, what, expected: None, next }]));
        }
        // A system of which nothing is selected takes no part; where nothing is selected at all, that is told elsewhere.
        let selected: BTreeSet<&str> = self.plan.scenarios.iter().map(|s| s.system.as_ref()).collect();
        if !selected.is_empty() {
            self.plan.cast.retain(|name, _| selected.contains(name.as_str()));
        }
        Ok(self.plan)
    }
}

/// The system of that name among those that the binary carries; a nameless one when there is none.
fn carried_system(name: &str) -> System {
    System::at(&Library::carried(), &format!("features/{name}/catalog.toml")).unwrap_or_default()
}

fn names_of(target: &Target) -> TargetNames {
    let paths = [("root", &target.root), ("documents", &target.documents)];
    let paths = paths.into_iter().filter(|(_, v)| v.is_some()).map(|(n, _)| n.to_owned());
    TargetNames {
        variables: target.urls.keys().chain(target.vars.keys()).cloned().chain(paths).collect(),
        keys: target.keys.keys().cloned().collect(),
        procedures: target.procedures.keys().cloned().collect(),
        logs: target.logs.keys().cloned().collect(),
    }
}

impl TargetNames {
    fn extend(&mut self, other: &Self) {
        self.variables.extend(other.variables.iter().cloned());
        self.keys.extend(other.keys.iter().cloned());
        self.procedures.extend(other.procedures.iter().cloned());
        self.logs.extend(other.logs.iter().cloned());
    }
}
