//! Ours as a module for Node.js, with the companies inside.

use crate::ours::{Answers, Ours};
use std::hint::black_box;
use wasm_bindgen::prelude::wasm_bindgen;

/// The neutral case in the module.
#[wasm_bindgen]
pub struct Bench(Ours);

#[wasm_bindgen]
impl Bench {
    /// Reads the case and holds the verdicts to those expected.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Bench {
        let mut ours = Ours::new(Answers::All);
        ours.check(Answers::All);
        Bench(ours)
    }

    /// Screens all companies once.
    pub fn round(&mut self) {
        self.0.round(|_, verdicts| {
            black_box(verdicts);
        });
    }
}
