//! Looks from outside: again and again, at the same distance, counted.

use super::{Fact, World};
use crate::phrase::Phrase;
use crate::row::Row;
use crate::table;
use runproof_core::noun::drill::Recovery;
use runproof_core::verdict::Verdict;
use runproof_probe::clock::Tick;
use runproof_probe::wait::Polling;
use std::time::Duration;

/// Distance between the beginnings of two looks.
const EVERY: Duration = Duration::from_millis(500);
/// The most that the first look after a fault takes from the operator's time.
const GLANCE: Duration = Duration::from_secs(2);

/// What is looked at, and what must be seen: sentences as in a scenario.
#[derive(Clone, Debug, Default)]
pub(super) struct Steady {
    lines: Vec<(usize, Phrase)>,
}

impl Steady {
    pub(super) fn of(lines: &[(usize, Phrase)]) -> Self {
        Self { lines: lines.to_vec() }
    }

    /// The same with further sentences.
    pub(super) fn and(&self, further: &[(usize, Phrase)]) -> Self {
        Self { lines: [self.lines.as_slice(), further].concat() }
    }

    pub(super) fn sentences(&self) -> impl Iterator<Item = (&'static Row, &Phrase)> {
        self.lines.iter().filter_map(|(number, phrase)| Some((table::rows().get(*number)?, phrase)))
    }
}

/// The eye outside.
#[derive(Debug)]
pub(super) struct Watch {
    steady: Steady,
    /// Somebody else with the same client: what is seen out there is no part of the scenario.
    outside: Box<World>,
    clock: Option<Tick>,
    looks: u32,
    bad: u32,
    /// First and last bad look, in milliseconds on the clock.
    outage: Option<(u64, u64)>,
    last_bad: String,
    in_a_row: u32,
    back_ms: Option<u64>,
}

impl Watch {
    pub(super) fn of(steady: &Steady, outside: World) -> Self {
        let outside = Box::new(outside);
        let (steady, clock) = (steady.clone(), None);
        let (outage, last_bad, back_ms) = (None, String::new(), None);
        Self { steady, outside, clock, looks: 0, bad: 0, outage, last_bad, in_a_row: 0, back_ms }
    }

    pub(super) fn start(&mut self, clock: Tick) {
        self.clock = Some(clock);
    }

    /// Looks once, before anything is done about a fault; a look that hangs is not waited for.
    pub(super) async fn glance(&mut self) {
        let steady = self.steady.clone();
        let waiting = async { Polling::new(GLANCE, Tick::now().after(GLANCE * 2)).again().await };
        let (looking, waiting) = (std::pin::pin!(self.look(&steady)), std::pin::pin!(waiting));
        futures::future::select(looking, waiting).await;
    }

    /// Does something while looking.
    pub(super) async fn during<T>(&mut self, act: impl Future<Output = T>) -> T {
        let steady = self.steady.clone();
        let far = Tick::now().after(Duration::from_secs(86_400));
        let looking = async {
            let mut pace = Polling::new(EVERY, far);
            loop {
                self.look(&steady).await;
                pace.again().await;
            }
        };
        let (act, looking) = (std::pin::pin!(act), std::pin::pin!(looking));
        match futures::future::select(act, looking).await {
            futures::future::Either::Left((done, _)) => done,
            futures::future::Either::Right((never, _)) => never,
        }
    }

    /// Looks until so many looks in a row are good, or the time is over.
    pub(super) async fn until(&mut self, wanted: &Steady, in_a_row: u32, deadline: Tick) {
        self.in_a_row = 0;
        let mut pace = Polling::new(EVERY, deadline);
        loop {
            self.look(wanted).await;
            if self.in_a_row >= in_a_row {
                self.back_ms = self.clock.map(Tick::elapsed_ms);
                return;
            }
            if !pace.again().await {
                return;
            }
        }
    }

    async fn look(&mut self, wanted: &Steady) {
        let at = self.clock.map(Tick::elapsed_ms).unwrap_or_default();
        let seen = self.bad_thing(wanted).await;
        self.looks = self.looks.saturating_add(1);
        let Some(bad) = seen else {
            self.in_a_row += 1;
            return;
        };
        self.bad = self.bad.saturating_add(1);
        let now = self.clock.map(Tick::elapsed_ms).unwrap_or_default();
        self.outage = Some((self.outage.map_or(at, |(first, _)| first), now));
        self.in_a_row = 0;
        self.last_bad = bad;
    }

    /// The first thing that is not as wanted, in words.
    async fn bad_thing(&mut self, wanted: &Steady) -> Option<String> {
        for (row, phrase) in wanted.sentences() {
            let outcome = Box::pin(self.outside.carry_out(row, phrase, None)).await;
            let facts = std::mem::take(&mut self.outside.facts);
            let judged = facts.into_iter().find_map(|fact| match fact {
                Fact::Checked { judgement, .. } if judgement.verdict != Verdict::Passed => Some(judgement),
                _ => None,
            });
            match (outcome, judged) {
                (_, Some(bad)) => {
                    return Some(format!("the last look from outside expected {}, saw {}", bad.expected, bad.actual));
                }
                (Err(stop), None) => return Some(stop.to_string()),
                (Ok(_), None) => {}
            }
        }
        None
    }

    /// Looks and bad looks since the last call.
    pub(super) fn counted(&mut self) -> (u32, u32) {
        (std::mem::take(&mut self.looks), std::mem::take(&mut self.bad))
    }

    /// Writes down what was seen.
    pub(super) fn tell(&self, recovery: &mut Recovery) {
        recovery.took_ms = self.back_ms;
        recovery.in_a_row = self.in_a_row;
        recovery.last_bad.clone_from(&self.last_bad);
        recovery.outage_ms = self.outage.map_or(0, |(first, last)| last.saturating_sub(first));
    }
}
