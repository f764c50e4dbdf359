//! What a browser saw, as a reader sees it: the picture, large and small, the exchanges, the console, the command line.

use super::browser::{Browser, CONTROL, ESCAPE};
use super::written::written;
use crate::sample::{Story, every_verdict, hostile};
use crate::sample_view::tell_visit;
use runproof_reports::junit::Flavor;
use runproof_reports::write_all;
use serde_json::{Value, json};
use std::fs;

/// Every picture of the page: width as drawn, width of the picture itself, words.
const PICTURES: &str = "return [...document.images].map((i) => [i.offsetWidth > 0, i.naturalWidth, i.alt])";
/// The step that failed, of a scenario that is open.
const FAILED: &str = ".row.open .step[data-verdict=failed]";

fn visited() -> Story {
    let mut story = Story::simulated();
    tell_visit(&mut story);
    story.end(None);
    story
}

#[tokio::test]
async fn the_picture_of_a_failure_is_shown_at_once_and_grows() {
    let Some(browser) = Browser::begin().await else { return };
    browser.open(&written(&visited(), "visited"), "verdict=failed").await;
    let words = "visitor sees /login “InquiryCircle”";
    assert_eq!(browser.run(PICTURES).await, json!([[true, 1280, words]]), "beside what went wrong");
    browser.click(".case h3 .link").await;
    assert_eq!(browser.run(PICTURES).await, json!([[true, 1280, words], [true, 1280, words]]));
    browser.click(&format!("{FAILED} .picture")).await;
    let large = "const i = document.querySelector('#enlarged img'); return i.offsetWidth";
    let small = format!("return document.querySelector('{FAILED} .picture img').offsetWidth");
    assert!(browser.run(large).await.as_u64() > browser.run(&small).await.as_u64());
    browser.press(&[ESCAPE]).await;
    assert_eq!(browser.run("return document.getElementById('enlarged').open").await, Value::Bool(false));
    assert_eq!(browser.text("return document.activeElement.className").await, "picture", "the focus is back");
    assert!(browser.text("return location.hash").await.contains("verdict=failed"), "the filter stays");
    assert_eq!(browser.run("return document.querySelectorAll('.row.open').length").await, json!(1));
    browser.end().await;
}

#[tokio::test]
async fn a_browser_s_exchanges_console_and_files_are_told() {
    let Some(browser) = Browser::begin().await else { return };
    browser.open(&written(&visited(), "told"), "open=0").await;
    let rows = format!(
        "return [...document.querySelectorAll('{FAILED} .exchanges tbody tr')].map((r) => \
         (r.className + ' ' + r.cells[0].firstChild.textContent + ' ' + r.cells[1].textContent + ' ' + r.cells[5].textContent).trim())"
    );
    assert_eq!(
        browser.run(&rows).await,
        json!([
            "GET /login 200 through",
            "GET /assets/index.js 200 through",
            "GET https://meet.example/external_api.js 200 answered by a stand-in",
            "bad GET https://fonts.example/a.woff2  foreign host, not sent: `fonts.example` is not of the target",
            "bad GET /api/slow/  failed: the connection was reset",
            "bad POST /api/auth/verify-key/ 401 through",
            "GET /api/events/  no answer yet",
            "bad DELETE /api/lists/1  refused, not sent: the target does not allow it",
        ])
    );
    let console = format!(
        "return [...document.querySelectorAll('{FAILED} .console li')].map((l) => l.className + '|' + l.firstChild.textContent)"
    );
    assert_eq!(browser.run(&console).await, json!(["|info", "bad|error", "|error, allowed"]));
    let text = browser.text(&format!("return document.querySelector('{FAILED}').innerText")).await;
    for words in [
        "Authentication Error",
        "circle.ics",
        "2.0 KiB",
        "cannot be used",
        "hides what is typed",
        "2 older entries",
        "1280 × 900",
    ] {
        assert!(text.contains(words), "`{words}` is missing in {text}");
    }
    let sources =
        format!("return [...document.querySelectorAll('{FAILED} .pairs a')].map((a) => a.getAttribute('href'))");
    assert_eq!(browser.run(&sources).await, json!(["attachments/page-00003-visitor.html.txt"]));
    assert_eq!(browser.run("return document.querySelectorAll('iframe, object, embed').length").await, json!(0));
    browser.end().await;
}

#[tokio::test]
async fn pictures_that_are_gone_are_said_to_be() {
    let page = written(&visited(), "gone");
    let folder = page.parent().unwrap();
    fs::remove_file(folder.join("attachments/page-00003-visitor.png")).unwrap();
    write_all(folder, Flavor::Strict).unwrap();
    let Some(browser) = Browser::begin().await else { return };
    browser.open(&page, "open=0").await;
    let text = browser.text(&format!("return document.querySelector('{FAILED}').innerText")).await;
    assert!(
        text.contains("The picture attachments/page-00003-visitor.png is not in the evidence folder any more."),
        "{text}"
    );
    let images = browser.run(PICTURES).await;
    assert_eq!(images, json!([[true, 1280, "visitor presses `Join Circle` and sees /login “InquiryCircle”"]]));
    browser.end().await;
}

#[tokio::test]
async fn files_that_a_run_cannot_have_written_are_neither_shown_nor_linked() {
    let Some(browser) = Browser::begin().await else { return };
    browser.open(&written(&hostile(), "strange-files"), "open=0").await;
    browser.run("document.querySelectorAll('details').forEach((d) => { d.open = true; })").await;
    let links = browser.run("return [...document.links].map((a) => a.getAttribute('href'))").await;
    let links: Vec<String> = serde_json::from_value(links).unwrap();
    assert!(links.iter().all(|l| l.starts_with('#') || l.starts_with("attachments/0000-")), "{links:?}");
    assert_eq!(browser.run("return document.images.length").await, json!(0));
    let text = browser.text("return document.querySelector('.row.open').innerText").await;
    assert!(text.contains("attachments/liar.png is not in the evidence folder"), "{text}");
    browser.end().await;
}

#[tokio::test]
async fn the_command_line_can_be_copied() {
    let Some(browser) = Browser::begin().await else { return };
    browser.open(&written(&every_verdict(), "copied"), "open=2").await;
    let curl = browser.text("return document.querySelector('.row.open .curl pre').textContent").await;
    assert!(curl.starts_with("curl -sS -i"), "{curl}");
    browser.click(".row.open .curl button").await;
    // Without a clipboard the page selects the text instead: either way the reader has it.
    let button = "return document.querySelector('.row.open .curl button').textContent";
    if browser.text(button).await == "Selected" {
        assert_eq!(browser.text("return getSelection().toString()").await, curl);
    } else {
        browser.click("#search").await;
        browser.press_with(CONTROL, 'v').await;
        assert_eq!(browser.text("return document.getElementById('search').value").await, curl);
    }
    browser.end().await;
}
