//! What each question is worth before anything is answered: found once, when the pack is built,
//! so that the first question of however many programmes costs nothing.

use super::error::{Fault, PackError, Place};
use super::formula::FactIndex;
use super::programme::Programme;
use serde::Deserialize;

/// The key of a packed file under which this stands. It is the last of all, so that a file can
/// be given it without being written anew.
pub const KEY: &str = "worth";

/// What it is worth to ask one edition of a programme for a fact. Shares are in millionths: what
/// was found when the pack was built and what is found anew are then the same to the last digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "(u32, u32, u32)")]
pub struct Asked {
    /// What is asked, by its place among the facts.
    pub fact: FactIndex,
    /// How likely the answer decides the programme; not 0 where it can.
    pub decides: u32,
    /// How much less effort remains, to be expected over the open routes.
    pub gain: u32,
}

impl From<(u32, u32, u32)> for Asked {
    fn from((fact, decides, gain): (u32, u32, u32)) -> Asked {
        Asked {
            fact: fact as FactIndex,
            decides,
            gain,
        }
    }
}

/// By programme and edition: what each question that matters is worth; empty where nobody found
/// it.
pub type WorthAtFirst = Vec<Vec<Vec<Asked>>>;

/// Whether this was found for these programmes, as far as can be told.
pub(super) fn check(
    worth: &WorthAtFirst,
    programmes: &[Programme],
    facts: usize,
) -> Result<(), PackError> {
    let editions = programmes.iter().map(|programme| programme.editions.len());
    let known = |asked: &Asked| asked.fact < facts;
    if worth.is_empty()
        || worth.iter().map(Vec::len).eq(editions) && worth.iter().flatten().flatten().all(known)
    {
        return Ok(());
    }
    let expected = "a list for each edition of each programme, of facts of this pack";
    let found = "one of other rules; build the pack again";
    let (expected, found) = (expected.into(), found.into());
    Err(Fault::Unsuited { expected, found }.at(&Place::file("pack.json").at(KEY)))
}
