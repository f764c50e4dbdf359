//! The page without a pointer: everything that can be clicked can be reached and used with keys.

use super::browser::{Browser, ENTER, ESCAPE, TAB};
use super::written::written;
use crate::sample::every_verdict;
use serde_json::{Value, json};

/// The title of the row that has the focus.
const FOCUSED: &str =
    "const row = document.activeElement.closest('.row'); return row ? row.querySelector('.title').textContent : ''";

#[tokio::test]
async fn a_failure_is_found_opened_and_looked_at_with_keys_only() {
    let Some(browser) = Browser::begin().await else { return };
    browser.open(&written(&every_verdict(), "keys"), "").await;
    browser.press(&['n']).await;
    assert_eq!(browser.text(FOCUSED).await, "a keyed read comes from the database");
    browser.press(&['j']).await;
    assert_eq!(browser.text(FOCUSED).await, "a visitor joins the circle with a key");
    browser.press(&['k', 'n', ENTER]).await;
    assert_eq!(browser.run("return document.querySelectorAll('.row.open').length").await, json!(1));
    let at_picture = "return document.activeElement.matches('.row.open .picture')";
    let mut tabs = 0;
    while browser.run(at_picture).await != Value::Bool(true) {
        browser.press(&[TAB]).await;
        tabs += 1;
        assert!(tabs < 40, "the picture cannot be reached with the tabulator");
    }
    browser.press(&[ENTER]).await;
    assert_eq!(browser.run("return document.getElementById('enlarged').open").await, Value::Bool(true));
    browser.press(&['j', ESCAPE]).await;
    assert_eq!(browser.run(at_picture).await, Value::Bool(true), "keys of the list do nothing behind a picture");
    browser.end().await;
}

#[tokio::test]
async fn search_help_and_theme_have_keys() {
    let Some(browser) = Browser::begin().await else { return };
    browser.open(&written(&every_verdict(), "keys-of-the-page"), "").await;
    browser.press(&['/', 'v', 'i', 's', 'i', 't', 'o', 'r', '?']).await;
    assert_eq!(browser.text("return document.getElementById('search').value").await, "visitor?", "typing is typing");
    browser.press(&[ESCAPE]).await;
    assert_eq!(browser.text("return document.getElementById('search').value").await, "");
    browser.press(&['?']).await;
    assert_eq!(browser.run("return document.getElementById('help').offsetHeight > 0").await, Value::Bool(true));
    browser.emulate("", "light").await;
    let paper = "return getComputedStyle(document.body).backgroundColor";
    let light = browser.text(paper).await;
    browser.press(&['t', 't']).await;
    assert_ne!(browser.text(paper).await, light, "the second theme is dark");
    browser.end().await;
}

#[tokio::test]
async fn whatever_reacts_to_a_click_has_a_place_among_the_keys() {
    let Some(browser) = Browser::begin().await else { return };
    browser.open(&written(&every_verdict(), "reachable"), "open=9").await;
    browser.run("document.querySelectorAll('details').forEach((d) => { d.open = true; })").await;
    // What scrolls must scroll with keys too: as a browser's own focusable scroller, or by its tabindex.
    let script = "const out = [];\
        for (const e of document.querySelectorAll('button, a, summary, input, select')) {\
          if (e.offsetParent && !e.disabled && e.tabIndex < 0) out.push(e.outerHTML.slice(0, 120));\
          if (e.offsetParent && !e.textContent.trim() && !e.getAttribute('aria-label') && !e.querySelector('img[alt]')) out.push('nameless: ' + e.outerHTML.slice(0, 120));\
        } return out";
    let found = browser.run(script).await;
    let nameless: Vec<String> = serde_json::from_value(found).unwrap();
    assert!(nameless.is_empty(), "{nameless:?}");
    browser.end().await;
}
