//! What a QR code says, read back by a decoder that shares nothing with what wrote it.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use puljetjek::handover::{Code, code};

/// How many pixels a square has in the picture that is decoded.
const SCALE: i32 = 4;

/// Draws the path as a browser does: each step of it is a rectangle.
fn drawn(code: &Code) -> Vec<bool> {
    let mut dark = vec![false; (code.size * code.size) as usize];
    for step in code.path.split_terminator('z') {
        let number = |text: &str| text.parse::<i32>().expect("a number");
        let step = step.strip_prefix('M').expect("a step");
        let (x, rest) = step.split_once(' ').expect("a place");
        let (y, rest) = rest.split_once('h').expect("a line");
        let (width, back) = rest.split_once("v1H").expect("a way back");
        assert_eq!(x, back);
        for x in number(x)..number(x) + number(width) {
            dark[(number(y) * code.size + x) as usize] = true;
        }
    }
    dark
}

fn read(code: &Code) -> String {
    let (dark, side) = (drawn(code), (code.size * SCALE) as usize);
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| {
        let (x, y) = (x as i32 / SCALE, y as i32 / SCALE);
        if dark[(y * code.size + x) as usize] {
            0
        } else {
            255
        }
    });
    let grids = picture.detect_grids();
    assert_eq!(grids.len(), 1, "one code");
    grids[0].decode().expect("a code that can be read").1
}

#[test]
fn a_code_says_the_link() {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut random = fastrand::Rng::with_seed(7);
    for length in [0, 1, 20, 100, 300, 500, 700, 1000, 1500, 2000, 2500, 2900] {
        for _ in 0..3 {
            let letters = (0..length).map(|_| char::from(LETTERS[random.usize(..LETTERS.len())]));
            let letters: String = letters.collect();
            let link = format!("https://example.org/puljetjek/?lang=da#case={letters}");
            let code = code(&link).expect("a code");
            assert_eq!(read(&code), link);
        }
    }
}

#[test]
fn a_link_that_is_too_long_has_no_code() {
    assert!(code(&"a".repeat(2953)).is_some());
    assert_eq!(code(&"a".repeat(2954)), None);
}
