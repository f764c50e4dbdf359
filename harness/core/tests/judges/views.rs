//! What visitors see.

use crate::row::{Row, rows, texts};
use runproof_core::check::Check;
use runproof_core::noun::view::Role::{Button, Field, Frame, Heading, Link};
use runproof_core::noun::view::{ConsoleLine, Download, Element, PageExchange, Problem, ProblemKind, Role, View, Way};
use runproof_core::noun::view_check::ViewCheck::{self, *};
use runproof_core::observation::Observation;
use runproof_core::verdict::Verdict::{self, Broken, Failed, Inconclusive, Passed};

pub fn all() -> Vec<Row> {
    [shown(), empty(), cut(), asked(), kept_back(), dropped(), unguarded(), troubled(), consoles()]
        .into_iter()
        .flatten()
        .collect()
}

fn of(seen: View, cases: impl IntoIterator<Item = (&'static str, ViewCheck, Verdict)>) -> Vec<Row> {
    rows(Check::Browser, &Observation::Browser(Box::new(seen)), cases)
}

fn element(role: Role, name: &str, enabled: bool) -> Element {
    Element { role, name: name.into(), enabled, filled: false, hides: false }
}

fn exchange(method: &str, path: &str, status: u16, way: Way) -> PageExchange {
    let (url, media) = (format!("https://edge{path}"), "application/json".to_owned());
    PageExchange { method: method.into(), url, status: Some(status), media, way, ..PageExchange::default() }
}

fn line(level: &str, allowed: bool) -> ConsoleLine {
    ConsoleLine { level: level.into(), text: format!("{level} line"), allowed }
}

/// A page in which nothing is wrong.
fn page() -> View {
    View {
        visitor: "Ada".into(),
        act: "opens `/login`".into(),
        url: "https://edge/login?next=%2Fhome#form".into(),
        title: "Sign in".into(),
        text: "Welcome  back\nEnter your key".into(),
        elements: vec![
            element(Heading, "Welcome back", true),
            element(Field, "Key", true),
            element(Button, "Join", false),
            element(Link, "Help", true),
        ],
        storage: [("role".to_owned(), "member".to_owned()), ("empty".to_owned(), String::new())].into(),
        size: (390, 844, 390),
        style: Some("rgb(1, 2, 3)".into()),
        console: Some(vec![line("INFO", false), line("SEVERE", true)]),
        exchanges: vec![exchange("GET", "/login", 200, Way::Through), exchange("POST", "/api/key/", 201, Way::Through)],
        guarded: true,
        downloads: vec![Download { name: "report-7.csv".into(), bytes: 90, sha256: "5e1f".into() }],
        settled: true,
        ..View::default()
    }
}

fn sees(text: &str) -> ViewCheck {
    Sees { text: text.into() }
}

fn sees_not(text: &str) -> ViewCheck {
    SeesNot { text: text.into() }
}

fn there(role: Role, name: &str, enabled: Option<bool>) -> ViewCheck {
    SeesElement { role, name: name.into(), enabled }
}

fn absent(role: Role, name: &str) -> ViewCheck {
    SeesNoElement { role, name: name.into() }
}

fn at(place: &str) -> ViewCheck {
    At { place: place.into() }
}

fn stored(name: &str, present: bool) -> ViewCheck {
    Stored { name: name.into(), present }
}

fn answered(method: &str, path: &str, any_of: &[&str]) -> ViewCheck {
    Answered { method: method.into(), path: path.into(), any_of: texts(any_of) }
}

fn times(path: &str, least: u64, most: Option<u64>) -> ViewCheck {
    Asked { path: path.into(), least, most }
}

fn style(is: &str) -> ViewCheck {
    Style { element: "Join".into(), property: "color".into(), is: is.into() }
}

fn downloaded(name: &str, least: u64) -> ViewCheck {
    Downloaded { name: name.into(), least }
}

fn shown() -> Vec<Row> {
    let mut all = of(
        page(),
        [
            ("done", Done, Passed),
            ("a text", sees("Welcome back Enter"), Passed),
            ("another text", sees("Goodbye"), Failed),
            ("an empty text", sees(""), Inconclusive),
            ("not a text", sees_not("Goodbye"), Passed),
            ("a text after all", sees_not("your key"), Failed),
            ("an element", there(Heading, "Welcome back", None), Passed),
            ("of another role", there(Link, "Welcome back", None), Failed),
            ("that can be used", there(Field, "Key", Some(true)), Passed),
            ("that cannot", there(Button, "Join", Some(false)), Passed),
            ("that cannot after all", there(Button, "Join", Some(true)), Failed),
            ("an element without a name", there(Field, "", None), Failed),
            ("no element", absent(Frame, "Meeting"), Passed),
            ("an element after all", absent(Button, "Join"), Failed),
            ("no hidden field", NoHiddenField, Passed),
            ("a path", at("/login"), Passed),
            ("path and query", at("/login?next=%2Fhome"), Passed),
            ("another query", at("/login?next=%2F"), Failed),
            ("another path", at("/"), Failed),
            ("a title", Title { is: "Sign in".into() }, Passed),
            ("another title", Title { is: "Home".into() }, Failed),
            ("something kept", stored("role", true), Passed),
            ("nothing kept", stored("token", false), Passed),
            ("nothing kept after all", stored("role", false), Failed),
            ("an empty value is not kept", stored("empty", true), Failed),
            ("a clean console", ConsoleClean, Passed),
            ("a style", style("rgb(1, 2, 3)"), Passed),
            ("another style", style("red"), Failed),
            ("it fits", FitsWindow, Passed),
            ("a download", downloaded("report-*.csv", 1), Passed),
            ("a small download", downloaded("report-*.csv", 91), Failed),
            ("another download", downloaded("*.pdf", 1), Failed),
        ],
    );
    let mut hides = page();
    hides.elements[1].hides = true;
    all.extend(of(hides, [("a field that hides", NoHiddenField, Failed)]));
    let nameless = View { elements: vec![element(Field, "", true)], ..page() };
    all.extend(of(nameless, [("any field has no name", there(Field, "", None), Inconclusive)]));
    all.extend(of(View { size: (390, 844, 391), ..page() }, [("too wide", FitsWindow, Failed)]));
    all.extend(of(View { style: None, ..page() }, [("no such element", style("red"), Failed)]));
    all
}

/// A page that shows nothing says nothing about what it does not show.
fn empty() -> Vec<Row> {
    let blank = View { text: " \n".into(), elements: vec![], exchanges: vec![], console: Some(vec![]), ..page() };
    of(
        blank,
        [
            ("not a text on an empty page", sees_not("Error"), Inconclusive),
            ("no element on an empty page", absent(Button, "Join"), Inconclusive),
            ("no field that hides without fields", NoHiddenField, Inconclusive),
            ("an empty page fits", FitsWindow, Inconclusive),
            ("an empty page has no errors", ConsoleClean, Inconclusive),
            ("an empty page asked for nothing", OnlyTarget, Inconclusive),
            ("an empty page asked not too often", times("/api/*", 0, Some(0)), Inconclusive),
            ("a text on an empty page", sees("Welcome"), Failed),
        ],
    )
}

fn cut() -> Vec<Row> {
    of(
        View { cut: true, ..page() },
        [
            ("in what is kept", sees("Welcome"), Passed),
            ("perhaps in what is not", sees("Goodbye"), Inconclusive),
            ("perhaps not in what is not", sees_not("Goodbye"), Inconclusive),
            ("in what is kept after all", sees_not("Welcome"), Failed),
        ],
    )
}

fn asked() -> Vec<Row> {
    let mut all = of(
        page(),
        [
            ("answered", answered("POST", "/api/*/", &["200", "2xx"]), Passed),
            ("answered otherwise", answered("POST", "/api/key/", &["4xx"]), Failed),
            ("answered with anything", answered("POST", "/api/key/", &["xxx"]), Inconclusive),
            ("not asked", answered("GET", "/api/key/", &["2xx"]), Failed),
            ("asked once", times("/api/key/", 1, Some(1)), Passed),
            ("asked more often", times("/api/key/", 2, None), Failed),
            ("asked too often", times("/api/key/", 0, Some(0)), Failed),
            ("asked any number of times", times("/api/key/", 0, None), Inconclusive),
            ("only the target", OnlyTarget, Passed),
        ],
    );
    for (what, way) in [("no answer yet", Way::Open), ("a stand-in's", Way::StandIn), ("broken off", Way::Failed)] {
        let exchanges = vec![exchange("GET", "/api/", 200, way)];
        all.extend(of(View { exchanges, ..page() }, [(what, answered("GET", "/api/", &["200"]), Failed)]));
    }
    all
}

fn kept_back() -> Vec<Row> {
    let with = |way| View {
        exchanges: vec![exchange("GET", "/", 200, Way::Through), exchange("PUT", "/x", 0, way)],
        ..page()
    };
    let mut all = of(with(Way::Refused), [("refused", Done, Failed), ("refused elsewhere", OnlyTarget, Failed)]);
    all.extend(of(with(Way::Foreign), [("foreign", Done, Passed), ("foreign elsewhere", OnlyTarget, Failed)]));
    all.extend(of(
        with(Way::StandIn),
        [("a stand-in", Done, Passed), ("a stand-in is the target's", OnlyTarget, Passed)],
    ));
    all
}

/// Of a long session only the end is kept: what cannot be counted is not decided.
fn dropped() -> Vec<Row> {
    of(
        View { dropped: 7, ..page() },
        [
            ("at most once, of what is kept", times("/api/key/", 0, Some(1)), Inconclusive),
            ("at least once, of what is kept", times("/api/key/", 1, None), Passed),
        ],
    )
}

fn unguarded() -> Vec<Row> {
    of(
        View { guarded: false, exchanges: vec![], ..page() },
        [
            ("who answered is not known", answered("GET", "/", &["200"]), Broken),
            ("how often is not known", times("/", 0, Some(1)), Broken),
            ("who was asked is not known", OnlyTarget, Broken),
            ("what is seen is known", sees("Welcome"), Passed),
        ],
    )
}

fn troubled() -> Vec<Row> {
    ProblemKind::ALL
        .into_iter()
        .flat_map(|kind| {
            let problem = Some(Problem { kind, detail: "so it was".into() });
            let verdict = if kind.of_the_system() { Failed } else { Broken };
            let cases = [("in trouble", Done, verdict), ("nothing in trouble", sees_not("Error"), verdict)];
            of(View { problem, ..page() }, cases)
        })
        .collect()
}

fn consoles() -> Vec<Row> {
    let mut all = of(View { console: None, ..page() }, [("a console that is not told", ConsoleClean, Broken)]);
    for level in ["SEVERE", "error"] {
        all.extend(of(View { console: Some(vec![line(level, false)]), ..page() }, [(level, ConsoleClean, Failed)]));
    }
    let text = "https://edge/app.js - Failed to load resource: net::ERR_NETWORK_CHANGED".to_owned();
    let cut_off = ConsoleLine { text, ..line("SEVERE", false) };
    all.extend(of(
        View { console: Some(vec![cut_off]), ..page() },
        [
            ("what is there is there", sees("Welcome"), Passed),
            ("what is missing may have been cut off", sees("Goodbye"), Broken),
            ("an error of the machine", ConsoleClean, Broken),
        ],
    ));
    all
}
