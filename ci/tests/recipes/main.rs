//! The recipes of `docs/recipes`, run with the real tools as `fetch` and `decrypt` procedures are: what was put away comes
//! back byte for byte, and whatever goes wrong ends with the tool's own code and leaves nothing behind.

mod decrypting;
mod fetching;
mod kit;
mod second_server;
