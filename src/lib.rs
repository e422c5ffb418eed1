//! Puljetjek: which innovation programmes can this company use, why, and whom should it talk to?
//!
//! The map of the house:
//! - [`pack`]: the rule pack as types; reading it, its sentences
//! - [`diagram`]: the decision diagram; knows nothing of programmes
//! - [`case`]: a client's answers
//! - [`handover`]: what a company takes along: deadline, contact, mail, a QR code
//! - [`kept`]: a case as it is kept: in a file, in a link, on a device
//! - [`screen`]: what is asked of the diagram: verdicts, reasons, what is missing, contacts
//! - [`embed`]: what a host asks of the widget, and what it is told
//! - `build`: a pack compiled and written into the one file (native)
//! - `book`: the rules as pages to read (native)
//! - `check`: what is asked of a pack: form, cases, and what can hardly be meant (native)
//! - `batch`: a population from a CSV file, on all cores (native)
//! - `export`: rules in the formats of others (native)
//! - `cli`: the command (native)
//! - `app`, `host`: the page, and the only place that touches the browser around it (wasm,
//!   with the feature `page`)
//! - `javascript`: the engine for JavaScript (wasm, with the feature `javascript`)

#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub mod app;
#[cfg(not(target_arch = "wasm32"))]
pub mod batch;
#[cfg(not(target_arch = "wasm32"))]
pub mod book;
#[cfg(not(target_arch = "wasm32"))]
pub mod build;
pub mod case;
#[cfg(not(target_arch = "wasm32"))]
pub mod check;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod diagram;
pub mod embed;
#[cfg(not(target_arch = "wasm32"))]
pub mod export;
pub mod handover;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub mod host;
#[cfg(all(target_arch = "wasm32", feature = "javascript"))]
pub mod javascript;
pub mod kept;
pub mod pack;
pub mod screen;
