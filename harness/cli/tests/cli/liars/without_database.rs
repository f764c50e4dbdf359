//! A health endpoint that stays green although the database's file is gone.

use crate::tools::{Evidence, UpStack, Workplace};
use runproof_core::verdict::Verdict;
use rusqlite::{Connection, OpenFlags};
use std::fs;
use std::path::Path;

/// Items behind which stands a resolver, which a stack that is up does not name.
const WITHOUT_RESOLVER: &str = "not @IC-CMD-PR.6";

/// The scenario that looks at health and then at data.
const PAIRED: &str = "the API answers over HTTPS, whoever signed the certificate";

/// A target file for the stack, with keys as they stand in its database.
fn target(stack: &UpStack, place: &Workplace, database: &Path) {
    let sqlite = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    for (alias, role) in [("facilitator", "facilitator"), ("participant", "participant")] {
        let sql = "SELECT key FROM authentication_accesskey WHERE role = ?1 AND is_active ORDER BY id LIMIT 1";
        let key: String = sqlite.query_row(sql, [role], |row| row.get(0)).unwrap();
        place.write(&format!("keys/{alias}"), key);
    }
    fs::copy(stack.authority(), place.path("authority.pem")).unwrap();
    let urls: String =
        stack.places.iter().filter(|(_, u)| u.starts_with("http")).map(|(n, u)| format!("{n} = \"{u}\", ")).collect();
    let names = ["", "icircle.", "www."].map(|n| format!("\"{n}inquirycircle.test\" = \"127.0.0.1\"")).join(", ");
    place.write(
        "runproof.toml",
        format!(
            "[targets.local]\nsystem = \"inquirycircle\"\nprovider = \"live\"\nauthority = \"authority.pem\"\n\
             urls = {{ {} }}\nresolve = {{ {names} }}\n\
             keys = {{ facilitator = {{ file = \"keys/facilitator\" }}, participant = {{ file = \"keys/participant\" }} }}\n\
             allow_writes = [\"POST /api/auth/verify-key/\"]\n\
             vars = {{ domain = \"inquirycircle.test\", subdomain_name = \"icircle.inquirycircle.test\", www_name = \"www.inquirycircle.test\" }}\n",
            urls.trim_end_matches(", "),
        ),
    );
}

#[test]
fn a_gate_is_red_when_the_database_is_deleted_behind_a_healthy_endpoint() {
    let place = UpStack::workplace();
    let stack = UpStack::start(&place);
    let database = stack.root().join("backend/db/inquirycircle.db");
    target(&stack, &place, &database);
    let gate = |out| place.run(&["gate", "--target", "local", "--tags", WITHOUT_RESOLVER, "--out", out]);
    let open = gate("before").with_code(0);
    assert!(open.verdict().starts_with("PASSED  inquirycircle on local (live)"), "{}", open.verdict());

    fs::remove_file(&database).unwrap();
    let shut = gate("after").with_code(100);
    let evidence = Evidence::of(&place.path("after")).complete();
    let steps = &evidence.scenario(PAIRED).attempts.last().unwrap().steps;
    let healthy = steps.iter().position(|s| s.text.contains("\"status\" is \"healthy\"")).unwrap();
    assert_eq!(steps[healthy].verdict, Verdict::Passed, "health lies");
    assert_eq!(evidence.verdict(PAIRED), Verdict::Failed, "{}", shut.stdout);
    assert!(shut.stdout.contains("expected      status 200\n  actual        status 500"), "{}", shut.stdout);
    stack.end().with_code(0);
}
