//! Servers that misbehave: each gets its own kind of failure, in bounded time.

use crate::servers::{answering, dripping, nobody, serve};
use crate::subjects::{LIMIT, exchange, failed, get, hasty, plain};
use runproof_core::noun::http::FailureKind;
use std::time::Duration;
use tokio::net::TcpListener;

async fn ends_with(bytes: impl Into<Vec<u8>>, kind: FailureKind) -> String {
    let (server, _) = answering(bytes).await;
    failed(&exchange(plain(server), get("/")).await, kind)
}

#[tokio::test]
async fn nobody_listens() {
    let words = failed(&exchange(plain(nobody().await), get("/")).await, FailureKind::ConnectionRefused);
    assert!(words.contains("refused"), "{words}");
}

#[tokio::test]
async fn garbage_is_not_http() {
    for bytes in [
        &b"SSH-2.0-OpenSSH_9.2\r\n"[..],
        b"\x15\x03\x01\x00\x02\x02\x50",
        b"<html>HTTP/0.9 has no status line</html>\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/2.0 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-A: \x00\r\n\r\n",
    ] {
        ends_with(bytes, FailureKind::NotHttp).await;
    }
}

#[tokio::test]
async fn chunks_that_lie_are_not_http() {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    ends_with(format!("{head}zz\r\nabc\r\n0\r\n\r\n"), FailureKind::NotHttp).await;
    ends_with(format!("{head}2\r\nabcdef\r\n0\r\n\r\n"), FailureKind::NotHttp).await;
    ends_with(format!("{head}FFFFFFFFFFFFFFFFF\r\nabc"), FailureKind::NotHttp).await;
}

#[tokio::test]
async fn an_end_before_the_end_is_closed_early() {
    for bytes in [
        "",
        "HTTP/1.1 200 OK\r\nContent-Ty",
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
    ] {
        ends_with(bytes, FailureKind::ClosedEarly).await;
    }
}

#[tokio::test]
async fn what_came_before_the_end_is_kept() {
    let (server, _) = answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this").await;
    let seen = exchange(plain(server), get("/")).await;
    failed(&seen, FailureKind::ClosedEarly);
    assert_eq!(seen.response.unwrap().body.text.as_deref(), Some("only this"));
}

#[tokio::test]
async fn a_reset_is_closed_early() {
    let (server, _) = serve(|stream, _| async move {
        // Closing with a zero linger sends a reset instead of an end.
        stream.set_zero_linger()
    })
    .await;
    failed(&exchange(plain(server), get("/")).await, FailureKind::ClosedEarly);
}

#[tokio::test]
async fn silence_is_a_timeout() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let seen = exchange(hasty(plain(listener.local_addr().unwrap())), get("/")).await;
    let words = failed(&seen, FailureKind::Timeout);
    assert!(words.contains("no answer within 400 ms"), "{words}");
    in_time(seen.took_ms);
}

#[tokio::test]
async fn headers_without_end_are_a_timeout() {
    let (server, _) = dripping("HTTP/1.1 200 OK\r\n", b"X-More: 1\r\n", Duration::from_millis(20)).await;
    let seen = exchange(hasty(plain(server)), get("/")).await;
    failed(&seen, FailureKind::Timeout);
    in_time(seen.took_ms);
}

#[tokio::test]
async fn a_dripping_body_is_a_timeout_with_what_came() {
    let (server, _) = dripping("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n", b"x", Duration::from_millis(50)).await;
    let seen = exchange(hasty(plain(server)), get("/")).await;
    let words = failed(&seen, FailureKind::Timeout);
    assert!(words.contains("the body did not end"), "{words}");
    assert!((1..30).contains(&seen.response.as_ref().unwrap().body.bytes), "{words}");
    in_time(seen.took_ms);
}

fn in_time(took_ms: u64) {
    let limit = u64::try_from(LIMIT.as_millis()).unwrap();
    assert!((limit..limit + 3_000).contains(&took_ms), "{took_ms} ms");
}
