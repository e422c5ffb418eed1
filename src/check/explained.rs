//! What a pack explains: findings that are right as they are, with the reason.
//!
//! `explained.json` in the pack's folder lists `{"code", "at", "why"}`. `at` is a file, `#` and a
//! JSON pointer in it; an element of a list goes by its index or by its id, so that an explanation
//! survives when others are added before it. It explains the findings of the code at that very
//! place. Errors cannot be explained. The file is the author's: it does not go into the packed
//! file.

use super::{Code, Finding, Level};
use crate::pack::error::{PackError, Place};
use crate::pack::json::Document;
use serde::Deserialize;
use std::path::Path;

/// The file of explanations.
const FILE: &str = "explained.json";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Explanation {
    code: String,
    at: String,
    why: String,
}

/// Explains what the pack explains; what explains nothing is a finding of its own.
pub(super) fn explain(folder: &Path, documents: &[Document], findings: &mut Vec<Finding>) {
    // Most packs have nothing to explain.
    let Ok(text) = std::fs::read_to_string(folder.join(FILE)) else {
        return;
    };
    let read = |text: String| -> Result<(Vec<Explanation>, Document), PackError> {
        let document = Document::open(FILE, text)?;
        Ok((document.read()?, document))
    };
    match read(text) {
        Err(error) => findings.push(error.into()),
        Ok((explanations, document)) => {
            for (i, explanation) in explanations.iter().enumerate() {
                if let Err(message) = explanation.apply(documents, findings) {
                    let mut place = Place::file(FILE).at(i);
                    document.locate(&mut place);
                    findings.push(Finding::new(Code::ExplainsNothing, &place, message));
                }
            }
        }
    }
}

impl Explanation {
    fn apply(&self, documents: &[Document], findings: &mut [Finding]) -> Result<(), String> {
        let Some(code) = Code::named(&self.code) else {
            return Err(format!("there is no code {}", self.code));
        };
        if code.level() == Level::Error {
            return Err(format!("{} is an error: it can only be mended", self.code));
        }
        if self.why.trim().is_empty() {
            return Err("an explanation needs a why".into());
        }
        let (file, pointer) = self.at.split_once('#').unwrap_or((&self.at, ""));
        let mut place = Place::file(file);
        place.pointer = pointer.into();
        for document in documents {
            document.locate(&mut place);
        }
        let mut is_needed = false;
        for finding in findings {
            let found = &finding.place;
            if finding.code == code && found.file == place.file && found.pointer == place.pointer {
                finding.explained = Some(self.why.clone());
                is_needed = true;
            }
        }
        if is_needed {
            Ok(())
        } else {
            Err(format!("there is no {} at {}", self.code, self.at))
        }
    }
}
