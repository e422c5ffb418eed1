//! How likely the cells of a variable are, by the priors of the pack.

use super::{Model, Part, Slice};
use crate::diagram::Cell;
use crate::pack::Pack;
use crate::pack::fact::{Domain, Fact, NumberDomain};
use crate::pack::prior::Prior;

/// What a cell weighs that the prior calls impossible: it happens all the same.
const LEAST: f64 = 0.002;

impl Model {
    /// By variable: the weight of each of its cells. Only their ratios mean anything.
    pub fn weights(&self, pack: &Pack) -> Vec<Vec<f64>> {
        // What a comparison of a sum leaves open goes either way.
        let mut weights = vec![vec![1.0, 1.0]; self.facts.len()];
        for (fact, part) in pack.facts.iter().zip(&self.parts) {
            let prior = pack.priors.get(&fact.id);
            match part {
                Part::Unused => {}
                Part::Cuts(slice) => {
                    weights[usize::from(slice.variable)] = cuts(fact, slice, prior)
                }
                Part::Classes {
                    variable,
                    of_option,
                    count,
                } => {
                    let all = &mut weights[usize::from(*variable)];
                    *all = vec![0.0; *count];
                    for (option, cell) in options(fact).iter().zip(of_option) {
                        all[usize::from(*cell)] +=
                            prior.map_or(1.0, |prior| prior.weight(option).into());
                    }
                }
                Part::Counts { groups, .. } => {
                    for group in groups {
                        let chances = group.members.iter().map(|member| {
                            let option = &options(fact)[*member];
                            prior.map_or(0.5, |prior| f64::from(prior.weight(option)) / 100.0)
                        });
                        let slice = &group.slice;
                        weights[usize::from(slice.variable)] = counted(slice, chances);
                    }
                }
            }
        }
        for all in &mut weights {
            let sum: f64 = all.iter().sum();
            for weight in all {
                *weight = (*weight / sum).max(LEAST);
            }
        }
        weights
    }
}

fn options(fact: &Fact) -> &[String] {
    match &fact.domain {
        Domain::Choice(options) | Domain::Set(options) => options,
        Domain::Bool | Domain::Number(_) | Domain::Date => &[],
    }
}

fn cuts(fact: &Fact, slice: &Slice, prior: Option<&Prior>) -> Vec<f64> {
    let alike = vec![1.0; slice.count()];
    match (&fact.domain, prior) {
        (Domain::Bool, Some(Prior { yes: Some(yes), .. })) if slice.count() == 2 => {
            vec![100.0 - f64::from(*yes), f64::from(*yes)]
        }
        (
            Domain::Number(domain),
            Some(Prior {
                bands: Some(bands), ..
            }),
        ) => (0..slice.count())
            .map(|cell| share(domain, bands, slice.bounds(cell as Cell)))
            .collect(),
        _ => alike,
    }
}

/// What the bands weigh between two values; within a band all values are alike.
fn share(domain: &NumberDomain, weights: &[u32], (low, high): (i64, i64)) -> f64 {
    let bands = domain.bands.iter().zip(weights);
    bands
        .map(|((from, to), weight)| {
            let size = |low: i64, high: i64| (high - low + 1).max(0) as f64;
            f64::from(*weight) * size(low.max(*from), high.min(*to)) / size(*from, *to)
        })
        .sum()
}

