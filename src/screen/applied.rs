//! Trying a change: the case as it would be.

use super::changes::{Change, Target};
use crate::case::{Answer, Case};
use crate::pack::Pack;
use crate::pack::date::Date;
use crate::pack::fact::{Domain, Fact};

impl Change {
    /// The case with what has to change changed.
    pub fn applied(&self, pack: &Pack, case: &Case) -> Case {
        let mut changed = case.clone();
        for (fact, target) in &self.facts {
            let fact = &pack.facts[*fact];
            let answer = target.answer(fact, case.answer(&fact.id));
            changed.set(&fact.id, Some(answer));
        }
        changed
    }
}

impl Target {
    /// The answer that reaches it, from the one that was given.
    fn answer(&self, fact: &Fact, given: Option<&Answer>) -> Answer {
        match (self, &fact.domain) {
            (Target::Range(low, _), Domain::Bool) => Answer::Bool(*low == 1),
            (Target::Range(low, high), Domain::Number(domain)) => Answer::Number {
                from: (*low > domain.min).then(|| domain.value(*low)),
                to: (*high < domain.max || *low == domain.min).then(|| domain.value(*high)),
            },
            (Target::Range(low, high), _) => {
                let day = |days: i64| i32::try_from(days).ok().and_then(Date::from_days);
                let (from, to) = (day(*low), day(*high));
                Answer::Date { from, to }
            }
            (Target::Option(option), Domain::Choice(options)) => {
                Answer::Choice(options[*option].clone())
            }
            (Target::Elements { add, remove }, Domain::Set(options)) => {
                let (has, lacks) = match given {
                    Some(Answer::Set { has, lacks }) => (has.clone(), lacks.clone()),
                    _ => (Vec::new(), Some(Vec::new())),
                };
                let (add, remove) = (named(options, add), named(options, remove));
                Answer::Set {
                    has: turned(has, &add, &remove),
                    lacks: lacks.map(|lacks| turned(lacks, &remove, &add)),
                }
            }
            // A target is made for the domain of its fact.
            _ => Answer::Unknown,
        }
    }
}

fn named(options: &[String], chosen: &[usize]) -> Vec<String> {
    chosen.iter().map(|one| options[*one].clone()).collect()
}

/// A list with these and without those.
fn turned(mut list: Vec<String>, with: &[String], without: &[String]) -> Vec<String> {
    list.retain(|one| !with.contains(one) && !without.contains(one));
    list.extend_from_slice(with);
    list
}
