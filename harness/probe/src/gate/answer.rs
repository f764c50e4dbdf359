//! An answer's body on its way to the browser: passed on as it comes, counted, and written into the book at its end.

use super::book::{Book, Number};
use super::relay::Cut;
use bytes::Bytes;
use http_body_util::Limited;
use hyper::body::{Body, Frame, SizeHint};
use runproof_core::noun::view::Way;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

/// The most bytes of an answer's body.
const MOST_ANSWERED: usize = 64 << 20;
/// So much of a JSON answer is kept.
const EXCERPT: usize = 1024;

/// Counts a body, and closes the entry in the book when it ends in any way.
pub(super) struct Counted {
    body: Limited<reqwest::Body>,
    book: Arc<Book>,
    number: Number,
    way: Way,
    /// Whether the body is readable as it comes.
    plain: bool,
    bytes: u64,
    excerpt: Vec<u8>,
    end: End,
}

/// How a body ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// It did not, so far.
    Not,
    /// Whole.
    Whole,
    /// In the middle.
    Broken,
}

impl Counted {
    /// Around a body that comes; `plain` is whether it can be read without being decoded.
    pub(super) fn new(body: reqwest::Body, book: &Arc<Book>, number: Number, way: Way, plain: bool) -> Self {
        let (body, book) = (Limited::new(body, MOST_ANSWERED), Arc::clone(book));
        Self { body, book, number, way, plain, bytes: 0, excerpt: Vec::new(), end: End::Not }
    }

    fn count(&mut self, data: &Bytes) {
        self.bytes += data.len() as u64;
        let room = EXCERPT.saturating_sub(self.excerpt.len()).min(data.len());
        self.excerpt.extend_from_slice(&data[..room]);
    }
}

impl Body for Counted {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        match &frame {
            Some(Ok(frame)) => frame.data_ref().into_iter().for_each(|data| self.count(data)),
            Some(Err(_)) => self.end = End::Broken,
            None => self.end = End::Whole,
        }
        Poll::Ready(frame.map(|frame| frame.map_err(|_| Cut)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        // Who knows the length does not ask whether there is more.
        let whole = self.end == End::Whole || self.end == End::Not && self.body.is_end_stream();
        let (bytes, way, broken) = (self.bytes, self.way, self.end == End::Broken);
        let text = self.plain.then(|| String::from_utf8_lossy(&self.excerpt).into_owned());
        self.book.change(self.number, |e| {
            (e.bytes, e.way) = (bytes, way);
            if !whole {
                e.way = Way::Failed;
                e.why = match broken {
                    true => format!("the answer broke off after {bytes} bytes"),
                    false => format!("its answer had not ended after {bytes} bytes, when the page stopped waiting"),
                };
            }
            if let Some(text) = text.filter(|_| e.media == "application/json" || e.media.ends_with("+json")) {
                e.excerpt = text;
            }
        });
    }
}
