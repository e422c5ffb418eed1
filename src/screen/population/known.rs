//! What a row knows of a fact, whether it was read from text or came typed.

use crate::screen::given::Left;

/// What is known of the fact or the attestation of a column.
///
/// An attestation is a [`Known::truth`]; of the `id` column nothing need be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known<'a> {
    /// Nothing: it was not asked, or nobody could say.
    Nothing,
    /// First and last of the values that are possible: numbers in steps of the fact's domain,
    /// dates in days since 1970, yes and no as 1 and 0.
    Range(i64, i64),
    /// An option of a choice, by its place in the domain.
    Option(usize),
    /// A whole set: its elements by their place in the domain, in ascending order.
    Set(&'a [usize]),
}

impl Known<'_> {
    /// One number in steps, or one day.
    pub fn exactly(value: i64) -> Self {
        Known::Range(value, value)
    }

    /// Yes or no.
    pub fn truth(value: bool) -> Self {
        Known::exactly(value.into())
    }

    /// The values that it leaves; none where nothing is known.
    pub(super) fn left(self) -> Option<Left> {
        match self {
            Known::Nothing => None,
            Known::Range(from, to) => Some(Left::Range(from, to)),
            Known::Option(option) => Some(Left::Option(option)),
            Known::Set(has) => Some(Left::Set {
                has: has.into(),
                lacks: None,
            }),
        }
    }
}
