//! A condition, and answers in the lines after it: read, settled, compiled, screened.

use crate::worlds::world;
use crate::{engine, verdicts};
use puljetjek::case::Case;
use puljetjek::pack::error::Place;
use puljetjek::pack::json::Json;
use puljetjek::screen::ROUTE_BUDGET;

/// Functions that the pack has: the route's, its criterion's and the constraint's.
const FUNCTIONS: usize = 3;

/// Tries the first line of a text as the requirement's condition, and each further one as
/// answers to it.
pub fn holds(text: &str) {
    let mut lines = text.lines();
    // What is no JSON by itself must not become some inside the pack.
    let Some(Ok(condition)) = lines.next().map(Json::read) else {
        return;
    };
    let engine = match engine(&condition.value.to_string()) {
        Ok(engine) => engine,
        Err(error) => {
            let place = &error.place;
            assert!(
                !place.file.is_empty() || !place.pointer.is_empty(),
                "{error}"
            );
            return;
        }
    };
    assert!(engine.node_count() <= FUNCTIONS * ROUTE_BUDGET);
    verdicts::is_kept(&engine, &Case::default());
    // Halves of companies, which leave the other half open.
    for number in 0..2 {
        let mut half = world(&engine.pack, number);
        for fact in engine.pack.facts.iter().skip(number).step_by(2) {
            half.set(&fact.id, None);
        }
        verdicts::is_kept(&engine, &half);
    }
    for answers in lines.take(2) {
        if let Ok(json) = Json::read(answers)
            && let Ok(case) = Case::from_json(&engine.pack, &json, &Place::file("answers"))
        {
            verdicts::is_kept(&engine, &case);
        }
    }
}
