//! Connections of pages that are more than requests: WebSockets, workers, and packets that no proxy sees.

use crate::room::{Room, Stage, exchange, holds, judged};
use crate::site::{Answer, Site};
use crate::web_socket::WebSockets;
use runproof_core::noun::view::{View, Way};
use runproof_core::noun::view_check::ViewCheck;
use runproof_core::verdict::Verdict;
use runproof_probe::subject::{Permit, Subject};
use std::net::{TcpListener, UdpSocket};

fn reading(room: &Room, site: &Site) -> Subject {
    Subject { permit: Permit::Reading(Vec::new()), ..room.subject(site) }
}

fn talking(url: &str) -> String {
    format!(
        "<p id=out></p><script>const socket = new WebSocket('{url}');
        socket.onopen = () => socket.send('hello');
        socket.onmessage = (m) => {{ out.textContent = m.data; socket.close(); }};
        socket.onerror = () => {{ out.textContent = 'no socket'; }};</script>"
    )
}

#[tokio::test(flavor = "current_thread")]
async fn a_declared_web_socket_works_and_is_recorded() {
    let room = Room::new();
    let sockets = WebSockets::new();
    let site = Site::with_page(&talking(&format!("ws://other.test:{}/talk?room=1", sockets.address.port())));
    let mut stage = Stage::at_home(reading(&room, &site)).await;
    let view = stage.sees("an answer", |view| !view.text.is_empty()).await;
    assert_eq!(view.text, "heard hello");
    let view = stage.sees("the end", |view| exchange(view, "GET", "/talk").bytes > 0).await;
    let talk = exchange(&view, "GET", "/talk?room=1");
    assert_eq!((talk.status, talk.way), (Some(101), Way::Through));
    holds(ViewCheck::Done, &view);
    holds(ViewCheck::OnlyTarget, &view);
    assert_eq!(sockets.heads().len(), 1);
    assert!(sockets.heads()[0].starts_with("GET /talk?room=1 HTTP/1.1\r\n"));
    stage.leaves().await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_web_socket_to_somebody_else_is_refused() {
    let room = Room::new();
    let sockets = WebSockets::new();
    for url in [format!("ws://localhost:{}/talk", sockets.address.port()), "wss://foreign.test/talk".to_owned()] {
        let site = Site::with_page(&talking(&url));
        let mut stage = Stage::at_home(reading(&room, &site)).await;
        let view = stage.sees("an answer", |view| !view.text.is_empty()).await;
        assert_eq!(view.text, "no socket");
        assert_eq!(exchange(&view, "GET", "/talk").way, Way::Refused, "{view:?}");
        assert_eq!(judged(ViewCheck::Done, &view).verdict, Verdict::Failed);
        stage.leaves().await;
    }
    assert_eq!(sockets.heads(), [""; 0]);
}

#[tokio::test(flavor = "current_thread")]
async fn workers_and_frames_pass_the_same_guard() {
    let room = Room::new();
    let elsewhere = Site::new([("/", Answer::page("elsewhere"))]);
    let port = elsewhere.address.port();
    let worker = format!(
        "const all = () => Promise.allSettled([fetch('/of-worker', {{ method: 'POST', body: '1' }}),
           fetch('http://localhost:{port}/of-worker', {{ mode: 'no-cors' }})]);
         self.addEventListener('install', (e) => e.waitUntil(all()));
         self.addEventListener('fetch', (e) => {{ if (e.request.url.endsWith('/asked')) e.respondWith(
           fetch('/instead', {{ method: 'POST', body: '1' }})); }});"
    );
    let frame = "<script>fetch('/of-frame', { method: 'POST', body: '1' });</script>";
    let page = "<iframe src=/frame></iframe><p id=out></p><script>
        navigator.serviceWorker.register('/worker.js').then((r) => navigator.serviceWorker.ready)
          .then(() => { out.textContent = 'ready'; }, (e) => { out.textContent = `no: ${e}`; });</script>";
    let site = Site::new([
        ("/", Answer::page(page)),
        ("/frame", Answer::page(frame)),
        ("/worker.js", Answer::of("text/javascript", &worker)),
    ]);
    let mut stage = Stage::at_home(reading(&room, &site)).await;
    stage.sees("a worker", |view| view.text == "ready").await;
    stage.opens("/asked").await;
    let way = |view: &View, method: &str, path: &str, way: Way| {
        view.exchanges.iter().any(|e| e.method == method && e.url.ends_with(path) && e.way == way)
    };
    let view = stage
        .sees("all of it", |view| {
            way(view, "POST", "/of-worker", Way::Refused)
                && way(view, "GET", "/of-worker", Way::Foreign)
                && way(view, "POST", "/of-frame", Way::Refused)
                && way(view, "POST", "/instead", Way::Refused)
        })
        .await;
    assert_eq!(judged(ViewCheck::Done, &view).verdict, Verdict::Failed);
    assert!(site.asked().iter().all(|a| a.method == "GET"), "{:?}", site.lines());
    assert_eq!(elsewhere.lines(), [""; 0]);
    stage.leaves().await;
}

#[tokio::test(flavor = "current_thread")]
async fn no_packet_and_no_connection_goes_past_the_gate() {
    let room = Room::new();
    let (datagrams, streams) = (UdpSocket::bind("127.0.0.1:0").unwrap(), TcpListener::bind("127.0.0.1:0").unwrap());
    datagrams.set_nonblocking(true).unwrap();
    streams.set_nonblocking(true).unwrap();
    let (udp, tcp) = (datagrams.local_addr().unwrap().port(), streams.local_addr().unwrap().port());
    let page = format!(
        "<p id=out></p><script>
        const peer = new RTCPeerConnection({{ iceServers: [{{ urls: 'stun:127.0.0.1:{udp}' }},
          {{ urls: ['turn:127.0.0.1:{udp}?transport=udp', 'turn:127.0.0.1:{tcp}?transport=tcp'], username: 'u', credential: 'c' }}] }});
        const found = [];
        peer.createDataChannel('x');
        peer.onicecandidate = (e) => {{ if (e.candidate) found.push(e.candidate.candidate); }};
        peer.createOffer().then((o) => peer.setLocalDescription(o)).then(() => {{
          // Packets that leave do so at once; whether the search itself ever ends is the browser's affair.
          setTimeout(() => {{ out.textContent = `gathered ${{found.join(' ')}}`; }}, 3000);
        }});
        </script>"
    );
    let site = Site::with_page(&page);
    let mut stage = Stage::at_home(reading(&room, &site)).await;
    let view = stage.sees("the search for ways out is over", |view| view.text.starts_with("gathered")).await;
    assert!(!view.text.contains("127.0.0.1") && !view.text.contains("udp"), "{}", view.text);
    stage.leaves().await;
    assert!(datagrams.recv(&mut [0; 1_500]).is_err(), "a datagram came past the gate");
    assert!(streams.accept().is_err(), "a connection came past the gate");
}
