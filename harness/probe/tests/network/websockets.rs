//! WebSockets against a real server, and against servers that only look like one.

use crate::servers::{answering, nobody, ok_with, serve};
use crate::subjects::{LIMIT, failed, get, hasty, plain};
use futures::{SinkExt as _, StreamExt as _};
use runproof_core::noun::http::{FailureKind, Request};
use runproof_core::noun::websocket::{WebSocket, WebSocketCheck};
use runproof_core::observation::{Observation, Question};
use runproof_core::verdict::Verdict;
use runproof_probe::ask::Prober;
use runproof_probe::secret::Secret;
use runproof_probe::subject::{Permit, Subject};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Message, Role};

async fn ask(subject: Subject, request: Request, message: Option<&str>) -> WebSocket {
    let question = Question::WebSocket { request: Box::new(request), message: message.map(str::to_owned) };
    match Prober::new(Arc::new(subject)).ask(&question).await.observation {
        Observation::WebSocket(seen) => *seen,
        other => panic!("{other:?}"),
    }
}

async fn open(subject: Subject) -> WebSocket {
    ask(subject, get("/ws"), None).await
}

fn is_open(seen: &WebSocket) -> bool {
    WebSocketCheck::Open.judge(seen).verdict == Verdict::Passed
}

/// A server of the library, which answers pings by itself; it echoes what it is told.
async fn echo() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut stream = tokio_tungstenite::accept_async(stream).await.unwrap();
                while let Some(Ok(message)) = stream.next().await {
                    if let Message::Text(text) = message {
                        let _ = stream.send(Message::text(format!("heard {text}"))).await;
                    }
                }
            });
        }
    });
    address
}

/// The answer that accepts a handshake, with this key for the one that was sent.
fn acceptance(head: &str, key: Option<&str>) -> String {
    let sent = head.lines().find_map(|l| l.to_ascii_lowercase().starts_with("sec-websocket-key:").then(|| &l[18..]));
    let accept = derive_accept_key(key.unwrap_or(sent.unwrap_or_default().trim()).as_bytes());
    format!(
        "HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-accept: {accept}\r\n\r\n"
    )
}

