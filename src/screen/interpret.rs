//! The plain interpreter: three-valued logic (Kleene) over what the answers leave.
//!
//! It is sound but not complete: criteria that share facts are judged apart. It answers for a
//! route whose diagram is over its budget, and it is a second opinion for the diagram's tests.

use super::call;
use super::engine::Engine;
use super::given::{Given, Left};
use crate::case::Case;
use crate::diagram::Outcomes;
use crate::pack::date::Date;
use crate::pack::error::PackError;
use crate::pack::formula::{Atom, Formula};

impl Engine {
    /// The fallback alone: by programme and route, in the order of a screening, whether the
    /// plain interpreter finds the requirements met, failed, or neither. What it decides is
    /// right; where it decides nothing, [`Engine::screen`] may know more.
    ///
    /// # Errors
    /// Answers that cannot all be true.
    pub fn interpret(&self, case: &Case, as_of: Date) -> Result<Vec<Vec<Option<bool>>>, PackError> {
        let given = self.given(case)?;
        let programmes = self.pack.programmes.iter().zip(&self.routes);
        let interpreted = programmes.map(|(programme, editions)| {
            editions[call::edition_on(programme, as_of)]
                .iter()
                .map(|route| decide(&route.requirements.formula, &given))
                .collect()
        });
        Ok(interpreted.collect())
    }
}

/// What can still come out of a formula, each part judged by itself.
pub fn outcomes(formula: &Formula, given: &Given) -> Outcomes {
    match decide(formula, given) {
        Some(true) => Outcomes::TRUE,
        Some(false) => Outcomes::FALSE,
        None => Outcomes::OPEN,
    }
}

/// True, false, or not settled.
pub fn decide(formula: &Formula, given: &Given) -> Option<bool> {
    match formula {
        Formula::All(parts) => joined(parts, given, false),
        Formula::Any(parts) => joined(parts, given, true),
        Formula::Not(part) => decide(part, given).map(|holds| !holds),
        Formula::Atom(atom) => decide_atom(atom, given),
    }
}

/// `decisive` if one part is, its contrary if all parts are the contrary.
fn joined(parts: &[Formula], given: &Given, decisive: bool) -> Option<bool> {
    let mut result = Some(!decisive);
    for part in parts {
        match decide(part, given) {
            Some(holds) if holds == decisive => return Some(decisive),
            Some(_) => {}
            None => result = None,
        }
    }
    result
}

fn decide_atom(atom: &Atom, given: &Given) -> Option<bool> {
    match atom {
        Atom::AtLeast { fact, bound } => match given.left[*fact] {
            Left::Range(low, _) if low >= *bound => Some(true),
            Left::Range(_, high) if high < *bound => Some(false),
            _ => None,
        },
        Atom::OneOf { fact, options } => match given.left[*fact] {
            Left::Option(option) => Some(options.contains(&option)),
            _ => None,
        },
        Atom::Count {
            fact,
            members,
            at_least,
        } => match &given.left[*fact] {
            Left::Set { has, lacks } => {
                let within = |list: &[usize]| list.iter().filter(|i| members.contains(i)).count();
                let low = within(has);
                let high = lacks
                    .as_ref()
                    .map_or(low, |lacks| members.len() - within(lacks));
                if low >= *at_least {
                    Some(true)
                } else if high < *at_least {
                    Some(false)
                } else {
                    None
                }
            }
            _ => None,
        },
        Atom::Linear(linear) => given.settles(linear),
    }
}
