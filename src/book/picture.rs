//! A drawing as a picture: a box a question, a line in it an answer, a curve to where it leads.
//!
//! Answers that end it carry ✓ or ✗ instead of a curve: most of them fail, and curves to one
//! place would cover the rest. Colours come from the page's style sheet.

use crate::screen::{Drawing, Goes, Point};
use maud::{Markup, html};

/// Pixels of a box, of the way between two steps, and of a line of text.
const BOX: usize = 250;
const WAY: usize = 70;
const LINE: usize = 22;
/// Pixels between two boxes of a step.
const GAP: usize = 18;
/// Letters that fit into a box beside the mark.
const LETTERS: usize = 29;

/// The picture.
pub fn view(drawing: &Drawing, name: &str) -> Markup {
    let tops: Vec<Vec<usize>> = drawing.steps.iter().map(|step| tops(step)).collect();
    let height = |(step, tops): (&Vec<Point>, &Vec<usize>)| match (step.last(), tops.last()) {
        (Some(last), Some(top)) => top + tall(last),
        _ => 0,
    };
    let high = drawing.steps.iter().zip(&tops).map(height).max();
    let (wide, high) = (drawing.steps.len() * (BOX + WAY), high.unwrap_or(0) + GAP);
    let left = |step: usize| step * (BOX + WAY) + 1;
    html! {
        div.picture tabindex="0" role="group" aria-label=(name) {
            svg role="img" aria-label=(name) width=(wide) height=(high)
                viewBox=(format!("0 0 {wide} {high}")) {
                @for (step, points) in drawing.steps.iter().enumerate() {
                    @for (place, point) in points.iter().enumerate() {
                        @for (line, (_, goes)) in point.answers.iter().enumerate() {
                            @if let Goes::On(to, there) = *goes {
                                path.way d=(curve(
                                    (left(step) + BOX, tops[step][place] + middle(line + 1)),
                                    (left(to), tops[to][there] + middle(0)),
                                )) {}
                            }
                        }
                    }
                }
                @for (step, points) in drawing.steps.iter().enumerate() {
                    @for (place, point) in points.iter().enumerate() {
                        (point_at(point, left(step), tops[step][place]))
                    }
                }
            }
        }
    }
}

fn point_at(point: &Point, left: usize, top: usize) -> Markup {
    let row = |line: usize| top + line * LINE + LINE - 6;
    html! {
        g {
            rect x=(left) y=(top) width=(BOX) height=(tall(point)) rx="6" {}
            (words(&point.title, left, row(0), "asked"))
            @for (line, (answer, goes)) in point.answers.iter().enumerate() {
                (words(answer, left, row(line + 1), "answer"))
                @let (mark, class) = match goes {
                    Goes::Met => ("✓", "met"),
                    Goes::Failed => ("✗", "failed"),
                    Goes::On(..) => ("→", "on"),
                };
                text class=(class) x=(left + BOX - 20) y=(row(line + 1)) { (mark) }
            }
        }
    }
}

/// Words that fit; all of them when one points there.
fn words(words: &str, left: usize, base: usize, class: &str) -> Markup {
    let mut short: String = words.chars().take(LETTERS).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    html! {
        text class=(class) x=(left + 10) y=(base) {
            @if short != words { title { (words) } }
            (short)
        }
    }
}

fn tops(step: &[Point]) -> Vec<usize> {
    let mut top = 1;
    let tops = step.iter().map(|point| {
        let own = top;
        top += tall(point) + GAP;
        own
    });
    tops.collect()
}

fn tall(point: &Point) -> usize {
    (point.answers.len() + 1) * LINE + 8
}

/// The middle of a line of a box.
fn middle(line: usize) -> usize {
    line * LINE + LINE / 2
}

fn curve((x, y): (usize, usize), (to_x, to_y): (usize, usize)) -> String {
    let bend = WAY / 2;
    format!(
        "M{x} {y} C{} {y} {} {to_y} {to_x} {to_y}",
        x + bend,
        to_x - bend
    )
}
