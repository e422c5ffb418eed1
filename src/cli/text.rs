//! A screening as text for a terminal: lines that fit it, in colours.

use crate::screen::Verdict;
use crate::screen::summary::{Line, Weight};
use anstyle::{AnsiColor, Style};
use std::fmt::Write;

const WIDTH: usize = 92;

/// The lines, wrapped and styled.
pub fn text(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        let first = " ".repeat(line.indent);
        // Text after a symbol hangs under its first word.
        let hangs = line.text.chars().nth(1) == Some(' ');
        let rest = " ".repeat(line.indent + if hangs { 2 } else { 0 });
        let options = textwrap::Options::new(WIDTH)
            .initial_indent(&first)
            .subsequent_indent(&rest);
        let style = style(line.weight);
        for line in textwrap::wrap(&line.text, options) {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{style}{line}{style:#}");
        }
    }
    text
}

fn style(weight: Weight) -> Style {
    match weight {
        Weight::Plain => Style::new(),
        Weight::Bold => Style::new().bold(),
        Weight::Faint => Style::new().dimmed(),
        Weight::Group(verdict) => colour(verdict).bold(),
    }
}

fn colour(verdict: Verdict) -> Style {
    let colour = match verdict {
        Verdict::Eligible => AnsiColor::Green,
        Verdict::Confirm | Verdict::Through => AnsiColor::Cyan,
        Verdict::Open => AnsiColor::Yellow,
        Verdict::Ineligible => AnsiColor::Red,
    };
    colour.on_default()
}
