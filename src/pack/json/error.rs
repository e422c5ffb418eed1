//! What is wrong with a JSON text, and where.

use serde::de::{self, Expected, Unexpected};
use std::fmt;

/// What is wrong, and at which byte of the text.
#[derive(Debug)]
pub struct Error(Box<(String, Option<usize>)>);

impl Error {
    pub(super) fn new(what: String) -> Error {
        Error(Box::new((what, None)))
    }

    /// This error at a place, unless it has one further in.
    pub(super) fn at(mut self, at: usize) -> Error {
        self.0.1.get_or_insert(at);
        self
    }

    /// The byte of the text at which it is.
    pub fn place(&self) -> Option<usize> {
        self.0.1
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.0)
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(what: T) -> Error {
        Error::new(what.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Error {
        wrong(found, expected)
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Error {
        wrong(found, expected)
    }
}

// serde's own words would bring the printing of floating point numbers along.
fn wrong(found: Unexpected<'_>, expected: &dyn Expected) -> Error {
    let found = match found {
        Unexpected::Str(text) => ["\"", text, "\""].concat(),
        Unexpected::Other(what) => what.into(),
        Unexpected::Unit => "null".into(),
        Unexpected::Bool(_) => "true or false".into(),
        Unexpected::Seq => "a list".into(),
        Unexpected::Map => "an object".into(),
        _ => "a number".into(),
    };
    Error::new(format!("expected {expected}, found {found}"))
}
