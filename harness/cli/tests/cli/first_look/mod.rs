//! `init --from`: what is proposed after a look at a running system, and what the proposals are worth.

mod canned;
mod desk;
mod said;
mod stacks;
