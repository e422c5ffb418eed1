//! The engine for JavaScript: what the package in `npm/` is made of.
//!
//! JSON goes in and out as text. `npm/index.js` makes values of it, and says what they are.

use crate::pack::error::{Fault, PackError, Place};
use crate::pack::json::Document;
use crate::pack::{Pack, date::Date, hash};
use crate::screen::Engine;
use serde::Deserialize;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(raw_module = "./error.js")]
extern "C" {
    /// An error with its place.
    pub type PuljetjekError;

    #[wasm_bindgen(constructor)]
    fn new(
        message: &str,
        file: &str,
        pointer: &str,
        line: Option<usize>,
        column: Option<usize>,
    ) -> PuljetjekError;
}

impl From<PackError> for PuljetjekError {
    fn from(error: PackError) -> PuljetjekError {
        let place = &error.place;
        let (file, pointer) = (&place.file, &place.pointer);
        PuljetjekError::new(&error.to_string(), file, pointer, place.line, place.column)
    }
}

/// How to screen.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    as_of: Date,
    language: String,
}

/// A pack that is ready to screen.
#[wasm_bindgen]
pub struct Screener(Engine);

#[wasm_bindgen]
impl Screener {
    /// Opens a pack and compiles it.
    ///
    /// # Errors
    /// A pack that is not whole, or too large.
    #[wasm_bindgen(constructor)]
    pub fn new(pack: &str) -> Result<Screener, PuljetjekError> {
        // Should the engine break, its words are thrown: all else is a trap that says nothing.
        std::panic::set_hook(Box::new(|info| wasm_bindgen::throw_str(&info.to_string())));
        let pack = Pack::open(pack, &hash(pack))?;
        Ok(Screener(Engine::new(pack)?))
    }

    /// Screens answers: the result of `puljetjek screen --format json`.
    ///
    /// # Errors
    /// Answers or options that are wrong, with the pointer into them.
    pub fn screen(&self, answers: &str, options: &str) -> Result<String, PuljetjekError> {
        let options = Document::open("options", options)?;
        let Options { as_of, language } = options.read().map_err(unplaced)?;
        let languages = &self.0.pack.head.languages;
        if !languages.contains(&language) {
            let expected = ["one of ", &languages.join(", ")].concat();
            let found = ["\"", &language, "\""].concat();
            let place = Place::file("options").at("language");
            return Err(Fault::Unsuited { expected, found }.at(&place).into());
        }
        let answers = Document::open("answers", answers)?;
        let place = Place::file("answers");
        let screened = self.0.screened(&answers.json, &place, as_of)?;
        Ok(screened.json(&language))
    }
}

/// Without line and column: what stood in a value of JavaScript is found by its pointer.
fn unplaced(mut error: PackError) -> PackError {
    (error.place.line, error.place.column) = (None, None);
    error
}
