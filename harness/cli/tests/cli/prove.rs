//! Faults: items drawn from every group of the catalog turn red under their own faults, and green again.

use crate::tools::Workplace;
use runproof_core::capability::Capability;
use runproof_core::catalog::{Catalog, Item};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Items that are drawn at least.
const LEAST: usize = 60;
/// The seed of the draw: the same items each time, until the catalog changes.
const SEED: u64 = 0x5EED_0F0B_57AC_1E5D;
/// What the reference stack has of itself, and the machine may lack.
const TOOLS: [(Capability, &str); 4] = [
    (Capability::Git, "git"),
    (Capability::Node, "npm"),
    (Capability::Python, "python3"),
    (Capability::Caddy, "caddy"),
];
/// What a reference stack does not have.
const ELSEWHERE: [Capability; 6] = [
    Capability::Documents,
    Capability::Live,
    Capability::Browser,
    Capability::Engine,
    Capability::Ssh,
    Capability::Internet,
];

/// Pseudo-random numbers (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % bound as u64).unwrap()
    }
}

/// The part of an id before its first dot or digit.
fn group(id: &str) -> &str {
    id.split(|c: char| c == '.' || c.is_ascii_digit()).next().unwrap_or_default()
}

fn catalog() -> Catalog {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../features/inquirycircle/catalog.toml");
    toml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Whether the machine has what an item needs.
fn provable(place: &Workplace, item: &Item) -> bool {
    let lacks = |need: &Capability| {
        let tool = TOOLS.iter().find(|(c, _)| c == need);
        ELSEWHERE.contains(need) || tool.is_some_and(|(_, t)| place.program(t).arg("--version").output().is_err())
    };
    item.covered && item.own_check() && !item.faults.is_empty() && !item.needs.iter().any(lacks)
}

/// Items drawn in turn from every group.
fn drawn(place: &Workplace) -> Vec<Item> {
    let mut groups: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    for item in catalog().items.into_iter().filter(|i| provable(place, i)) {
        groups.entry(group(&item.id).to_owned()).or_default().push(item);
    }
    let mut numbers = Numbers(SEED);
    let mut drawn = Vec::new();
    while drawn.len() < LEAST && !groups.is_empty() {
        for items in groups.values_mut() {
            drawn.push(items.swap_remove(numbers.below(items.len())));
        }
        groups.retain(|_, items| !items.is_empty());
    }
    drawn
}

#[test]
fn items_of_every_group_turn_red_under_their_own_faults() {
    let place = Workplace::new();
    let items = drawn(&place);
    assert!(items.len() >= LEAST, "{} items", items.len());
    let words: Vec<&str> = ["prove", "--jobs", "3"].into_iter().chain(items.iter().map(|i| i.id.as_str())).collect();
    let ended = place.run(&words);
    let faults: usize = items.iter().map(|i| i.faults.len()).sum();
    let not_proven: Vec<&str> =
        ended.stdout.split("NOT PROVEN").skip(1).map(|t| t.split("\nproven  ").next().unwrap_or(t)).collect();
    assert!(not_proven.is_empty(), "{} of {faults} not proven:\n{}", not_proven.len(), not_proven.join("\n"));
    assert_eq!(ended.stdout.lines().filter(|l| l.starts_with("proven    ")).count(), faults);
    assert_eq!(
        ended.verdict(),
        format!("{faults} of {faults} faults turned their item's check red, and green again after the undo")
    );
    assert_eq!(ended.code, 0);
}
