//! Whether there can be a company that meets a formula, and a few answers that make one.
//!
//! For whoever checks rules: a route that nobody can meet has no such company; a criterion that
//! follows from others has none that meets them and fails it.

use super::engine::{Compiled, Engine, facts_of};
use super::given::{Given, Left, Narrowed};
use super::interpret;
use super::model::Model;
use crate::case::{Answer, Case};
use crate::diagram::{Cell, Few, Node, Variable};
use crate::pack::date::Date;
use crate::pack::fact::{Domain, Fact};
use crate::pack::formula::{FactIndex, Formula, Linear};
use crate::pack::set::Set;

/// Whether there can be a company that meets a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Company {
    /// There is none that respects the constraints. This is certain.
    Nobody,
    /// Whoever answers like this meets it; none of the answers can be left out.
    Somebody(Case),
    /// No company was found, but there may be one: the diagram went over its budget, or sums that
    /// share facts hide it.
    Unknown,
}

impl Engine {
    /// Looks for a company that meets a formula.
    pub fn company(&self, formula: &Formula) -> Company {
        let tied = self.constraints.touching(&facts_of(formula));
        let compiled = self.described(formula.clone(), tied, None);
        let nothing = Given::nothing(&self.pack);
        let Some((model, root)) = self.own_model(&compiled, &nothing, false) else {
            return Company::Unknown;
        };
        match model.diagram.witness(root) {
            None => Company::Nobody,
            Some(way) => {
                let found = self.answers(&model, root, &way);
                found.map_or(Company::Unknown, Company::Somebody)
            }
        }
    }

    /// Whether there can certainly be no company that meets a formula.
    pub fn is_impossible(&self, formula: &Formula) -> bool {
        self.company(formula) == Company::Nobody
    }

    /// Whether a company with these answers meets a formula, by each comparison taken for itself:
    /// none where an answer is missing.
    pub fn holds(&self, formula: &Formula, case: &Case) -> Option<bool> {
        let given = self.given(case).ok()?;
        interpret::decide(formula, &given)
    }

    /// Whether a company with these answers surely meets a formula.
    pub fn surely(&self, formula: &Formula, case: &Case) -> bool {
        let tied = self.constraints.touching(&facts_of(formula));
        let compiled = self.described(formula.clone(), tied, None);
        self.given(case)
            .is_ok_and(|given| self.forces(&compiled, &given))
    }

    /// Whether the requirements of a route fit into the budget of its diagram.
    pub fn is_exact(&self, programme: usize, edition: usize, route: usize) -> bool {
        let route = &self.routes[programme][edition][route];
        route.requirements.node.is_some()
    }

    fn forces(&self, compiled: &Compiled, given: &Given) -> bool {
        self.own_model(compiled, given, false)
            .is_some_and(|(model, root)| is_forced(&model, root, given))
    }

    /// Answers out of the cells of a way to *true*: numbers at the edge of their cells, and no
    /// answer that does not matter.
    fn answers(&self, model: &Model, root: Node, way: &[(Variable, Cell)]) -> Option<Case> {
        let mut given = Given::nothing(&self.pack);
        let mut chosen: Set<FactIndex> = Set::EMPTY;
        let mut sums: Vec<(&Linear, bool)> = Vec::new();
        for (variable, cell) in way {
            match model.fact_of(*variable) {
                Some(fact) => {
                    take(model, fact, (*variable, *cell), &mut given.left[fact])?;
                    given.answered[fact] = true;
                    chosen.insert(fact);
                }
                None => {
                    let mut linears = model.linears().iter();
                    let (linear, _) = linears.find(|(_, open)| open == variable)?;
                    chosen.extend(linear.terms.iter().map(|(fact, _)| *fact));
                    sums.push((linear, *cell == 1));
                }
            }
        }
        if !narrow(&mut given, &sums) {
            return None;
        }
        for fact in chosen.iter() {
            settle(&self.pack.facts[*fact], *fact, &mut given, &sums)?;
            given.answered[*fact] = true;
        }
        if !is_forced(model, root, &given) {
            return None;
        }
        let mut kept = given.clone();
        for fact in chosen.iter() {
            let before =
                std::mem::replace(&mut kept.left[*fact], Left::all(&self.pack.facts[*fact]));
            if !is_forced(model, root, &kept) {
                kept.left[*fact] = before;
            }
        }
        let mut case = Case::default();
        for fact in chosen.iter() {
            let definition = &self.pack.facts[*fact];
            if kept.left[*fact] != Left::all(definition) {
                case.set(&definition.id, Some(answer(definition, &kept.left[*fact])?));
            }
        }
        self.given(&case).is_ok().then_some(case)
    }
}

