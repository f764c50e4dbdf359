//! Reading a body, within bounds of time and memory.

use super::failure::classified;
use crate::clock::Tick;
use runproof_core::noun::http::{Body, Failure, FailureKind};
use sha2::{Digest as _, Sha256};
use std::time::Duration;
use tokio::time::timeout;

/// Bytes of a body that are read; what is longer counts as endless.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// Bytes of a body's text that are kept.
const KEPT_TEXT: usize = 256 * 1024;

/// Reads the body to its end or until something is wrong with it; what came so far is returned in either case.
pub(crate) async fn read(response: &mut reqwest::Response, deadline: Tick, limit: Duration) -> (Body, Option<Failure>) {
    let mut bytes = Vec::new();
    let failure = loop {
        match timeout(deadline.left(), response.chunk()).await {
            Err(_) => break Some(late(bytes.len(), limit)),
            Ok(Err(e)) => break Some(classified(&e)),
            Ok(Ok(None)) => break None,
            Ok(Ok(Some(chunk))) => {
                let room = MOST_BYTES - bytes.len();
                bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
                if chunk.len() > room {
                    break Some(endless());
                }
                // A timeout is not looked at while there is always something to read.
                if deadline.left().is_zero() {
                    break Some(late(bytes.len(), limit));
                }
            }
        }
    };
    (body(bytes), failure)
}

/// A message that came as a whole; one that is no text has none.
pub(crate) fn whole(bytes: &[u8], is_text: bool) -> Body {
    let seen = body(bytes.to_vec());
    if is_text { seen } else { Body { text: None, cut: false, ..seen } }
}

fn late(bytes: usize, limit: Duration) -> Failure {
    let detail = format!("the body did not end within {} ms, {bytes} bytes came", limit.as_millis());
    Failure { kind: FailureKind::Timeout, detail }
}

fn endless() -> Failure {
    Failure { kind: FailureKind::EndlessBody, detail: format!("the body is longer than {MOST_BYTES} bytes") }
}

fn body(bytes: Vec<u8>) -> Body {
    let sha256 = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
    let length = bytes.len() as u64;
    let mut text = String::from_utf8(bytes).ok();
    let cut = text.as_mut().is_some_and(shortened);
    Body { bytes: length, sha256, text, cut }
}

/// Cuts a text to what is kept, between characters; says whether something was left out.
fn shortened(text: &mut String) -> bool {
    if text.len() <= KEPT_TEXT {
        return false;
    }
    let end = (0..=KEPT_TEXT).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.truncate(end);
    text.shrink_to_fit();
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let cut = body("é".repeat(KEPT_TEXT).into_bytes());
        assert!(cut.cut);
        assert_eq!((cut.bytes, cut.text.unwrap().len()), (2 * KEPT_TEXT as u64, KEPT_TEXT));
        let odd = body(format!("x{}", "é".repeat(KEPT_TEXT)).into_bytes());
        assert_eq!(odd.text.unwrap().len(), KEPT_TEXT - 1);
    }

    #[test]
    fn bytes_that_are_no_text_are_counted_and_digested() {
        let seen = body(vec![0xFF, 0xFE]);
        assert_eq!((seen.bytes, seen.text, seen.cut), (2, None, false));
        assert_eq!(seen.sha256.len(), 64);
        let empty = body(Vec::new());
        assert_eq!(empty.text.as_deref(), Some(""));
        assert!(empty.sha256.starts_with("e3b0c442"));
    }
}
