//! How the page looks: contrast in both colour schemes, and no sideways scrolling where it is narrow.

use super::browser::Browser;
use super::written::written;
use crate::sample::{every_verdict, hostile};
use serde_json::Value;

/// Opens everything that can be opened.
const OPEN_ALL: &str = "document.querySelectorAll('.row:not(.open) > .head').forEach((h) => h.click());\
    document.querySelectorAll('details').forEach((d) => { d.open = true; });";

/// The contrast of every text that is shown, the least first: ratio, text, colours.
const CONTRASTS: &str = include_str!("contrast.js");

/// The least contrast of text that is for reading, of the accessibility guidelines, level AA.
const LEAST: f64 = 4.5;

#[tokio::test]
async fn texts_stand_out_in_light_and_dark() {
    let Some(browser) = Browser::begin().await else { return };
    let page = written(&every_verdict(), "contrast");
    let mut papers = Vec::new();
    for scheme in ["light", "dark"] {
        browser.emulate("", scheme).await;
        browser.open(&page, "").await;
        browser.run(OPEN_ALL).await;
        let found = browser.run(CONTRASTS).await;
        let found = found.as_array().unwrap();
        assert!(found.len() > 300, "only {} texts were measured", found.len());
        let low: Vec<&Value> = found.iter().filter(|f| f[0].as_f64().is_none_or(|ratio| ratio < LEAST)).collect();
        println!("{scheme}: {} texts, the least contrast {}", found.len(), found[0]);
        assert!(low.is_empty(), "{scheme}: {low:?}");
        papers.push(browser.text("return getComputedStyle(document.body).backgroundColor").await);
    }
    assert_ne!(papers[0], papers[1], "the schemes differ");
    browser.end().await;
}

#[tokio::test]
async fn nothing_is_wider_than_a_narrow_window() {
    let Some(browser) = Browser::begin().await else { return };
    browser.resize(390, 844).await;
    for (story, name) in [(every_verdict(), "narrow"), (hostile(), "narrow-hostile")] {
        browser.open(&written(&story, name), "").await;
        browser.run(OPEN_ALL).await;
        let wide = browser.run("const root = document.documentElement; return [root.scrollWidth, innerWidth]").await;
        assert!(wide[0].as_u64() <= wide[1].as_u64(), "{name}: {wide}");
        assert_eq!(wide[1], 390);
        let picture = "const i = document.querySelector('.row .picture'); return !i || i.offsetWidth > 250";
        assert_eq!(browser.run(picture).await, Value::Bool(true), "{name}: a picture is large enough to be read");
    }
    browser.end().await;
}