/// Whether what is left of the facts forces a function to be true.
fn is_forced(model: &Model, root: Node, given: &Given) -> bool {
    let cells = model.cells(given);
    let outcomes = model.diagram.outcomes(root, &cells, &mut Few::default());
    outcomes.can_be_true() && !outcomes.can_be_false()
}

/// Narrows a fact to a cell of one of its variables.
fn take(
    model: &Model,
    fact: FactIndex,
    (variable, cell): (Variable, Cell),
    left: &mut Left,
) -> Option<()> {
    debug_assert_eq!(model.fact_of(variable), Some(fact));
    match left {
        Left::Range(..) => {
            let (low, high) = model.bounds(variable, cell)?;
            *left = Left::Range(low, high);
        }
        Left::AnyOption | Left::Option(_) => {
            *left = Left::Option(model.option_in(variable, cell)?);
        }
        Left::Set { has, lacks } => {
            // The set is as small as the cell allows, and has nothing that is not asked for.
            let (low, _) = model.bounds(variable, cell)?;
            let low = usize::try_from(low).ok()?;
            has.extend(model.members(variable).iter().take(low));
            *lacks = None;
        }
    }
    Some(())
}

/// Settles a number at an end of what is left of it: the one that is not the end of its domain.
fn settle(
    fact: &Fact,
    index: FactIndex,
    given: &mut Given,
    sums: &[(&Linear, bool)],
) -> Option<()> {
    let Left::Range(low, high) = given.left[index] else {
        return Some(());
    };
    let Left::Range(first, _) = Left::all(fact) else {
        return Some(());
    };
    let ends = if low > first {
        [low, high]
    } else {
        [high, low]
    };
    for end in ends {
        let mut settled = given.clone();
        settled.left[index] = Left::Range(end, end);
        if narrow(&mut settled, sums) {
            *given = settled;
            return Some(());
        }
    }
    None
}

/// Narrows what is left until all comparisons hold or do not, as wanted; whether they can.
fn narrow(given: &mut Given, sums: &[(&Linear, bool)]) -> bool {
    // As in the constraints, creeping is cut off.
    for _ in 0..=given.left.len() {
        let mut changed = false;
        for (linear, holds) in sums {
            match given.narrow(linear, *holds) {
                Narrowed::Nothing => return false,
                Narrowed::Narrower => changed = true,
                Narrowed::Same => {}
            }
        }
        if !changed {
            break;
        }
    }
    true
}

fn answer(fact: &Fact, left: &Left) -> Option<Answer> {
    Some(match (&fact.domain, left) {
        (Domain::Bool, Left::Range(low, _)) => Answer::Bool(*low == 1),
        (Domain::Number(domain), Left::Range(low, _)) => Answer::exactly(domain.value(*low)),
        (Domain::Date, Left::Range(low, _)) => {
            let date = Date::from_days(i32::try_from(*low).ok()?);
            Answer::Date {
                from: date,
                to: date,
            }
        }
        (Domain::Choice(options), Left::Option(option)) => Answer::Choice(options[*option].clone()),
        (Domain::Set(options), Left::Set { has, .. }) => Answer::Set {
            has: has.iter().map(|i| options[*i].clone()).collect(),
            lacks: None,
        },
        _ => return None,
    })
}
