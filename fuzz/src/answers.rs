//! Answers: read, written out again, screened, planned and reported.

use crate::{plain, verdicts};
use puljetjek::case::Case;
use puljetjek::pack::error::Place;
use puljetjek::pack::json::Json;
use puljetjek::screen::{Engine, Planner, Scope};
use std::cell::RefCell;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(plain);

thread_local! {
    /// One for all inputs, as the page has one for all answers of a user.
    static PLANNER: RefCell<Planner> = Planner::new(&ENGINE).into();
}

/// Tries a text as an answers file.
pub fn holds(text: &str) {
    let Ok(json) = Json::read(text) else {
        return;
    };
    let read = |json: &Json| Case::from_json(&ENGINE.pack, json, &Place::file("answers"));
    let case = match read(&json) {
        Ok(case) => case,
        Err(error) => return assert_eq!(error.place.file, "answers", "{error}"),
    };
    let written = Json::read(&case.to_json().to_string()).expect("JSON");
    assert_eq!(read(&written).expect("answers that were taken"), case);
    verdicts::is_kept(&ENGINE, &case);
    if let Some(mut screening) = verdicts::screened(&ENGINE, &case) {
        let plan = PLANNER.with_borrow_mut(|planner| {
            planner.plan(&ENGINE, &case, &mut screening, Scope::All, None)
        });
        let report = serde_json::to_string(&ENGINE.report(&screening, &plan, "da"));
        Json::read(&report.expect("a report")).expect("a report that can be read");
    }
}
