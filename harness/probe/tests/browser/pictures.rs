//! Pictures: of a page that shows secrets the picture is, byte for byte, that of the same page with the masks written
//! in their place. That is stricter than reading the pixels with a program for texts, which can overlook one.

use crate::room::{Room, Stage, with_key};
use crate::site::{Answer, Site};
use runproof_core::noun::view::View;
use runproof_core::noun::visit::Act;
use runproof_probe::subject::Subject;
use std::fs;

/// The secret.
pub const KEY: &str = "walnut-harbour-4711";
/// What stands in its place.
const MASK: &str = "[masked key visitor]";

/// Every way in which a page can show a text. `{S}` is the secret, `{A}` and `{B}` its parts in two nodes, `{P}` its
/// beginning.
const PAGE: &str = r#"<style>
* { caret-color: transparent; transition: all 1s }
.attribute::after { content: attr(data-x) } .literal::before { content: "{S}" }
</style>
<p>Key: {S}!</p><p>Parts: <b>{A}</b><i class=part>{B}</i>!</p><p>Begins: {P}...</p>
<p>Lines: <span>{A}</span><br> <span>{B}</span></p>
<p class=attribute data-x="{S}">Attribute </p><p class=literal> Literal</p>
<input placeholder="{S}"><input value="{S}"><input type=submit value="{S}"><input id=typed><input type=search id=found>
<textarea>{S}</textarea><textarea id=written></textarea>
<select><option>{S}</option></select><select><option label="{S}">x</option></select>
<details open><summary>{S}</summary>more</details><svg width=300 height=20><text y=15>{S}</text></svg>
<img alt="{S}"><a href="/link?{S}" title="{S}">Link</a><div contenteditable>{S}</div><!-- {S} -->
<my-part></my-part><script>
typed.value = found.value = written.value = "{S}";
customElements.define("my-part", class extends HTMLElement { connectedCallback() {
  this.attachShadow({ mode: "open" }).innerHTML = "<p>Shade {S}</p><input value='{S}'><slot></slot>"; } });
document.title = "{S}";
</script>"#;

fn page(secret: &str, parts: (&str, &str), begin: &str) -> String {
    let filled = PAGE.replace("{S}", secret).replace("{A}", parts.0).replace("{B}", parts.1);
    filled.replace("{P}", begin)
}

/// The page with the secret.
pub fn showing() -> String {
    page(KEY, ("walnut", "-harbour-4711"), "walnut-h")
}

/// The picture of a page, of which this key is known to be secret.
async fn picture(body: &str, key: &str) -> Vec<u8> {
    let room = Room::new();
    let site = Site::with_page(body);
    let mut stage = Stage::at_home(with_key(room.subject(&site), "visitor", key)).await;
    let view = stage.does(Act::Opens { url: "/".into() }).await;
    let bytes = fs::read(room.file(&view, ".png")).unwrap();
    stage.leaves().await;
    bytes
}

