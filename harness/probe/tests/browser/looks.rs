//! What a visitor sees: everything that a view holds, of pages that try what pages can.

use crate::room::{Room, Stage, exchange, holds, judged};
use crate::site::{Answer, Site};
use runproof_core::noun::view::{Role, View};
use runproof_core::noun::view_check::ViewCheck;
use runproof_core::noun::visit::{Act, StyleOf};
use runproof_core::verdict::Verdict;
use runproof_probe::subject::Subject;

const PAGE: &str = r#"
<h1>Welcome <small>here</small></h1><h2 style="display:none">Secretly</h2>
<p>Visible</p><p hidden>Invisible</p>
<form><label>Key <input type=password id=key value=x></label><label>Note <input></label></form>
<button disabled>Wait</button><a href="/next">Next page</a>
<iframe title="Inner" src="/inner"></iframe>
<a download href="/report.csv">Report</a>
<p style="color:rgb(1, 2, 3)">Coloured</p>
<div style="width:900px">wide</div>
<script>
localStorage.setItem("kept", "yes"); sessionStorage.setItem("session", "too"); localStorage.setItem("half", "\ud83d");
document.title = "A title \ud83d";
console.log("harmless"); console.error("harmful 1"); console.error("known to be harmless 2");
fetch("/api?x=1").then((r) => r.json());
</script>"#;

fn element(role: Role, name: &str, enabled: Option<bool>) -> ViewCheck {
    ViewCheck::SeesElement { role, name: name.into(), enabled }
}