/// Accepts every handshake and goes on as told.
async fn accepting<F>(go_on: impl Fn(WebSocketStream<TcpStream>) -> F + Clone + Send + Sync + 'static) -> SocketAddr
where
    F: Future<Output = ()> + Send + 'static,
{
    let (address, _) = serve(move |mut stream, head| {
        let go_on = go_on.clone();
        async move {
            stream.write_all(acceptance(&head, None).as_bytes()).await?;
            go_on(WebSocketStream::from_raw_socket(stream, Role::Server, None).await).await;
            Ok(())
        }
    })
    .await;
    address
}

#[tokio::test]
async fn whoever_answers_a_ping_is_there() {
    let seen = open(plain(echo().await)).await;
    assert!(is_open(&seen), "{seen:?}");
    assert_eq!((seen.first, seen.closed), (None, None));
    let by_name = plain(echo().await);
    let address = by_name.urls["edge"].replace("http://", "ws://");
    let seen = ask(by_name, get(&format!("{address}/ws")), None).await;
    assert!(is_open(&seen), "{seen:?}");
}

#[tokio::test]
async fn a_message_is_sent_and_the_first_one_that_comes_is_kept() {
    let seen = ask(plain(echo().await), get("/ws"), Some("hello")).await;
    assert!(is_open(&seen), "{seen:?}");
    assert_eq!(seen.first.unwrap().text.as_deref(), Some("heard hello"));
}

#[tokio::test]
async fn a_message_leaves_only_where_the_target_names_it() {
    let reading = |writes: &[(&str, &str)]| {
        Permit::Reading(writes.iter().map(|(m, p)| ((*m).to_owned(), (*p).to_owned())).collect())
    };
    let server = echo().await;
    let kept = ask(Subject { permit: reading(&[]), ..plain(server) }, get("/ws"), Some("hello")).await;
    let words = failed(&kept.exchange, FailureKind::Guarded);
    assert!(words.contains("MESSAGE /ws"), "{words}");
    assert!(open(Subject { permit: reading(&[]), ..plain(server) }).await.answered, "a look is no write");
    let allowed = Subject { permit: reading(&[("MESSAGE", "/ws")]), ..plain(server) };
    assert!(ask(allowed, get("/ws"), Some("hello")).await.answered);
}

#[tokio::test]
async fn nothing_leaves_for_a_host_that_is_not_the_targets() {
    let seen = ask(plain(echo().await), get("ws://elsewhere.example/ws"), None).await;
    failed(&seen.exchange, FailureKind::Guarded);
    assert_eq!(WebSocketCheck::Open.judge(&seen).verdict, Verdict::Broken);
}

#[tokio::test]
async fn headers_of_the_client_go_along_and_secrets_do_not_stay() {
    let (server, received) = serve(|mut stream, _| async move {
        stream.write_all(ok_with("403 Forbidden", "text/plain", "no").as_bytes()).await
    })
    .await;
    let mut subject = plain(server);
    subject.keys.insert("admin".into(), Secret::new("s3cret-token-of-the-admin"));
    let headers = [
        ("Origin", "https://elsewhere.example"),
        ("Sec-WebSocket-Protocol", "s3cret-token-of-the-admin"),
        ("Cookie", "_csrf=s3cret-token-of-the-admin"),
    ];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let seen = ask(subject, Request { headers, ..get("/ws?csrf=1") }, None).await;
    let sent = received.last();
    for part in [
        "get /ws?csrf=1 http/1.1",
        "origin: https://elsewhere.example",
        "sec-websocket-protocol: s3cret",
        "cookie: _csrf=s3cret",
        "connection: upgrade",
        "upgrade: websocket",
        "sec-websocket-version: 13",
        "sec-websocket-key: ",
    ] {
        assert!(sent.contains(part), "{part} is missing in {sent}");
    }
    assert!(!format!("{seen:?}").contains("s3cret"), "{seen:?}");
    let refused = WebSocketCheck::Refused { any_of: vec!["403".into()] };
    assert_eq!(refused.judge(&seen).verdict, Verdict::Passed);
    assert_eq!(seen.exchange.response.unwrap().body.text.as_deref(), Some("no"));
}

#[tokio::test]
async fn a_page_is_no_handshake() {
    let (server, _) = answering(ok_with("200 OK", "text/html", "<title>App</title>")).await;
    let seen = open(plain(server)).await;
    let judged = WebSocketCheck::Open.judge(&seen);
    assert_eq!(judged.verdict, Verdict::Failed);
    assert!(judged.hint.is_some_and(|hint| hint.contains("does not lead upgrades")));
}

#[tokio::test]
async fn an_acceptance_of_another_handshake_is_none() {
    let (server, _) = serve(|mut stream, head| async move {
        stream.write_all(acceptance(&head, Some("bm90IHRoZSBrZXkgdGhhdCB3YXM=")).as_bytes()).await
    })
    .await;
    let seen = open(plain(server)).await;
    assert!(seen.flaw.as_deref().is_some_and(|flaw| flaw.contains("another handshake")), "{seen:?}");
    assert!(!is_open(&seen));
    let (server, _) =
        answering("HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: h2c\r\n\r\n").await;
    let seen = open(plain(server)).await;
    assert!(seen.flaw.as_deref().is_some_and(|flaw| flaw.contains("another protocol")), "{seen:?}");
}

#[tokio::test]
async fn one_that_closes_at_once_is_not_open() {
    let server = accepting(|mut stream| async move {
        let frame = CloseFrame { code: CloseCode::Policy, reason: "Authentication required".into() };
        let _ = stream.close(Some(frame)).await;
        while let Some(Ok(_)) = stream.next().await {}
    })
    .await;
    let seen = open(plain(server)).await;
    assert_eq!(WebSocketCheck::ClosedWith { code: 1008 }.judge(&seen).verdict, Verdict::Passed, "{seen:?}");
    assert!(!is_open(&seen));
    assert_eq!(seen.closed.unwrap().reason, "Authentication required");
}

#[tokio::test]
async fn one_that_hangs_up_without_a_word_is_not_open() {
    let server = accepting(|stream| async move { drop(stream) }).await;
    let seen = open(plain(server)).await;
    failed(&seen.exchange, FailureKind::ClosedEarly);
    assert!(!is_open(&seen));
}

#[tokio::test]
async fn one_that_accepts_and_hangs_is_left_in_time() {
    let server = accepting(|stream| async move {
        let _held = stream;
        std::future::pending::<()>().await;
    })
    .await;
    let seen = open(hasty(plain(server))).await;
    failed(&seen.exchange, FailureKind::Timeout);
    assert!(!is_open(&seen));
    assert!(u128::from(seen.exchange.took_ms) < LIMIT.as_millis() * 20, "{}", seen.exchange.took_ms);
}

#[tokio::test]
async fn a_flood_ends_at_the_bound_and_its_first_message_is_kept() {
    let server =
        accepting(|mut stream| async move { while stream.send(Message::text("noise")).await.is_ok() {} }).await;
    let seen = open(plain(server)).await;
    failed(&seen.exchange, FailureKind::EndlessBody);
    assert_eq!(seen.first.as_ref().unwrap().text.as_deref(), Some("noise"));
    assert!(!is_open(&seen));
}

#[tokio::test]
async fn a_message_that_is_too_large_is_not_taken() {
    let server = accepting(|mut stream| async move {
        let _ = stream.send(Message::binary(vec![0; 512 << 10])).await;
        while let Some(Ok(_)) = stream.next().await {}
    })
    .await;
    let seen = open(plain(server)).await;
    failed(&seen.exchange, FailureKind::EndlessBody);
    assert_eq!(seen.first, None);
}

#[tokio::test]
async fn frames_that_are_none_are_told() {
    let (server, _) = serve(|mut stream, head| async move {
        stream.write_all(acceptance(&head, None).as_bytes()).await?;
        // Bits that no protocol has given a meaning.
        stream.write_all(&[0xF3, 0x00]).await?;
        // Until the client hangs up: an end with its ping unread would be a reset that overtakes the bytes.
        stream.read_to_end(&mut Vec::new()).await.map(drop)
    })
    .await;
    failed(&open(plain(server)).await.exchange, FailureKind::NotHttp);
}

#[tokio::test]
async fn where_nobody_listens_nothing_is_open() {
    let seen = open(plain(nobody().await)).await;
    failed(&seen.exchange, FailureKind::ConnectionRefused);
    assert_eq!(WebSocketCheck::Open.judge(&seen).verdict, Verdict::Failed);
}