/// Whether two pictures are the same, with a place to look at when they are not.
#[track_caller]
fn same(pictured: &[u8], wanted: &[u8]) {
    if pictured != wanted {
        let at = tempfile::tempdir().unwrap().keep();
        fs::write(at.join("pictured.png"), pictured).unwrap();
        fs::write(at.join("wanted.png"), wanted).unwrap();
        panic!("the pictures differ: {}", at.display());
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_picture_shows_masks_where_the_page_shows_secrets() {
    let pictured = picture(&showing(), KEY).await;
    let written = page(MASK, (MASK, ""), MASK);
    same(&pictured, &picture(&written, "another-key-that-is-nowhere").await);
    // The comparison sees a secret when there is one.
    assert!(pictured != picture(&showing(), "another-key-that-is-nowhere").await);
}

/// What is painted, framed, or behind a closed door cannot be read and is covered, whatever it shows.
#[tokio::test(flavor = "current_thread")]
async fn what_cannot_be_read_is_covered_at_once() {
    let unreadable = |text: &str| {
        format!(
            "<style>* {{ transition: all 2s; visibility: visible !important }}</style><p>Here</p><canvas id=c></canvas>
            <iframe srcdoc='<p>{text}</p>'></iframe><closed-part></closed-part>
            <div id=host></div><p style='--x: \"{text}\"' class=property>Styled</p>
            <style>.property::after {{ content: var(--x) }}</style><p class=sheet>Sheet</p><script>
            const pen = c.getContext('2d'); pen.font = '20px sans-serif'; pen.fillText('{text}', 0, 50);
            const sheet = new CSSStyleSheet(); sheet.replaceSync('.sheet::after {{ content: \"{text}\" }}');
            document.adoptedStyleSheets = [sheet];
            host.attachShadow({{ mode: 'closed' }}).innerHTML = '<p>{text}</p>';
            </script>"
        )
    };
    let covered = picture(&unreadable(KEY), KEY).await;
    let other = "almond-meadows-4711";
    same(&covered, &picture(&unreadable(other), other).await);
    assert!(covered != picture(&unreadable(KEY), other).await);
}

/// A page that remembers how it was, and says whether it still is so.
const WATCHED: &str = r#"<output id=out>-</output><p id=ticks>0 ticks</p>
<button onclick="out.textContent = state() === before ? 'the same' : diff()">Compare</button>
<button onclick="ticks.firstChild.data = `${n += 1} ticks`">Tick</button>
<script>
let n = 0;
const inside = (root) => [...root.querySelectorAll("*")].map((e) => [e.value, e.shadowRoot && inside(e.shadowRoot)]);
const state = () => document.title + document.body.innerHTML.replace(/<output.*?output>/, "") + JSON.stringify(inside(document));
const diff = () => { const now = state(); let n = 0; while (now[n] === before[n]) n += 1; return `differs: ${now.slice(n - 20, n + 80)}`; };
const before = state();
</script>"#;

#[tokio::test(flavor = "current_thread")]
async fn a_page_is_after_a_picture_what_it_was_before() {
    let room = Room::new();
    let guarded = "<iframe srcdoc='walnut-harbour-4711'></iframe><button onclick=\"'walnut-harbour-4711'\">x</button>";
    let trusted = "require-trusted-types-for 'script'";
    let site = Site::new([
        ("/", Answer::page(&(showing() + "<canvas style='color:red;  opacity:.5'></canvas>" + WATCHED))),
        ("/strict", Answer::page(&(guarded.to_owned() + WATCHED)).with("content-security-policy", trusted)),
    ]);
    let mut stage = Stage::new(with_key(room.subject(&site), "visitor", KEY));
    for path in ["/", "/strict"] {
        let view = stage.opens(path).await;
        assert_eq!(view.files.len(), 2, "{path}: {view:?}");
        let view = stage.presses("Compare").await;
        assert!(view.text.contains("the same"), "{path}: {}", view.text);
        for n in 1..=2 {
            let view = stage.presses("Tick").await;
            assert!(view.text.contains(&format!("{n} ticks")), "{path}: {}", view.text);
        }
    }
    stage.leaves().await;
}

#[tokio::test(flavor = "current_thread")]
async fn what_a_page_writes_while_it_is_pictured_stays_written() {
    let room = Room::new();
    // The page changes two of its texts at the moment in which it sees that a third one is masked.
    let page = format!(
        "<p id=first>{KEY}</p><p id=second>{KEY}</p><input id=third value={KEY}><script>
        new MutationObserver((_, observer) => {{
          observer.disconnect();
          second.firstChild.data = 'fresh news'; third.value = 'fresh value';
        }}).observe(first, {{ characterData: true, subtree: true }});</script>"
    );
    let site = Site::with_page(&page);
    let mut stage = Stage::at_home(with_key(room.subject(&site), "visitor", KEY)).await;
    let view: View = stage.looks().await;
    assert!(view.text.contains("[masked key visitor]") && view.text.contains("fresh news"), "{}", view.text);
    let seen = stage.seen("visitor", Act::Looks { style: None }).await;
    assert!(format!("{:?}", serde_json::to_string(&seen.raw)).contains(KEY), "the mask is off again");
    stage.leaves().await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_page_that_never_stops_writing_secrets_gives_no_picture() {
    let room = Room::new();
    let page =
        format!("<p id=p></p><script>setInterval(() => {{ p.textContent = '{KEY} ' + Math.random(); }}, 1);</script>");
    let site = Site::with_page(&page);
    let subject: Subject = with_key(room.subject(&site), "visitor", KEY);
    let mut stage = Stage::at_home(subject).await;
    let view = stage.looks().await;
    assert!(view.text.starts_with(MASK), "{}", view.text);
    stage.leaves().await;
    let pictures = fs::read_dir(room.evidence.path().join("attachments")).map_or(0, Iterator::count);
    assert_eq!(pictures, 0);
}
