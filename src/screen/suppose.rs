//! Where a company would stand if criteria asked something else.
//!
//! For whoever changes rules one at a time and looks which company notices: nothing is compiled
//! anew. The plain interpreter tells most; where it does not, a small diagram of its own is built
//! for the criterion, or for the requirements of its route.

use super::engine::{Engine, facts_of};
use super::given::Given;
use super::interpret;
use super::result::{CriterionState, Verdict};
use super::verdict::{Way, best_of, of_states, state};
use crate::case::Case;
use crate::diagram::{Few, Outcomes};
use crate::pack::error::PackError;
use crate::pack::formula::Formula;
use crate::pack::programme::CriterionKind;

/// A company before the rules of an edition.
#[derive(Clone, Debug)]
pub struct Trial {
    programme: usize,
    edition: usize,
    given: Given,
    /// Where it stands.
    pub standing: Standing,
}

/// Where a company stands with an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The verdict of the programme.
    pub verdict: Verdict,
    /// The route that gives it.
    pub best: Option<usize>,
    /// Where it stands on each route.
    pub routes: Vec<RouteStanding>,
}

/// Where a company stands on a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteStanding {
    /// The verdict.
    pub verdict: Verdict,
    /// Each criterion, those of the edition first.
    pub criteria: Vec<CriterionState>,
}

/// A criterion of a route that asks something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The route, by index in its edition.
    pub route: usize,
    /// The criterion, by index in those of the edition and then of the route.
    pub criterion: usize,
    /// What it asks. One that is left out asks what everybody meets.
    pub asks: Formula,
}

/// How far to go for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// As far as the plain interpreter sees.
    Quick,
    /// To the exact answer.
    Thorough,
}

impl Engine {
    /// Puts a company before the rules of an edition.
    ///
    /// # Errors
    /// Answers that cannot all be true.
    pub fn trial(&self, programme: usize, edition: usize, case: &Case) -> Result<Trial, PackError> {
        let given = self.given(case)?;
        let compiled = &self.routes[programme][edition];
        let routes = (0..compiled.len()).map(|route| {
            let way = self.way(programme, edition, route);
            let criteria = self.states(&way, &compiled[route], case, &given);
            let requirements = self.view(&compiled[route].requirements, &given);
            RouteStanding {
                verdict: of_states(requirements.outcomes(), &criteria),
                criteria,
            }
        });
        let standing = self.standing(programme, edition, routes.collect());
        Ok(Trial {
            programme,
            edition,
            given,
            standing,
        })
    }

    /// Where the company would stand after changes of the edition's criteria; none where only
    /// more effort can tell.
    pub fn supposing(&self, trial: &Trial, changes: &[Change], effort: Effort) -> Option<Standing> {
        let routes = (0..trial.standing.routes.len()).map(|route| {
            let changes = changes.iter().filter(|change| change.route == route);
            self.route_supposing(trial, route, &changes.collect::<Vec<_>>(), effort)
        });
        let routes = routes.collect::<Option<Vec<_>>>()?;
        Some(self.standing(trial.programme, trial.edition, routes))
    }

    fn route_supposing(
        &self,
        trial: &Trial,
        route: usize,
        changes: &[&Change],
        effort: Effort,
    ) -> Option<RouteStanding> {
        let before = &trial.standing.routes[route];
        let mut criteria = before.criteria.clone();
        for change in changes {
            let outcomes = match (interpret::decide(&change.asks, &trial.given), effort) {
                (Some(true), _) => Outcomes::TRUE,
                (Some(false), _) => Outcomes::FALSE,
                (None, Effort::Quick) => return None,
                (None, Effort::Thorough) => self.exactly(change.asks.clone(), &trial.given),
            };
            criteria[change.criterion] = state(outcomes);
        }
        let mut changed = changes.iter().map(|change| criteria[change.criterion]);
        if criteria == before.criteria && !changed.any(|state| state == CriterionState::Open) {
            return Some(before.clone());
        }
        let way = self.way(trial.programme, trial.edition, route);
        let kinds = way.criteria().map(|(_, kind)| kind).enumerate();
        let required = kinds.filter(|(_, kind)| *kind == CriterionKind::Requirement);
        let required: Vec<usize> = required.map(|(index, _)| index).collect();
        let mut states = required.iter().map(|index| criteria[*index]);
        let outcomes = if states.clone().any(|state| state == CriterionState::Failed) {
            Outcomes::FALSE
        } else if states.all(|state| state == CriterionState::Met) {
            Outcomes::TRUE
        } else if effort == Effort::Quick {
            return None;
        } else {
            let compiled = &self.routes[trial.programme][trial.edition][route].criteria;
            let asks = required.iter().filter_map(|index| {
                let changed = changes.iter().find(|change| change.criterion == *index);
                let own = compiled[*index].as_ref().map(|own| &own.formula);
                changed.map(|change| &change.asks).or(own).cloned()
            });
            self.exactly(Formula::All(asks.collect()), &trial.given)
        };
        Some(RouteStanding {
            verdict: of_states(outcomes, &criteria),
            criteria,
        })
    }

    fn way(&self, programme: usize, edition: usize, route: usize) -> Way<'_> {
        let programme = &self.pack.programmes[programme];
        let edition = &programme.editions[edition];
        Way {
            programme,
            edition,
            route: &edition.routes[route],
        }
    }

    fn standing(&self, programme: usize, edition: usize, routes: Vec<RouteStanding>) -> Standing {
        let rules = &self.pack.programmes[programme].editions[edition].routes;
        let (verdict, best) = best_of(rules, |route| routes[route].verdict);
        Standing {
            verdict,
            best,
            routes,
        }
    }

    /// What can still come out of a formula, in a diagram of its own.
    fn exactly(&self, formula: Formula, given: &Given) -> Outcomes {
        let concerning = self.constraints.concerning(&facts_of(&formula));
        let compiled = self.described(formula, concerning, None);
        match self.own_model(&compiled, given, false) {
            Some((model, root)) => {
                let cells = model.cells(given);
                model.diagram.outcomes(root, &cells, &mut Few::default())
            }
            None => interpret::outcomes(&compiled.formula, given),
        }
    }
}
