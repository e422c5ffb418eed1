//! What is asked of a pack: whether it is whole, whether its cases hold, and what in its rules
//! can hardly be meant.
//!
//! [`check`] reads a pack's folder and gives its [`Finding`]s, each with a stable [`Code`] and a
//! place. What the rules mean is asked of the engine's diagrams; what they should mean, nobody
//! here knows. Native only; no clock: the day is an argument.

pub mod cases;
mod contacts;
pub mod coverage;
mod diff;
mod evidence;
mod explained;
mod finding;
mod freshness;
mod logic;
pub mod made_up;
mod mutate;
mod rules;
pub mod schema;
mod sentences;
mod sources;
mod texts;
mod thresholds;
mod time;
mod unused;

pub use diff::{Difference, Effect, diff};
pub use evidence::evidence;
pub use finding::{Code, Finding, Level};
pub use freshness::freshness;

use crate::pack::date::Date;
use crate::pack::folder;
use crate::pack::json::Document;
use crate::screen::Engine;
use cases::Placed;
use std::path::Path;

/// What a check goes by.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day for which sources may be too old and contacts missing.
    pub as_of: Date,
    /// Months after which a source should be read again.
    pub source_age: u32,
    /// Which rules are changed to see whether a case notices.
    pub mutate: Mutate,
}

/// Which rules are changed, one small change at a time, to see whether a case notices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mutate {
    /// None.
    #[default]
    Nothing,
    /// Those in the file of a programme.
    Programme(String),
    /// All that a case can see.
    All,
}

/// All that was found in a pack.
#[derive(Debug)]
pub struct Report {
    /// The findings, by file and line.
    pub findings: Vec<Finding>,
    /// How many cases were run.
    pub cases: usize,
    /// How many changes of the rules were tried on them; none where that was not asked for, or
    /// where a case does not hold.
    pub mutants: Option<usize>,
}

impl Report {
    /// How many findings are of a level.
    pub fn count(&self, level: Level) -> usize {
        let findings = self.findings.iter();
        findings.filter(|finding| finding.level() == level).count()
    }
}

/// A whole pack with its cases, as the groups of findings look at it.
struct Subject<'a> {
    engine: &'a Engine,
    cases: &'a [Placed],
    /// Whether all cases could be read.
    has_all_cases: bool,
    documents: &'a [Document],
    options: &'a Options,
}

/// Checks a pack's folder: first whether it is whole, then its cases and its rules.
pub fn check(folder: &Path, options: &Options) -> Report {
    let reading = folder::read_all(folder);
    let mut documents = reading.documents;
    let cases = cases::read_all(folder);
    documents.extend(cases.documents);
    let has_all_cases = cases.errors.is_empty();
    let mut findings: Vec<Finding> = cases.errors.into_iter().map(Finding::from).collect();
    let mut mutants = None;
    match reading.packed {
        Err(errors) => {
            let all = std::iter::once(errors.first).chain(errors.others);
            findings.extend(all.map(Finding::from));
        }
        Ok(packed) => match Engine::new(packed.pack) {
            Err(error) => findings.push(error.into()),
            Ok(engine) => {
                let subject = Subject {
                    engine: &engine,
                    cases: &cases.cases,
                    has_all_cases,
                    documents: &documents,
                    options,
                };
                findings.extend(of_whole(&subject));
                if has_all_cases && !findings.iter().any(Finding::is_of_a_case) {
                    mutants = mutate::findings(&subject).map(|(tried, unnoticed)| {
                        findings.extend(unnoticed);
                        tried
                    });
                }
            }
        },
    }
    locate(folder, &documents, &mut findings);
    let is_sought = |code| code != Code::Unnoticed || options.mutate == Mutate::All;
    explained::explain(folder, &documents, &mut findings, is_sought);
    sort(&mut findings);
    Report {
        findings,
        cases: cases.cases.len(),
        mutants,
    }
}

/// What can only be asked of a pack that is whole.
fn of_whole(subject: &Subject) -> Vec<Finding> {
    let groups = [
        logic::findings,
        time::findings,
        contacts::findings,
        sources::findings,
        sentences::findings,
        texts::findings,
        unused::findings,
    ];
    let mut findings = cases::findings(subject);
    // What no case touches can only be said where each case says something.
    let is_refused = |finding: &Finding| finding.code != Code::CaseFails;
    if subject.has_all_cases && !findings.iter().any(is_refused) {
        findings.extend(thresholds::findings(subject));
    }
    findings.extend(groups.iter().flat_map(|group| group(subject)));
    findings
}

/// Gives each finding its line.
fn locate(folder: &Path, documents: &[Document], findings: &mut [Finding]) {
    for finding in findings {
        for document in documents {
            document.locate(&mut finding.place);
        }
        // A file that cannot be read goes by its path; all others by theirs in the folder.
        if let Ok(inside) = Path::new(&finding.place.file).strip_prefix(folder) {
            finding.place.file = inside.to_string_lossy().into_owned();
        }
    }
}

/// By file and line.
fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let order = |one: &Finding| {
            let place = &one.place;
            (place.file.clone(), place.line, place.column, one.code)
        };
        order(a).cmp(&order(b))
    });
}
