//! The application is started on the restored database and must serve what is in it.

use super::drills::{BACKUPS, place};
use super::source::shop;
use crate::tools::{Ended, Workplace};

/// An application that answers from its database, one process per request.
const SHOP: &str = r#"
import http.server, json, os, subprocess

class Shop(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        asked = subprocess.run(["PSQL", "-XAt", os.environ["RUNPROOF_DATABASE_URL"], "-c", "SELECT count(*) FROM customers"],
                               capture_output=True, text=True)
        body = json.dumps({"count": int(asked.stdout or 0)} if self.path == "/customers" else {"status": "ok"}).encode()
        self.send_response(200 if asked.returncode == 0 else 503)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        print(asked.stderr, flush=True)

http.server.HTTPServer(("127.0.0.1", int(os.environ["RUNPROOF_PORT"])), Shop).serve_forever()
"#;
const CATALOG: &str = "system = \"shop\"\ntitle = \"a shop\"\n";
const QUERIES: &str = "[queries]\ncustomers = \"SELECT count(*) FROM customers\"\n\
     newest = \"SELECT note FROM orders ORDER BY id DESC LIMIT 1\"\n";
const ASKED: &str = "[restore.application]\nready = \"/ready\"\n\
     answers = [{ request = \"GET /customers\", json = \"count\", query = \"customers\" }]\n";

/// A shop whose application is started by a command, and what its names say under `[restore]`.
pub fn shop_with(program: &str, restore: &str) -> Workplace {
    let procedures = "[targets.shop.procedures]\napplication = [\"python3\", \"shop.py\"]\n";
    let place = place(&format!("{BACKUPS}{procedures}"));
    let settings = std::fs::read_to_string(place.path("runproof.toml")).unwrap();
    place.write("runproof.toml", settings.replace("system = \"any\"", "system = \"shop\""));
    place.write("features/shop/catalog.toml", CATALOG);
    place.write("features/shop/names.toml", format!("{QUERIES}[restore]\n{restore}{ASKED}"));
    let psql = shop().programs.join("psql").display().to_string();
    place.write("shop.py", program.replace("PSQL", &psql));
    place
}

fn drilled(place: &Workplace) -> Ended {
    place.run(&["drill", "restore", "--target", "shop", "--out", "out", "--seed", "0"])
}

#[test]
fn an_application_that_serves_what_was_restored_as_its_own_role_passes() {
    let place = shop_with(SHOP, "role = \"shop\"\n");
    drilled(&place).with_code(0);
    let receipt = std::fs::read_to_string(place.path("out/receipt.json")).unwrap();
    for words in [
        "the application, as the role shop, serves what was restored",
        "with 3 at `count`, and `customers` says 3",
        "\"copy_bytes_per_second\"",
    ] {
        assert!(receipt.contains(words), "{words}: {receipt}");
    }
    assert!(!receipt.contains("that the application works on it"), "{receipt}");
    let log = std::fs::read_to_string(place.path("out/drill-log.md")).unwrap();
    assert!(log.contains("**Attainable on this machine:** decode "), "{log}");
}

#[test]
fn an_application_that_answers_from_elsewhere_is_caught() {
    let place = shop_with(&SHOP.replace("int(asked.stdout or 0)", "7"), "");
    let told = drilled(&place).with_code(100);
    assert!(told.stdout.contains("with 7 at `count`, and `customers` says 3"), "{}", told.stdout);
}

#[test]
fn an_application_that_does_not_get_ready_tells_its_last_words() {
    let place = shop_with("raise SystemExit('DATABASE_URL is not set')", "");
    let told = drilled(&place).with_code(100);
    for words in ["`application` ended by itself, with 1", "DATABASE_URL is not set", "settings that are in no backup"]
    {
        assert!(told.stdout.contains(words), "{words}: {}", told.stdout);
    }
}

#[test]
fn a_role_that_may_not_read_what_it_asks_for_or_is_not_there_is_told() {
    let asking = |role: &str| format!("role = \"{role}\"\nask = [\"newest\"]\n");
    let feature = "@drill @reads\nFeature: the shop comes back\n\n  @SHOP-1\n  Scenario: the newest order can be read\n    \
         Given the drill \"restore\" takes the newest backup\n    \
         When the operator restores the backup into a server of its own\n    \
         Then the machine has a server for the backup\n    And the restored database answers \"newest\"\n";
    let item = "[[items]]\nid = \"SHOP-1\"\nsource = \"tests\"\ntext = \"orders come back\"\ntier = \"vital\"\n\
         needs = [\"postgres\"]\neffect = \"reads\"\ncost = \"heavy\"\nfaults = [\"stop service:shop\"]\ncovered = true\n";
    for (role, words) in [("shop", "permission denied for table orders"), ("clerk", "belongs to the role `clerk`")] {
        let place = shop_with(SHOP, &asking(role));
        place.write("features/shop/restore.feature", feature);
        place.write("features/shop/catalog.toml", format!("{CATALOG}{item}"));
        let told = drilled(&place).with_code(100);
        assert!(told.stdout.contains(words), "{words}: {}", told.stdout);
    }
}