fn pages() -> Site {
    Site::new([
        ("/", Answer::page(PAGE)),
        ("/inner", Answer::page("<p>Inner words</p><h1>Inner heading</h1>")),
        ("/next", Answer::page("<p>Second</p>")),
        ("/api", Answer::of("application/json; charset=utf-8", r#"{"answer": 42}"#)),
        ("/report.csv", Answer::of("text/csv", "a,b\n1,2\n")),
    ])
}

#[tokio::test(flavor = "current_thread")]
async fn a_view_holds_what_the_page_shows_keeps_says_and_asks_for() {
    let room = Room::new();
    let site = pages();
    let subject = Subject { console_allowed: vec!["known to be".into()], ..room.subject(&site) };
    let mut stage = Stage::new(subject);
    let view = stage.opens("/?from=test#part").await;
    assert_eq!(view.problem, None);
    assert!(view.settled && view.guarded && !view.cut);
    for (text, there) in [("Welcome here", true), ("Visible", true), ("Invisible", false), ("Secretly", false)] {
        let text = text.to_owned();
        holds(if there { ViewCheck::Sees { text } } else { ViewCheck::SeesNot { text } }, &view);
    }
    holds(element(Role::Heading, "Welcome here", None), &view);
    holds(element(Role::Field, "Note", Some(true)), &view);
    holds(element(Role::Button, "Wait", Some(false)), &view);
    holds(element(Role::Link, "Next page", Some(true)), &view);
    holds(element(Role::Frame, "Inner", None), &view);
    holds(ViewCheck::SeesNoElement { role: Role::Heading, name: "Secretly".into() }, &view);
    assert_eq!(judged(ViewCheck::NoHiddenField, &view).verdict, Verdict::Failed);
    let key = view.elements.iter().find(|e| e.name == "Key").unwrap();
    assert!(key.hides && key.filled);
    holds(ViewCheck::At { place: "/".into() }, &view);
    holds(ViewCheck::At { place: "/?from=test".into() }, &view);
    assert_eq!(view.title, "A title \u{fffd}");
    for (name, value) in [("kept", "yes"), ("session", "too"), ("half", "\u{fffd}")] {
        assert_eq!(view.storage.get(name).map(String::as_str), Some(value));
    }
    let lines = view.console.as_ref().unwrap();
    let severe: Vec<(bool, bool)> =
        lines.iter().filter(|l| l.level == "SEVERE").map(|l| (l.text.contains("harmful 1"), l.allowed)).collect();
    assert_eq!(severe, [(true, false), (false, true)], "{lines:?}");
    assert_eq!(judged(ViewCheck::ConsoleClean, &view).verdict, Verdict::Failed);
    let api = exchange(&view, "GET", "/api");
    assert_eq!((api.status, api.media.as_str(), api.bytes), (Some(200), "application/json", 14));
    assert_eq!(api.excerpt, r#"{"answer": 42}"#);
    holds(ViewCheck::OnlyTarget, &view);
    stage.leaves().await;
}

async fn downloaded(stage: &mut Stage) -> View {
    let view = stage.presses("Report").await;
    assert_eq!(view.problem, None);
    stage.sees("a download", |v| !v.downloads.is_empty()).await
}

#[tokio::test(flavor = "current_thread")]
async fn downloads_sizes_styles_and_the_way_back() {
    let room = Room::new();
    let site = pages();
    let mut stage = Stage::at_home(room.subject(&site)).await;
    let view = downloaded(&mut stage).await;
    holds(ViewCheck::Downloaded { name: "*.csv".into(), least: 8 }, &view);
    assert_eq!(view.downloads[0].sha256, "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470".to_owned());
    for (width, fits) in [(390, Verdict::Failed), (1400, Verdict::Passed)] {
        let view = stage.does(Act::Resizes { width, height: 844 }).await;
        assert_eq!((view.size.0, view.size.1), (width, 844));
        assert_eq!(judged(ViewCheck::FitsWindow, &view).verdict, fits, "{:?}", view.size);
    }
    let style = |element: &str| StyleOf { element: element.into(), property: "color".into() };
    let view = stage.does(Act::Looks { style: Some(style("Coloured")) }).await;
    assert_eq!(view.style.as_deref(), Some("rgb(1, 2, 3)"));
    assert_eq!(stage.does(Act::Looks { style: Some(style("Nothing")) }).await.style, None);
    let view = stage.presses("Next page").await;
    holds(ViewCheck::At { place: "/next".into() }, &view);
    holds(ViewCheck::Sees { text: "Second".into() }, &view);
    stage.leaves().await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_reload_goes_past_every_cache_and_an_ordinary_visit_does_not() {
    let room = Room::new();
    let cached = |answer: Answer| answer.with("cache-control", "max-age=3600");
    let site = Site::new([
        ("/", cached(Answer::page("<script src=/app.js></script><a href=/two>Two</a>"))),
        ("/two", cached(Answer::page("<script src=/app.js></script><p>Two</p>"))),
        ("/app.js", cached(Answer::of("text/javascript", "document.body.append('run')"))),
    ]);
    let mut stage = Stage::at_home(room.subject(&site)).await;
    stage.presses("Two").await;
    assert_eq!((site.count("GET /two"), site.count("GET /app.js")), (1, 1));
    let view = stage.does(Act::ReloadsAfresh).await;
    assert_eq!(view.problem, None);
    assert_eq!((site.count("GET /two"), site.count("GET /app.js")), (2, 2));
    // Afterwards caches count again.
    stage.opens("/two").await;
    stage.opens("/").await;
    assert_eq!(site.count("GET /app.js"), 2);
    stage.leaves().await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_long_text_is_cut_and_what_is_not_seen_in_it_is_not_decided() {
    let room = Room::new();
    // Characters of two units, so that the cut goes through the middle of one.
    let site = Site::with_page(&format!("<p>Begin!{}End</p>", "\u{1f333}".repeat(12_000)));
    let stage = &mut Stage::new(room.subject(&site));
    let view = stage.opens("/").await;
    assert_eq!(view.problem, None);
    assert!(view.cut && view.text.starts_with("Begin!"), "{}", view.text.len());
    assert!(view.text.encode_utf16().count() <= 20_000);
    holds(ViewCheck::Sees { text: "Begin!".into() }, &view);
    for check in [ViewCheck::Sees { text: "End".into() }, ViewCheck::SeesNot { text: "End".into() }] {
        assert_eq!(judged(check, &view).verdict, Verdict::Inconclusive);
    }
    stage.0.leave().await;
}

#[tokio::test(flavor = "current_thread")]
async fn dialogs_are_dismissed_and_what_has_no_name_is_found_by_a_selector() {
    let room = Room::new();
    let page = r#"<p id=out></p><canvas class=board width=50 height=50></canvas><span class=field><input></span>
        <script>alert("Look!");
        document.querySelector("canvas").onclick = () => { out.textContent = confirm("Sure?") ? "done" : "let be"; };
        document.querySelector("input").oninput = (e) => { out.textContent = `typed ${e.target.value}`; };</script>"#;
    let selectors = [("the board", "canvas.board"), ("the field", ".field input")];
    let selectors = selectors.map(|(name, selector)| (name.to_owned(), selector.to_owned())).into();
    let mut stage = Stage::at_home(Subject { selectors, ..room.subject(&Site::with_page(page)) }).await;
    assert_eq!(stage.fills("the field", "x").await.text, "typed x");
    let view = stage.presses("the board").await;
    assert_eq!((view.problem, view.text.as_str()), (None, "let be"));
    stage.leaves().await;
}
