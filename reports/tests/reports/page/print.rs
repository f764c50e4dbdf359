//! The page on paper: what matters is there without a click, and what is only for a screen is not.

use super::browser::Browser;
use super::written::written;
use crate::sample::every_verdict;
use serde_json::{Value, json};

#[tokio::test]
async fn paper_shows_what_matters_and_no_controls() {
    let Some(browser) = Browser::begin().await else { return };
    browser.open(&written(&every_verdict(), "print"), "").await;
    // Printing makes the page open what did not pass; the medium makes it look as on paper.
    let printed = browser.devtools("Page.printToPDF", json!({ "printBackground": true })).await;
    let bytes = printed["data"].as_str().unwrap_or_default().len() * 3 / 4;
    println!("printed: {bytes} bytes");
    browser.emulate("print", "dark").await;
    // The width of A4 within a browser's margins.
    browser.resize(716, 1046).await;
    let text = browser.text("return document.body.innerText").await;
    for words in [
        "FAILED",
        "SIMULATION",
        "What went wrong",
        "What was not proven",
        "stop the check, copy the file",
        "curl -sS -i",
        "<!doctype html>",
        "a visitor joins the circle with a key",
        "`Welcome` on the page",
        "Authentication Error",
        "/api/auth/verify-key/",
        "the connection was reset",
        "Failed to load resource: the server responded with a status of 401",
        "no free port in 40000-40100",
        "what S-HC.2 promises",
        "20261121-092207-7f3a",
    ] {
        assert!(text.contains(words), "paper lacks `{words}`");
    }
    let hidden = "return ['.bar', '.tools', '.curl button', '.leap'].filter((s) => { const e = document.querySelector(s); return e && e.offsetParent; })";
    assert_eq!(browser.run(hidden).await, json!([]), "controls are on paper");
    let pictures =
        "return [...document.querySelectorAll('.row .picture img')].map((i) => i.offsetWidth > 0 && i.naturalWidth)";
    assert_eq!(browser.run(pictures).await, json!([1280, 1280, 1280]));
    let clipped = "const out = []; for (const e of document.querySelectorAll('main *')) {\
        const style = getComputedStyle(e);\
        if (!e.offsetParent || e.closest('canvas')) continue;\
        if (style.overflowY !== 'visible' && e.scrollHeight > e.clientHeight + 1 && e.clientHeight > 0) out.push('cut: ' + e.className);\
        if (e.getBoundingClientRect().right > document.documentElement.clientWidth + 1) out.push('beyond the edge: ' + e.tagName + '.' + e.className);\
        } return out";
    assert_eq!(browser.run(clipped).await, json!([]));
    assert_eq!(browser.text("return getComputedStyle(document.body).backgroundColor").await, "rgb(255, 255, 255)");
    let open = "return document.querySelectorAll('.row[data-verdict=failed].open').length";
    assert_eq!(browser.run(open).await, Value::from(3));
    browser.end().await;
}
