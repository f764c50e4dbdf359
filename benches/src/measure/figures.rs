//! Medians, ranges, ratios, and how they are written.

use super::process::Cost;
use std::time::Duration;

/// The figures of several runs of the same thing.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    costs: Vec<Cost>,
}

impl Figures {
    /// Adds a run.
    pub fn add(&mut self, cost: Cost) {
        self.costs.push(cost);
    }

    /// The median of the wall times, in seconds.
    #[must_use]
    pub fn wall(&self) -> f64 {
        median(self.walls())
    }

    /// The median of the processor times, in seconds.
    #[must_use]
    pub fn cpu(&self) -> f64 {
        median(self.costs.iter().map(|c| c.cpu.as_secs_f64()).collect())
    }

    /// The median of the peaks of resident memory, in KiB.
    #[must_use]
    pub fn peak_kib(&self) -> f64 {
        median(self.costs.iter().map(|c| f64::from(u32::try_from(c.peak_kib).unwrap_or(u32::MAX))).collect())
    }

    /// The shortest and the longest wall time, in seconds.
    #[must_use]
    pub fn range(&self) -> (f64, f64) {
        let walls = self.walls();
        (walls.iter().copied().fold(f64::INFINITY, f64::min), walls.iter().copied().fold(0.0, f64::max))
    }

    /// Wall times run by run, in seconds.
    #[must_use]
    pub fn walls(&self) -> Vec<f64> {
        self.costs.iter().map(|c| c.wall.as_secs_f64()).collect()
    }
}

/// The median; of an even number the mean of the two in the middle; 0 of none.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    match (values.len() % 2, values.get(half)) {
        (1, Some(middle)) => *middle,
        (_, Some(upper)) => f64::midpoint(values[half - 1], *upper),
        _ => 0.0,
    }
}

/// Seconds as milliseconds.
#[must_use]
pub fn ms(seconds: f64) -> String {
    let ms = seconds * 1_000.0;
    if ms < 100.0 { format!("{ms:.1} ms") } else { format!("{ms:.0} ms") }
}

/// KiB as MiB.
#[must_use]
pub fn mib(kib: f64) -> String {
    format!("{:.1} MiB", kib / 1_024.0)
}

/// A ratio with two digits; 0 of nothing.
#[must_use]
pub fn ratio(product: f64, peer: f64) -> String {
    format!("{:.2}", if peer > 0.0 { product / peer } else { 0.0 })
}

/// Seconds for so many scenarios, as microseconds for each.
#[must_use]
pub fn per_scenario_us(seconds: f64, scenarios: u32) -> String {
    format!("{:.0} us", Duration::from_secs_f64(seconds.max(0.0)).as_secs_f64() * 1e6 / f64::from(scenarios.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians() {
        assert!((median(vec![3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
        assert!((median(vec![4.0, 1.0, 2.0, 3.0]) - 2.5).abs() < f64::EPSILON);
        assert!(median(vec![]).abs() < f64::EPSILON);
    }

    #[test]
    fn words() {
        assert_eq!((ms(0.0123), ms(1.5), mib(51_200.0)), ("12.3 ms".into(), "1500 ms".into(), "50.0 MiB".into()));
        assert_eq!((ratio(3.0, 2.0), ratio(1.0, 0.0)), ("1.50".into(), "0.00".into()));
        assert_eq!(per_scenario_us(0.5, 10_000), "50 us");
    }
}
