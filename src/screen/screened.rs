//! Answers as they were written, screened to the result that is handed out: what the command and
//! the package for JavaScript do alike.

use super::{Engine, Plan, Planner, Scope, Screening};
use crate::case::Case;
use crate::pack::date::Date;
use crate::pack::error::{PackError, Place};
use crate::pack::json::Json;

/// Answers that were screened.
#[derive(Debug)]
pub struct Screened<'a> {
    engine: &'a Engine,
    /// What came of it.
    pub screening: Screening,
    /// What to ask next: for the goals of the case, or for all programmes where nothing else is
    /// open.
    pub plan: Plan,
}

impl Engine {
    /// Screens answers that stand at a place, as of a day.
    ///
    /// # Errors
    /// Answers that do not suit their facts or one another; the place is the pointer.
    pub fn screened(
        &self,
        answers: &Json,
        place: &Place,
        as_of: Date,
    ) -> Result<Screened<'_>, PackError> {
        let case = Case::from_json(&self.pack, answers, place)?;
        let mut screening = self.screen(&case, as_of).map_err(|error| PackError {
            place: place.clone(),
            ..error
        })?;
        let plan = plan(self, &case, &mut screening);
        Ok(Screened {
            engine: self,
            screening,
            plan,
        })
    }
}

impl Screened<'_> {
    /// The result as JSON in words of a language, with a new line at its end.
    pub fn json(&self, language: &str) -> String {
        let report = self.engine.report(&self.screening, &self.plan, language);
        // Nothing in a report refuses to be written.
        let mut json = serde_json::to_string_pretty(&report).unwrap_or_default();
        json.push('\n');
        json
    }
}

fn plan(engine: &Engine, case: &Case, screening: &mut Screening) -> Plan {
    let mut planner = Planner::new(engine);
    let all = planner.plan(engine, case, screening, Scope::All, None);
    let goals = planner.plan(engine, case, screening, Scope::Goals, None);
    if goals.questions.is_empty() {
        all
    } else {
        goals
    }
}
