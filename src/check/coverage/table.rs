//! The programmes by goal, size, region and year as tables, in Markdown.

use super::{Coverage, Offers};
use std::fmt::Write;

/// A table a goal, its years beside one another. Regions that are alike share a row.
pub fn table(coverage: &Coverage) -> String {
    let (all, gaps) = coverage.gaps();
    let (first, last) = (coverage.years.start(), coverage.years.end());
    let mut page = format!(
        "# Programmes by goal, size and region, {first} to {last}\n\n\
        How many programmes a company can use in a year, open call or not; `(1)`: only others can \
        apply for it; `-`: none. {gaps} of {all} combinations have none.\n"
    );
    let years: Vec<String> = coverage
        .years
        .clone()
        .map(|year| year.to_string())
        .collect();
    for (g, goal) in coverage.goals.iter().enumerate() {
        let years = years.join(" | ");
        let rule = "---|".repeat(coverage.years.clone().count());
        // Text is written to a string without fail.
        let _ = writeln!(
            page,
            "\n## {goal}\n\n| employees | region | {years} |\n|---|---|{rule}"
        );
        for (s, size) in coverage.sizes.iter().enumerate() {
            for (regions, cells) in rows(coverage, g, s) {
                let _ = writeln!(page, "| {size} | {regions} | {} |", cells.join(" | "));
            }
        }
    }
    page
}

/// The rows of a goal and a size: regions, and a cell a year.
fn rows(coverage: &Coverage, goal: usize, size: usize) -> Vec<(String, Vec<String>)> {
    let mut rows: Vec<(Vec<&str>, Vec<String>)> = Vec::new();
    for (r, region) in coverage.regions.iter().enumerate() {
        let years = coverage.years.clone();
        let cells: Vec<_> = years
            .map(|year| cell(coverage.offers(goal, size, r, year)))
            .collect();
        match rows.iter_mut().find(|(_, found)| *found == cells) {
            Some((regions, _)) => regions.push(region),
            None => rows.push((vec![region], cells)),
        }
    }
    let named = rows.into_iter().map(|(regions, cells)| {
        let all = regions.len() == coverage.regions.len();
        (
            if all {
                "all".into()
            } else {
                regions.join(", ")
            },
            cells,
        )
    });
    named.collect()
}

fn cell(offers: Offers) -> String {
    match offers {
        Offers { own: 0, through: 0 } => "-".into(),
        Offers { own: 0, through } => format!("({through})"),
        Offers { own, .. } => own.to_string(),
    }
}
