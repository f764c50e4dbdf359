//! The book of the gate: every request of a session and what came of it.

use crate::clock::Tick;
use runproof_core::noun::view::{PageExchange, Way};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Exchanges that are kept: the last of a session.
const MOST: usize = 300;

/// An answer that takes longer than this is one that stays open on purpose, such as a stream of events.
const PATIENCE: Duration = Duration::from_secs(2);

/// What went through a gate.
#[derive(Debug)]
pub(crate) struct Book {
    began: Tick,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    entries: Vec<Entry>,
    next: Number,
    dropped: u64,
    last: Option<Tick>,
}

#[derive(Debug)]
struct Entry {
    number: Number,
    began: Tick,
    exchange: PageExchange,
}

/// The number of an entry, counted from 0 in a session.
pub(super) type Number = u64;

impl Default for Book {
    fn default() -> Self {
        Self { began: Tick::now(), state: Mutex::default() }
    }
}

impl Book {
    /// A request has arrived.
    pub(super) fn opened(&self, method: &str, url: &str) -> Number {
        let now = Tick::now();
        let exchange = PageExchange {
            method: method.to_owned(),
            url: url.to_owned(),
            at_ms: self.began.elapsed_ms(),
            way: Way::Open,
            ..PageExchange::default()
        };
        let mut state = self.state();
        state.last = Some(now);
        if state.entries.len() == MOST {
            // What was kept back decides over verdicts: it goes last.
            let plain = |e: &Entry| !matches!(e.exchange.way, Way::Refused | Way::Foreign | Way::Failed);
            let oldest = state.entries.iter().position(plain).unwrap_or_default();
            state.entries.remove(oldest);
            state.dropped += 1;
        }
        let number = state.next;
        state.next += 1;
        state.entries.push(Entry { number, began: now, exchange });
        number
    }

    /// A request that no page made is taken out again.
    pub(super) fn forget(&self, number: Number) {
        self.state().entries.retain(|e| e.number != number);
    }

    /// Completes an entry, as long as it is kept.
    pub(super) fn change(&self, number: Number, change: impl FnOnce(&mut PageExchange)) {
        let mut state = self.state();
        state.last = Some(Tick::now());
        if let Some(entry) = state.entries.iter_mut().rfind(|e| e.number == number) {
            entry.exchange.took_ms = entry.began.elapsed_ms();
            change(&mut entry.exchange);
        }
    }

    /// The page does not wait for the answer any more, if none has come.
    pub(super) fn given_up(&self, number: Number) {
        let mut state = self.state();
        let awaits = |e: &&mut Entry| e.number == number && e.exchange.way == Way::Open && e.exchange.status.is_none();
        if let Some(entry) = state.entries.iter_mut().rfind(awaits) {
            entry.exchange.took_ms = entry.began.elapsed_ms();
            (entry.exchange.way, entry.exchange.why) = (Way::Failed, "the page did not wait for the answer".into());
        }
    }

    /// The moment in the book's own time: milliseconds since it was begun.
    pub(crate) fn moment(&self) -> u64 {
        self.began.elapsed_ms()
    }

    /// Everything that is kept, and how much is not.
    pub(crate) fn exchanges(&self) -> (Vec<PageExchange>, u64) {
        let state = self.state();
        (state.entries.iter().map(|e| e.exchange.clone()).collect(), state.dropped)
    }

    /// Whether nothing has moved for so long, and no answer is awaited but those that stay open on purpose.
    pub(crate) fn quiet_for(&self, span: Duration) -> bool {
        let state = self.state();
        let awaited = state.entries.iter().any(|e| e.exchange.way == Way::Open && e.began.elapsed() < PATIENCE);
        !awaited && state.last.is_none_or(|last| last.elapsed() >= span)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_entries_are_kept_and_the_others_counted() {
        let book = Book::default();
        let numbers: Vec<Number> = (0..MOST + 2).map(|n| book.opened("GET", &format!("http://a/{n}"))).collect();
        book.change(numbers[0], |_| panic!("it is not kept"));
        book.change(numbers[MOST + 1], |e| e.status = Some(200));
        let (kept, dropped) = book.exchanges();
        assert_eq!((kept.len(), dropped), (MOST, 2));
        assert_eq!((kept[0].url.as_str(), kept[MOST - 1].status), ("http://a/2", Some(200)));
        assert!(!book.quiet_for(Duration::ZERO));
    }

    #[test]
    fn what_was_kept_back_outlasts_what_went_through() {
        let book = Book::default();
        let refused = book.opened("POST", "http://a/write");
        book.change(refused, |e| e.way = Way::Refused);
        (0..2 * MOST).for_each(|n| {
            let number = book.opened("GET", &format!("http://a/{n}"));
            book.change(number, |e| e.way = Way::Through);
        });
        let (kept, dropped) = book.exchanges();
        assert_eq!((kept.len(), dropped), (MOST, MOST as u64 + 1));
        assert_eq!((kept[0].url.as_str(), kept[0].way), ("http://a/write", Way::Refused));
    }

    #[test]
    fn an_answer_that_nobody_waits_for_is_not_awaited() {
        let book = Book::default();
        let (left, streams) = (book.opened("GET", "http://a/slow"), book.opened("GET", "http://a/events"));
        book.change(streams, |e| e.status = Some(200));
        book.given_up(left);
        book.given_up(streams);
        let ways: Vec<Way> = book.exchanges().0.iter().map(|e| e.way).collect();
        assert_eq!(ways, [Way::Failed, Way::Open]);
    }
}
