//! The files of a new system: target, catalog, names, tags, features.

use super::address::Address;
use super::findings::unproven_health;
use super::look::UNKNOWN_HOST;
use super::proposal::Group;
use super::sight::Sight;
use super::trial::Kept;
use gherkin::StepType;
use runproof_core::capability::Capability;
use runproof_core::catalog::{Catalog, Cost, Effect, Item, LooksLike, Tier};
use std::fmt::Write as _;

/// The most lines of a feature, and the most scenarios.
const MOST_LINES: usize = 60;
const MOST_SCENARIOS: usize = 5;

/// What files are named after and made from.
pub struct Names<'a> {
    /// The system.
    pub system: &'a str,
    /// What the ids of its items begin with.
    pub prefix: &'a str,
    /// Where it is.
    pub address: &'a Address,
    /// The address of an unknown host, as `name = ip`; only where a proposal needs it.
    pub unknown_ip: Option<String>,
    /// The authority to trust, absolute.
    pub authority: Option<String>,
    /// Alias and variable of a key, and the header that carries it.
    pub key: Option<(String, String, String)>,
}

/// Path and text of every file.
#[must_use]
pub fn files(names: &Names<'_>, sight: &Sight, kept: &[Kept]) -> Vec<(String, String)> {
    let directory = format!("features/{}", names.system);
    let mut all = vec![
        ("runproof.toml".to_owned(), target(names)),
        (format!("{directory}/catalog.toml"), catalog(names, sight, kept)),
        (format!("{directory}/names.toml"), names_file(names)),
        ("features/tags.toml".to_owned(), include_str!("../../resources/init/tags.toml").to_owned()),
    ];
    for (group, file, title) in [
        (Group::Page, "page", "the start page and its files"),
        (Group::Api, "api", "the API answers on its own paths"),
        (Group::Access, "access", "who may read what, and what health is worth"),
        (Group::Entrance, "entrance", "the entrance"),
    ] {
        let of_group = kept.iter().zip(1..).filter(|(k, _)| k.proposal.group == group);
        let scenarios: Vec<String> = of_group.map(|(k, nth)| scenario(names, k, nth)).collect();
        for (part, text) in (1..).zip(features(title, &scenarios)) {
            let part = if part == 1 { String::new() } else { format!("_{part}") };
            all.push((format!("{directory}/{file}{part}.feature"), text));
        }
    }
    all
}

/// The id of the nth item.
fn id(names: &Names<'_>, nth: usize) -> String {
    format!("{}-{nth}", names.prefix)
}

/// Features of at most sixty lines and five scenarios each.
fn features(title: &str, scenarios: &[String]) -> Vec<String> {
    let mut all: Vec<(usize, String)> = Vec::new();
    for scenario in scenarios {
        let fits = |(n, text): &&mut (usize, String)| {
            *n < MOST_SCENARIOS && text.lines().count() + scenario.lines().count() <= MOST_LINES
        };
        if let Some((n, text)) = all.last_mut().filter(|last| fits(last)) {
            *n += 1;
            text.push_str(scenario);
        } else {
            let more = if all.is_empty() { String::new() } else { format!(", part {}", all.len() + 1) };
            all.push((1, format!("@reads\nFeature: {title}{more}\n{scenario}")));
        }
    }
    all.into_iter().map(|(_, text)| text).collect()
}

fn scenario(names: &Names<'_>, kept: &Kept, nth: usize) -> String {
    let mut text = format!("\n  @smoke @{}\n", id(names, nth));
    if kept.proposal.mended.is_some() {
        text.push_str("  # Red when this was written: the promise was broken then.\n");
    }
    let _ = writeln!(text, "  Scenario: {}", kept.proposal.title);
    let mut before = None;
    for (ty, sentence) in &kept.proposal.steps {
        let keyword = match ty {
            _ if before == Some(*ty) => "And",
            StepType::Given => "Given",
            StepType::When => "When",
            StepType::Then => "Then",
        };
        before = Some(*ty);
        let _ = writeln!(text, "    {keyword} {sentence}");
    }
    text
}

