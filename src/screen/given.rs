//! What is given: for each fact the values that the answers leave.

use crate::case::{Answer, Case};
use crate::pack::Pack;
use crate::pack::fact::{Domain, Fact};
use crate::pack::formula::{FactIndex, Linear};

/// The values that are left for one fact.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Left {
    /// Numbers in steps, dates in days, yes/no as 1 and 0: from and to, both included.
    Range(i64, i64),
    /// Any option of a choice.
    AnyOption,
    /// One option of a choice.
    Option(usize),
    /// A set that has some elements and lacks others, by option index.
    Set {
        /// Elements it has.
        has: Vec<usize>,
        /// Elements it lacks; all others where there is none.
        lacks: Option<Vec<usize>>,
    },
}

impl Left {
    /// Every value of a fact.
    pub fn all(fact: &Fact) -> Left {
        match &fact.domain {
            Domain::Bool => Left::Range(0, 1),
            Domain::Number(domain) => Left::Range(domain.min, domain.max),
            Domain::Date => Left::Range(i64::from(i32::MIN), i64::from(i32::MAX)),
            Domain::Choice(_) => Left::AnyOption,
            Domain::Set(_) => Left::Set {
                has: Vec::new(),
                lacks: Some(Vec::new()),
            },
        }
    }

    fn of_answer(fact: &Fact, answer: &Answer) -> Left {
        let position = |options: &[String], wanted: &String| {
            options.iter().position(|option| option == wanted)
        };
        match (&fact.domain, answer) {
            (_, Answer::Bool(value)) => Left::Range(i64::from(*value), i64::from(*value)),
            (Domain::Number(domain), Answer::Number { from, to }) => {
                let steps = |value| domain.steps(value);
                Left::Range(
                    from.and_then(steps).unwrap_or(domain.min),
                    to.and_then(steps).unwrap_or(domain.max),
                )
            }
            (Domain::Date, Answer::Date { from, to }) => Left::Range(
                from.map_or(i64::from(i32::MIN), |date| date.days().into()),
                to.map_or(i64::from(i32::MAX), |date| date.days().into()),
            ),
            (Domain::Choice(options), Answer::Choice(option)) => {
                position(options, option).map_or(Left::AnyOption, Left::Option)
            }
            (Domain::Set(options), Answer::Set { has, lacks }) => {
                let indices = |list: &[String]| {
                    list.iter()
                        .filter_map(|one| position(options, one))
                        .collect()
                };
                Left::Set {
                    has: indices(has),
                    lacks: lacks.as_deref().map(indices),
                }
            }
            _ => Left::all(fact),
        }
    }
}

/// What the answers leave for every fact of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Given {
    /// By fact index.
    pub left: Vec<Left>,
    /// The facts that an answer or a derivation says something about.
    pub answered: Vec<bool>,
}

impl Given {
    /// Nothing answered.
    pub fn nothing(pack: &Pack) -> Given {
        Given {
            left: pack.facts.iter().map(Left::all).collect(),
            answered: vec![false; pack.facts.len()],
        }
    }

    /// What the answers of a case leave; those in `dropped` do not count.
    ///
    /// # Errors
    /// Two answered facts of which one follows from the other, otherwise than answered.
    pub fn of(pack: &Pack, case: &Case, dropped: &[FactIndex]) -> Result<Given, Vec<FactIndex>> {
        let mut given = Given::nothing(pack);
        for (id, answer) in case.answers() {
            let Some(index) = pack.fact_index(id) else {
                continue;
            };
            if !dropped.contains(&index) && *answer != Answer::Unknown {
                given.left[index] = Left::of_answer(&pack.facts[index], answer);
                given.answered[index] = true;
            }
        }
        given.derive(pack)?;
        Ok(given)
    }

    /// Fills in the facts that follow from answered ones.
    ///
    /// # Errors
    /// Two answered facts of which one follows from the other, otherwise than answered.
    pub fn derive(&mut self, pack: &Pack) -> Result<(), Vec<FactIndex>> {
        for derivation in pack.derivations() {
            if let Left::Option(source) = self.left[derivation.from] {
                let derived = Left::Option(derivation.options[source]);
                if self.answered[derivation.fact] && self.left[derivation.fact] != derived {
                    return Err(vec![derivation.from, derivation.fact]);
                }
                self.left[derivation.fact] = derived;
                self.answered[derivation.fact] = true;
            }
        }
        Ok(())
    }

    /// The numbers that are left for a number fact, in steps.
    pub fn range(&self, fact: FactIndex) -> (i128, i128) {
        match self.left[fact] {
            Left::Range(low, high) => (low.into(), high.into()),
            _ => (0, 0),
        }
    }

    /// Whether a number fact has one value left.
    pub fn is_exact(&self, fact: FactIndex) -> bool {
        matches!(self.left[fact], Left::Range(low, high) if low == high)
    }

    /// Whether one value of a fact is left.
    pub fn is_settled(&self, index: FactIndex, fact: &Fact) -> bool {
        match (&self.left[index], &fact.domain) {
            (Left::Range(low, high), _) => low == high,
            (Left::Option(_), _) => true,
            (Left::AnyOption, _) => false,
            (Left::Set { has, lacks }, Domain::Set(options)) => lacks
                .as_ref()
                .is_none_or(|lacks| has.len() + lacks.len() == options.len()),
            (Left::Set { .. }, _) => false,
        }
    }

    /// The smallest and the largest value of a weighted sum.
    pub fn sum(&self, terms: &[(FactIndex, i128)]) -> (i128, i128) {
        terms.iter().fold((0, 0), |(low, high), (fact, weight)| {
            let (from, to) = self.range(*fact);
            let (a, b) = (from * weight, to * weight);
            (low + a.min(b), high + a.max(b))
        })
    }

    /// Whether a comparison of a weighted sum is settled, and how.
    pub fn settles(&self, linear: &Linear) -> Option<bool> {
        let (low, high) = self.sum(&linear.terms);
        if low >= linear.bound {
            Some(true)
        } else if high < linear.bound {
            Some(false)
        } else {
            None
        }
    }

    /// Narrows what is left to what a comparison that holds (or does not) leaves. Whether
    /// anything is left, and whether anything became narrower.
    pub fn narrow(&mut self, linear: &Linear, holds: bool) -> Narrowed {
        // sum >= bound, or sum <= bound - 1, the latter turned around.
        let bound = if holds {
            linear.bound
        } else {
            1 - linear.bound
        };
        let terms = linear.terms.iter();
        let terms: Vec<_> = terms
            .map(|(fact, weight)| (*fact, if holds { *weight } else { -weight }))
            .collect();
        let (_, most) = self.sum(&terms);
        if most < bound {
            return Narrowed::Nothing;
        }
        let mut narrowed = Narrowed::Same;
        for (fact, weight) in terms {
            let (from, to) = self.range(fact);
            let own_most = (from * weight).max(to * weight);
            // The others give at most `most - own_most`, so this one must give the rest.
            let rest = bound - (most - own_most);
            let (low, high) = if weight > 0 {
                (from.max(-(-rest).div_euclid(weight)), to)
            } else {
                (from, to.min((-rest).div_euclid(-weight)))
            };
            if (low, high) != (from, to) {
                self.left[fact] = Left::Range(low as i64, high as i64);
                narrowed = Narrowed::Narrower;
            }
        }
        narrowed
    }
}

/// What became of the values left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Narrowed {
    /// They are what they were.
    Same,
    /// They are fewer.
    Narrower,
    /// There are none.
    Nothing,
}
