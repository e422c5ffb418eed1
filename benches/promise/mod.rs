//! Promises, in a line each.

/// Says whether a promise is kept, in the words that `cargo xtask bench` collects.
pub fn promise(promise: &str, found: &str, kept: bool) -> bool {
    let verdict = if kept { "kept" } else { "not kept" };
    println!("promise | {promise} | {found} | {verdict}");
    kept
}
