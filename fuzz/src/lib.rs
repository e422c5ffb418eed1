//! What must hold of whatever a fuzzer makes up: no panic, bounded work, and verdicts that no
//! completion of the answers and no plain interpreter contradicts.
//!
//! Each target is one function of a text. The pack is small and fixed, so that one input takes
//! a fraction of a millisecond: every type of fact, a constraint, a comparison of a sum.

#![forbid(unsafe_code)]

pub mod answers;
pub mod condition;
pub mod row;
mod verdicts;
mod worlds;

use puljetjek::pack::Pack;
use puljetjek::pack::date::Date;
use puljetjek::pack::error::PackError;
use puljetjek::screen::Engine;

/// The pack as its file, with `CONDITION` where the condition of its one requirement stands.
const PACK: &str = include_str!("pack.json");

/// What the requirement asks where the condition is not what is tried.
const CONDITION: &str = r#"{"all": [
    {"fact": "in_denmark", "is": true},
    {"any": [{"fact": "staff", "between": [2, 100]}, {"use": "young"}]},
    {"not": {"fact": "form", "one_of": ["union", "fund"]}},
    {"count": "countries", "except": ["DK"], "at_least": 1},
    {"sum": ["staff", "turnover"], "at_most": 400}]}"#;

/// The engine of the pack with a condition.
fn engine(condition: &str) -> Result<Engine, PackError> {
    Engine::new(Pack::open(&PACK.replace("\"CONDITION\"", condition), "")?)
}

/// The engine of the pack with its own condition.
fn plain() -> Engine {
    engine(CONDITION).expect("the pack is good")
}

fn day() -> Date {
    Date::parse("2012-03-01").expect("a date")
}
