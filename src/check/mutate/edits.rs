//! The small changes of a condition: each as somebody could have mistyped it.
//!
//! - a figure, a date or a count one step up or down; the other operator; one end of a range
//! - *all* for *any* and the reverse, a part left out, a *not* lost
//! - yes for no, and any test or definition for its contrary
//! - an option too few, an option too many
//!
//! What a change means is not asked here: some mean what was there before.

use super::super::rules::Stated;
use crate::pack::Pack;
use crate::pack::condition::{Condition, Quantity, Test};
use crate::pack::date::Date;
use crate::pack::decimal::{Decimal, Literal, LiteralUnit};
use crate::pack::error::Place;
use crate::pack::fact::Domain;

/// One change of a condition.
pub struct Edit {
    /// The part that changed.
    pub place: Place,
    /// That part as it is.
    pub before: Condition,
    /// As it would be; left out where there is none.
    pub after: Option<Condition>,
    /// The whole condition with the change.
    pub whole: Condition,
}

/// All changes of a condition, one at a time.
pub fn edits(pack: &Pack, stated: &Stated) -> Vec<Edit> {
    match stated.condition {
        Condition::All(parts) => list(pack, stated, parts, ("all", Condition::All, Condition::Any)),
        Condition::Any(parts) => list(pack, stated, parts, ("any", Condition::Any, Condition::All)),
        Condition::Not(part) => {
            let inside = Stated {
                condition: part,
                place: stated.place.at("not"),
            };
            let inside = edits(pack, &inside).into_iter();
            let wrapped = inside.map(|edit| Edit {
                whole: Condition::Not(Box::new(edit.whole)),
                ..edit
            });
            let lost = replaced(stated, (**part).clone());
            std::iter::once(lost).chain(wrapped).collect()
        }
        Condition::Use(_) => vec![replaced(stated, contrary(stated.condition))],
        Condition::Test(quantity, test) => {
            let others = tests(pack, quantity, test).into_iter();
            let others = others.map(|test| Condition::Test(quantity.clone(), test));
            let all = others.chain([contrary(stated.condition)]);
            all.map(|after| replaced(stated, after)).collect()
        }
    }
}

fn contrary(condition: &Condition) -> Condition {
    Condition::Not(Box::new(condition.clone()))
}

fn replaced(stated: &Stated, after: Condition) -> Edit {
    Edit {
        place: stated.place.clone(),
        before: stated.condition.clone(),
        after: Some(after.clone()),
        whole: after,
    }
}

type Combine = fn(Vec<Condition>) -> Condition;

/// The changes of a list of parts: the other way to combine them, one left out, one changed.
fn list(
    pack: &Pack,
    stated: &Stated,
    parts: &[Condition],
    (key, combine, other): (&str, Combine, Combine),
) -> Vec<Edit> {
    let mut all = vec![replaced(stated, other(parts.to_vec()))];
    for (i, part) in parts.iter().enumerate() {
        let place = stated.place.at(key).at(i);
        let mut rest = parts.to_vec();
        rest.remove(i);
        all.push(Edit {
            place: place.clone(),
            before: part.clone(),
            after: None,
            whole: combine(rest),
        });
        let inside = Stated {
            condition: part,
            place,
        };
        all.extend(edits(pack, &inside).into_iter().map(|edit| {
            let mut parts = parts.to_vec();
            parts[i] = edit.whole;
            Edit {
                whole: combine(parts),
                ..edit
            }
        }));
    }
    all
}

