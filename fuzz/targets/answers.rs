//! Answers as JSON text.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| puljetjek_fuzz::answers::holds(text));
