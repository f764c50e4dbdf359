//! The network half of the probes against real servers on loopback, well-behaved and not.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what these functions need is what is tested"
)]

mod authority;
mod bounds;
mod certificates;
mod contract;
mod exchanges;
mod failures;
mod leaks;
mod names;
mod pages;
mod redirects;
mod servers;
mod subjects;
mod websockets;
