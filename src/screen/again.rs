//! Screening again after some answers changed: a programme that none of them bears on keeps what
//! was found for it.

use super::engine::{Compiled, CompiledRoute, Engine};
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
    /// Makes a screening of this engine one of another case: the same result as
    /// [`Engine::screen`], but only the programmes are looked at anew that a changed answer or
    /// attestation bears on.
    ///
    /// # Errors
    /// Answers that cannot all be true; the error names the smallest set that contradicts itself,
    /// and the screening stays as it was.
    pub fn screen_again(
        &self,
        screening: &mut Screening,
        case: &Case,
        as_of: Date,
    ) -> Result<(), PackError> {
        let given = self.given(case)?;
        let changed = (screening.as_of == as_of).then(|| self.changed(&screening.case, case));
        let met = self.contacts_met(&given);
        let mut last = std::mem::take(&mut screening.programmes).into_iter();
        screening.programmes = (0..self.pack.programmes.len())
            .map(|index| {
                let mut result = match (last.next(), &changed) {
                    (Some(mut last), Some(changed)) if !changed.bears_on(index) => {
                        last.forget_plan();
                        last
                    }
                    _ => self.screen_programme(index, case, &given, as_of),
                };
                result.contacts = self.contacts_for(&result, case, &met, as_of);
                result
            })
            .collect();
        screening.unknown = case.unknown(&self.pack).collect::<Set<FactIndex>>().into();
        screening.case = case.clone();
        screening.as_of = as_of;
        Ok(())
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

    /// For each programme the facts that bear on it in any edition: those that its criteria and
    /// its terms look at, and those that constraints tie to them.
    pub(super) fn find_reaches(&mut self) {
        let of_programme = |(index, editions): (usize, &Vec<Vec<CompiledRoute>>)| {
            let mut facts = Set::EMPTY;
            for edition in 0..editions.len() {
                facts.extend(self.facts_of_terms(index, edition));
            }
            for route in editions.iter().flatten() {
                let criteria = route.criteria.iter().flatten();
                for Compiled { facts: own, .. } in criteria.chain([&route.requirements]) {
                    facts.extend(own.iter().copied());
                }
            }
            self.constraints.tied(&facts)
        };
        self.reaches = self.routes.iter().enumerate().map(of_programme).collect();
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
