//! What cannot be isolated is refused by name, before anything starts.

use crate::notes::Notes;

#[test]
fn what_reaches_around_the_isolation_is_refused_by_name() {
    let notes = Notes::new();
    let services = "services:\n  spy:\n    image: redis:7-alpine\n    network_mode: host\n    privileged: true\n    \
                    volumes: [\"/etc:/outside:ro\"]\n";
    notes.edit("compose.yaml", "services:\n", services);
    notes.edit("compose.yaml", "volumes: {kept: {}}", "volumes: {kept: {external: true}}");
    let (code, said) = notes.runproof(&["check", "--target", "clone", "--out", "evidence"]);
    assert_eq!(code, 105, "{said}");
    for wanted in [
        "`services.spy` shares the network",
        "`services.spy` is privileged",
        "mounts `/etc`",
        "`volumes.kept` is external",
    ] {
        assert!(said.contains(wanted), "no `{wanted}` in: {said}");
    }
    assert!(notes.projects("evidence").is_empty(), "something was started");
}
