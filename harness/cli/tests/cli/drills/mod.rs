//! Drills: how they end, what they leave behind, and what is no drill.

mod ends;
mod receipts;
mod refused;
mod somebodys;
