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
