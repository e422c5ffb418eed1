//! What a pack explains: findings that are right as they are, with the reason.
//!
//! `explained.json` in the pack's folder lists `{"code", "at", "why"}`. `at` is a file, `#` and a
//! JSON pointer in it, or a list of such places; an element of a list goes by its index or by its
//! id, so that an explanation survives when others are added before it. It explains the findings
//! of the code at those very places. Errors cannot be explained. The file is the author's: it does not go into the packed
//! file.

use super::{Code, Finding, Level};
use crate::pack::error::{PackError, Place};
use crate::pack::json::Document;
use schemars::JsonSchema;
use serde::Deserialize;
use std::path::Path;

/// The file of explanations.
const FILE: &str = "explained.json";

/// A finding that is right as it is, with the reason.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Explanation {
    /// The code of the finding, such as `P040`; see `docs/findings.md`.
    code: String,
    /// Where the finding is: file, `#` and JSON pointer.
    at: At,
    /// Why it is right as it is.
    why: String,
}

/// One place or several.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
enum At {
    One(String),
    Several(Vec<String>),
}

/// Explains what the pack explains; what explains nothing is a finding of its own. Codes that were
/// not sought are left alone.
pub(super) fn explain(
    folder: &Path,
    documents: &[Document],
    findings: &mut Vec<Finding>,
    is_sought: impl Fn(Code) -> bool,
) {
    match read(folder) {
        Err(error) => findings.push(error.into()),
        Ok(None) => {}
        Ok(Some((explanations, document))) => {
            for (i, explanation) in explanations.iter().enumerate() {
                let mut place = Place::file(FILE).at(i);
                document.locate(&mut place);
                let wrong = explanation.apply(documents, findings, &is_sought);
                let wrong = wrong.into_iter();
                findings
                    .extend(wrong.map(|what| Finding::new(Code::ExplainsNothing, &place, what)));
            }
        }
    }
}

/// The reasons that a pack gives for the findings of a code, by their places.
///
/// # Errors
/// Explanations that are not of their form.
pub(super) fn reasons(
    folder: &Path,
    documents: &[Document],
    code: Code,
) -> Result<Vec<(Place, String)>, PackError> {
    let explanations = read(folder)?.map_or(Vec::new(), |(explanations, _)| explanations);
    let of_code = explanations.iter().filter(|one| one.code == code.name());
    let placed = of_code.flat_map(|one| {
        let places = one.at.places().iter().map(|at| placed(at, documents));
        places.map(|place| (place, one.why.clone()))
    });
    Ok(placed.collect())
}

/// The explanations with their file; most packs have nothing to explain.
fn read(folder: &Path) -> Result<Option<(Vec<Explanation>, Document)>, PackError> {
    let Ok(text) = std::fs::read_to_string(folder.join(FILE)) else {
        return Ok(None);
    };
    let document = Document::open(FILE, text)?;
    Ok(Some((document.read()?, document)))
}

impl At {
    fn places(&self) -> &[String] {
        match self {
            At::One(place) => std::slice::from_ref(place),
            At::Several(places) => places,
        }
    }
}

impl Explanation {
    /// Explains what it can; what is wrong with it.
    fn apply(
        &self,
        documents: &[Document],
        findings: &mut [Finding],
        is_sought: impl Fn(Code) -> bool,
    ) -> Vec<String> {
        let Some(code) = Code::named(&self.code) else {
            return vec![format!("there is no code {}", self.code)];
        };
        if code.level() == Level::Error {
            return vec![format!("{} is an error: it can only be mended", self.code)];
        }
        if self.why.trim().is_empty() {
            return vec!["an explanation needs a why".into()];
        }
        let mut wrong = Vec::new();
        for at in self.at.places() {
            let place = placed(at, documents);
            let mut is_needed = false;
            for finding in findings.iter_mut() {
                let found = &finding.place;
                let is_there = found.file == place.file && found.pointer == place.pointer;
                if finding.code == code && is_there {
                    finding.explained = Some(self.why.clone());
                    is_needed = true;
                }
            }
            if !is_needed && is_sought(code) {
                wrong.push(format!("there is no {} at {at}", self.code));
            }
        }
        wrong
    }
}

/// The place that is written as file, `#` and pointer.
fn placed(at: &str, documents: &[Document]) -> Place {
    let (file, pointer) = at.split_once('#').unwrap_or((at, ""));
    let mut place = Place::file(file);
    place.pointer = pointer.into();
    for document in documents {
        document.locate(&mut place);
    }
    place
}
