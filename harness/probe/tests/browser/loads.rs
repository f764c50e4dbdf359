//! Pages that do not come, or not whole: each a problem of the right kind, in bounded time, that names its cause.

use crate::authority::{Authority, Leaf, serve};
use crate::room::{Room, Stage, holds, problem};
use crate::site::{Answer, Site};
use runproof_core::noun::view::ProblemKind::{self, Silent, Unaskable, Unreachable};
use runproof_core::noun::view_check::ViewCheck;
use runproof_probe::clock::Tick;
use runproof_probe::subject::Subject;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

/// Time limit of a request in these tests.
const LIMIT: Duration = Duration::from_millis(1_500);
/// In this time a visitor knows that a page does not come: twice the limit for loading, then five seconds of patience,
/// and as much again for a busy machine.
const KNOWN: Duration = Duration::from_secs(20);

/// A server that does this with every connection.
fn raw(serve: fn(TcpStream) -> std::io::Result<()>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            std::thread::spawn(move || {
                let _ = stream.read(&mut [0; 8_192]);
                let _ = serve(stream);
            });
        }
    });
    address
}

fn half(mut stream: TcpStream) -> std::io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n<p>The beginning of it")
}

fn endless(mut stream: TcpStream) -> std::io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>It goes on")?;
    loop {
        // Until the reader has enough of it; a slow one slows this down.
        stream.write_all(b" and on")?;
    }
}

fn mute(mut stream: TcpStream) -> std::io::Result<()> {
    stream.read_to_end(&mut Vec::new()).map(drop)
}

fn stalled(mut stream: TcpStream) -> std::io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n<p>The beginning")?;
    mute(stream)
}

fn strange(mut stream: TcpStream) -> std::io::Result<()> {
    stream.write_all(b"220 mail.test ESMTP\r\n")
}

fn shut(_: TcpStream) -> std::io::Result<()> {
    Ok(())
}

async fn opened(stage: &mut Stage, what: &str, url: &str, kind: ProblemKind, cause: &str) {
    let began = Tick::now();
    let view = stage.opens(url).await;
    assert!(began.elapsed() < KNOWN, "{what}: {:?}", began.elapsed());
    let detail = &problem(&view, kind).detail;
    assert!(detail.contains(cause), "{what}: {detail}");
    if kind != Unaskable {
        assert!(detail.contains("GET ") && detail.contains(url.trim_end_matches('/')), "{what}: {detail}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_page_that_does_not_come_whole_is_a_problem_that_names_its_cause() {
    let room = Room::new();
    let site = Site::new([("/", Answer::page("<p>Well</p>")), ("/loop", Answer::to(302, "/loop"))]);
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut subject = Subject { request_limit: LIMIT, ..room.subject(&site) };
    subject.urls.insert("nowhere".into(), "http://no-such-name.invalid".into());
    let mut stage = Stage::new(subject);
    let at = |address: SocketAddr| format!("http://{address}/x");
    for (what, url, kind, cause) in [
        ("refused", at(nobody), Unreachable, "refused"),
        ("no name", "http://no-such-name.invalid/x".into(), Unreachable, "no-such-name.invalid"),
        ("mute", at(raw(mute)), Unreachable, "no answer within 1500 ms"),
        ("shut", at(raw(shut)), Unreachable, "closed"),
        ("not HTTP", at(raw(strange)), Unreachable, "HTTP"),
        ("half", at(raw(half)), Unreachable, "broke off after 22 bytes"),
        ("stalled", at(raw(stalled)), Silent, "had not ended after"),
        ("endless", at(raw(endless)), Silent, "had not ended after"),
    ] {
        opened(&mut stage, what, &url, kind, cause).await;
        // A visitor goes on with the same session.
        let view = stage.opens("/").await;
        assert_eq!(view.problem, None, "after {what}");
        holds(ViewCheck::Sees { text: "Well".into() }, &view);
    }
    let view = stage.opens("/loop").await;
    let detail = &problem(&view, Unreachable).detail;
    assert!(detail.contains("redirect") || detail.contains("REDIRECTS"), "{detail}");
    for (url, cause) in [("file:///etc/passwd", "neither http nor https"), ("chrome://version", "neither")] {
        opened(&mut stage, url, url, Unaskable, cause).await;
    }
    stage.leaves().await;
}

#[tokio::test(flavor = "current_thread")]
async fn certificates_are_judged_by_the_gate_as_by_every_probe() {
    let room = Room::new();
    let authority = Authority::new();
    let trusted = serve(authority.leaf("edge.test", -1, 30)).await;
    let expired = serve(authority.leaf("edge.test", -30, -1)).await;
    let stranger = serve(Leaf::self_signed("edge.test")).await;
    let mut stage = Stage::new(Subject { authority: Some(authority.pem()), ..room.subject(&Site::with_page("")) });
    let at = |address: SocketAddr| format!("https://edge.test:{}/", address.port());
    let view = stage.opens(&at(trusted)).await;
    assert_eq!(view.problem, None, "{view:?}");
    opened(&mut stage, "expired", &at(expired), Unreachable, "xpired").await;
    opened(&mut stage, "unknown", &at(stranger), Unreachable, "nknown").await;
    stage.leaves().await;
}
