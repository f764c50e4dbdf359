//! Looks from outside: again and again, at the same distance, counted.

use runproof_core::check::Check;
use runproof_core::noun::drill::Recovery;
use runproof_core::observation::Question;
use runproof_core::verdict::Verdict;
use runproof_probe::ask::Prober;
use runproof_probe::clock::Tick;
use runproof_probe::wait::Polling;
use std::time::Duration;

/// Distance between the beginnings of two looks.
const EVERY: Duration = Duration::from_millis(500);

/// What is looked at, and what must be seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Steady {
    /// Questions with the checks on what they bring.
    pub(super) looks: Vec<(Question, Vec<Check>)>,
}

/// The eye outside.
#[derive(Debug)]
pub(super) struct Watch {
    steady: Steady,
    prober: Prober,
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
    pub(super) fn of(steady: &Steady, prober: Prober) -> Self {
        let (steady, clock) = (steady.clone(), None);
        let (outage, last_bad, back_ms) = (None, String::new(), None);
        Self { steady, prober, clock, looks: 0, bad: 0, outage, last_bad, in_a_row: 0, back_ms }
    }

    pub(super) fn start(&mut self, clock: Tick) {
        self.clock = Some(clock);
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
        for (question, checks) in &wanted.looks {
            let seen = self.prober.ask(question).await;
            let judged = checks.iter().map(|check| check.judge(&seen.observation));
            if let Some(bad) = judged.into_iter().find(|j| j.verdict != Verdict::Passed) {
                return Some(format!("the last look from outside expected {}, saw {}", bad.expected, bad.actual));
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
