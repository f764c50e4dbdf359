//! WebSockets: what is open, and everything that only looks like it.

use crate::row::{Row, rows, texts};
use crate::samples::{answer, unanswered, with};
use runproof_core::check::Check;
use runproof_core::noun::http::{Body, Exchange, Failure, FailureKind};
use runproof_core::noun::http_check::HttpCheck;
use runproof_core::noun::websocket::WebSocketCheck::{self, ClosedWith, Open, Refused, Says};
use runproof_core::noun::websocket::{Closing, WebSocket};
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict::{self, Broken, Failed, Inconclusive, Passed};

pub fn all() -> Vec<Row> {
    [opened(), lies(), refused(), closed(), messages(), unasked()].into_iter().flatten().collect()
}

fn of(seen: WebSocket, cases: impl IntoIterator<Item = (&'static str, WebSocketCheck, Verdict)>) -> Vec<Row> {
    rows(Check::WebSocket, &Observation::WebSocket(Box::new(seen)), cases)
}

fn accepted() -> Exchange {
    with(answer("", ""), |r| r.status = 101)
}

fn alive() -> WebSocket {
    WebSocket { exchange: accepted(), flaw: None, answered: true, first: None, closed: None }
}

fn answered_with(exchange: Exchange) -> WebSocket {
    WebSocket { exchange, answered: false, ..alive() }
}

fn closing(code: u16) -> Option<Closing> {
    Some(Closing { code, reason: "Authentication required".into() })
}

fn refusal(any_of: &[&str]) -> WebSocketCheck {
    Refused { any_of: texts(any_of) }
}

fn says(text: &str) -> WebSocketCheck {
    Says { text: text.into() }
}

fn opened() -> Vec<Row> {
    let cases = [
        ("open", Open, Passed),
        ("what is open is not refused", refusal(&["101", "403"]), Failed),
        ("nor closed", ClosedWith { code: 1000 }, Failed),
        ("and says nothing", says("update"), Failed),
    ];
    of(alive(), cases)
}

fn lies() -> Vec<Row> {
    let flawed = WebSocket { flaw: Some("another key".into()), answered: false, ..alive() };
    let silent = WebSocket { answered: false, ..alive() };
    let mut late = silent.clone();
    late.exchange.failure = Some(Failure { kind: FailureKind::Timeout, detail: "no sign of life".into() });
    let mut flooded = silent.clone();
    flooded.first = Some(Body { bytes: 4, text: Some("noise".into()), ..Body::default() });
    flooded.exchange.failure = Some(Failure { kind: FailureKind::EndlessBody, detail: "100 frames".into() });
    let mut cut_off = alive();
    cut_off.exchange.failure = Some(Failure { kind: FailureKind::ClosedEarly, detail: "no close frame".into() });
    [
        of(
            flawed,
            [("an acceptance of another handshake", Open, Failed), ("is no close", ClosedWith { code: 1008 }, Failed)],
        ),
        of(silent, [("accepted, and nobody there", Open, Failed)]),
        of(late, [("accepted, and frozen", Open, Failed)]),
        of(flooded, [("noise is no sign of life", Open, Failed)]),
        of(cut_off, [("cut off after it answered", Open, Failed)]),
        of(
            answered_with(answer("text/html", "<title>App</title>")),
            [("the start page instead of a handshake", Open, Failed), ("is no refusal", refusal(&["4xx"]), Failed)],
        ),
        of(
            answered_with(unanswered(FailureKind::ConnectionRefused)),
            [("nobody listens", Open, Failed), ("which is no refusal", refusal(&["4xx"]), Failed)],
        ),
    ]
    .concat()
}

fn refused() -> Vec<Row> {
    let forbidden = answered_with(with(answer("text/plain", "Forbidden"), |r| r.status = 403));
    let mut all = of(
        forbidden.clone(),
        [
            ("refused", refusal(&["403"]), Passed),
            ("refused with one of them", refusal(&["401", "4xx"]), Passed),
            ("refused otherwise", refusal(&["401"]), Failed),
            ("any refusal will do", refusal(&["xxx"]), Inconclusive),
            ("what is refused is not open", Open, Failed),
        ],
    );
    let seen = Observation::WebSocket(Box::new(forbidden));
    let on_the_answer = [
        ("with words", HttpCheck::MediaType { is: "text/plain".into() }, Passed),
        ("not with a page", HttpCheck::Html, Failed),
    ];
    all.extend(rows(Check::Http, &seen, on_the_answer));
    all
}

fn closed() -> Vec<Row> {
    let seen = WebSocket { answered: false, closed: closing(1008), ..alive() };
    let mut all = of(
        seen.clone(),
        [
            ("closed", ClosedWith { code: 1008 }, Passed),
            ("closed otherwise", ClosedWith { code: 1000 }, Failed),
            ("what is closed is not open", Open, Failed),
        ],
    );
    let at_last = WebSocket { answered: true, ..seen };
    all.extend(of(at_last, [("closed though it answered", Open, Failed)]));
    all
}

fn messages() -> Vec<Row> {
    let body = |text: Option<&str>, cut| Body { bytes: 20, sha256: "5e1f".into(), text: text.map(str::to_owned), cut };
    let first = |body| WebSocket { first: Some(body), ..alive() };
    [
        of(
            first(body(Some("{\"type\":\"update\"}"), false)),
            [
                ("says it", says("update"), Passed),
                ("says something else", says("error"), Failed),
                ("says nothing in particular", says(""), Inconclusive),
            ],
        ),
        of(first(body(Some("{\"ty"), true)), [("only the beginning is kept", says("update"), Inconclusive)]),
        of(first(body(None, false)), [("bytes say nothing", says("update"), Failed)]),
    ]
    .concat()
}

fn unasked() -> Vec<Row> {
    let kept_back = answered_with(unanswered(FailureKind::Guarded));
    let nothing = answered_with(Exchange { failure: None, ..unanswered(FailureKind::Timeout) });
    [
        of(kept_back, [("kept back", Open, Broken), ("kept back is no refusal", refusal(&["403"]), Broken)]),
        of(nothing, [("nothing was recorded", Open, Broken), ("nor a message", says("x"), Broken)]),
    ]
    .concat()
}
