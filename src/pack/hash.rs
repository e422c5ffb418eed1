//! What a packed file is told apart by.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The SHA-256 of a packed file, in hexadecimal.
pub fn hash(json: &str) -> String {
    Sha256::digest(json.as_bytes())
        .iter()
        .fold(String::new(), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}
