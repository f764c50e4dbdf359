//! Answers.

use crate::row::{Row, rows};
use crate::samples::{answer, cut, unanswered, with};
use runproof_core::check::Check;
use runproof_core::noun::claim::{HeaderClaim, JsonClaim};
use runproof_core::noun::http::{Exchange, FailureKind};
use runproof_core::noun::http_check::HttpCheck::{self, *};
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict::{self, Broken, Failed, Inconclusive, Passed};
use serde_json::{Value, json};

type Case = (&'static str, HttpCheck, Verdict);

fn of(exchange: Exchange, cases: impl IntoIterator<Item = Case>) -> Vec<Row> {
    rows(Check::Http, &Observation::Http(exchange), cases)
}

fn status(pattern: &str) -> HttpCheck {
    Status { any_of: vec![pattern.into()] }
}

fn text(make: fn(String) -> HttpCheck, text: &str) -> HttpCheck {
    make(text.into())
}

fn contains(text: &str) -> HttpCheck {
    BodyContains { text: text.into() }
}

fn lacks(text: &str) -> HttpCheck {
    BodyLacks { text: text.into() }
}

pub fn all() -> Vec<Row> {
    [plain(), bodies(), cut_bodies(), headers(), ends(), json_claims()].into_iter().flatten().collect()
}

fn plain() -> Vec<Row> {
    let healthy = answer("application/json", r#"{"status":"healthy"}"#);
    let page = answer("text/html; charset=utf-8", "<!doctype html>");
    let mut all = of(
        healthy.clone(),
        [
            ("exact status", status("200"), Passed),
            ("status by class", status("2xx"), Passed),
            ("another class", status("5xx"), Failed),
            ("a pattern of another length", status("20"), Failed),
            ("no pattern at all", Status { any_of: vec![] }, Failed),
            ("a pattern that is met by anything", status("xxx"), Inconclusive),
            ("JSON", Json, Passed),
            ("JSON is not HTML", Html, Failed),
            ("media type", text(|is| MediaType { is }, "application/json"), Passed),
            ("another media type", text(|is| MediaType { is }, "text/html"), Failed),
            ("quick enough", TookAtMost { ms: 20 }, Passed),
            ("too slow", TookAtMost { ms: 19 }, Failed),
        ],
    );
    all.extend(of(page, [("HTML", Html, Passed), ("the app's page in place of the API", Json, Failed)]));
    all.extend(of(
        answer("application/json", "<html>"),
        [("a body that is not JSON", Json, Failed), ("a path in it", json_at("a", JsonClaim::Absent), Failed)],
    ));
    all.extend(of(answer("text/plain", "{}"), [("JSON under another type", Json, Failed)]));
    all.extend(of(answer("application/problem+json", "{}"), [("a JSON dialect", Json, Passed)]));
    all
}

fn bodies() -> Vec<Row> {
    let mut all = of(
        answer("text/plain", "hello world"),
        [
            ("contains", contains("world"), Passed),
            ("contains not", contains("moon"), Failed),
            ("contains nothing", contains(""), Inconclusive),
            ("lacks", lacks("moon"), Passed),
            ("lacks not", lacks("world"), Failed),
            ("not empty", BodyNotEmpty, Passed),
            ("empty", BodyEmpty, Failed),
            ("digest", text(|is| BodyDigest { is }, "5e1f"), Passed),
            ("another digest", text(|is| BodyDigest { is }, "0000"), Failed),
            ("digest not", text(|is| BodyDigestNot { is }, "0000"), Passed),
            ("the same digest", text(|is| BodyDigestNot { is }, "5e1f"), Failed),
        ],
    );
    all.extend(of(
        answer("text/html", ""),
        [
            ("an empty body is empty", BodyEmpty, Passed),
            ("an empty body", BodyNotEmpty, Failed),
            ("an empty page", Html, Failed),
            ("an empty document", Json, Failed),
            ("an empty body lacks everything", lacks("moon"), Inconclusive),
            ("two empty bodies", text(|is| BodyDigest { is }, "5e1f"), Inconclusive),
            ("an empty body differs from all others", text(|is| BodyDigestNot { is }, "0000"), Inconclusive),
        ],
    ));
    let bytes = with(answer("image/png", "xxxx"), |r| r.body.text = None);
    let cases = [("bytes contain no text", contains("a"), Failed), ("bytes cannot be searched", lacks("a"), Failed)];
    all.extend(of(bytes, cases));
    all
}

fn cut_bodies() -> Vec<Row> {
    let mut all = of(
        cut(answer("text/plain", "hello")),
        [
            ("found in the beginning", contains("hello"), Passed),
            ("perhaps further on", contains("moon"), Inconclusive),
            ("perhaps not lacking", lacks("moon"), Inconclusive),
            ("not lacking in the beginning", lacks("hello"), Failed),
        ],
    );
    let list = || cut(answer("application/json", "[1,2,"));
    let cases = [
        ("JSON too long to be kept", Json, Inconclusive),
        ("a path in JSON too long to be kept", json_at("0", JsonClaim::Present), Inconclusive),
        ("absence in JSON too long to be kept", json_at("9", JsonClaim::Absent), Inconclusive),
    ];
    all.extend(of(list(), cases));
    all
}

fn header(name: &str, claim: HeaderClaim) -> HttpCheck {
    Header { name: name.into(), claim }
}

fn cookie(name: &str, flag: Option<&str>) -> HttpCheck {
    Cookie { name: name.into(), flag: flag.map(str::to_owned) }
}

fn headers() -> Vec<Row> {
    let seen = with(answer("text/html", "x"), |r| {
        for (name, value) in [
            ("X-Frame-Options", "DENY"),
            ("X-Frame-Options", "SAMEORIGIN"),
            ("Set-Cookie", "sid=1; Path=/; HttpOnly"),
            ("Set-Cookie", "lang=en"),
        ] {
            r.headers.push((name.into(), value.into()));
        }
    });
    let frame = "x-frame-options";
    of(
        seen,
        [
            ("some value is", header(frame, HeaderClaim::Is { text: "DENY".into() }), Passed),
            ("no value is", header(frame, HeaderClaim::Is { text: "deny".into() }), Failed),
            ("some value contains", header(frame, HeaderClaim::Contains { text: "SAME".into() }), Passed),
            ("no value contains", header(frame, HeaderClaim::Contains { text: "none".into() }), Failed),
            ("contains nothing", header(frame, HeaderClaim::Contains { text: String::new() }), Inconclusive),
            ("present", header(frame, HeaderClaim::Present), Passed),
            ("not present", header("x-gone", HeaderClaim::Present), Failed),
            ("absent", header("x-gone", HeaderClaim::Absent), Passed),
            ("not absent", header(frame, HeaderClaim::Absent), Failed),
            ("twice", header(frame, HeaderClaim::Times { times: 2 }), Passed),
            ("not once", header(frame, HeaderClaim::Times { times: 1 }), Failed),
            ("cookie", cookie("lang", None), Passed),
            ("no cookie", cookie("gone", None), Failed),
            ("cookie with flag", cookie("sid", Some("httponly")), Passed),
            ("cookie without flag", cookie("lang", Some("HttpOnly")), Failed),
            ("a value is no flag", cookie("sid", Some("/")), Failed),
        ],
    )
}

fn ends() -> Vec<Row> {
    let with_kind = |kind| EndsWith { kind };
    let refused = unanswered(FailureKind::ConnectionRefused);
    let mut all = of(
        refused,
        [
            ("ends as expected", with_kind(FailureKind::ConnectionRefused), Passed),
            ("ends otherwise", with_kind(FailureKind::Timeout), Failed),
            ("no answer has no status", status("2xx"), Failed),
            ("no answer lacks nothing", lacks("moon"), Failed),
            ("no answer has no headers", header("x", HeaderClaim::Absent), Failed),
            ("no answer is not quick", TookAtMost { ms: 1_000 }, Failed),
        ],
    );
    all.extend(of(answer("", "x"), [("it does not end that way", with_kind(FailureKind::Timeout), Failed)]));
    for kind in [FailureKind::Guarded, FailureKind::LeadsAway, FailureKind::Unsendable] {
        let cases = [
            ("kept back: no status", status("2xx"), Broken),
            ("kept back: no body", lacks("moon"), Broken),
            ("kept back: no header", header("x", HeaderClaim::Absent), Broken),
            ("kept back: no end", with_kind(FailureKind::ConnectionRefused), Broken),
            ("kept back, as expected", with_kind(kind), Passed),
        ];
        all.extend(of(unanswered(kind), cases));
    }
    let nothing = Exchange { failure: None, ..unanswered(FailureKind::Timeout) };
    let cases =
        [("nothing recorded", status("2xx"), Broken), ("no end either", with_kind(FailureKind::Timeout), Broken)];
    all.extend(of(nothing, cases));
    let half = Exchange { failure: unanswered(FailureKind::ClosedEarly).failure, ..answer("text/plain", "hello") };
    let cases = [("half an answer is none", contains("hello"), Failed), ("nor is its status", status("200"), Failed)];
    all.extend(of(half, cases));
    all
}

fn json_at(path: &str, claim: JsonClaim) -> HttpCheck {
    JsonAt { path: path.into(), claim }
}

fn json_claims() -> Vec<Row> {
    let document = r#"{"n":1,"name":"one","none":null,"empty":[],"list":[{"id":1,"x":2}],"deep":{"a":{}}}"#;
    let is = |path, value: Value| json_at(path, JsonClaim::Is { value });
    let is_not = |path, value: Value| json_at(path, JsonClaim::IsNot { value });
    let kind = |path, name: &str| json_at(path, JsonClaim::Kind { name: name.into() });
    let includes = |path, part: Value| json_at(path, JsonClaim::Includes { part });
    let some = |path, part: Value| json_at(path, JsonClaim::SomeEntry { part });
    let none = |path, part: Value| json_at(path, JsonClaim::NoEntry { part });
    let mut all = of(
        answer("application/json", document),
        [
            ("is", is("n", json!(1.0)), Passed),
            ("is not so", is("name", json!("two")), Failed),
            ("nothing there is nothing", is("gone", json!(null)), Failed),
            ("is not", is_not("name", json!("two")), Passed),
            ("is it after all", is_not("n", json!(1.0)), Failed),
            ("nothing there is no difference", is_not("gone", json!(1)), Failed),
            ("kind", kind("list", "list"), Passed),
            ("another kind", kind("none", "text"), Failed),
            ("at least", json_at("list", JsonClaim::AtLeast { entries: 1 }), Passed),
            ("too few", json_at("empty", JsonClaim::AtLeast { entries: 1 }), Failed),
            ("a number has no entries", json_at("n", JsonClaim::AtLeast { entries: 0 }), Failed),
            ("exactly", json_at("empty", JsonClaim::Exactly { entries: 0 }), Passed),
            ("not exactly", json_at("list", JsonClaim::Exactly { entries: 2 }), Failed),
            ("present, though null", json_at("none", JsonClaim::Present), Passed),
            ("not present", json_at("gone", JsonClaim::Present), Failed),
            ("absent", json_at("gone", JsonClaim::Absent), Passed),
            ("absent from an entry", json_at("list.0.secret", JsonClaim::Absent), Passed),
            ("not absent, though null", json_at("none", JsonClaim::Absent), Failed),
            ("absent from an entry that is not there", json_at("empty.0.secret", JsonClaim::Absent), Inconclusive),
            ("absent from what holds nothing", json_at("deep.a.secret", JsonClaim::Absent), Inconclusive),
            ("includes", includes("list.0", json!({"id": 1})), Passed),
            ("includes not", includes("list.0", json!({"id": 2})), Failed),
            ("includes nothing", includes("list.0", json!({})), Inconclusive),
            ("some entry", some("list", json!({"id": 1})), Passed),
            ("some entry of none", some("empty", json!({"id": 1})), Failed),
            ("no entry", none("list", json!({"id": 2})), Passed),
            ("an entry after all", none("list", json!({"id": 1})), Failed),
            ("no entry of none", none("empty", json!({"id": 1})), Inconclusive),
            ("no entry of what is no list", none("n", json!({"id": 1})), Failed),
        ],
    );
    let cases = [("absent from an empty document", json_at("secret", JsonClaim::Absent), Inconclusive)];
    all.extend(of(answer("application/json", "{}"), cases));
    all
}
