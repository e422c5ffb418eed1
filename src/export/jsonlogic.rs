//! Formulas in the operators of jsonlogic.com, and no others.

use crate::pack::date::Date;
use crate::pack::fact::{Domain, Fact};
use crate::pack::formula::{Atom, FactIndex, Formula, Linear};
use serde_json::{Value, json};

/// The rule that is true exactly where the formula holds, for data in which every fact is known.
pub fn rule(facts: &[Fact], formula: &Formula) -> Value {
    let rules = |parts: &[Formula]| parts.iter().map(|part| rule(facts, part)).collect();
    match formula {
        // What an engine makes of an empty `and` or `or` is its own affair.
        Formula::All(parts) if parts.is_empty() => json!(true),
        Formula::Any(parts) if parts.is_empty() => json!(false),
        Formula::All(parts) => joined("and", rules(parts)),
        Formula::Any(parts) => joined("or", rules(parts)),
        Formula::Not(part) => json!({ "!": [rule(facts, part)] }),
        Formula::Atom(atom) => self::atom(facts, atom),
    }
}

fn joined(operator: &str, mut rules: Vec<Value>) -> Value {
    match rules.len() {
        1 => rules.remove(0),
        _ => json!({ operator: rules }),
    }
}

fn atom(facts: &[Fact], atom: &Atom) -> Value {
    match atom {
        Atom::AtLeast { fact, bound } => {
            let fact = &facts[*fact];
            match &fact.domain {
                Domain::Bool => json!({ "==": [variable(fact), *bound >= 1] }),
                Domain::Number(domain) => {
                    json!({ ">=": [variable(fact), domain.value(*bound)] })
                }
                Domain::Date => json!({ ">=": [variable(fact), calendar(*bound)] }),
                Domain::Choice(_) | Domain::Set(_) => json!(false),
            }
        }
        Atom::OneOf { fact, options } => {
            let fact = &facts[*fact];
            match named(fact, options).as_slice() {
                [one] => json!({ "==": [variable(fact), one] }),
                several => json!({ "in": [variable(fact), several] }),
            }
        }
        Atom::Count {
            fact,
            members,
            at_least,
        } => count(&facts[*fact], members, *at_least),
        Atom::Linear(linear) => sum(facts, linear),
    }
}

/// At least so many of the chosen elements are members.
fn count(fact: &Fact, members: &[usize], at_least: usize) -> Value {
    let all = match &fact.domain {
        Domain::Choice(options) | Domain::Set(options) => options.len(),
        Domain::Bool | Domain::Number(_) | Domain::Date => 0,
    };
    // The shorter list of the two is written.
    let counts = |element: Value| {
        if members.len() * 2 > all {
            let others: Vec<usize> = (0..all).filter(|one| !members.contains(one)).collect();
            json!({ "!": [{ "in": [element, named(fact, &others)] }] })
        } else {
            json!({ "in": [element, named(fact, members)] })
        }
    };
    if at_least == 1 {
        return json!({ "some": [variable(fact), counts(json!({ "var": "" }))] });
    }
    let one_more = json!({ "if": [counts(json!({ "var": "current" })), 1, 0] });
    let so_far = json!({ "+": [{ "var": "accumulator" }, one_more] });
    json!({ ">=": [{ "reduce": [variable(fact), so_far, 0] }, at_least] })
}

/// A sum of steps is a whole number, so that half a step below the bound tells the same and
/// leaves room for what doubles add and lose.
fn sum(facts: &[Fact], linear: &Linear) -> Value {
    let terms = linear.terms.iter().map(|(fact, weight)| {
        let scale = match &facts[*fact].domain {
            Domain::Number(domain) => domain.scale,
            _ => 0,
        };
        let weight = *weight * 10_i128.pow(scale);
        json!({ "*": [variable(&facts[*fact]), whole(weight)] })
    });
    let terms: Vec<Value> = terms.collect();
    json!({ ">=": [{ "+": terms }, { "-": [whole(linear.bound), 0.5] }] })
}

/// A whole number; beyond what a JSON number holds exactly it is the nearest double.
fn whole(number: i128) -> Value {
    i64::try_from(number).map_or_else(|_| json!(number as f64), |number| json!(number))
}

/// Days since 1970 as year * 10000 + month * 100 + day, which compare alike.
fn calendar(days: i64) -> Value {
    let date = i32::try_from(days).ok().and_then(Date::from_days);
    let digits = date.map(|date| date.to_string().replace('-', ""));
    digits
        .and_then(|digits| digits.parse::<i64>().ok())
        .map_or(Value::Null, Value::from)
}

fn variable(fact: &Fact) -> Value {
    json!({ "var": fact.id })
}

fn named(fact: &Fact, options: &[FactIndex]) -> Vec<String> {
    match &fact.domain {
        Domain::Choice(all) | Domain::Set(all) => {
            options.iter().map(|option| all[*option].clone()).collect()
        }
        Domain::Bool | Domain::Number(_) | Domain::Date => Vec::new(),
    }
}
