//! WebSockets: the handshake is an exchange like every other, through the same guard; then whoever answered is asked for a sign
//! of life, within bounds of time, frames and bytes.

use super::http::{Opened, Web};
use super::{body, failure::classified};
use crate::clock::Tick;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures::future::BoxFuture;
use futures::{FutureExt as _, SinkExt as _, StreamExt as _};
use reqwest::Upgraded;
use runproof_core::noun::http::{Failure, FailureKind, Request, Response};
use runproof_core::noun::websocket::{Closing, WebSocket};
use std::time::Duration;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::error::{Error, ProtocolError};
use tokio_tungstenite::tungstenite::handshake::client::generate_key;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Bytes, Message};

/// The largest message that is taken (bytes).
const LARGEST: usize = 256 << 10;
/// Frames that may come before the sign of life.
const MOST_FRAMES: usize = 100;
/// What a ping carries; the pong must carry it, too.
const PING: &[u8] = b"runproof";
/// How long saying goodbye may take.
const GOODBYE: Duration = Duration::from_millis(500);
/// The code of a close frame without one.
const NO_CODE: u16 = 1005;

/// Opens a WebSocket, sends a message where one is given, and waits for a sign of life. Boxed, since its future would make that
/// of every question as large as itself.
pub(crate) fn boxed<'a>(
    web: &'a mut Web,
    asked: &'a Request,
    message: Option<&'a str>,
) -> BoxFuture<'a, Box<WebSocket>> {
    async move { Box::new(open(web, asked, message).await) }.boxed()
}

async fn open(web: &mut Web, asked: &Request, message: Option<&str>) -> WebSocket {
    let key = generate_key();
    let began = Tick::now();
    let opened = web.open(&handshake(asked, &key), message.is_some()).await;
    let (exchange, answer) = match opened {
        Opened::Ended(exchange) => (exchange, None),
        Opened::Switched(exchange, answer) => (exchange, Some(answer)),
    };
    let mut seen = WebSocket { exchange, flaw: None, answered: false, first: None, closed: None };
    let Some(answer) = answer else { return seen };
    seen.flaw = seen.exchange.response.as_ref().and_then(|response| flaw(response, &key));
    if seen.flaw.is_some() {
        return seen;
    }
    let deadline = began.after(web.request_limit());
    if let Err(failure) = converse(answer, message, deadline, &mut seen).await {
        seen.exchange.failure = Some(failure);
    }
    seen.exchange.took_ms = began.elapsed_ms();
    seen
}

/// The request with what makes it a handshake; `ws` and `wss` are names of what carries them.
fn handshake(asked: &Request, key: &str) -> Request {
    let mut request = asked.clone();
    for (name, carrier) in [("ws://", "http://"), ("wss://", "https://")] {
        if let Some(rest) = asked.url.strip_prefix(name) {
            request.url = format!("{carrier}{rest}");
        }
    }
    let fixed = [("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13")];
    request.headers.extend(fixed.map(|(name, value)| (name.to_owned(), value.to_owned())));
    request.headers.push(("Sec-WebSocket-Key".to_owned(), key.to_owned()));
    request
}

/// What is wrong with an acceptance.
fn flaw(response: &Response, key: &str) -> Option<String> {
    let says = |name: &str, wanted: &str| response.header(name).any(|value| value.eq_ignore_ascii_case(wanted));
    if !says("upgrade", "websocket") {
        return Some("the answer switches to another protocol than websocket".to_owned());
    }
    let accepted: Vec<&str> = response.header("sec-websocket-accept").collect();
    match accepted.as_slice() {
        [one] if *one == derive_accept_key(key.as_bytes()) => None,
        [one] if STANDARD.decode(one).is_ok_and(|bytes| bytes.len() == 20) => Some(
            "the answer is to another handshake than this one: its Sec-WebSocket-Accept does not fit the key".into(),
        ),
        _ => Some("the answer has no Sec-WebSocket-Accept that could be one".to_owned()),
    }
}

/// Speaks and listens until there is a sign of life, the other side closes, or a bound is reached.
async fn converse(
    answer: reqwest::Response,
    message: Option<&str>,
    deadline: Tick,
    seen: &mut WebSocket,
) -> Result<(), Failure> {
    let late = || fail(FailureKind::Timeout, "the connection was made, and then there was no sign of life in time");
    let upgraded = timeout(deadline.left(), answer.upgrade()).await.map_err(|_| late())?.map_err(|e| classified(&e))?;
    let config = WebSocketConfig::default().max_message_size(Some(LARGEST)).max_frame_size(Some(LARGEST));
    let mut stream = WebSocketStream::from_raw_socket(upgraded, Role::Client, Some(config)).await;
    let sent = match message {
        Some(text) => Message::text(text),
        None => Message::Ping(Bytes::from_static(PING)),
    };
    timeout(deadline.left(), stream.send(sent)).await.map_err(|_| late())?.map_err(told)?;
    for _ in 0..MOST_FRAMES {
        let frame = timeout(deadline.left(), stream.next()).await.map_err(|_| late())?;
        let frame =
            frame.ok_or_else(|| fail(FailureKind::ClosedEarly, "the connection ended without a close frame"))?;
        if heard(frame.map_err(told)?, message.is_some(), seen) {
            // A server that does not say goodbye has been heard nevertheless.
            drop(timeout(GOODBYE, goodbye(&mut stream)).await);
            return Ok(());
        }
    }
    let words = format!("{MOST_FRAMES} frames came, and no sign that anybody listens");
    Err(fail(FailureKind::EndlessBody, &words))
}

/// Takes a frame; whether it is what was waited for.
fn heard(frame: Message, waits_for_message: bool, seen: &mut WebSocket) -> bool {
    let (bytes, is_text) = match frame {
        Message::Text(text) => (Bytes::from(text), true),
        Message::Binary(bytes) => (bytes, false),
        Message::Pong(bytes) => {
            seen.answered |= !waits_for_message && bytes.as_ref() == PING;
            return seen.answered;
        }
        Message::Close(frame) => {
            let frame = frame.map(|frame| (u16::from(frame.code), frame.reason.to_string()));
            let (code, reason) = frame.unwrap_or((NO_CODE, String::new()));
            seen.closed = Some(Closing { code, reason });
            return true;
        }
        Message::Ping(_) | Message::Frame(_) => return false,
    };
    if seen.first.is_none() {
        seen.first = Some(body::whole(&bytes, is_text));
    }
    seen.answered |= waits_for_message;
    waits_for_message
}

async fn goodbye(stream: &mut WebSocketStream<Upgraded>) -> Result<(), Error> {
    stream.close(Some(CloseFrame { code: CloseCode::Normal, reason: "looked".into() })).await?;
    while stream.next().await.transpose()?.is_some() {}
    Ok(())
}

fn told(error: Error) -> Failure {
    match error {
        Error::Capacity(why) => fail(FailureKind::EndlessBody, &why.to_string()),
        Error::Io(why) => classified(&why),
        Error::ConnectionClosed
        | Error::AlreadyClosed
        | Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => {
            fail(FailureKind::ClosedEarly, "the connection ended without a close frame")
        }
        other => fail(FailureKind::NotHttp, &other.to_string()),
    }
}

fn fail(kind: FailureKind, detail: &str) -> Failure {
    Failure { kind, detail: detail.to_owned() }
}
