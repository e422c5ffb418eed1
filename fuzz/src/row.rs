//! Rows of a CSV file: each gives a row, and the verdicts of the same answers as a case.

use crate::{day, plain};
use puljetjek::batch::Batch;
use puljetjek::case::Case;
use puljetjek::pack::error::{Fault, Place};
use puljetjek::pack::json::Json;
use puljetjek::screen::{Columns, Engine, Population, Verdict};
use serde_json::{Map, Value, json};
use std::num::NonZeroUsize;
use std::sync::LazyLock;

const HEADER: [&str; 9] = [
    "id",
    "in_denmark",
    "crisis",
    "staff",
    "turnover",
    "form",
    "countries",
    "founded",
    "p/r/sworn",
];

static ENGINE: LazyLock<(Engine, Columns)> = LazyLock::new(|| {
    let engine = plain();
    let columns = Columns::new(&engine.pack, &HEADER, &Place::file("clients"));
    (engine, columns.expect("the columns are good"))
});

/// Tries bytes as what follows the header.
pub fn holds(rows: &[u8]) {
    let (engine, columns) = &*ENGINE;
    batch(engine, rows);
    let mut population = Population::new(engine, columns, day());
    for row in String::from_utf8_lossy(rows).lines().take(8) {
        let cells: Vec<&str> = row.split(',').collect();
        let found = population.screen(cells.iter().copied()).map(<[_]>::to_vec);
        // The rows before leave nothing behind.
        let mut fresh = Population::new(engine, columns, day());
        let alone = fresh.screen(cells.iter().copied()).map(<[_]>::to_vec);
        assert_eq!(found, alone, "{row}");
        if let Some(answers) = answers(&cells) {
            let of_row = found.map_err(|error| {
                assert!(
                    matches!(error.fault, Fault::Contradiction { .. }),
                    "{row}: {error}"
                );
            });
            assert_eq!(of_row.ok(), as_case(engine, &answers), "{row}");
        }
    }
}

/// A row comes out for each that goes in, in a file that can be read.
fn batch(engine: &Engine, rows: &[u8]) {
    let clients = [HEADER.join(",").as_bytes(), b"\n", rows].concat();
    let batch = Batch {
        engine,
        as_of: day(),
        threads: NonZeroUsize::MIN,
    };
    let mut out = Vec::new();
    let summary = batch.run(&clients[..], "clients", &mut out, |_| ());
    let summary = summary.expect("rows, however bad, end no batch");
    assert!(summary.errors <= summary.rows);
    let lines = out.iter().filter(|byte| **byte == b'\n').count() as u64;
    assert!(
        lines > summary.rows,
        "{} rows in {lines} lines",
        summary.rows
    );
}

/// The verdicts of answers; none where they contradict one another.
fn as_case(engine: &Engine, answers: &Value) -> Option<Vec<Verdict>> {
    let json = Json::read(&answers.to_string()).expect("JSON");
    let case = Case::from_json(&engine.pack, &json, &Place::file("answers"));
    let case = case.expect("answers that suit, as the cells did");
    let screening = engine.screen(&case, day()).ok()?;
    let verdicts = screening.programmes.iter().map(|one| one.verdict);
    Some(verdicts.collect())
}

/// What plain cells say, as an answers file; none where a cell is not plain.
fn answers(cells: &[&str]) -> Option<Value> {
    if cells.len() != HEADER.len() {
        return None;
    }
    let mut answers = Map::new();
    for (name, cell) in HEADER.iter().zip(cells).skip(1) {
        let value = match (*name, *cell) {
            (_, "" | "unknown") => continue,
            (_, "yes") => json!(true),
            (_, "no") => json!(false),
            ("p/r/sworn", _) => return None,
            ("staff" | "turnover", _) => number(cell, if *name == "staff" { 500 } else { 1000 })?,
            ("form", "aps" | "as" | "union" | "fund") => json!(cell),
            ("countries", _) => {
                let is_known = |one: &&str| ["DK", "SE", "NO", "DE"].contains(one);
                let all: Vec<&str> = cell.split('|').collect();
                all.iter().all(is_known).then(|| json!(all))?
            }
            _ => return None,
        };
        if value.is_boolean() != ["in_denmark", "crisis", "p/r/sworn"].contains(name) {
            return None;
        }
        if *name == "p/r/sworn" {
            answers.insert("attested".into(), json!({ *name: value }));
        } else {
            answers.insert((*name).into(), value);
        }
    }
    Some(answers.into())
}

/// A number or a band of two, plainly written and not above `most`.
fn number(cell: &str, most: u32) -> Option<Value> {
    let value = |text: &str| -> Option<u32> {
        let is_plain = text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        let value = text.parse().ok().filter(|value| *value <= most);
        value.filter(|_| is_plain)
    };
    match cell.split_once('-') {
        Some((from, to)) => {
            let (from, to) = (value(from)?, value(to)?);
            (from <= to).then(|| json!({ "from": from, "to": to }))
        }
        None => value(cell).map(|value| json!(value)),
    }
}
