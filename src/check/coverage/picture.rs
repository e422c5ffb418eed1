//! The programmes by goal, size, region and year as a picture: a field a goal and year, in it a
//! row a size and a column a region.

use super::{Coverage, Offers};
use maud::{Markup, html};

/// Pixels of a square, between two fields, of the goals' names, and of a line of text.
const SQUARE: usize = 7;
const GAP: usize = 6;
const NAMES: usize = 190;
const LINE: usize = 24;
/// Pixels of an entry of the legend.
const LEGEND: usize = 160;

/// The shades, with what they stand for.
const SHADES: [(&str, &str); 5] = [
    ("none", "no programme"),
    ("through", "through others only"),
    ("one", "one"),
    ("two", "two"),
    ("more", "three or more"),
];

const STYLE: &str = "text{font:13px system-ui,sans-serif;fill:#222}\
.sheet{fill:#fff}.none{fill:#c8452f}.through{fill:#e9c46a}.one{fill:#b7dccb}.two{fill:#5aa383}.more{fill:#1f6a4d}";

/// The picture, as SVG.
pub fn picture(coverage: &Coverage) -> String {
    let years: Vec<i32> = coverage.years.clone().collect();
    let (across, down) = (
        coverage.regions.len() * SQUARE,
        coverage.sizes.len() * SQUARE,
    );
    let left = |year: usize| NAMES + year * (across + GAP);
    let top = |goal: usize| 2 * LINE + goal * (down + GAP);
    let (wide, high) = (
        left(years.len()).max(NAMES + SHADES.len() * LEGEND),
        top(coverage.goals.len()) + 2 * LINE,
    );
    let (all, gaps) = coverage.gaps();
    let name = format!(
        "Programmes by goal, size, region and year: {gaps} of {all} combinations have none"
    );
    let drawn: Markup = html! {
        svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label=(name)
            width=(wide) height=(high) viewBox=(format!("0 0 {wide} {high}")) {
            title { (name) }
            style { (STYLE) }
            rect.sheet width=(wide) height=(high) {}
            @for (place, (shade, words)) in SHADES.iter().enumerate() {
                rect class=(shade) x=(NAMES + place * LEGEND) y="6" width="12" height="12" {}
                text x=(NAMES + place * LEGEND + 18) y="17" { (words) }
            }
            @for (y, year) in years.iter().enumerate() {
                text x=(left(y)) y=(2 * LINE - 6) { (year) }
            }
            @for (g, goal) in coverage.goals.iter().enumerate() {
                text x="8" y=(top(g) + down / 2 + 4) { (goal) }
            }
            @for (shade, squares) in SHADES.iter().zip(squares(coverage, left, top)) {
                path class=(shade.0) d=(squares) {}
            }
            text x="8" y=(high - LINE - 8) {
                "In each field a row a size: " (coverage.sizes.join(", ")) " employees;"
            }
            text x="8" y=(high - 8) { "a column a region: " (coverage.regions.join(", ")) "." }
        }
    };
    drawn.into_string() + "\n"
}

/// The squares of each shade, as one path.
fn squares(
    coverage: &Coverage,
    left: impl Fn(usize) -> usize,
    top: impl Fn(usize) -> usize,
) -> [String; SHADES.len()] {
    let mut paths: [String; SHADES.len()] = Default::default();
    for g in 0..coverage.goals.len() {
        for (y, year) in coverage.years.clone().enumerate() {
            for s in 0..coverage.sizes.len() {
                for r in 0..coverage.regions.len() {
                    let (x, y) = (left(y) + r * SQUARE, top(g) + s * SQUARE);
                    let path = &mut paths[shade(coverage.offers(g, s, r, year))];
                    path.push_str(&format!("M{x} {y}h{SQUARE}v{SQUARE}h-{SQUARE}z"));
                }
            }
        }
    }
    paths
}

/// The place of a shade.
fn shade(offers: Offers) -> usize {
    match offers {
        Offers { own: 0, through: 0 } => 0,
        Offers { own: 0, .. } => 1,
        Offers { own, .. } => (own + 1).min(SHADES.len() - 1),
    }
}
