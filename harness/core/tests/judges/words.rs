//! The exact words of a representative few: they stand in every report.

use crate::samples::{answer, file, listing, unanswered, with};
use runproof_core::check::Check;
use runproof_core::noun::attestation::{AttestationCheck, AttestationSeen};
use runproof_core::noun::claim::{HeaderClaim, JsonClaim};
use runproof_core::noun::directory::DirectoryCheck;
use runproof_core::noun::file::FileCheck;
use runproof_core::noun::http::FailureKind;
use runproof_core::noun::http_check::HttpCheck;
use runproof_core::noun::log::{Lines, LinesCheck};
use runproof_core::noun::procedure::{ProcedureCheck, ProcedureRun};
use runproof_core::noun::value::{Elapsed, ElapsedCheck};
use runproof_core::observation::Observation;
use serde_json::json;

fn says(check: Check, seen: Observation, expected: &str, actual: &str) {
    let judged = check.judge(&seen);
    assert_eq!((judged.expected.as_str(), judged.actual.as_str()), (expected, actual));
}

#[test]
fn of_answers() {
    let seen = || Observation::Http(answer("application/json", r#"{"status":"healthy"}"#));
    says(
        Check::Http(HttpCheck::Status { any_of: vec!["201".into(), "3xx".into()] }),
        seen(),
        "status 201 or 3xx",
        r#"status 200, application/json, 20 bytes: {"status":"healthy"}"#,
    );
    let claim = JsonClaim::Is { value: json!("down") };
    says(
        Check::Http(HttpCheck::JsonAt { path: "status".into(), claim }),
        seen(),
        r#"`status` is "down""#,
        r#""healthy""#,
    );
    says(
        Check::Http(HttpCheck::JsonAt { path: "db".into(), claim: JsonClaim::Present }),
        seen(),
        "`db` is present",
        r#"nothing there, in {"status":"healthy"}"#,
    );
    let header = HttpCheck::Header { name: "X-Frame-Options".into(), claim: HeaderClaim::Is { text: "DENY".into() } };
    says(Check::Http(header), seen(), "header X-Frame-Options is `DENY`", "absent");
    says(
        Check::Http(HttpCheck::Json),
        Observation::Http(unanswered(FailureKind::ConnectionRefused)),
        "JSON",
        "no answer: connection refused: so it was",
    );
    let cookie = HttpCheck::Cookie { name: "sid".into(), flag: Some("Secure".into()) };
    says(Check::Http(cookie.clone()), seen(), "the cookie sid with Secure", "no such cookie");
    let plain = with(answer("text/html", "x"), |r| {
        r.headers.push(("Set-Cookie".into(), "sid=secret; Path=/; HttpOnly".into()));
    });
    says(
        Check::Http(cookie),
        Observation::Http(plain),
        "the cookie sid with Secure",
        "the cookie with [Path=/; HttpOnly]",
    );
    let empty = with(answer("", ""), |r| r.headers.clear());
    says(
        Check::Http(HttpCheck::BodyNotEmpty),
        Observation::Http(empty),
        "a body that is not empty",
        "status 200, no content type, empty body",
    );
}

#[test]
fn a_page_in_place_of_the_api_is_named_as_such() {
    let judged = Check::Http(HttpCheck::Json).judge(&Observation::Http(answer("text/html", "<html>")));
    assert!(judged.hint.unwrap().starts_with("HTML is served where the API should answer"));
    let judged = Check::Http(HttpCheck::Html).judge(&Observation::Http(unanswered(FailureKind::Guarded)));
    assert_eq!(judged.hint.as_deref(), Some(FailureKind::Guarded.advice()));
}

#[test]
fn of_files_and_directories() {
    says(
        Check::File(FileCheck::ModeAtMost { mode: 0o400 }),
        Observation::File(file("x")),
        "conf/app.json has at most mode 400",
        "mode 600",
    );
    says(
        Check::File(FileCheck::ChangedWithin { seconds: 60 }),
        Observation::File(file("x")),
        "conf/app.json changed within 1 min 0 s",
        "changed 1 min 30 s ago",
    );
    says(
        Check::Directory(DirectoryCheck::NoneMatching { glob: "*.ps1".into() }),
        Observation::Directory(listing(&["a.ps1", "b"])),
        "dist holds no file matching *.ps1",
        "a.ps1",
    );
    says(
        Check::Directory(DirectoryCheck::Exists),
        Observation::Directory(listing(&["a", "b"])),
        "a directory dist",
        "2 entries",
    );
}

#[test]
fn of_lines_procedures_people_and_time() {
    let lines = Lines {
        source: "edge".into(),
        looked_at: 5,
        pattern: Some(("server_error".into(), "HTTP/1.1\" 5..".into())),
        matching: 1,
        samples: vec!["GET / 502".into()],
        problem: None,
    };
    says(
        Check::Lines(LinesCheck::AtMost { lines: 0 }),
        Observation::Lines(lines),
        "no lines of edge matching server_error",
        "1 of 5 lines, for example: GET / 502",
    );
    let run = ProcedureRun {
        name: "migrate".into(),
        arguments: vec![],
        exit_code: Some(3),
        stdout: "one\ntwo\n".into(),
        stderr: "three\n\nfour\n".into(),
        took_ms: 7,
        problem: None,
    };
    says(
        Check::Procedure(ProcedureCheck::ExitsWith { code: 0 }),
        Observation::Procedure(run),
        "`migrate` exits with 0",
        "exit code 3; last words: four | one | two",
    );
    let seen = AttestationSeen {
        item: "A.1".into(),
        path: "attestations/A.1.toml".into(),
        today: "2026-01-31".into(),
        attestation: None,
        problem: None,
    };
    says(
        Check::Attestation(AttestationCheck { role: "operator".into() }),
        Observation::Attestation(seen),
        "A.1 signed by the role operator",
        "no attestations/A.1.toml",
    );
    says(
        Check::Elapsed(ElapsedCheck { at_most_ms: 2_000 }),
        Observation::Elapsed(Elapsed { ms: 2_500 }),
        "at most 2.00 s",
        "2.50 s",
    );
}