fn catalog(names: &Names<'_>, sight: &Sight, kept: &[Kept]) -> String {
    let mut items: Vec<Item> = kept.iter().zip(1..).map(|(k, nth)| item(names, k, nth)).collect();
    if let Some(reason) = unproven_health(sight) {
        items.push(Item {
            covered: false,
            reason: Some(reason),
            faults: vec!["stop the database".into()],
            ..bare(id(names, items.len() + 1), "a check turns red when the database is gone", Tier::Vital)
        });
    }
    let catalog = Catalog {
        system: names.system.to_owned(),
        title: names.system.to_owned(),
        modes: [("smoke".to_owned(), "@smoke".to_owned())].into(),
        items,
    };
    let head = "# Every line of the runbook that can be verified, with the faults that must turn it red.\n\
                # Proposed after a first look: put the line of your runbook in the place of `source`, and your words in that of `text`.\n\n";
    format!("{head}{}", toml::to_string(&catalog).unwrap_or_default())
}

fn item(names: &Names<'_>, kept: &Kept, nth: usize) -> Item {
    let tls = kept.proposal.steps.iter().any(|(_, s)| s.contains("the certificate of"));
    let LooksLike { symptom, diagnosis, fix } = kept.proposal.looks_like.clone();
    Item {
        needs: vec![if tls { Capability::Tls } else { Capability::Http }],
        faults: kept.faults.clone(),
        looks_like: Some(LooksLike { symptom, diagnosis, fix }),
        ..bare(id(names, nth), &kept.proposal.promise, kept.proposal.tier)
    }
}

fn bare(id: String, text: &str, tier: Tier) -> Item {
    Item {
        id,
        source: "first look".into(),
        text: text.to_owned(),
        tier,
        needs: vec![Capability::Http],
        effect: Effect::Reads,
        cost: Cost::Free,
        faults: Vec::new(),
        covered: true,
        reason: None,
        same_as: None,
        derived_from: Vec::new(),
        looks_like: None,
    }
}

fn target(names: &Names<'_>) -> String {
    let mut urls = vec![("edge", names.address.origin())];
    urls.extend(names.address.plain().map(|plain| ("plain", plain)));
    urls.extend(names.unknown_ip.iter().map(|_| ("unknown", names.address.with_host(UNKNOWN_HOST))));
    let urls: Vec<String> = urls.iter().map(|(name, url)| format!("{name} = {}", text(url))).collect();
    let mut file = format!(
        "# What is verified, and how it is reached. Relative paths count from this file.\n\n[targets.here]\nsystem = {}\n\
         provider = \"live\"                      # it is already there: only reading requests go out\nurls = {{ {} }}\n",
        text(names.system),
        urls.join(", ")
    );
    if let Some(ip) = &names.unknown_ip {
        let _ =
            writeln!(file, "resolve = {{ {} = {} }}  # a name that must not be served", text(UNKNOWN_HOST), text(ip));
    }
    match &names.key {
        Some((alias, variable, _)) => {
            let _ = writeln!(file, "keys = {{ {alias} = {{ env = {} }} }}", text(variable));
        }
        None => file.push_str("# keys = { reader = { env = \"READER_KEY\" } }\n"),
    }
    if let Some(authority) = &names.authority {
        let _ = writeln!(file, "authority = {}", text(authority));
    }
    file
}

fn names_file(names: &Names<'_>) -> String {
    let credential = match &names.key {
        Some((_, _, credential)) => format!("credential = {}", text(credential)),
        None => "# credential = \"Authorization: Bearer {key}\"".to_owned(),
    };
    format!("# Names that features use in place of SQL, regular expressions and headers.\n\n{credential}\n")
}

/// A text as TOML writes it.
fn text(plain: &str) -> String {
    toml::Value::String(plain.to_owned()).to_string()
}
