//! Running a plan: workers, attempts, the ledger, stopping.

pub mod announce;
pub mod attempt;
pub mod circumstances;
pub mod conduct;
pub mod control;
pub mod embedded;
pub mod evidence;
pub mod executor;
pub mod journal;
pub mod laboratory;
pub mod live;
pub mod recorder;
pub mod restoring;
pub mod scene;
pub mod scratch;
pub mod stage;
pub mod stop;
pub mod template;
