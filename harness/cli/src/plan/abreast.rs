//! The same work on many things, on every processor, with the results in order.

use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

/// Results that a thread may be ahead of whoever takes them.
const AHEAD: usize = 4;

/// Does `work` on all things and hands the results to `take`, in the order of the things.
///
/// The nth of several threads takes every nth thing, so that few results wait for their turn.
pub fn in_order<T: Sync, R: Send>(things: &[T], work: impl Fn(&T) -> R + Sync, mut take: impl FnMut(R)) {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(things.len());
    if threads < 2 {
        return things.iter().map(work).for_each(take);
    }
    thread::scope(|scope| {
        let work = &work;
        let start = |first: usize| {
            let (done, results) = sync_channel(AHEAD);
            scope.spawn(move || things.iter().skip(first).step_by(threads).try_for_each(|t| done.send(work(t))));
            results
        };
        let results: Vec<Receiver<R>> = (0..threads).map(start).collect();
        // A thread that panicked has closed its end; the scope hands its panic on.
        (0..things.len()).map_while(|n| results[n % threads].recv().ok()).for_each(&mut take);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_things() {
        for most in [0, 1, 2, 7, 1_000_u64] {
            let things: Vec<u64> = (0..most).collect();
            let mut taken = Vec::new();
            in_order(&things, |n| (0..(n % 13) * 100).fold(*n, |a, b| a.wrapping_add(b) ^ b ^ b), |r| taken.push(r));
            let expected: Vec<u64> = things.iter().map(|n| (0..(n % 13) * 100).fold(*n, u64::wrapping_add)).collect();
            assert_eq!(taken, expected);
        }
    }

    #[test]
    fn a_panic_is_handed_on() {
        let work = |n: &u32| assert_ne!(*n, 5, "five");
        assert!(std::panic::catch_unwind(|| in_order(&[1, 2, 3, 4, 5, 6, 7], work, drop)).is_err());
    }
}
