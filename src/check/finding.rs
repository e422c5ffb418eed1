//! What a check finds: a code, a place, a sentence, and where it helps an example company.

use crate::case::Case;
use crate::pack::error::{Fault, PackError, Place};
use serde::{Serialize, Serializer};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The pack is wrong: it must not be published.
    Error,
    /// Probably a mistake: to be mended, or explained where it stands.
    Warning,
    /// Worth knowing.
    Note,
}

/// Something found in a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing.
    pub code: Code,
    /// Where.
    pub place: Place,
    /// What, in a sentence.
    pub message: String,
    /// A company that shows it.
    pub example: Option<Case>,
    /// Why it is right as it is, where the pack says so.
    pub explained: Option<String>,
}

impl Finding {
    /// A finding without an example.
    pub fn new(code: Code, place: &Place, message: impl Into<String>) -> Finding {
        Finding {
            code,
            place: place.clone(),
            message: message.into(),
            example: None,
            explained: None,
        }
    }

    /// The same with a company that shows it.
    pub fn with_example(mut self, example: Option<Case>) -> Finding {
        self.example = example;
        self
    }

    /// Whether it says that a case is wrong, so that nothing can be said of what cases notice.
    pub(super) fn is_of_a_case(&self) -> bool {
        self.place.file.starts_with("cases/")
    }

    /// How much it weighs; what is explained is only worth knowing.
    pub fn level(&self) -> Level {
        match self.explained {
            Some(_) => Level::Note,
            None => self.code.level(),
        }
    }
}

impl From<PackError> for Finding {
    fn from(error: PackError) -> Finding {
        Finding::new(
            Code::of(&error.fault),
            &error.place,
            error.fault.to_string(),
        )
    }
}

/// One table for all that a code is.
macro_rules! codes {
    ($($code:ident $name:literal $level:ident $summary:literal,)*) => {
        /// The kinds of findings. A code keeps its meaning for good; `docs/findings.md` says more
        /// of each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $summary] $code,)*
        }

        impl Code {
            /// All codes, by name.
            pub const ALL: &[Code] = &[$(Code::$code,)*];

            /// Its stable name, such as `P021`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Code::$code => $name,)*
                }
            }

            /// How much it weighs.
            pub fn level(self) -> Level {
                match self {
                    $(Code::$code => Level::$level,)*
                }
            }

            /// What it says, in a line.
            pub fn summary(self) -> &'static str {
                match self {
                    $(Code::$code => $summary,)*
                }
            }
        }
    };
}

codes! {
    Unreadable "P001" Error "a file cannot be read",
    Form "P002" Error "a file is not of its form",
    UnknownId "P003" Error "an id that does not exist",
    SameId "P004" Error "the same id twice",
    Unsuited "P005" Error "a value that does not suit its place",
    MissingText "P006" Error "a text is missing in a language",
    Overlap "P007" Error "two editions on one day",
    Circular "P008" Error "a definition that uses itself",
    CaseFails "P010" Error "a case does not hold",
    CaseImpossible "P011" Error "a case that no company can be",
    Unmeetable "P020" Error "a route that nobody can meet",
    Implied "P021" Warning "a criterion that follows from the others of its route",
    Idle "P022" Warning "a criterion that never matters",
    Empty "P023" Warning "an empty all or any",
    Inexact "P024" Warning "a route too large to be exact",
    Untouched "P030" Warning "a threshold with a side that no case touches",
    NotNextTo "P031" Note "a threshold with no case next to it",
    Unnoticed "P032" Warning "a change of a rule that no case notices",
    Gap "P040" Warning "days between two editions",
    CallOutside "P041" Warning "a call outside its edition",
    CallBackwards "P042" Error "a call that closes before it opens",
    ContactUnreached "P050" Warning "a contact that nobody is sent to",
    PlaceWithout "P051" Warning "a place with no contact",
    GoalWithout "P052" Warning "a goal with no contact",
    NoAddress "P060" Warning "a source without an address",
    OldSource "P061" Warning "a source that was read long ago",
    UnusedSource "P062" Warning "a source that nothing names",
    OtherNumber "P070" Warning "a title with a number that its condition does not have",
    OneLanguage "P071" Warning "a text in some languages only",
    UnusedFact "P080" Warning "a fact that no rule uses",
    UnusedDefinition "P081" Warning "a definition that no rule uses",
    Alike "P082" Note "options that no rule tells apart",
    ExplainsNothing "P090" Warning "an explanation of nothing",
}

impl Code {
    /// The code of a name.
    pub fn named(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// The code of what reading a pack refuses.
    fn of(fault: &Fault) -> Code {
        match fault {
            Fault::Unreadable(_) => Code::Unreadable,
            Fault::Form(_) | Fault::Format { .. } => Code::Form,
            Fault::Unknown { .. } => Code::UnknownId,
            Fault::Twice { .. } => Code::SameId,
            Fault::Unsuited { .. } | Fault::TooLarge { .. } => Code::Unsuited,
            Fault::NoText { .. } => Code::MissingText,
            Fault::Overlap(..) => Code::Overlap,
            Fault::Circular(_) => Code::Circular,
            Fault::Contradiction { .. } => Code::CaseImpossible,
        }
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_in_the_order_of_their_names() {
        assert!(Code::ALL.is_sorted_by(|a, b| a.name() < b.name()));
        assert!(
            Code::ALL
                .iter()
                .all(|code| Code::named(code.name()) == Some(*code))
        );
    }
}
