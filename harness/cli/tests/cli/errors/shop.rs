//! A small system that is right in everything, for tests that make one thing wrong.

use crate::tools::{Ended, Server, Workplace};

/// Its catalog.
pub const CATALOG: &str = r#"system = "shop"
title = "Shop"

[modes]
smoke = "@smoke"

[[items]]
id = "S-HC.1"
source = "runbook: health"
text = "health answers with JSON"
tier = "vital"
needs = ["http"]
faults = ["stop service:web"]
"#;

const NAMES: &str = r#"credential = "X-Key: {key}"

[queries]
orders = "SELECT count(*) FROM orders"

[patterns]
errors = '\bERROR\b'

[vars]
health_path = "/health"
"#;

const TAGS: &str =
    "[tags]\nreads = \"changes nothing\"\nwrites = \"changes something\"\nsmoke = \"after a deployment\"\n";

/// A target that names a key, a log and a procedure; nobody listens at its address.
const TARGET: &str = r#"keys = { reader = { file = "reader.key" } }
logs = { app = "app.log" }
procedures = { migrate = ["true"] }
database = { sqlite = "shop.db" }
"#;

/// A workplace with the system and its target.
pub fn shop() -> Workplace {
    let place = Workplace::new();
    place.write("features/shop/catalog.toml", CATALOG).write("features/shop/names.toml", NAMES);
    place.write("features/tags.toml", TAGS).write("reader.key", "a-key-for-the-shop\n");
    target(&place, TARGET);
    place
}

/// Writes the target file: the target `shop` with these further lines.
pub fn target(place: &Workplace, more: &str) {
    let head = "[targets.shop]\nsystem = \"shop\"\nprovider = \"live\"\nurls = { edge = \"http://127.0.0.1:9\" }\n";
    place.write("runproof.toml", format!("{head}{more}"));
}

/// Checks the system with one feature of this text; what a user is told is compared with a snapshot.
#[track_caller]
pub fn checked(name: &str, feature: &str) -> Ended {
    let place = shop();
    place.write("features/shop/orders.feature", feature);
    let ended = place.run(&["check", "--target", "shop"]);
    place.told(name, &ended);
    ended
}

/// Checks one scenario with these steps.
#[track_caller]
pub fn checked_steps(name: &str, steps: &[&str]) -> Ended {
    checked(name, &with_steps("@reads", steps))
}

/// A feature of one scenario.
pub fn with_steps(tags: &str, steps: &[&str]) -> String {
    format!("Feature: orders\n\n  {tags}\n  Scenario: orders are listed\n    {}\n", steps.join("\n    "))
}

/// A feature of one scenario that passes where `/health` answers 200.
pub const HEALTHY: &str = "Feature: health

  @reads @smoke @S-HC.1
  Scenario: health answers
    When a client sends \"GET /health\"
    Then the response status is 200
";

/// A workplace with that feature, and a server that answers.
pub fn open_shop() -> (Workplace, Server) {
    let server = Server::answering(|_| crate::tools::json("{\"status\":\"healthy\"}"));
    let place = Workplace::with_shop(&server.url());
    place.write("features/shop/catalog.toml", CATALOG).write("features/shop/names.toml", NAMES);
    place.write("features/tags.toml", TAGS).write("features/shop/health.feature", HEALTHY);
    (place, server)
}
