//! Systems that pretend to be well, or do not play by the rules: each is red, in bounded time and memory.

mod answers;
mod certificates;
mod lied;
mod without_database;
