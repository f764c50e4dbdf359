//! The page needs nothing but itself: no request leaves it, its policy stops none of its own, and many scenarios open.

use super::browser::Browser;
use super::written::written;
use crate::sample::{Story, every_verdict, hostile, many};
use serde_json::{Value, json};

/// Opens everything that can be opened, pictures too.
const USE: &str = "document.querySelectorAll('.row:not(.open) > .head').forEach((h) => h.click());\
    document.querySelectorAll('details').forEach((d) => { d.open = true; });\
    const picture = document.querySelector('.picture'); if (picture) picture.click();\
    return document.querySelectorAll('.row.open').length";

/// The addresses that were asked for since the log was last read.
async fn asked(browser: &Browser) -> Vec<String> {
    let entries = browser.log("performance").await;
    let messages = entries.iter().filter_map(|e| serde_json::from_str::<Value>(e["message"].as_str()?).ok());
    let requests = messages.filter(|m| m["message"]["method"] == "Network.requestWillBeSent");
    requests.filter_map(|m| m["message"]["params"]["request"]["url"].as_str().map(str::to_owned)).collect()
}

#[tokio::test]
async fn no_request_leaves_the_page_and_nothing_in_it_complains() {
    let Some(browser) = Browser::begin().await else { return };
    let stories: [(Story, &str, u64); 2] = [(every_verdict(), "alone", 10), (hostile(), "alone-hostile", 2)];
    for (story, name, rows) in stories {
        let page = written(&story, name);
        browser.open(&page, "").await;
        assert_eq!(browser.run(USE).await, json!(rows));
        let asked = asked(&browser).await;
        let own =
            |url: &&String| url.starts_with("data:image/png;base64,") || **url == format!("file://{}", page.display());
        let foreign: Vec<&String> = asked.iter().filter(|url| !own(url)).collect();
        assert!(asked.iter().any(|url| url.starts_with("file:")), "{name}: the log of requests is empty");
        assert!(foreign.is_empty(), "{name}: {foreign:?}");
        let complaints = browser.log("browser").await;
        assert!(complaints.is_empty(), "{name}: {complaints:?}");
    }
    browser.end().await;
}

#[tokio::test]
async fn the_policy_lets_nothing_in() {
    let Some(browser) = Browser::begin().await else { return };
    browser.open(&written(&every_verdict(), "policy"), "").await;
    let script = "const image = new Image(); const done = arguments[arguments.length - 1];\
        document.addEventListener('securitypolicyviolation', (e) => done(e.effectiveDirective + ' ' + e.blockedURI), { once: true });\
        image.src = 'http://127.0.0.1:9/stolen.png'; document.body.append(image);";
    let blocked = browser.client.execute_async(script, Vec::new()).await.unwrap();
    assert_eq!(blocked, json!("img-src http://127.0.0.1:9/stolen.png"));
    browser.end().await;
}

#[tokio::test]
async fn a_thousand_scenarios_open() {
    let Some(browser) = Browser::begin().await else { return };
    for (story, name) in [(every_verdict(), "opens"), (many(1_000), "opens-thousand")] {
        browser.open(&written(&story, name), "").await;
        let times = "const [entry] = performance.getEntriesByType('navigation');\
            return [entry.domInteractive, entry.duration, document.querySelectorAll('.row').length].map(Math.round)";
        let times = browser.run(times).await;
        println!("{name}: usable after {} ms, complete after {} ms, {} rows", times[0], times[1], times[2]);
        assert!(times[2].as_u64().is_some_and(|rows| rows >= 10));
    }
    let shown = browser.text("return document.getElementById('shown').textContent").await;
    assert_eq!(shown, "1,000 scenarios");
    browser.end().await;
}
