//! The schemas as they are committed, and documents held against them.

use crate::tools::Workplace;
use jsonschema::Validator;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The schema as it is committed.
pub fn committed(name: &str) -> String {
    fs::read_to_string(repository().join(format!("docs/schemas/{name}.schema.json"))).unwrap_or_default()
}

/// A validator of the committed schema.
pub fn validator(name: &str) -> Validator {
    let schema: Value = serde_json::from_str(&committed(name)).unwrap();
    assert!(jsonschema::meta::is_valid(&schema), "`{name}` is no schema");
    jsonschema::validator_for(&schema).unwrap()
}

/// What the schema says against a document, one line for each place.
pub fn against(validator: &Validator, document: &Value) -> Vec<String> {
    validator.iter_errors(document).map(|e| format!("{}: {e}", e.instance_path())).collect()
}

/// A TOML text as JSON; days become texts.
pub fn toml_as_json(text: &str) -> Value {
    fn json(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(day) => day.to_string().into(),
            toml::Value::Array(all) => all.into_iter().map(json).collect(),
            toml::Value::Table(table) => Value::Object(table.into_iter().map(|(k, v)| (k, json(v))).collect()),
            other => serde_json::to_value(other).unwrap(),
        }
    }
    json(toml::Value::Table(text.parse().unwrap()))
}

#[test]
fn the_committed_schemas_are_those_of_the_types() {
    let place = Workplace::new();
    for name in ["target", "catalog", "ledger", "backup-manifest"] {
        let said = place.run(&["schema", name]).with_code(0).stdout;
        assert!(
            said == committed(name),
            "docs/schemas/{name}.schema.json is out of date: `runproof schema {name} > docs/schemas/{name}.schema.json`"
        );
    }
    place.run(&["schema", "ledgr"]).with_code(64).saying("ledger");
}
