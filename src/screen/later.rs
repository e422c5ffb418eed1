//! Time as a change: the first day on which the same answers will do.

use super::call::{self, CallState};
use super::engine::Engine;
use super::given::Given;
use super::result::Verdict;
use super::verdict::{Way, best_of, of_route};
use crate::case::Case;
use crate::pack::date::Date;
use crate::pack::programme::CriterionKind;
use crate::pack::set::Set;

/// A day on which the answers of today will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Later {
    /// The first such day.
    pub day: Date,
    /// Index of the edition that holds on it.
    pub edition: usize,
    /// The programme's verdict on it.
    pub verdict: Verdict,
}

impl Engine {
    /// The first day after `as_of` on which an edition or a call of the programme lets the same
    /// answers do. None where they do already, or where no known day brings it.
    pub(super) fn later(
        &self,
        index: usize,
        case: &Case,
        given: &Given,
        as_of: Date,
    ) -> Option<Later> {
        let programme = &self.pack.programmes[index];
        let on = |day: Date| {
            let edition = call::edition_on(programme, day);
            let verdict = self.verdict_in(index, edition, case, given);
            let state = call::status(&programme.editions[edition], day).state;
            let will_do = does(verdict, state);
            will_do.then_some(Later {
                day,
                edition,
                verdict,
            })
        };
        let starts = programme.editions.iter().flat_map(|edition| {
            let opens = edition.calls.iter().filter_map(|call| call.opens);
            std::iter::once(edition.valid.from).chain(opens)
        });
        let days: Set<Date> = starts.filter(|day| *day > as_of).collect();
        if days.is_empty() || on(as_of).is_some() {
            return None;
        }
        days.into_iter().find_map(on)
    }

    fn verdict_in(&self, index: usize, edition: usize, case: &Case, given: &Given) -> Verdict {
        let programme = &self.pack.programmes[index];
        let compiled = &self.routes[index][edition];
        let edition = &programme.editions[edition];
        let verdict = |route: usize| {
            let way = Way {
                programme,
                edition,
                route: &edition.routes[route],
            };
            let attests = || way.criteria().filter(|one| one.1 == CriterionKind::Attest);
            let has = |state| attests().any(|(name, _)| case.attested(&name) == state);
            let outcomes = self.view(&compiled[route].requirements, given).outcomes();
            of_route(outcomes, has(Some(false)), has(None))
        };
        best_of(&edition.routes, verdict).0
    }
}

/// Whether somebody can go ahead: nothing stands in the way but points to confirm, and no call
/// is known to be shut.
fn does(verdict: Verdict, state: CallState) -> bool {
    matches!(
        verdict,
        Verdict::Eligible | Verdict::Confirm | Verdict::Through
    ) && matches!(state, CallState::Open | CallState::Unknown)
}
