//! The criteria that a case can see, and the changes of them, one at a time.

use super::super::rules::{self, PlacedCriterion, Stated};
use super::edits::{Edit, edits};
use crate::pack::Pack;
use crate::pack::error::Place;
use crate::pack::formula::Formula;
use crate::pack::programme::{CriterionKind, Programme};

/// A requirement or an attestation of an edition.
pub struct Rule<'a> {
    pub programme: usize,
    pub edition: usize,
    /// The routes on which it stands, and its index there.
    pub on: Vec<(usize, usize)>,
    /// What it asks; nothing that could be computed where it is to be attested.
    pub asks: Option<Formula>,
    placed: PlacedCriterion<'a>,
}

impl Rule<'_> {
    /// The other requirements of the first route on which it stands.
    pub fn rest<'r>(&'r self, rules: &'r [Rule]) -> impl Iterator<Item = Formula> + 'r {
        let (route, own) = self.on.first().copied().unwrap_or_default();
        let others = rules.iter().filter(move |other| {
            let is_other = |(there, index): &(usize, usize)| *there == route && *index != own;
            let is_here = (other.programme, other.edition) == (self.programme, self.edition);
            is_here && other.on.iter().any(is_other)
        });
        others.filter_map(|other| other.asks.clone())
    }
}

/// One small change of the rules.
pub struct Mutant {
    /// What is changed.
    pub place: Place,
    /// How; a criterion that is left out has no condition that changes.
    pub edit: Option<Edit>,
    /// What rules, by index, ask then.
    pub changes: Vec<(usize, Formula)>,
}

impl Mutant {
    /// The id of the first criterion that asks something else.
    pub fn criterion<'r>(&self, rules: &'r [Rule]) -> &'r str {
        let first = self.changes.first();
        first.map_or("", |(index, _)| rules[*index].placed.id())
    }
}

/// All rules that a case can see.
pub fn rules(pack: &Pack) -> Vec<Rule<'_>> {
    let programmes = pack.programmes.iter().enumerate();
    programmes
        .flat_map(|(index, programme)| of_programme(pack, index, programme))
        .collect()
}

fn of_programme<'a>(pack: &Pack, index: usize, programme: &'a Programme) -> Vec<Rule<'a>> {
    let mut all = Vec::new();
    for (e, edition) in programme.editions.iter().enumerate() {
        let place = rules::edition(programme, e);
        let mut add = |placed: PlacedCriterion<'a>, on: Vec<(usize, usize)>| {
            if placed.criterion.demand.kind() != CriterionKind::Advice {
                all.push(Rule {
                    programme: index,
                    edition: e,
                    on,
                    asks: placed.formula(pack),
                    placed,
                });
            }
        };
        for (i, placed) in rules::criteria(&edition.criteria, &place).enumerate() {
            add(placed, (0..edition.routes.len()).map(|r| (r, i)).collect());
        }
        for (r, route) in edition.routes.iter().enumerate() {
            let place = place.at("routes").at(r);
            for (i, placed) in rules::criteria(&route.criteria, &place).enumerate() {
                add(placed, vec![(r, edition.criteria.len() + i)]);
            }
        }
    }
    all
}

/// All changes of the rules, or of those in the file of one programme.
pub fn mutants(pack: &Pack, rules: &[Rule], only: Option<&str>) -> Vec<Mutant> {
    let mut all = Vec::new();
    for (index, rule) in rules.iter().enumerate() {
        if only.is_none_or(|id| pack.programmes[rule.programme].id == id) {
            all.extend(of_rule(pack, index, rule));
        }
    }
    if only.is_none() {
        all.extend(of_definitions(pack, rules));
    }
    all
}

/// The changes of a rule, each meaning once.
fn of_rule(pack: &Pack, index: usize, rule: &Rule) -> Vec<Mutant> {
    let left_out = Mutant {
        place: rule.placed.place.clone(),
        edit: None,
        changes: vec![(index, Formula::TRUE)],
    };
    let mut all = vec![left_out];
    let (Some(condition), Some(asks)) = (rule.placed.criterion.demand.condition(), &rule.asks)
    else {
        return all;
    };
    let place = rule.placed.place.at("when");
    let mut known = vec![asks.clone(), Formula::TRUE];
    for edit in edits(pack, &Stated { condition, place }) {
        let Ok(asks) = pack.formula(&edit.whole) else {
            continue;
        };
        if !known.contains(&asks) {
            known.push(asks.clone());
            all.push(Mutant {
                place: edit.place.clone(),
                edit: Some(edit),
                changes: vec![(index, asks)],
            });
        }
    }
    all
}

/// The changes of definitions, each with all rules that ask something else by it.
fn of_definitions(pack: &Pack, rules: &[Rule]) -> Vec<Mutant> {
    let mut all = Vec::new();
    for (name, definition) in pack.definitions.iter() {
        let place = Place::file("definitions.json").at(name).at("when");
        let condition = &definition.when;
        let mut known: Vec<Formula> = pack.formula(condition).into_iter().collect();
        for edit in edits(pack, &Stated { condition, place }) {
            let Ok(means) = pack.formula(&edit.whole) else {
                continue;
            };
            if known.contains(&means) {
                continue;
            }
            known.push(means);
            let mut changed = definition.clone();
            changed.when = edit.whole.clone();
            let mut definitions = pack.definitions.clone();
            definitions.insert(name.clone(), changed);
            let changes = rules.iter().enumerate().filter_map(|(index, rule)| {
                let condition = rule.placed.criterion.demand.condition()?;
                let asks = pack.formula_with(condition, &definitions).ok()?;
                (rule.asks.as_ref() != Some(&asks)).then_some((index, asks))
            });
            let changes: Vec<_> = changes.collect();
            if !changes.is_empty() {
                all.push(Mutant {
                    place: edit.place.clone(),
                    edit: Some(edit),
                    changes,
                });
            }
        }
    }
    all
}
