//! What can be wrong with a pack, with its place and what was expected.

use std::fmt;

/// Where in a pack something stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file, from the pack's folder.
    pub file: String,
    /// The JSON pointer in that file.
    pub pointer: String,
    /// Line, from 1, where it is known.
    pub line: Option<usize>,
    /// Column, from 1, where it is known.
    pub column: Option<usize>,
}

impl Place {
    /// The beginning of a file.
    pub fn file(file: impl Into<String>) -> Place {
        Place {
            file: file.into(),
            ..Place::default()
        }
    }

    /// A key or an index further in.
    pub fn at(&self, step: impl fmt::Display) -> Place {
        let step = step.to_string().replace('~', "~0").replace('/', "~1");
        Place {
            pointer: [&self.pointer, "/", &step].concat(),
            line: None,
            column: None,
            file: self.file.clone(),
        }
    }
}

impl Place {
    /// Whether it lies in another place, or is it.
    pub fn is_within(&self, other: &Place) -> bool {
        let rest = self.pointer.strip_prefix(&other.pointer);
        self.file == other.file && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        if !self.pointer.is_empty() {
            write!(f, " at {}", self.pointer)?;
        }
        Ok(())
    }
}

/// Something wrong with a pack or with answers: where, what was expected, what was found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {fault}")]
pub struct PackError {
    /// Where.
    pub place: Place,
    /// What.
    pub fault: Fault,
}

/// All that is wrong with a pack: one thing at least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackErrors {
    /// What was found first.
    pub first: PackError,
    /// What was found after it.
    pub others: Vec<PackError>,
}

impl PackErrors {
    /// Refuses what has errors.
    ///
    /// # Errors
    /// These, where there are any.
    pub fn refuse(errors: Vec<PackError>) -> Result<(), PackErrors> {
        let mut errors = errors.into_iter();
        let Some(first) = errors.next() else {
            return Ok(());
        };
        let others = errors.collect();
        Err(PackErrors { first, others })
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The file cannot be read at all.
    #[error("cannot be read ({0}); check that the path is right")]
    Unreadable(String),
    /// Not JSON, or not of the file's form.
    #[error("{0}")]
    Form(String),
    /// The pack is of another format than this program reads.
    #[error("expected pack format {expected}, found {found}; use a newer version of the program")]
    Format {
        /// What this program reads.
        expected: u32,
        /// What the pack says.
        found: u32,
    },
    /// Something is named that does not exist.
    #[error("expected the id of a {kind}, found \"{found}\"{hint}")]
    Unknown {
        /// What kind of thing was meant.
        kind: &'static str,
        /// The id.
        found: String,
        /// ", did you mean ...?" or nothing.
        hint: String,
    },
    /// Two things have the same id.
    #[error("expected a different id for each {kind}, found \"{found}\" twice")]
    Twice {
        /// What kind of thing.
        kind: &'static str,
        /// The id.
        found: String,
    },
    /// A test does not suit its fact.
    #[error("expected {expected}, found {found}")]
    Unsuited {
        /// What would suit.
        expected: String,
        /// What is there.
        found: String,
    },
    /// Two editions hold on one day.
    #[error("expected editions that follow one another, found {0} and {1} both valid on {2}")]
    Overlap(String, String, String),
    /// A text is missing in a language.
    #[error("expected a text in {language}, found none{what}")]
    NoText {
        /// The language.
        language: String,
        /// For what, where the place does not say it.
        what: String,
    },
    /// A condition has more levels or parts than can be settled, definitions that it uses
    /// included.
    #[error(
        "expected a condition of at most {levels} levels and {parts} parts, with the definitions it uses, found more"
    )]
    TooLarge {
        /// Levels that there may be.
        levels: usize,
        /// Parts that there may be.
        parts: usize,
    },
    /// A definition uses itself.
    #[error("expected a definition that ends, found \"{0}\" inside itself")]
    Circular(String),
    /// Answers that cannot all be true.
    #[error("these answers cannot all be true: {}{because}", facts.join(", "))]
    Contradiction {
        /// The smallest set of facts that contradict one another.
        facts: Vec<String>,
        /// The constraint that they break, in words, or nothing.
        because: String,
    },
}

impl Fault {
    /// An unknown id, with the nearest known one as a hint.
    pub fn unknown<'a>(
        kind: &'static str,
        found: &str,
        known: impl Iterator<Item = &'a str>,
    ) -> Fault {
        let nearest = known
            .map(|id| (distance(found, id), id))
            .min()
            .filter(|(distance, _)| *distance <= 2 + found.len() / 4);
        let hint = nearest.map_or(String::new(), |(_, id)| {
            [", did you mean \"", id, "\"?"].concat()
        });
        Fault::Unknown {
            kind,
            found: found.into(),
            hint,
        }
    }

    /// This fault at a place.
    pub fn at(self, place: &Place) -> PackError {
        PackError {
            place: place.clone(),
            fault: self,
        }
    }
}

/// How many single-byte edits lead from one id to another.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let substituted = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_id_is_answered_with_the_nearest_one() {
        let known = ["employees_fte", "turnover_dkk", "region"];
        let fault = Fault::unknown("fact", "employes_fte", known.into_iter());
        assert_eq!(
            fault.to_string(),
            "expected the id of a fact, found \"employes_fte\", did you mean \"employees_fte\"?"
        );
        let fault = Fault::unknown("fact", "wholly_other", known.into_iter());
        assert_eq!(
            fault.to_string(),
            "expected the id of a fact, found \"wholly_other\""
        );
    }
}
