//! Screening again after some answers changed: a programme that none of them bears on keeps what
//! was found for it.

use super::engine::{Compiled, Engine};
use super::result::Screening;
use crate::case::Case;
use crate::pack::date::Date;
use crate::pack::error::PackError;
use crate::pack::formula::FactIndex;
use crate::pack::set::Set;

/// What differs between two cases.
pub(super) struct Changed<'a> {
    engine: &'a Engine,
    facts: Set<FactIndex>,
    attestations: Vec<&'a str>,
}

impl Engine {
    /// Screens a case like one that this engine has screened before: the same result as
    /// [`Engine::screen`], but only the programmes are looked at anew that a changed answer or
    /// attestation bears on.
    ///
    /// # Errors
    /// Answers that cannot all be true; the error names the smallest set that contradicts itself.
    pub fn screen_again(
        &self,
        last: &Screening,
        case: &Case,
        as_of: Date,
    ) -> Result<Screening, PackError> {
        let last = (last.as_of == as_of).then_some(last);
        self.screen_after(last, case, as_of)
    }

    pub(super) fn changed<'a>(&'a self, before: &'a Case, after: &'a Case) -> Changed<'a> {
        let facts = before
            .different_answers(after)
            .filter_map(|id| self.pack.fact_index(id));
        Changed {
            engine: self,
            facts: facts.collect(),
            attestations: before.different_attestations(after).collect(),
        }
    }

    /// For each programme the facts that bear on it in any edition: those that its criteria look
    /// at, and those that constraints tie to them.
    pub(super) fn find_reaches(&mut self) {
        let of_programme = |editions: &Vec<Vec<super::engine::CompiledRoute>>| {
            let mut facts = Set::EMPTY;
            for route in editions.iter().flatten() {
                let criteria = route.criteria.iter().flatten();
                for Compiled { facts: own, .. } in criteria.chain([&route.requirements]) {
                    facts.extend(own.iter().copied());
                }
            }
            self.constraints.tied(&facts)
        };
        self.reaches = self.routes.iter().map(of_programme).collect();
    }
}

impl Changed<'_> {
    /// Whether a programme, by index, can have another result.
    pub fn bears_on(&self, programme: usize) -> bool {
        let id = &self.engine.pack.programmes[programme].id;
        let ticked = |name: &&str| name.strip_prefix(id.as_str()).is_some_and(is_path);
        !self.engine.reaches[programme].is_disjoint(&self.facts)
            || self.attestations.iter().any(ticked)
    }
}

fn is_path(rest: &str) -> bool {
    rest.starts_with('/')
}
