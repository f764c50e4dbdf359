//! Nothing leaves twice: neither what is answered, nor what is not.

use crate::room::{Room, Stage, exchange};
use crate::site::{Answer, Site};
use runproof_core::noun::view::Way;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A page with a counter of what it has sent, over one connection as far as the browser is concerned.
const PAGE: &str = "<p id=out></p><button onclick=\"send()\">Send</button><script>
    const ask = (path, more) => fetch(path, more).then((r) => `${path} ${r.status}`, () => `${path} failed`);
    const send = async () => {
      const said = [await ask('/well', { method: 'POST', body: 'first' })];
      said.push(await ask('/dies', { method: 'POST', body: 'once' }));
      said.push(await ask('/well', { method: 'POST', body: 'second' }));
      out.textContent = said.join(', ');
    };</script>";

/// Answers, except that it hangs up on everything that is sent to `/dies`.
fn dying(heads: Arc<Mutex<Vec<String>>>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let heads = Arc::clone(&heads);
            std::thread::spawn(move || serve(stream, &heads));
        }
    });
    address
}

fn serve(mut stream: TcpStream, heads: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut head = String::new();
    while reader.read_line(&mut head)? > 2 {}
    let length = head.lines().find_map(|l| l.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body)?;
    let line = head.split(" HTTP/").next().unwrap_or_default();
    heads.lock().unwrap().push(format!("{line} {}", String::from_utf8_lossy(&body)).trim_end().to_owned());
    if line.ends_with("/dies") {
        return Ok(());
    }
    let body =
        if line == "GET /" { format!("<!doctype html><link rel=icon href=data:,>{PAGE}") } else { "fine".into() };
    let kind = if line == "GET /" { "text/html" } else { "text/plain" };
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

#[tokio::test(flavor = "current_thread")]
async fn a_request_that_is_not_answered_is_not_sent_again() {
    let room = Room::new();
    let heads: Arc<Mutex<Vec<String>>> = Arc::default();
    let server = dying(Arc::clone(&heads));
    let mut subject = room.subject(&Site::with_page(""));
    subject.urls.insert("edge".into(), format!("http://{server}"));
    let mut stage = Stage::at_home(subject).await;
    stage.presses("Send").await;
    let view = stage.sees("the end of it", |view| view.text.contains("/well 200, ")).await;
    assert!(view.text.contains("/well 200, /dies failed, /well 200"), "{}", view.text);
    assert_eq!(*heads.lock().unwrap(), ["GET /", "POST /well first", "POST /dies once", "POST /well second"]);
    assert_eq!(view.exchanges.iter().filter(|e| e.url.ends_with("/dies")).count(), 1, "{:?}", view.exchanges);
    assert_eq!(exchange(&view, "POST", "/dies").way, Way::Failed);
    stage.leaves().await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_page_that_does_not_come_is_asked_for_once() {
    let room = Room::new();
    let heads: Arc<Mutex<Vec<String>>> = Arc::default();
    let server = dying(Arc::clone(&heads));
    let site = Site::with_page("<p>Here</p>");
    let mut subject = room.subject(&site);
    subject.urls.insert("other".into(), format!("http://{server}"));
    let mut stage = Stage::at_home(subject).await;
    let view = stage.opens(&format!("http://{server}/dies")).await;
    assert!(view.problem.is_some());
    // A browser that has shown an error page may try again by itself, the first time after a second.
    let began = runproof_probe::clock::Tick::now();
    let over = std::time::Duration::from_millis(2_500);
    stage.sees("a second thought", |_| began.elapsed() > over).await;
    assert_eq!(*heads.lock().unwrap(), ["GET /dies"]);
    stage.leaves().await;
}

#[tokio::test(flavor = "current_thread")]
async fn looking_and_picturing_send_nothing() {
    let room = Room::new();
    let key = "walnut-harbour-4711";
    // Whatever can be loaded bears the key in its address: masks must not load it under another one.
    let page = format!(
        "<base href=/><meta name=x content={key}><link rel=stylesheet href=/style?{key}><script src=/script?{key}></script>
        <style>p {{ background: url(/ground?{key}) }}</style>
        <img src=/img?{key} alt={key}><img srcset='/set?{key} 1x'><iframe src=/frame?{key}></iframe>
        <object data=/object?{key}></object><video poster=/poster?{key}></video><input type=image src=/input?{key}>
        <svg><image href=/svg?{key} /></svg><p style='background: url(/inline?{key})'>{key}</p><a href=/link?{key}>{key}</a>"
    );
    let site = Site::new([("/", Answer::page(&page))]);
    let mut stage = Stage::new(crate::room::with_key(room.subject(&site), "visitor", key));
    let view = stage.opens("/").await;
    assert!(view.files.len() == 2, "{view:?}");
    let mut lines = site.lines();
    assert!(lines.iter().all(|line| line == "GET /" || line.ends_with(key)), "{lines:?}");
    let all = lines.len();
    assert!(all >= 10, "{lines:?}");
    lines.sort();
    lines.dedup();
    assert_eq!(lines.len(), all, "{:?}", site.lines());
    assert!(!serde_json::to_string(&view).unwrap().contains("walnut"));
    let source = std::fs::read_to_string(room.file(&view, ".txt")).unwrap();
    assert!(!source.contains("walnut") && source.contains("/img?[masked key visitor]"), "{source}");
    stage.leaves().await;
}
