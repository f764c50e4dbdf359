//! Names that stay the same from run to run: of test classes, test cases and evidence files.

use crate::text::one_line;
use runproof_core::account::{Account, ScenarioAccount};
use runproof_core::ledger::ScenarioPlanned;
use std::collections::{BTreeMap, BTreeSet};

/// The longest name of a test case, in characters.
const LONGEST_NAME: usize = 400;

/// Class and case name of every scenario, by its number; no pair stands twice.
#[derive(Clone, Debug, Default)]
pub struct CaseNames(Vec<(String, String)>);

impl CaseNames {
    /// Names the scenarios of a run.
    ///
    /// The class is the feature's path; the case is the scenario's title. Equal titles of one feature are told apart
    /// by their items, else by their tags, else by their rule, else by their order; never by a line number, which
    /// would break a test's history with every line added above it.
    #[must_use]
    pub fn of(account: &Account) -> Self {
        let mut names: Vec<(String, String)> =
            account.scenarios.iter().map(|s| (class_name(&s.plan), title(&s.plan))).collect();
        let mut groups: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for (n, name) in names.iter().enumerate() {
            groups.entry(name.clone()).or_default().push(n);
        }
        let mut taken: BTreeSet<(String, String)> =
            groups.iter().filter(|(_, g)| g.len() == 1).map(|(name, _)| name.clone()).collect();
        for ((class, title), group) in groups.into_iter().filter(|(_, group)| group.len() > 1) {
            let marks = tell_apart(&group.iter().map(|n| &account.scenarios[*n]).collect::<Vec<_>>());
            for (n, mark) in group.into_iter().zip(marks) {
                names[n].1 = free_name(&mut taken, &class, format!("{title} [{mark}]"));
            }
        }
        Self(names)
    }

    /// The class name of a scenario.
    #[must_use]
    pub fn class(&self, scenario: u32) -> &str {
        self.0.get(scenario as usize).map_or("", |(class, _)| class)
    }

    /// The case name of a scenario.
    #[must_use]
    pub fn case(&self, scenario: u32) -> &str {
        self.0.get(scenario as usize).map_or("", |(_, case)| case)
    }
}

/// The feature's path with dots between the parts, from the system's directory on, without extension.
#[must_use]
pub fn class_name(plan: &ScenarioPlanned) -> String {
    let path = plan.path.strip_suffix(".feature").unwrap_or(&plan.path);
    let parts = path.split(['/', '\\']).filter(|p| !matches!(*p, "" | "." | ".."));
    let mut parts: Vec<String> = parts.map(|p| one_line(p, 200).replace('.', "_")).collect();
    let system = plan.system.replace('.', "_");
    match parts.iter().position(|p| *p == system) {
        Some(n) => drop(parts.drain(..n)),
        None if system.is_empty() => {}
        None => parts.insert(0, system),
    }
    if parts.is_empty() { "feature".into() } else { parts.join(".") }
}

/// A file name for a scenario's evidence, of letters, digits, `-` and `_` only.
#[must_use]
pub fn evidence_file(plan: &ScenarioPlanned) -> String {
    let mut slug = String::new();
    for c in plan.title.chars().take(120) {
        match c {
            c if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    let slug = slug.get(..60).unwrap_or(&slug).trim_matches('-');
    let dash = if slug.is_empty() { "" } else { "-" };
    format!("attachments/{:04}{dash}{slug}.txt", plan.scenario)
}

fn title(plan: &ScenarioPlanned) -> String {
    let title = one_line(&plan.title, LONGEST_NAME);
    if title.is_empty() { "untitled".into() } else { title }
}

/// What tells scenarios of one title apart, in the same order.
fn tell_apart(group: &[&ScenarioAccount]) -> Vec<String> {
    let by: [fn(&ScenarioPlanned) -> String; 3] =
        [|p| p.items.join(" "), |p| p.tags.join(" "), |p| one_line(&p.rule, LONGEST_NAME)];
    for mark in by {
        let marks: Vec<String> = group.iter().map(|s| mark(&s.plan)).collect();
        let distinct: BTreeSet<&String> = marks.iter().filter(|m| !m.is_empty()).collect();
        if distinct.len() == group.len() {
            return marks;
        }
    }
    (1..=group.len()).map(|n| n.to_string()).collect()
}

fn free_name(taken: &mut BTreeSet<(String, String)>, class: &str, wanted: String) -> String {
    let mut name = wanted.clone();
    let mut n = 2;
    while !taken.insert((class.to_owned(), name.clone())) {
        name = format!("{wanted} ({n})");
        n += 1;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(path: &str, title: &str, items: &[&str]) -> ScenarioPlanned {
        let items = items.iter().map(ToString::to_string).collect();
        ScenarioPlanned { system: "shop".into(), path: path.into(), title: title.into(), items, ..Default::default() }
    }

    fn names(plans: Vec<ScenarioPlanned>) -> Vec<String> {
        let scenarios: Vec<ScenarioAccount> = (0..)
            .zip(plans)
            .map(|(scenario, plan)| ScenarioAccount {
                plan: ScenarioPlanned { scenario, ..plan },
                ..Default::default()
            })
            .collect();
        let count = (0..).zip(&scenarios).map(|(n, _)| n + 1).max().unwrap_or(0);
        let names = CaseNames::of(&Account { scenarios, ..Default::default() });
        (0..count).map(|n| format!("{} | {}", names.class(n), names.case(n))).collect()
    }

    #[test]
    fn a_class_is_the_path_with_dots() {
        assert_eq!(class_name(&plan("shop/health/api.v1.feature", "", &[])), "shop.health.api_v1");
        assert_eq!(class_name(&plan("features/shop/health/api.feature", "", &[])), "shop.health.api");
        assert_eq!(class_name(&plan("../../x/./a.feature", "", &[])), "shop.x.a");
        assert_eq!(class_name(&ScenarioPlanned::default()), "feature");
    }

    #[test]
    fn equal_titles_are_told_apart_without_lines() {
        let same = |items: &[&str]| plan("shop/a.feature", "pays", items);
        assert_eq!(
            names(vec![same(&["S-1"]), same(&["S-2"]), plan("shop/b.feature", "pays", &[])]),
            ["shop.a | pays [S-1]", "shop.a | pays [S-2]", "shop.b | pays"]
        );
        assert_eq!(
            names(vec![same(&[]), same(&[]), plan("shop/a.feature", "pays [1]", &[])]),
            ["shop.a | pays [1] (2)", "shop.a | pays [2]", "shop.a | pays [1]"]
        );
    }

    #[test]
    fn evidence_files_have_harmless_names() {
        assert_eq!(evidence_file(&plan("", "The API ../../etc: \"née\"", &[])), "attachments/0000-the-api-etc-n-e.txt");
        assert_eq!(evidence_file(&plan("", "日本", &[])), "attachments/0000.txt");
    }
}
