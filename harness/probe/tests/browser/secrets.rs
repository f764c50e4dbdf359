//! No secret gets out with what a visitor saw: neither in the view, nor in the source of the page.

use crate::pictures::{KEY, showing};
use crate::room::{Room, Stage, exchange, with_key};
use crate::site::{Answer, Site};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use runproof_core::noun::visit::{Act, StyleOf};
use runproof_core::observation::Observation;
use std::fs;

/// Parts of the key that betray it.
const TELLING: [&str; 4] = ["walnut", "harbour-4711", "d2FsbnV0", "walnut%2Dharbour"];

fn clean(what: &str, text: &str) {
    for part in TELLING {
        let at = text.find(part).map(|at| &text[at.saturating_sub(80)..(at + 60).min(text.len())]);
        assert_eq!(at, None, "{part} in {what}");
    }
}

fn talkative() -> String {
    let encoded = STANDARD.encode(KEY);
    format!(
        "{}<p>Encoded {encoded}</p><div>walnut</div><div>-harbour-4711</div><table><tr><td>walnut<td>-harbour-4711</table>
        <button>walnut <b>-harbour-4711</b></button><h2>{KEY}</h2><script>
        localStorage.setItem('key', '{KEY}'); sessionStorage.setItem('{KEY}', 'x');
        console.log('log {KEY}'); console.error('error', {{ key: '{KEY}' }}); console.warn('{encoded}');
        fetch('/api?key={KEY}').then((r) => r.json()); fetch('/api/' + encodeURIComponent('{KEY}') + '?k=walnut%2Dharbour-4711');
        history.replaceState(null, '', '/home?key={KEY}#{KEY}');
        throw new Error('thrown {KEY}');
        </script>",
        showing()
    )
}

#[tokio::test(flavor = "current_thread")]
async fn no_secret_is_in_the_view_nor_in_the_source() {
    let room = Room::new();
    let site = Site::new([
        ("/", Answer::page(&talkative())),
        ("/api", Answer::of("application/json", &format!("{{\"key\": \"{KEY}\", \"begins\": \"walnut-h\"}}"))),
    ]);
    let subject = with_key(room.subject(&site), "visitor", KEY);
    let redactor = subject.redactor.clone();
    let mut stage = Stage::new(subject);
    stage.opens("/").await;
    let style = StyleOf { element: "Attribute".into(), property: "content".into() };
    for act in [
        Act::FillsKey { field: "typed".into(), key: "visitor".into() },
        Act::Presses { control: "no such button".into(), beside: Some(KEY.into()) },
        Act::Fills { field: KEY.into(), text: KEY.into() },
        Act::Looks { style: Some(style) },
    ] {
        let seen = stage.seen("visitor", act).await;
        let Observation::Browser(raw) = &seen.raw else { panic!("a view") };
        assert!(serde_json::to_string(raw).unwrap().contains(KEY), "the page shows it");
        clean("the view", &serde_json::to_string(&seen.observation).unwrap());
        clean("the words for debugging", &format!("{seen:?}"));
    }
    let view = stage.looks().await;
    assert!(exchange(&view, "GET", "/api?key=").excerpt.contains("[masked key visitor]"), "{:?}", view.exchanges);
    assert!(view.title.contains("[masked key visitor]") && view.url.contains("[masked key visitor]"), "{}", view.url);
    stage.leaves().await;
    let files: Vec<_> = fs::read_dir(room.evidence.path().join("attachments")).unwrap().flatten().collect();
    assert!(files.len() >= 4, "{files:?}");
    for file in files.iter().map(fs::DirEntry::path).filter(|f| f.extension().is_some_and(|e| e == "txt")) {
        let source = fs::read_to_string(&file).unwrap();
        assert!(source.contains("[masked key visitor]"), "{}", file.display());
        clean("the source", &source);
    }
    let masks = redactor.drain_masks();
    for place in ["browser", "picture"] {
        assert!(masks.iter().any(|(rule, at, count)| rule == "key visitor" && at == place && *count > 0), "{masks:?}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn what_a_page_keeps_as_a_session_is_a_secret_from_then_on() {
    let room = Room::new();
    let token = "8f1c0ab2d9e74f63b5aa";
    let page = format!("<p>Signed in</p><p>{token}</p><script>localStorage.setItem('auth_token', '{token}');</script>");
    let site = Site::with_page(&page);
    let mut stage = Stage::at_home(room.subject(&site)).await;
    let view = stage.looks().await;
    assert_eq!(view.text, "Signed in\n\n[masked storage auth_token]");
    stage.leaves().await;
    for file in fs::read_dir(room.evidence.path().join("attachments")).unwrap().flatten() {
        let bytes = fs::read(file.path()).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("8f1c0a"), "{file:?}");
    }
}
