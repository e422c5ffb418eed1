//! Rule engines beside one another on the neutral case: ten programmes, a thousand companies.
//!
//! A *set* is one company against all ten programmes. Each engine is held to the expected
//! verdicts before it is timed; a rate is the median of seven samples.
//!
//! Natively, `main` times ours, a hand-written one and datalogic-rs. On wasm32 this is a module
//! for Node.js with ours inside; `node.mjs` times it beside json-logic-engine.

#[cfg(not(target_arch = "wasm32"))]
pub mod hand;
#[path = "../../neutral/mod.rs"]
pub mod neutral;
#[cfg(target_arch = "wasm32")]
mod node;
pub mod ours;
#[cfg(not(target_arch = "wasm32"))]
pub mod rate;
