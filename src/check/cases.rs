//! The pack's cases: answers with the verdicts that they must give.

use super::{Code, Finding, Subject, schema};
use crate::case::Case;
use crate::pack::Pack;
use crate::pack::date::Date;
use crate::pack::error::{Fault, PackError, Place};
use crate::pack::json::{Document, Json, Value};
use crate::pack::programme::{CriterionKind, Edition};
use crate::screen::{CriterionState, Engine, Verdict};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// A case of a pack: one company's answers, and what must come of them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PackCase {
    /// What it shows, as a sentence.
    pub name: String,
    /// The day.
    pub as_of: Date,
    /// What the company answers.
    #[schemars(with = "schema::Answers")]
    answers: Json,
    /// What it attests, by `programme/route/criterion`.
    #[serde(default)]
    #[schemars(with = "Option<schema::Attested>")]
    attested: Option<Json>,
    /// By programme.
    pub expect: BTreeMap<String, Expected>,
}

/// What must come of a case for one programme.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
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

/// The cases of a pack's folder as they were read.
#[derive(Debug, Default)]
pub struct Reading {
    /// The cases.
    pub cases: Vec<Placed>,
    /// What is wrong with the form of their files.
    pub errors: Vec<PackError>,
    /// The files that could be read.
    pub documents: Vec<Document>,
}

/// Reads all cases of a pack's folder.
///
/// # Errors
/// A file that cannot be read or is not of its form.
pub fn read(pack: &Path) -> Result<Vec<Placed>, PackError> {
    let reading = read_all(pack);
    match reading.errors.into_iter().next() {
        Some(error) => Err(error),
        None => Ok(reading.cases),
    }
}

/// Reads all cases of a pack's folder without stopping at the first error. A pack may have none.
pub fn read_all(pack: &Path) -> Reading {
    let mut reading = Reading::default();
    let folder = pack.join("cases");
    let unreadable = |path: &Path, error: std::io::Error| {
        Fault::Unreadable(error.to_string()).at(&Place::file(path.display().to_string()))
    };
    let entries = std::fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let entries = match entries {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => {
            reading.errors.push(unreadable(&folder, error));
            Vec::new()
        }
    };
    let mut files: Vec<_> = entries.iter().map(std::fs::DirEntry::path).collect();
    files.sort();
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let file = ["cases/", &name].concat();
        let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, error));
        match text.and_then(|text| Document::open(&file, text)) {
            Ok(document) => reading.add(&file, document),
            Err(error) => reading.errors.push(error),
        }
    }
    reading
}

impl Reading {
    fn add(&mut self, file: &str, document: Document) {
        match document.read::<Vec<PackCase>>() {
            Ok(cases) => self
                .cases
                .extend(cases.into_iter().enumerate().map(|(i, case)| {
                    let mut place = Place::file(file).at(i);
                    document.locate(&mut place);
                    Placed { case, place }
                })),
            Err(error) => self.errors.push(error),
        }
        self.documents.push(document);
    }
}

/// The cases that do not hold.
pub(super) fn findings(subject: &Subject) -> Vec<Finding> {
    let mut findings = Vec::new();
    for placed in subject.cases {
        let name = |what: String| format!("case \"{}\": {what}", placed.case.name);
        match failures(subject.engine, placed) {
            Ok(failures) => findings.extend(failures.into_iter().map(|failure| {
                let place = placed.place.at("expect").at(&failure.programme);
                Finding::new(Code::CaseFails, &place, name(failure.to_string()))
            })),
            Err(mut error) => {
                // Answers that contradict one another are of the case, not of a file of answers.
                if let Fault::Contradiction { .. } = error.fault {
                    error.place = placed.place.at("answers");
                }
                let message = name(error.fault.to_string());
                findings.push(Finding {
                    message,
                    ..error.into()
                });
            }
        }
    }
    findings
}

/// What of a case does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{programme}{what}")]
pub struct Failure {
    /// The programme that it does not hold for.
    pub programme: String,
    /// What was expected, and what was found.
    pub what: String,
}

/// All that does not hold of a case.
///
/// # Errors
/// Answers that do not suit their facts or one another.
pub fn failures(engine: &Engine, placed: &Placed) -> Result<Vec<Failure>, PackError> {
    let Placed { case, place } = placed;
    let answers = case.case(&engine.pack, &place.at("answers"))?;
    let screening = engine.screen(&answers, case.as_of)?;
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
                Fault::unknown("programme", id, known).at(&place.at("expect").at(id))
            })?;
        let routes = found.routes.iter();
        let found = Found {
            edition: &engine.pack.programmes[found.programme].editions[found.edition],
            verdict: found.verdict,
            best: found.best,
            routes: routes.map(|one| (one.verdict, &one.criteria)).collect(),
        };
        failures.extend(expected.misses(&found).into_iter().map(|what| Failure {
            programme: id.clone(),
            what,
        }));
    }
    Ok(failures)
}

/// What was found for a programme, as far as a case can expect it.
pub(super) struct Found<'a> {
    pub edition: &'a Edition,
    pub verdict: Verdict,
    /// The route that gives it.
    pub best: Option<usize>,
    /// By route: its verdict, and each criterion, those of the edition first.
    pub routes: Vec<(Verdict, &'a Vec<CriterionState>)>,
}

impl Expected {
    /// What of it was not found.
    pub(super) fn misses(&self, found: &Found) -> Vec<String> {
        let edition = found.edition;
        let chosen = match &self.route {
            None => found.best,
            Some(route) => edition.routes.iter().position(|one| one.id == *route),
        };
        let Some(chosen) = chosen else {
            return vec![format!(": edition {} has no such route", edition.id)];
        };
        let route = &edition.routes[chosen];
        let (of_route, criteria) = found.routes[chosen];
        // A route is never "through"; a programme is, where its best way leads through others.
        let verdict = match self.route {
            Some(_) if self.verdict != Verdict::Through => of_route,
            _ => found.verdict,
        };
        let mut misses = Vec::new();
        if verdict != self.verdict {
            let (wanted, found) = (self.verdict.key(), verdict.key());
            let route = &route.id;
            misses.push(format!(" ({route}): expected {wanted}, found {found}"));
        }
        if let Some(because) = &self.because {
            let all = edition.criteria.iter().chain(&route.criteria);
            let failed = all.zip(criteria).filter(|(criterion, state)| {
                let is_advice = criterion.demand.kind() == CriterionKind::Advice;
                !is_advice && matches!(state, CriterionState::Failed | CriterionState::Denied)
            });
            let mut failed: Vec<&String> = failed.map(|(criterion, _)| &criterion.id).collect();
            let mut wanted: Vec<&String> = because.iter().collect();
            failed.sort();
            wanted.sort();
            if failed != wanted {
                misses.push(format!(": expected {wanted:?} to fail, found {failed:?}"));
            }
        }
        misses
    }
}
