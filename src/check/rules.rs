//! Where the conditions of a pack stand.

use crate::pack::Pack;
use crate::pack::condition::Condition;
use crate::pack::error::{PackError, Place};
use crate::pack::formula::Formula;
use crate::pack::programme::{Criterion, Demand, Edition, Programme, Route};

/// A condition with its place.
#[derive(Clone)]
pub struct Stated<'a> {
    pub condition: &'a Condition,
    pub place: Place,
}

/// A criterion with its place.
#[derive(Clone)]
pub struct PlacedCriterion<'a> {
    pub criterion: &'a Criterion,
    pub place: Place,
}

impl PlacedCriterion<'_> {
    /// What it asks, unless it is to be attested.
    pub fn formula(&self, pack: &Pack) -> Option<Formula> {
        // In a pack that is whole every condition has a formula.
        pack.formula(self.criterion.demand.condition()?).ok()
    }

    pub fn is_requirement(&self) -> bool {
        matches!(self.criterion.demand, Demand::Requirement(_))
    }

    pub fn id(&self) -> &str {
        &self.criterion.id
    }
}

/// The criteria of a list that stands in `place`.
pub fn criteria<'a>(
    criteria: &'a [Criterion],
    place: &Place,
) -> impl Iterator<Item = PlacedCriterion<'a>> {
    let place = place.at("criteria");
    let all = criteria.iter().enumerate();
    all.map(move |(i, criterion)| PlacedCriterion {
        criterion,
        place: place.at(i),
    })
}

/// An edition's place.
pub fn edition(programme: &Programme, index: usize) -> Place {
    Place::file(programme.file()).at("editions").at(index)
}

/// All criteria of an edition: its own and those of its routes.
pub fn all_criteria<'a>(edition: &'a Edition, place: &Place) -> Vec<PlacedCriterion<'a>> {
    let mut all: Vec<_> = criteria(&edition.criteria, place).collect();
    for (i, route) in edition.routes.iter().enumerate() {
        all.extend(criteria(&route.criteria, &place.at("routes").at(i)));
    }
    all
}

/// What a route of an edition requires, with the facts of one pack and the definitions of
/// another.
///
/// # Errors
/// Within one pack none; else a condition or a definition that does not suit the facts.
pub fn requirements(
    (edition, route): (&Edition, &Route),
    facts: &Pack,
    definitions: &Pack,
) -> Result<Formula, PackError> {
    let criteria = edition.criteria.iter().chain(&route.criteria);
    let required = criteria.filter_map(|one| match &one.demand {
        Demand::Requirement(when) => Some(when),
        Demand::Attest | Demand::Advice(_) => None,
    });
    let formulas = required.map(|when| facts.formula_with(when, &definitions.definitions));
    Ok(Formula::All(formulas.collect::<Result<_, _>>()?))
}

/// All conditions of programmes, their terms, and contacts: what a result can depend on.
pub fn decisive(pack: &Pack) -> Vec<Stated<'_>> {
    let mut all = Vec::new();
    for programme in &pack.programmes {
        for (i, one) in programme.editions.iter().enumerate() {
            for placed in all_criteria(one, &edition(programme, i)) {
                let place = placed.place.at("when");
                let condition = placed.criterion.demand.condition();
                all.extend(condition.map(|condition| Stated { condition, place }));
            }
            for (kind, variants) in one.terms.iter() {
                let place = edition(programme, i).at("terms").at(kind.key());
                let conditions = variants.iter().filter_map(|term| term.when.as_ref());
                all.extend(conditions.map(|condition| Stated {
                    condition,
                    place: place.clone(),
                }));
            }
        }
    }
    for (i, contact) in pack.contacts.iter().enumerate() {
        let place = Place::file("contacts.json").at(i).at("when");
        let condition = contact.when.as_ref();
        all.extend(condition.map(|condition| Stated { condition, place }));
    }
    all
}

/// All conditions of a pack.
pub fn conditions(pack: &Pack) -> Vec<Stated<'_>> {
    let mut all = decisive(pack);
    for (i, constraint) in pack.constraints.iter().enumerate() {
        let place = Place::file("constraints.json").at(i).at("holds");
        let condition = &constraint.holds;
        all.push(Stated { condition, place });
    }
    for (name, definition) in pack.definitions.iter() {
        let place = Place::file("definitions.json").at(name).at("when");
        let condition = &definition.when;
        all.push(Stated { condition, place });
    }
    all
}

impl<'a> Stated<'a> {
    /// Calls `see` with the condition and each part of it, definitions that it uses left as they
    /// are.
    pub fn each_part(&self, see: &mut impl FnMut(&Stated<'a>)) {
        see(self);
        let list = |parts: &'a [Condition], key: &str, see: &mut _| {
            for (i, condition) in parts.iter().enumerate() {
                let place = self.place.at(key).at(i);
                Stated { condition, place }.each_part(see);
            }
        };
        match self.condition {
            Condition::All(parts) => list(parts, "all", see),
            Condition::Any(parts) => list(parts, "any", see),
            Condition::Not(part) => {
                let place = self.place.at("not");
                let condition = part;
                Stated { condition, place }.each_part(see);
            }
            Condition::Use(_) | Condition::Test(..) => {}
        }
    }
}
