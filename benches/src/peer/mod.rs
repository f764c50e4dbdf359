//! What the product is measured against, and parts of the product that have no command of their own yet.

mod features;
mod requests;
mod restores;

pub use features::run as run_features;
pub use requests::send as send_requests;
pub use restores::{read, restore};
