//! What the product is measured against.

mod features;
mod requests;

pub use features::run as run_features;
pub use requests::send as send_requests;
