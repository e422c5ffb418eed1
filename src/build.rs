//! A pack as it is handed out: read from its folder and compiled, with what need be found only
//! once written into the one file.

use crate::pack::error::PackError;
use crate::pack::worth::{Asked, KEY, WorthAtFirst};
use crate::pack::{folder, hash};
use crate::screen::{Engine, Planner};
use std::path::Path;

/// A pack that was built.
#[derive(Debug)]
pub struct Built {
    /// The engine of the pack.
    pub engine: Engine,
    /// The one file: canonical (keys sorted) and minified. The pack's hash is its SHA-256.
    pub json: String,
}

/// Builds a pack from its folder.
///
/// # Errors
/// A pack that is not whole, with its place, or one that is too large to be compiled.
pub fn build(folder: &Path) -> Result<Built, PackError> {
    let packed = folder::read(folder)?;
    let mut engine = Engine::new(packed.pack)?;
    engine.pack.worth = Planner::worth_at_first(&engine)?;
    let json = with_worth(packed.json, &engine.pack.worth);
    engine.pack.hash = hash(&json);
    Ok(Built { engine, json })
}

/// The file with what questions are worth at its end, where its key belongs.
fn with_worth(mut json: String, worth: &WorthAtFirst) -> String {
    let list = |items: Vec<String>| ["[", &items.join(","), "]"].concat();
    let programmes = worth.iter().map(|editions| {
        let editions = editions.iter().map(|questions| {
            let triple = |one: &Asked| format!("[{},{},{}]", one.fact, one.decides, one.gain);
            list(questions.iter().map(triple).collect())
        });
        list(editions.collect())
    });
    let worth = list(programmes.collect());
    json.pop();
    json.push_str(&[",\"", KEY, "\":", &worth, "}"].concat());
    json
}
