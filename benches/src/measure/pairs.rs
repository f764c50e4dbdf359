//! Runs in turn: product, peer, product, peer. Whatever else the machine does then falls on both.

use super::figures::{Figures, median};
use super::process::Cost;
use crate::error::BenchError;

/// Product and peer, run in turn.
#[derive(Clone, Debug, Default)]
pub struct Pairs {
    /// The product.
    pub product: Figures,
    /// The peer.
    pub peer: Figures,
}

impl Pairs {
    /// The median of the ratios of wall time, pair by pair: product over peer.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        median(self.ratios())
    }

    /// The ratios of wall time, pair by pair: product over peer.
    #[must_use]
    pub fn ratios(&self) -> Vec<f64> {
        let walls = self.product.walls().into_iter().zip(self.peer.walls());
        walls.filter(|(_, peer)| *peer > 0.0).map(|(product, peer)| product / peer).collect()
    }
}

/// Runs product and peer in turn, after one run of each that does not count.
///
/// # Errors
/// When a run fails.
pub fn in_turn(
    pairs: usize,
    mut product: impl FnMut() -> Result<Cost, BenchError>,
    mut peer: impl FnMut() -> Result<Cost, BenchError>,
) -> Result<Pairs, BenchError> {
    product()?;
    peer()?;
    let mut figures = Pairs::default();
    for _ in 0..pairs.max(1) {
        figures.product.add(product()?);
        figures.peer.add(peer()?);
    }
    Ok(figures)
}

/// Runs one thing several times, after one run that does not count.
///
/// # Errors
/// When a run fails.
pub fn repeated(times: usize, mut run: impl FnMut() -> Result<Cost, BenchError>) -> Result<Figures, BenchError> {
    run()?;
    let mut figures = Figures::default();
    for _ in 0..times.max(1) {
        figures.add(run()?);
    }
    Ok(figures)
}
