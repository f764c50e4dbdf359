//! Target files and catalogs: what the reader takes the schema takes too, and what it refuses is refused.

use super::committed::{against, repository, toml_as_json, validator};
use crate::tools::Workplace;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// A target file in which everything is said that can be said.
const WHOLE: &str = r#"[limits]
step = "10s"
scenario = "1m"
run = "20m"
request = "5s"

[targets.prod]
system = "inquirycircle"
provider = "live"
urls = { edge = "https://circle.example", plain = "http://circle.example" }
profile = "as-built"
vars = { health_path = "/api/health/" }
keys = { facilitator = { env = "IC_FACILITATOR_KEY" }, participant = { file = "keys/participant" } }
allow_writes = ["POST /api/auth/verify-key/"]
accept_skips = [{ needs = "engine", reason = "no access from CI" }]
root = "/srv/inquirycircle"
documents = "docs"
attestations = "attestations"
logs = { backend = "/var/log/backend.log" }
procedures = { rollback = ["/srv/inquirycircle/rollback.sh"] }
resolve = { "circle.example" = "127.0.0.1" }
resolver = "127.0.0.1:53"
authority = "authority.pem"

[targets.prod.database]
sqlite = "db/inquirycircle.db"

[[targets.prod.waivers]]
item = "IC-M9.1"
reason = "headers come with the next proxy release"
owner = "ops"
until = 2027-01-31
"#;

/// Files of that name in the repository, without what is built and the catalog that only begins a new one.
fn committed(directory: &Path, name: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap().flatten() {
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        match path.is_dir() {
            true if !hidden && !path.ends_with("target") && !path.ends_with("resources") => {
                committed(&path, name, found);
            }
            false if path.ends_with(name) => found.push(path),
            _ => {}
        }
    }
}

fn catalogs() -> Vec<(PathBuf, Value)> {
    let mut found = Vec::new();
    committed(&repository(), "catalog.toml", &mut found);
    let read = |path: PathBuf| (path.clone(), toml_as_json(&fs::read_to_string(path).unwrap()));
    found.into_iter().map(read).collect()
}

#[test]
fn every_committed_catalog_fits() {
    let (validator, catalogs) = (validator("catalog"), catalogs());
    assert!(catalogs.len() >= 4, "{catalogs:?}");
    for (path, catalog) in catalogs {
        assert_eq!(against(&validator, &catalog), [""; 0], "{}", path.display());
    }
}

#[test]
fn a_target_file_that_says_everything_fits_and_is_read() {
    assert_eq!(against(&validator("target"), &toml_as_json(WHOLE)), [""; 0]);
    let place = Workplace::new();
    place.write("runproof.toml", WHOLE);
    place.run(&["list", "--target", "prod", "--tags", "@IC-HC.1"]).with_code(0);
}

#[test]
fn what_init_writes_fits() {
    let place = Workplace::new();
    place.run(&["init", "--system", "shop"]).with_code(0);
    let written = |name: &str| toml_as_json(&fs::read_to_string(place.path(name)).unwrap());
    assert_eq!(against(&validator("target"), &written("runproof.toml")), [""; 0]);
    assert_eq!(against(&validator("catalog"), &written("features/shop/catalog.toml")), [""; 0]);
}

#[test]
fn a_slip_in_a_target_file_is_refused() {
    let validator = validator("target");
    let slips = [
        ("allow_writes = ", "alow_writes = "),
        ("provider = \"live\"", "provider = \"life\""),
        ("{ env = \"IC_FACILITATOR_KEY\" }", "{ made = \"a literal key\" }"),
        ("{ env = \"IC_FACILITATOR_KEY\" }", "\"a literal key\""),
        ("needs = \"engine\"", "needs = \"engin\""),
        ("until = 2027-01-31", "until = \"soon\""),
        ("owner = \"ops\"\n", ""),
        ("sqlite = ", "sqlit = "),
        ("step = \"10s\"", "step = 10"),
        ("[targets.prod]", "[target.prod]"),
    ];
    for (right, wrong) in slips {
        let text = WHOLE.replacen(right, wrong, 1);
        assert_ne!(text, WHOLE, "{right}");
        let read = toml::from_str::<runproof_core::target::TargetFile>(&text);
        // A key of the run's own making is read and refused afterwards.
        assert!(read.is_err() || wrong.contains("made"), "{wrong}");
        assert!(!against(&validator, &toml_as_json(&text)).is_empty(), "{wrong}");
    }
}

#[test]
fn a_slip_in_a_catalog_is_refused() {
    let validator = validator("catalog");
    let item = "id = \"A\"\nsource = \"s\"\ntext = \"t\"\ntier = \"vital\"\nneeds = [\"http\"]\nfaults = [\"stop service:web\"]\n";
    let catalog = format!("system = \"shop\"\ntitle = \"Shop\"\n\n[[items]]\n{item}");
    assert_eq!(against(&validator, &toml_as_json(&catalog)), [""; 0]);
    let slips = [
        ("tier = \"vital\"", "tier = \"vitl\""),
        ("needs = ", "neds = "),
        ("\"http\"", "\"htp\""),
        ("source = \"s\"\n", ""),
        ("[[items]]", "[[item]]"),
        ("faults = [\"stop service:web\"]", "faults = \"stop service:web\""),
    ];
    for (right, wrong) in slips {
        let text = catalog.replacen(right, wrong, 1);
        assert_ne!(text, catalog, "{right}");
        assert!(toml::from_str::<runproof_core::catalog::Catalog>(&text).is_err(), "{wrong}");
        assert!(!against(&validator, &toml_as_json(&text)).is_empty(), "{wrong}");
    }
}
