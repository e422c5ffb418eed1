//! Verdicts: of criteria, routes and programmes, as `formats.md` defines them.

use super::call;
use super::engine::{CompiledRoute, Engine};
use super::given::Given;
use super::result::{CriterionState, ProgrammeResult, RouteResult, Screening, Verdict};
use crate::case::{Answer, Case};
use crate::diagram::Outcomes;
use crate::pack::date::Date;
use crate::pack::error::PackError;
use crate::pack::formula::FactIndex;
use crate::pack::programme::{
    CriterionKind, Demand, Edition, Programme, Route, RouteKind, attestation,
};
use crate::pack::set::Set;

impl Engine {
    /// Screens a case as of a day.
    ///
    /// # Errors
    /// Answers that cannot all be true; the error names the smallest set that contradicts itself.
    pub fn screen(&self, case: &Case, as_of: Date) -> Result<Screening, PackError> {
        let mut screening = Screening {
            case: Case::default(),
            as_of,
            programmes: Vec::new(),
            unknown: Vec::new(),
        };
        self.screen_again(&mut screening, case, as_of)?;
        Ok(screening)
    }

    /// Everything about a programme but its contacts.
    pub(super) fn screen_programme(
        &self,
        index: usize,
        case: &Case,
        given: &Given,
        as_of: Date,
    ) -> ProgrammeResult {
        let programme = &self.pack.programmes[index];
        let chosen = call::edition_on(programme, as_of);
        let edition = &programme.editions[chosen];
        let routes = self.screen_routes(index, chosen, case, given);
        let (verdict, best) = best_of(&edition.routes, |route| routes[route].verdict);
        let kind = best.map(|best| edition.routes[best].kind);
        let way_in = kind.filter(|_| verdict != Verdict::Ineligible);
        let combinations = &self.terms[index][chosen];
        let terms = way_in.and_then(|kind| self.aid(edition, combinations, kind, given));
        ProgrammeResult {
            programme: index,
            edition: chosen,
            verdict,
            best,
            call: call::status(edition, as_of),
            later: self.later(index, case, given, as_of),
            terms,
            contacts: Vec::new(),
            routes,
        }
    }

    /// How each route of an edition stands.
    pub(super) fn screen_routes(
        &self,
        programme: usize,
        edition: usize,
        case: &Case,
        given: &Given,
    ) -> Vec<RouteResult> {
        let compiled = &self.routes[programme][edition];
        let programme = &self.pack.programmes[programme];
        let edition = &programme.editions[edition];
        let routes = edition.routes.iter().zip(compiled);
        let screened = routes.map(|(route, compiled)| {
            let way = Way {
                programme,
                edition,
                route,
            };
            self.screen_route(&way, compiled, case, given)
        });
        screened.collect()
    }

    fn screen_route(
        &self,
        way: &Way,
        compiled: &CompiledRoute,
        case: &Case,
        given: &Given,
    ) -> RouteResult {
        let criteria = self.states(way, compiled, case, given);
        let view = self.view(&compiled.requirements, given);
        let verdict = of_states(view.outcomes(), &criteria);
        let missing = if verdict == Verdict::Open {
            view.missing(given, &case.unknown(&self.pack).collect())
        } else {
            Vec::new()
        };
        let because = self.because(way, compiled, case, verdict);
        // No change of an answer helps where an attestation is denied.
        let is_denied = criteria.contains(&CriterionState::Denied);
        let change = if verdict == Verdict::Ineligible && !is_denied {
            self.changes(&compiled.requirements, case)
        } else {
            Vec::new()
        };
        RouteResult {
            verdict,
            criteria,
            because,
            change,
            missing,
            exact: view.is_exact(),
        }
    }

    /// How each criterion of a route stands.
    pub(super) fn states(
        &self,
        way: &Way,
        compiled: &CompiledRoute,
        case: &Case,
        given: &Given,
    ) -> Vec<CriterionState> {
        way.criteria()
            .zip(&compiled.criteria)
            .map(|((name, _), compiled)| match compiled {
                None => match case.attested(&name) {
                    Some(true) => CriterionState::Attested,
                    Some(false) => CriterionState::Denied,
                    None => CriterionState::ToAttest,
                },
                Some(compiled) => state(self.view(compiled, given).outcomes()),
            })
            .collect()
    }

