//! What a visitor saw in a browser, to test with.

use crate::sample::{HOSTILE, Story, plan};
use runproof_core::check::Check;
use runproof_core::ledger::ScenarioPlanned;
use runproof_core::noun::view::{ConsoleLine, Download, Element, PageExchange, Problem, ProblemKind, Role, View, Way};
use runproof_core::noun::view_check::ViewCheck;
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict;

/// A picture that a run took of a page.
pub const PICTURE: &[u8] = include_bytes!("../golden/page.png");

/// A visitor who is not let in: three looks, a picture of each.
pub fn tell_visit(story: &mut Story) -> u32 {
    let n = story
        .scenario(ScenarioPlanned { steps: 4, ..plan("pages/join", 14, "a visitor joins the circle with a key", &[]) });
    story.attempt(n, 1);
    let acts = [
        ("the visitor opens \"/login\"", "opens `/login`", Check::Browser(ViewCheck::Done)),
        ("the visitor presses \"Join Circle\"", "presses `Join Circle`", Check::Browser(ViewCheck::Done)),
        (
            "the visitor sees \"Welcome\"",
            "looks at the page",
            Check::Browser(ViewCheck::Sees { text: "Welcome".into() }),
        ),
    ];
    for (number, (text, act, check)) in (1..).zip(acts) {
        let mut seen = view(act);
        // What the page tried against the guard came last, when nobody did anything.
        seen.exchanges.truncate(if number == 3 { 8 } else { 7 });
        seen.files = story.pictured(number);
        story.checked(n, text, Observation::Browser(Box::new(seen)), check);
    }
    story.end_attempt(n, Verdict::Failed, "");
    n
}

/// The page after a key that is not known.
pub fn view(act: &str) -> View {
    let text = "InquiryCircle\nLogin\nJoin InquiryCircle\nAccess Key\nJoin Circle\nAuthentication Error\nInvalid key";
    let line = |level: &str, text: &str, allowed| ConsoleLine { level: level.into(), text: text.into(), allowed };
    View {
        visitor: "visitor".into(),
        act: act.into(),
        url: "https://shop.test/login".into(),
        title: "InquiryCircle".into(),
        text: text.into(),
        elements: vec![
            element(Role::Heading, "Join InquiryCircle"),
            Element { filled: true, hides: true, ..element(Role::Field, "Access Key") },
            Element { enabled: false, ..element(Role::Button, "Join Circle") },
        ],
        storage: [("theme".to_owned(), "light".to_owned())].into(),
        size: (1280, 900, 1280),
        console: Some(vec![
            line("INFO", "API Request: POST /api/auth/verify-key/", false),
            line("SEVERE", "Failed to load resource: the server responded with a status of 401", false),
            line("SEVERE", "favicon.ico: 404", true),
        ]),
        exchanges: exchanges(),
        guarded: true,
        dropped: 2,
        downloads: vec![Download { name: "circle.ics".into(), bytes: 2_048, sha256: "9f86d081884c7d65".repeat(4) }],
        settled: true,
        ..View::default()
    }
}

fn element(role: Role, name: &str) -> Element {
    Element { role, name: name.into(), enabled: true, filled: false, hides: false }
}

/// One exchange of every way.
fn exchanges() -> Vec<PageExchange> {
    let asked = |method: &str, url: &str, at_ms, took_ms| PageExchange {
        method: method.into(),
        url: url.into(),
        at_ms,
        took_ms,
        ..PageExchange::default()
    };
    let answered = |exchange, status, media: &str, bytes| PageExchange {
        status: Some(status),
        media: media.into(),
        bytes,
        ..exchange
    };
    let went = |exchange, way, why: &str| PageExchange { way, why: why.into(), ..exchange };
    let verify =
        answered(asked("POST", "https://shop.test/api/auth/verify-key/", 900, 143), 401, "application/json", 40);
    let meeting = answered(asked("GET", "https://meet.example/external_api.js", 160, 12), 200, "text/javascript", 812);
    vec![
        answered(asked("GET", "https://shop.test/login", 0, 98), 200, "text/html", 506),
        answered(asked("GET", "https://shop.test/assets/index.js", 110, 37), 200, "text/javascript", 2_764),
        went(meeting, Way::StandIn, ""),
        went(
            asked("GET", "https://fonts.example/a.woff2", 170, 0),
            Way::Foreign,
            "`fonts.example` is not of the target",
        ),
        went(asked("GET", "https://shop.test/api/slow/", 400, 450), Way::Failed, "the connection was reset"),
        PageExchange { excerpt: r#"{"valid":false,"error":"Invalid key"}"#.into(), ..verify },
        went(asked("GET", "https://shop.test/api/events/", 1_000, 60), Way::Open, ""),
        went(asked("DELETE", "https://shop.test/api/lists/1", 1_100, 0), Way::Refused, "the target does not allow it"),
    ]
}

/// A page whose every text is hostile, with files that are not its own.
pub fn hostile_view() -> View {
    let files =
        ["attachments/../../../etc/passwd.png", "javascript:alert(1)", "attachments/liar.png", "attachments/a\".png"];
    let text = || HOSTILE.to_owned();
    let exchange = PageExchange {
        method: text(),
        url: text(),
        media: text(),
        excerpt: text(),
        why: text(),
        ..PageExchange::default()
    };
    View {
        visitor: text(),
        act: text(),
        url: format!("javascript:{HOSTILE}"),
        title: text(),
        text: text(),
        elements: vec![element(Role::Link, HOSTILE)],
        storage: [(text(), text())].into(),
        console: Some(vec![ConsoleLine { level: text(), text: text(), allowed: false }]),
        exchanges: vec![exchange],
        guarded: true,
        downloads: vec![Download { name: text(), bytes: 1, sha256: text() }],
        files: files.map(str::to_owned).to_vec(),
        problem: Some(Problem { kind: ProblemKind::Missing, detail: text() }),
        ..View::default()
    }
}
