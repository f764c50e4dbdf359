//! Measuring processes and saying figures.

mod clock;
mod figures;
mod machine;
mod pairs;
mod process;

pub use clock::{Watch, today};
pub use figures::{Figures, mib, ms, per_scenario_us, ratio};
pub use machine::machine;
pub use pairs::{Pairs, in_turn, repeated};
pub use process::{Cost, high_water, run};
