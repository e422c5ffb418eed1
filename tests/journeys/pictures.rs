//! Pictures of key states beside those that were accepted before, so that a change that nobody
//! wanted is seen. `cargo xtask shots` compares them, `cargo xtask shots --accept` takes the new
//! ones for good.
//!
//! They are kept at half their size and with few colours: how a letter's edge is smoothed does not
//! matter then, and all of them together stay small. Of a long page the beginning is kept: what
//! follows is more of the same. Another machine has other fonts, so this is
//! for the machine that took them, and no part of `cargo xtask test`.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::{self, FilterType as Scaling};
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage};
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// The states that are kept, as `shots` names them.
const STATES: [&str; 9] = [
    "start-1280-da-light",
    "start-1280-en-light",
    "partner_countries-320-da-light",
    "error-1280-da-light",
    "result-1280-da-light",
    "result-1280-da-dark",
    "unfolded-768-en-light",
    "print-1280-da-light",
    "chosen-1280-da-forced",
];

/// Rows that are kept.
const ROWS: u32 = 1000;
/// Two shades of a colour that is kept are so far apart, of 255.
const STEP: u8 = 17;
/// A pixel differs where one of its colours is further apart than this, of 255.
const PIXEL: u8 = 40;
/// A picture differs where more pixels than this share do.
const SHARE: f64 = 0.002;

/// The pictures that were accepted.
fn accepted(state: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys/pictures");
    folder.join(format!("{state}.png"))
}

/// Takes the pictures in a folder for good.
pub fn accept(taken: &Path) {
    for state in STATES {
        write(
            &accepted(state),
            &small(&taken.join(format!("{state}.png"))),
        );
    }
}

/// What differs in the pictures of a folder, a line a state.
pub fn differences(taken: &Path) -> Vec<String> {
    let found = STATES.map(|state| {
        let now = small(&taken.join(format!("{state}.png")));
        let Ok(before) = image::open(accepted(state)) else {
            return Some(format!("{state}: no picture was accepted yet"));
        };
        let (share, marked) = compare(&before.to_rgb8(), &now);
        if share <= SHARE {
            return None;
        }
        let beside = taken.join(format!("{state}.difference.png"));
        write(&beside, &marked);
        Some(format!(
            "{state}: {:.2} % of the pixels differ, see {}",
            share * 100.0,
            beside.display()
        ))
    });
    found.into_iter().flatten().collect()
}

/// A picture as it is kept.
fn small(path: &Path) -> RgbImage {
    let picture = image::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let (width, height) = (picture.width() / 2, picture.height() / 2);
    let small = imageops::resize(&picture.to_rgb8(), width, height, Scaling::Triangle);
    let mut small = imageops::crop_imm(&small, 0, 0, width, height.min(ROWS)).to_image();
    for Rgb(colours) in small.pixels_mut() {
        *colours = colours.map(|colour| colour.saturating_add(STEP / 2) / STEP * STEP);
    }
    small
}

fn write(path: &Path, picture: &RgbImage) {
    let file = BufWriter::new(File::create(path).expect("a file"));
    let encoder = PngEncoder::new_with_quality(file, CompressionType::Best, FilterType::NoFilter);
    let (width, height) = picture.dimensions();
    encoder
        .write_image(picture, width, height, ExtendedColorType::Rgb8)
        .expect("written");
}

/// The share of pixels that differ, and the two pictures beside each other and beside what differs.
/// Where one is larger, what it has more differs.
fn compare(before: &RgbImage, now: &RgbImage) -> (f64, RgbImage) {
    let width = before.width().max(now.width());
    let height = before.height().max(now.height());
    let mut marked = RgbImage::from_pixel(width * 3, height, Rgb([255; 3]));
    imageops::replace(&mut marked, before, 0, 0);
    imageops::replace(&mut marked, now, width.into(), 0);
    let mut count = 0_u32;
    for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
        let same = match (before.get_pixel_checked(x, y), now.get_pixel_checked(x, y)) {
            (Some(Rgb(before)), Some(Rgb(now))) => {
                let mut parts = before.iter().zip(now);
                parts.all(|(before, now)| before.abs_diff(*now) <= PIXEL)
            }
            _ => false,
        };
        if !same {
            count += 1;
            marked.put_pixel(width * 2 + x, y, Rgb([200, 0, 0]));
        }
    }
    (f64::from(count) / f64::from(width * height), marked)
}

#[test]
fn a_picture_differs_where_many_pixels_do_or_its_size_does() {
    let white = RgbImage::from_pixel(100, 100, Rgb([255; 3]));
    let mut spotted = white.clone();
    for x in 0..20 {
        spotted.put_pixel(x, 0, Rgb([0; 3]));
    }
    let longer = RgbImage::from_pixel(100, 101, Rgb([255; 3]));
    let tinted = RgbImage::from_pixel(100, 100, Rgb([250; 3]));
    assert_eq!(compare(&white, &tinted).0, 0.0);
    assert_eq!(compare(&white, &spotted).0, 0.002);
    assert!(compare(&white, &longer).0 > SHARE);
}
