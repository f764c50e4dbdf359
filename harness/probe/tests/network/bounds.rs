//! Bounds of memory: what is too large is neither kept nor waited for.

use crate::servers::{answering, dripping, ok_with, serve};
use crate::subjects::{answer, exchange, failed, get, plain};
use runproof_core::noun::http::FailureKind;
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;

const MIB: usize = 1024 * 1024;

#[tokio::test]
async fn a_body_without_end_is_read_up_to_eight_mebibytes() {
    static PIECE: [u8; 65_536] = [b'x'; 65_536];
    let (server, _) = dripping("HTTP/1.1 200 OK\r\n\r\n", &PIECE, Duration::ZERO).await;
    let seen = exchange(plain(server), get("/")).await;
    failed(&seen, FailureKind::EndlessBody);
    let body = seen.response.unwrap().body;
    assert_eq!(body.bytes, 8 * MIB as u64);
    assert!(body.cut && body.text.unwrap().len() == 256 * 1024);
}

#[tokio::test]
async fn a_large_body_is_digested_whole_and_kept_in_part() {
    let (server, _) = answering(ok_with("200 OK", "text/plain", &"y".repeat(MIB))).await;
    let seen = exchange(plain(server), get("/")).await;
    let body = &answer(&seen).body;
    assert_eq!((body.bytes, body.cut), (MIB as u64, true));
    assert_eq!(body.text.as_ref().unwrap().len(), 256 * 1024);
}

#[tokio::test]
async fn a_header_without_end_is_not_http() {
    let (server, _) = serve(|mut stream, _| async move {
        stream.write_all(b"HTTP/1.1 200 OK\r\nX-Long: ").await?;
        let piece = [b'x'; 8_192];
        loop {
            stream.write_all(&piece).await?;
        }
    })
    .await;
    failed(&exchange(plain(server), get("/")).await, FailureKind::NotHttp);
}

#[tokio::test]
async fn more_headers_than_anybody_needs_are_not_http() {
    let headers: String = (0..5000).map(|n| format!("X-{n}: 1\r\n")).collect();
    let (server, _) = answering(format!("HTTP/1.1 200 OK\r\n{headers}\r\n")).await;
    failed(&exchange(plain(server), get("/")).await, FailureKind::NotHttp);
}
