//! The pack's cases: answers with the verdicts that they must give.

use crate::case::Case;
use crate::pack::Pack;
use crate::pack::date::Date;
use crate::pack::error::{Fault, PackError, Place};
use crate::pack::json::{Document, Json, Value};
use crate::screen::{CriterionState, Engine, Verdict};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// A case of a pack: one company's answers, and what must come of them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackCase {
    /// What it shows, as a sentence.
    pub name: String,
    /// The day.
    pub as_of: Date,
    answers: Json,
    #[serde(default)]
    attested: Option<Json>,
    /// By programme.
    pub expect: BTreeMap<String, Expected>,
}

/// What must come of a case for one programme.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The verdict: of the named route, else of the programme.
    pub verdict: Verdict,
    /// The route that is meant, else the best one.
    #[serde(default)]
    pub route: Option<String>,
    /// Exactly the criteria that fail on that route.
    #[serde(default)]
    pub because: Option<Vec<String>>,
}

/// A case with its place in the pack's folder.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The case.
    pub case: PackCase,
    /// The file and the pointer.
    pub place: Place,
}

impl PackCase {
    /// The answers with the attestations.
    ///
    /// # Errors
    /// An answer that does not suit its fact.
    pub fn case(&self, pack: &Pack, place: &Place) -> Result<Case, PackError> {
        let answers = match (&self.answers.value, &self.attested) {
            (Value::Object(entries), Some(attested)) => {
                let attested = ("attested".into(), attested.clone());
                let all = entries.iter().cloned().chain([attested]);
                Value::from_iter(all).into()
            }
            _ => self.answers.clone(),
        };
        Case::from_json(pack, &answers, place)
    }
}

/// Reads all cases of a pack's folder.
///
/// # Errors
/// A file that cannot be read or is not of its form.
pub fn read(pack: &Path) -> Result<Vec<Placed>, PackError> {
    let unreadable = |path: &Path, error: std::io::Error| {
        Fault::Unreadable(error.to_string()).at(&Place::file(path.display().to_string()))
    };
    let folder = pack.join("cases");
    let entries = std::fs::read_dir(&folder).map_err(|error| unreadable(&folder, error))?;
    let mut files = Vec::new();
    for entry in entries {
        files.push(entry.map_err(|error| unreadable(&folder, error))?.path());
    }
    files.sort();
    let mut all = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let file = ["cases/", &name.unwrap_or_default()].concat();
        let document = Document::open(&file, text)?;
        let cases: Vec<PackCase> = document.read()?;
        all.extend(cases.into_iter().enumerate().map(|(i, case)| {
            let error = Fault::Form(String::new()).at(&Place::file(&file).at(i));
            Placed {
                case,
                place: document.locate(error).place,
            }
        }));
    }
    Ok(all)
}

/// What of a case does not hold, a sentence each.
///
/// # Errors
/// Answers that do not suit their facts or one another.
pub fn failures(engine: &Engine, placed: &Placed) -> Result<Vec<String>, PackError> {
    let Placed { case, place } = placed;
    let screening = engine.screen(&case.case(&engine.pack, place)?, case.as_of)?;
    let mut failures = Vec::new();
    for (id, expected) in &case.expect {
        let found = screening
            .programmes
            .iter()
            .find(|one| engine.pack.programmes[one.programme].id == *id)
            .ok_or_else(|| {
                let known = engine
                    .pack
                    .programmes
                    .iter()
                    .map(|programme| programme.id.as_str());
                Fault::unknown("programme", id, known).at(&place.at("expect"))
            })?;
        let edition = &engine.pack.programmes[found.programme].editions[found.edition];
        let route = match &expected.route {
            None => found.best,
            Some(route) => edition.routes.iter().position(|one| one.id == *route),
        };
        let Some(route) = route else {
            failures.push(format!("{id}: edition {} has no such route", edition.id));
            continue;
        };
        let result = &found.routes[route];
        // A route is never "through"; a programme is, where its best way leads through others.
        let verdict = match expected.route {
            Some(_) if expected.verdict != Verdict::Through => result.verdict,
            _ => found.verdict,
        };
        if verdict != expected.verdict {
            let (wanted, found) = (expected.verdict.key(), verdict.key());
            let route = &edition.routes[route].id;
            failures.push(format!("{id} ({route}): expected {wanted}, found {found}"));
        }
        if let Some(because) = &expected.because {
            let criteria = edition
                .criteria
                .iter()
                .chain(&edition.routes[route].criteria);
            let failed = criteria
                .zip(&result.criteria)
                .filter(|(criterion, state)| {
                    let advice =
                        criterion.demand.kind() == crate::pack::programme::CriterionKind::Advice;
                    !advice && matches!(state, CriterionState::Failed | CriterionState::Denied)
                })
                .map(|(criterion, _)| criterion.id.clone());
            let (mut failed, mut wanted): (Vec<String>, _) = (failed.collect(), because.clone());
            failed.sort();
            wanted.sort();
            if failed != wanted {
                failures.push(format!(
                    "{id}: expected {wanted:?} to fail, found {failed:?}"
                ));
            }
        }
    }
    Ok(failures)
}