    /// A smallest set of answers that forces a decided verdict: answers are dropped one at a
    /// time, later topics first, as long as the verdict stays.
    fn because(
        &self,
        way: &Way,
        compiled: &CompiledRoute,
        case: &Case,
        verdict: Verdict,
    ) -> Vec<String> {
        let attested = |kept: bool| {
            way.criteria()
                .filter(|(_, kind)| *kind == CriterionKind::Attest)
                .map(|(name, _)| name)
                .filter(move |name| case.attested(name) == Some(kept))
        };
        match verdict {
            Verdict::Ineligible => {
                // One denied attestation forces it alone.
                if let Some(denied) = attested(false).next() {
                    return vec![denied];
                }
            }
            Verdict::Eligible => {}
            Verdict::Confirm | Verdict::Open | Verdict::Through => return Vec::new(),
        }
        let wanted = verdict == Verdict::Eligible;
        let mut dropped = Vec::new();
        let mut because: Set<String> = Set::EMPTY;
        let answered: Set<FactIndex> = case
            .answers()
            .filter(|(_, answer)| **answer != Answer::Unknown)
            .filter_map(|(id, _)| self.pack.fact_index(id))
            .collect();
        // Without the answers that nothing here looks at, the verdict stands as well; then only
        // the others need a look each.
        let (near, far): (Vec<FactIndex>, Vec<_>) = answered
            .into_iter()
            .partition(|fact| self.bears_on(compiled, *fact));
        let forced = |dropped: &[FactIndex]| {
            self.given_without(case, dropped).is_ok_and(|given| {
                let outcomes = self.view(&compiled.requirements, &given).outcomes();
                outcomes
                    == if wanted {
                        Outcomes::TRUE
                    } else {
                        Outcomes::FALSE
                    }
            })
        };
        let mut candidates: Set<FactIndex> = near.into_iter().collect();
        if forced(&far) {
            dropped = far;
        } else {
            candidates.extend(far);
        }
        for fact in candidates.iter().rev() {
            dropped.push(*fact);
            if !forced(&dropped) {
                dropped.pop();
                because.insert(self.pack.facts[*fact].id.clone());
            }
        }
        if wanted {
            because.extend(attested(true));
        }
        because.into()
    }

    /// Whether a fact, or one that follows from it, stands in a route's requirements or the
    /// constraints on them.
    fn bears_on(&self, compiled: &CompiledRoute, fact: FactIndex) -> bool {
        let facts = &compiled.requirements.facts;
        let mut derivations = self.pack.derivations().iter();
        facts.contains(&fact)
            || derivations.any(|one| one.from == fact && facts.contains(&one.fact))
    }
}

/// A route where it stands.
pub(super) struct Way<'a> {
    pub programme: &'a Programme,
    pub edition: &'a Edition,
    pub route: &'a Route,
}

impl Way<'_> {
    /// Names and kinds of the edition's criteria and then of the route's own.
    pub fn criteria(&self) -> impl Iterator<Item = (String, CriterionKind)> {
        let named = |route: Option<&str>, id: &str, demand: &Demand| {
            (attestation(&self.programme.id, route, id), demand.kind())
        };
        let own = self.route.criteria.iter();
        self.edition
            .criteria
            .iter()
            .map(move |one| named(None, &one.id, &one.demand))
            .chain(own.map(move |one| named(Some(&self.route.id), &one.id, &one.demand)))
    }
}

pub(super) fn state(outcomes: Outcomes) -> CriterionState {
    if !outcomes.can_be_true() {
        CriterionState::Failed
    } else if outcomes.can_be_false() {
        CriterionState::Open
    } else {
        CriterionState::Met
    }
}

/// The verdict of a route: what can still come out of its requirements, whether an attestation
/// is denied, and whether one is left to give.
pub(super) fn of_route(outcomes: Outcomes, denied: bool, to_attest: bool) -> Verdict {
    if !outcomes.can_be_true() || denied {
        Verdict::Ineligible
    } else if outcomes.can_be_false() {
        Verdict::Open
    } else if to_attest {
        Verdict::Confirm
    } else {
        Verdict::Eligible
    }
}

/// The same, where the attestations are among the criteria.
pub(super) fn of_states(outcomes: Outcomes, criteria: &[CriterionState]) -> Verdict {
    let has = |state: CriterionState| criteria.contains(&state);
    of_route(
        outcomes,
        has(CriterionState::Denied),
        has(CriterionState::ToAttest),
    )
}

/// The verdict of a programme, and the route that gives it.
pub(super) fn best_of(
    routes: &[Route],
    verdict: impl Fn(usize) -> Verdict,
) -> (Verdict, Option<usize>) {
    let best = |through: bool| {
        (0..routes.len())
            .filter(|index| (routes[*index].kind == RouteKind::Through) == through)
            .min_by_key(|index| verdict(*index))
    };
    let own = best(false);
    let of_own = own.map_or(Verdict::Ineligible, &verdict);
    if of_own == Verdict::Ineligible
        && let Some(through) = best(true)
        && verdict(through) != Verdict::Ineligible
    {
        return (Verdict::Through, Some(through));
    }
    (of_own, own.or(best(true)))
}