/// The tests that could have been meant instead of one.
fn tests(pack: &Pack, quantity: &Quantity, test: &Test) -> Vec<Test> {
    use Test::{
        Above, AtLeast, AtMost, Below, Between, Equals, Has, HasAll, HasAny, HasNone, Is, IsBool,
        OneOf,
    };
    let near = |literal: &Literal| Step::of(pack, quantity).near(literal);
    let options = || options(pack, quantity);
    let each = |literal: &Literal, test: fn(Literal) -> Test| near(literal).into_iter().map(test);
    match test {
        AtLeast(low) => each(low, AtLeast).chain([AtMost(*low)]).collect(),
        Above(low) => each(low, Above).chain([Below(*low)]).collect(),
        AtMost(high) => each(high, AtMost).chain([AtLeast(*high)]).collect(),
        Below(high) => each(high, Below).chain([Above(*high)]).collect(),
        Equals(value) => each(value, Equals)
            .chain([AtLeast(*value), AtMost(*value)])
            .collect(),
        Between(low, high) => {
            let lows = near(low).into_iter().map(|low| Between(low, *high));
            let highs = near(high).into_iter().map(|high| Between(*low, high));
            let ends = [AtLeast(*low), AtMost(*high)];
            lows.chain(highs).chain(ends).collect()
        }
        IsBool(is) => vec![IsBool(!is)],
        Is(one) => more_or_less(std::slice::from_ref(one), options(), OneOf),
        OneOf(list) => more_or_less(list, options(), OneOf),
        Has(one) => more_or_less(std::slice::from_ref(one), options(), HasAny),
        HasAny(list) => {
            let all = HasAll(list.clone());
            with(more_or_less(list, options(), HasAny), all)
        }
        HasAll(list) => {
            let any = HasAny(list.clone());
            with(more_or_less(list, options(), HasAll), any)
        }
        HasNone(list) => more_or_less(list, options(), HasNone),
    }
}

fn with(mut tests: Vec<Test>, one: Test) -> Vec<Test> {
    tests.push(one);
    tests
}

/// A list without each of its options, and with each of the others.
fn more_or_less(list: &[String], options: &[String], test: fn(Vec<String>) -> Test) -> Vec<Test> {
    // A list of nothing is the contrary of the test, or nothing that anybody would write.
    let fewer = list.iter().filter(|_| list.len() > 1).map(|left_out| {
        let rest = list.iter().filter(|one| *one != left_out);
        rest.cloned().collect()
    });
    let others = options.iter().filter(|one| !list.contains(one));
    let more = others.map(|one| list.iter().chain([one]).cloned().collect());
    fewer.chain(more).map(test).collect()
}

fn options<'a>(pack: &'a Pack, quantity: &Quantity) -> &'a [String] {
    match quantity {
        Quantity::Fact(id) => match pack.fact(id).map(|fact| &fact.domain) {
            Some(Domain::Choice(options) | Domain::Set(options)) => options,
            _ => &[],
        },
        _ => &[],
    }
}

/// The smallest step of a quantity, and the unit in which it is counted.
struct Step {
    unit: LiteralUnit,
    scale: u32,
}

impl Step {
    /// Sums are compared in the unit of their first fact, to the finest of their steps.
    fn of(pack: &Pack, quantity: &Quantity) -> Step {
        let domain = |id: &String| match pack.fact(id).map(|fact| &fact.domain) {
            Some(Domain::Number(domain)) => Some(domain),
            _ => None,
        };
        let facts: Vec<&String> = match quantity {
            Quantity::Fact(id) => vec![id],
            Quantity::Sum(ids) => ids.iter().collect(),
            Quantity::Difference(first, second) => vec![first, second],
            Quantity::Count { .. } => Vec::new(),
        };
        let mut domains = facts.into_iter().filter_map(domain);
        let first = domains.next();
        let scale = first.map_or(0, |first| first.scale);
        Step {
            unit: first.map_or(LiteralUnit::Own, |first| first.unit.literal()),
            scale: domains.map(|one| one.scale).fold(scale, u32::max),
        }
    }

    /// The literals next to one. On both sides of a figure between two steps those are two: the
    /// nearer one means what the figure does, or the farther one is one step more.
    fn near(&self, literal: &Literal) -> Vec<Literal> {
        if let Literal::Date(date) = literal {
            let days = [date.days() - 1, date.days() + 1].into_iter();
            return days
                .filter_map(Date::from_days)
                .map(Literal::Date)
                .collect();
        }
        let ratio = literal.ratio_in(self.unit);
        let scaled = ratio.and_then(|(top, bottom)| {
            let top = top.checked_mul(10i128.pow(self.scale))?;
            Some((top.div_euclid(bottom), -(-top).div_euclid(bottom)))
        });
        let Some((floor, ceiling)) = scaled else {
            return Vec::new();
        };
        let steps = floor - 1..=ceiling + 1;
        let others = steps.filter(|step| (*step, *step) != (floor, ceiling));
        let literal = |steps| Literal::Number {
            value: Decimal::new(steps, self.scale),
            unit: self.unit,
        };
        others.flat_map(i64::try_from).map(literal).collect()
    }
}
