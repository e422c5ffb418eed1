//! Rows of a CSV file.

#![no_main]

libfuzzer_sys::fuzz_target!(|rows: &[u8]| puljetjek_fuzz::row::holds(rows));