/// How likely it is that so many of some elements were chosen, each by itself.
fn counted(slice: &Slice, chances: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut so_many = vec![1.0];
    for chance in chances {
        so_many.push(0.0);
        for count in (0..so_many.len()).rev() {
            let fewer = if count == 0 { 0.0 } else { so_many[count - 1] };
            so_many[count] = so_many[count] * (1.0 - chance) + fewer * chance;
        }
    }
    let mut weights = vec![0.0; slice.count()];
    for (count, likely) in so_many.iter().enumerate() {
        weights[usize::from(slice.cell(count as i64))] += likely;
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::map::Map;

    const PACK: &str = r#"{
        "pack": {"id": "p", "version": "1", "format": 1, "languages": [],
            "topics": [{"id": "t", "text": {}}]},
        "definitions": {}, "constraints": [], "sources": [], "texts": {}, "tables": {},
        "contacts": [{"id": "c", "kind": "guidance", "text": {}}], "priors": PRIORS,
        "facts": [
            {"id": "yes", "topic": "t", "type": "bool", "changeable": "no", "text": {}},
            {"id": "number", "topic": "t", "type": "number", "unit": "count", "min": 0, "max": 9,
                "step": 1, "bands": [{"from": 0, "to": 3}, {"from": 4, "to": 9}],
                "changeable": "no", "text": {}},
            {"id": "choice", "topic": "t", "type": "choice", "options": ["a", "b", "c", "d"],
                "changeable": "no", "text": {}},
            {"id": "set", "topic": "t", "type": "set", "options": ["a", "b", "c"],
                "changeable": "no", "text": {}}],
        "programmes": [{"id": "p", "owner": "c", "goals": [], "text": {}, "editions": [
            {"id": "e", "valid": {"from": "2000-01-01"}, "text": {}, "routes": [
                {"id": "r", "kind": "apply", "text": {}, "criteria": [
                    {"id": "c", "kind": "requirement", "text": {}, "sources": [], "when": {"all": [
                        {"fact": "yes", "is": true}, {"fact": "number", "at_least": 7},
                        {"fact": "choice", "is": "a"}, {"count": "set", "at_least": 2}]}}
            ]}]}]}]
    }"#;

    /// The weights of the cells of each fact.
    fn weights(priors: &str) -> Vec<Vec<f64>> {
        let pack = Pack::open(&PACK.replace("PRIORS", priors), "").expect("a pack");
        let criterion = &pack.programmes[0].editions[0].routes[0].criteria[0];
        let condition = criterion.demand.condition().expect("a requirement");
        let formula = pack.formula(condition).expect("a formula");
        let model = Model::new(&pack.facts, &[&formula], &Map::EMPTY, usize::MAX);
        let weights = model.weights(&pack);
        let facts = 0..pack.facts.len();
        let variable = |fact| usize::from(model.variables_of(fact)[0]);
        facts.map(|fact| weights[variable(fact)].clone()).collect()
    }

    fn assert_near(found: &[Vec<f64>], expected: &[[f64; 2]]) {
        for (found, expected) in found.iter().zip(expected) {
            assert_eq!(found.len(), 2);
            let mut both = found.iter().zip(expected);
            assert!(
                both.all(|(a, b)| (a - b).abs() < 1e-9),
                "{found:?} is not {expected:?}"
            );
        }
    }

    #[test]
    fn cells_weigh_what_the_priors_say() {
        let mut found = weights(
            r#"{"yes": {"yes": 30, "assumed": true},
                "number": {"bands": [40, 60], "assumed": true},
                "choice": {"options": {"a": 20, "b": 40}, "others": 20, "assumed": true},
                "set": {"options": {"a": 50, "b": 20}, "others": 40, "assumed": true}}"#,
        );
        // Which class of a choice comes first is left open.
        found[2].sort_by(f64::total_cmp);
        // Half the numbers of the upper band are 7 or more; two elements or all three.
        let two = 0.5 * 0.2 * 0.6 + 0.5 * 0.8 * 0.4 + 0.5 * 0.2 * 0.4 + 0.5 * 0.2 * 0.4;
        assert_near(
            &found,
            &[[0.7, 0.3], [0.7, 0.3], [0.2, 0.8], [1.0 - two, two]],
        );
    }

    #[test]
    fn without_priors_values_that_are_told_apart_weigh_alike() {
        let mut found = weights("{}");
        found[2].sort_by(f64::total_cmp);
        assert_near(&found, &[[0.5, 0.5], [0.5, 0.5], [0.25, 0.75], [0.5, 0.5]]);
    }

    #[test]
    fn what_the_priors_call_impossible_weighs_a_little() {
        let found = weights(
            r#"{"yes": {"yes": 100, "assumed": true},
                "number": {"bands": [100, 0], "assumed": true}}"#,
        );
        assert_eq!(found[0], [LEAST, 1.0]);
        assert_eq!(found[1], [1.0, LEAST]);
    }
}
