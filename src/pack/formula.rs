//! Formulas: conditions with names, units and literals settled. All numbers are whole: numbers
//! in steps of their fact, dates in days, yes as 1 and no as 0.

use super::Definition;
use super::condition::{Condition, Quantity, Test};
use super::decimal::{DKK_PER_EUR_SCALED, Literal, LiteralUnit};
use super::error::{Fault, PackError, Place};
use super::fact::{Domain, Fact, NumberDomain};
use super::map::Map;
use super::set::Set;

/// Levels of a condition, definitions that it uses included: the stack must hold them.
pub const DEPTH: usize = 127;
/// Parts of a condition, definitions that it uses included: two uses of one double it.
pub const PARTS: usize = 10_000;

/// A fact's index in the pack.
pub type FactIndex = usize;

/// A condition, settled.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Formula {
    /// Every part; true where there is none.
    All(Vec<Formula>),
    /// Some part; false where there is none.
    Any(Vec<Formula>),
    /// The contrary.
    Not(Box<Formula>),
    /// One comparison.
    Atom(Atom),
}

/// One comparison.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Atom {
    /// A number, date or yes/no is at least `bound`.
    AtLeast {
        /// The fact.
        fact: FactIndex,
        /// In steps, days, or 1 for yes.
        bound: i64,
    },
    /// A choice is one of these options.
    OneOf {
        /// The fact.
        fact: FactIndex,
        /// Option indices, sorted.
        options: Vec<usize>,
    },
    /// At least so many of these elements were chosen.
    Count {
        /// The set fact.
        fact: FactIndex,
        /// Option indices that count, sorted.
        members: Vec<usize>,
        /// How many; between 1 and the number of members.
        at_least: usize,
    },
    /// A weighted sum of numbers is at least `bound`.
    Linear(Linear),
}

/// A weighted sum of two or more number facts, in steps, compared with a bound.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Linear {
    /// Facts with their weights, by fact.
    pub terms: Vec<(FactIndex, i128)>,
    /// The sum is at least this.
    pub bound: i128,
}

impl Formula {
    /// Always true.
    pub const TRUE: Formula = Formula::All(Vec::new());
    /// Never true.
    pub const FALSE: Formula = Formula::Any(Vec::new());

    fn negated(self) -> Formula {
        Formula::Not(Box::new(self))
    }

    /// The fact that stands first in it.
    pub fn first_fact(&self) -> Option<FactIndex> {
        let mut first = None;
        self.each_atom(&mut |atom| {
            atom.each_fact(|fact| {
                first.get_or_insert(fact);
            });
        });
        first
    }

    /// Calls `see` with each atom, in the order of writing.
    pub fn each_atom<'a>(&'a self, see: &mut impl FnMut(&'a Atom)) {
        match self {
            Formula::All(parts) | Formula::Any(parts) => {
                parts.iter().for_each(|part| part.each_atom(see));
            }
            Formula::Not(part) => part.each_atom(see),
            Formula::Atom(atom) => see(atom),
        }
    }
}

impl Atom {
    /// Calls `see` with each fact that the atom looks at.
    pub fn each_fact(&self, mut see: impl FnMut(FactIndex)) {
        match self {
            Atom::AtLeast { fact, .. } | Atom::OneOf { fact, .. } | Atom::Count { fact, .. } => {
                see(*fact);
            }
            Atom::Linear(linear) => linear.terms.iter().for_each(|(fact, _)| see(*fact)),
        }
    }
}

/// How a settler came to a condition.
#[derive(Default)]
struct Way {
    /// The definitions that it is in.
    within: Vec<String>,
    depth: usize,
    /// Parts that were settled so far.
    parts: usize,
}

/// Settles conditions against the facts and definitions of a pack.
pub struct Settler<'a> {
    facts: &'a [Fact],
    index: &'a Map<String, FactIndex>,
    definitions: &'a Map<String, Definition>,
}

impl<'a> Settler<'a> {
    /// A settler for these facts and definitions.
    pub fn new(
        facts: &'a [Fact],
        index: &'a Map<String, FactIndex>,
        definitions: &'a Map<String, Definition>,
    ) -> Self {
        Settler {
            facts,
            index,
            definitions,
        }
    }

    /// The formula of a condition that stands at `place`.
    ///
    /// # Errors
    /// An unknown fact, option or definition, a test that does not suit its fact, a unit that
    /// does not suit, a definition that uses itself.
    pub fn settle(&self, condition: &Condition, place: &Place) -> Result<Formula, PackError> {
        self.condition(condition, place, &mut Way::default())
    }

    fn condition(
        &self,
        condition: &Condition,
        place: &Place,
        way: &mut Way,
    ) -> Result<Formula, PackError> {
        way.parts += 1;
        way.depth += 1;
        if way.depth > DEPTH || way.parts > PARTS {
            let (levels, parts) = (DEPTH, PARTS);
            return Err(Fault::TooLarge { levels, parts }.at(place));
        }
        let formula = self.condition_within(condition, place, way)?;
        way.depth -= 1;
        Ok(formula)
    }

    fn condition_within(
        &self,
        condition: &Condition,
        place: &Place,
        way: &mut Way,
    ) -> Result<Formula, PackError> {
        let mut parts = |parts: &[Condition], key: &str| {
            let place = place.at(key);
            parts
                .iter()
                .enumerate()
                .map(|(i, part)| self.condition(part, &place.at(i), way))
                .collect::<Result<Vec<_>, _>>()
        };
        match condition {
            Condition::All(all) => Ok(Formula::All(parts(all, "all")?)),
            Condition::Any(any) => Ok(Formula::Any(parts(any, "any")?)),
            Condition::Not(part) => Ok(self.condition(part, &place.at("not"), way)?.negated()),
            Condition::Use(name) => {
                let Some(definition) = self.definitions.get(name) else {
                    let known = self.definitions.keys().map(String::as_str);
                    return Err(Fault::unknown("definition", name, known).at(&place.at("use")));
                };
                if way.within.contains(name) {
                    return Err(Fault::Circular(name.clone()).at(&place.at("use")));
                }
                way.within.push(name.clone());
                let inside = Place::file("definitions.json").at(name).at("when");
                let formula = self.condition(&definition.when, &inside, way)?;
                way.within.pop();
                Ok(formula)
            }
            Condition::Test(quantity, test) => self.test(quantity, test, place),
        }
    }

    fn test(&self, quantity: &Quantity, test: &Test, place: &Place) -> Result<Formula, PackError> {
        match quantity {
            Quantity::Fact(id) => self.fact_test(id, test, place),
            Quantity::Sum(ids) => {
                let weighted: Vec<_> = ids.iter().map(|id| (id.as_str(), 1)).collect();
                self.linear_test(&weighted, test, &place.at("sum"))
            }
            Quantity::Difference(first, second) => {
                self.linear_test(&[(first, 1), (second, -1)], test, &place.at("difference"))
            }
            Quantity::Count { fact, except } => self.count_test(fact, except, test, place),
        }
    }

    /// The index of a fact.
    ///
    /// # Errors
    /// No fact has the id.
    pub fn fact(&self, id: &str, place: &Place) -> Result<FactIndex, PackError> {
        self.index.get(id).copied().ok_or_else(|| {
            Fault::unknown("fact", id, self.index.keys().map(String::as_str)).at(place)
        })
    }

    fn fact_test(&self, id: &str, test: &Test, place: &Place) -> Result<Formula, PackError> {
        let fact = self.fact(id, &place.at("fact"))?;
        let at_least = |bound| Formula::Atom(Atom::AtLeast { fact, bound });
        match (&self.facts[fact].domain, test) {
            (Domain::Bool, Test::IsBool(true)) => Ok(at_least(1)),
            (Domain::Bool, Test::IsBool(false)) => Ok(at_least(1).negated()),
            (Domain::Number(domain), test) => {
                let scale = 10i128.pow(domain.scale);
                let range = number_range(test, domain.unit.literal(), scale, place)?;
                Ok(in_range(
                    range,
                    domain.min.into(),
                    domain.max.into(),
                    |bound| at_least(bound as i64),
                ))
            }
            (Domain::Date, test) => {
                let (low, high) = date_range(test, place)?;
                Ok(in_range((low, high), i128::MIN, i128::MAX, |bound| {
                    at_least(bound as i64)
                }))
            }
            (Domain::Choice(options), Test::Is(option)) => {
                let options = vec![option_index(options, option, &place.at("is"))?];
                Ok(Formula::Atom(Atom::OneOf { fact, options }))
            }
            (Domain::Choice(options), Test::OneOf(wanted)) => {
                let options = option_indices(options, wanted, &place.at("one_of"))?;
                Ok(Formula::Atom(Atom::OneOf { fact, options }))
            }
            (Domain::Set(options), test) => {
                let count = |key: &str, wanted: &[String], all: bool| {
                    let members = option_indices(options, wanted, &place.at(key))?;
                    let at_least = if all { members.len() } else { 1 };
                    Ok(counted(fact, members, at_least))
                };
                match test {
                    Test::Has(one) => count("has", std::slice::from_ref(one), false),
                    Test::HasAny(any) => count("has_any", any, false),
                    Test::HasAll(all) => count("has_all", all, true),
                    Test::HasNone(none) => Ok(count("has_none", none, false)?.negated()),
                    _ => Err(unsuited(
                        "has, has_any, has_all or has_none on a set",
                        test,
                        place,
                    )),
                }
            }
            (Domain::Bool, _) => Err(unsuited(
                "is true or is false on a yes/no fact",
                test,
                place,
            )),
            (Domain::Choice(_), _) => Err(unsuited("is or one_of on a choice", test, place)),
        }
    }

    fn count_test(
        &self,
        id: &str,
        except: &[String],
        test: &Test,
        place: &Place,
    ) -> Result<Formula, PackError> {
        let fact = self.fact(id, &place.at("count"))?;
        let Domain::Set(options) = &self.facts[fact].domain else {
            return Err(unsuited("count on a set fact", test, place));
        };
        let except = option_indices(options, except, &place.at("except"))?;
        let members: Vec<usize> = (0..options.len()).filter(|i| !except.contains(i)).collect();
        let range = number_range(test, LiteralUnit::Own, 1, place)?;
        Ok(in_range(range, 0, members.len() as i128, |bound| {
            counted(fact, members.clone(), bound as usize)
        }))
    }

    fn linear_test(
        &self,
        weighted: &[(&str, i128)],
        test: &Test,
        place: &Place,
    ) -> Result<Formula, PackError> {
        let mut parts: Vec<(FactIndex, i128, &NumberDomain)> = Vec::new();
        for (i, (id, sign)) in weighted.iter().enumerate() {
            let fact = self.fact(id, &place.at(i))?;
            let Domain::Number(domain) = &self.facts[fact].domain else {
                return Err(unsuited(
                    "number facts in a sum or a difference",
                    test,
                    place,
                ));
            };
            if parts.iter().any(|(other, ..)| *other == fact) {
                return Err(unsuited(
                    "different facts in a sum or a difference",
                    test,
                    place,
                ));
            }
            parts.push((fact, *sign, domain));
        }
        let Some((_, _, first)) = parts.first().filter(|_| parts.len() >= 2) else {
            return Err(unsuited("two or more facts in a sum", test, place));
        };
        let unit = first.unit.literal();
        let is_money = |unit| matches!(unit, LiteralUnit::Dkk | LiteralUnit::Eur);
        let mut terms: Vec<(FactIndex, i128)> = Vec::new();
        // One step of a fact of scale s weighs `weight_of_one / 10^s`; all weights stay whole.
        let weight_of_one = 100 * DKK_PER_EUR_SCALED * 100_000;
        let (mut low, mut high) = (0, 0);
        for (fact, sign, domain) in &parts {
            let own = domain.unit.literal();
            let (top, bottom) = match (own, unit) {
                _ if own == unit => (1, 1),
                (LiteralUnit::Eur, LiteralUnit::Dkk) => (DKK_PER_EUR_SCALED, 100_000),
                (LiteralUnit::Dkk, LiteralUnit::Eur) => (100_000, DKK_PER_EUR_SCALED),
                _ => return Err(unsuited("facts of one unit in a sum", test, place)),
            };
            debug_assert!(own == unit || (is_money(own) && is_money(unit)));
            let weight = sign * weight_of_one * top / bottom / 10i128.pow(domain.scale);
            let ends = [
                weight * i128::from(domain.min),
                weight * i128::from(domain.max),
            ];
            low += ends[0].min(ends[1]);
            high += ends[0].max(ends[1]);
            let index = terms.partition_point(|(other, _)| other < fact);
            terms.insert(index, (*fact, weight));
        }
        let divisor = terms
            .iter()
            .fold(0, |divisor, (_, weight)| gcd(divisor, weight.abs()));
        let range = number_range(test, unit, weight_of_one, place)?;
        Ok(in_range(range, low, high, |bound| {
            let terms = terms
                .iter()
                .map(|(fact, weight)| (*fact, weight / divisor))
                .collect();
            let bound = ceil_div(bound, divisor);
            Formula::Atom(Atom::Linear(Linear { terms, bound }))
        }))
    }
}

/// The whole numbers that pass a test; an open end has none.
type Range = (Option<i128>, Option<i128>);

/// The range of whole numbers `x` for which `x / scale` passes the test.
fn number_range(
    test: &Test,
    unit: LiteralUnit,
    scale: i128,
    place: &Place,
) -> Result<Range, PackError> {
    let scaled = |literal: &Literal| match literal.ratio_in(unit) {
        Some((top, bottom)) => match top.checked_mul(scale) {
            Some(top) => Ok((top, bottom)),
            None => Err(unsuited("a smaller number", test, place)),
        },
        None => Err(unsuited("a literal in the unit of the fact", test, place)),
    };
    let ceil = |literal| scaled(literal).map(|(top, bottom)| ceil_div(top, bottom));
    let floor = |literal| scaled(literal).map(|(top, bottom)| top.div_euclid(bottom));
    Ok(match test {
        Test::AtLeast(low) => (Some(ceil(low)?), None),
        Test::Above(low) => (Some(floor(low)? + 1), None),
        Test::AtMost(high) => (None, Some(floor(high)?)),
        Test::Below(high) => (None, Some(ceil(high)? - 1)),
        Test::Equals(value) => (Some(ceil(value)?), Some(floor(value)?)),
        Test::Between(low, high) => (Some(ceil(low)?), Some(floor(high)?)),
        _ => return Err(unsuited("a comparison of numbers", test, place)),
    })
}

fn date_range(test: &Test, place: &Place) -> Result<Range, PackError> {
    let day = |literal: &Literal| match literal {
        Literal::Date(date) => Ok(i128::from(date.days())),
        Literal::Number { .. } => Err(unsuited("a date as YYYY-MM-DD", test, place)),
    };
    Ok(match test {
        Test::AtLeast(low) => (Some(day(low)?), None),
        Test::Above(low) => (Some(day(low)? + 1), None),
        Test::AtMost(high) => (None, Some(day(high)?)),
        Test::Below(high) => (None, Some(day(high)? - 1)),
        Test::Equals(value) => (Some(day(value)?), Some(day(value)?)),
        Test::Between(low, high) => (Some(day(low)?), Some(day(high)?)),
        _ => return Err(unsuited("a comparison of dates", test, place)),
    })
}

/// The formula for "in the range", within a domain from `min` to `max`.
fn in_range(range: Range, min: i128, max: i128, at_least: impl Fn(i128) -> Formula) -> Formula {
    let from = |bound: i128| {
        if bound <= min {
            Formula::TRUE
        } else if bound > max {
            Formula::FALSE
        } else {
            at_least(bound)
        }
    };
    match range {
        (Some(low), Some(high)) if low > high => Formula::FALSE,
        (Some(low), None) => from(low),
        (None, Some(high)) => from(high + 1).negated(),
        (Some(low), Some(high)) => Formula::All(vec![from(low), from(high + 1).negated()]),
        (None, None) => Formula::TRUE,
    }
}

fn counted(fact: FactIndex, members: Vec<usize>, at_least: usize) -> Formula {
    if at_least == 0 {
        Formula::TRUE
    } else if at_least > members.len() {
        Formula::FALSE
    } else {
        Formula::Atom(Atom::Count {
            fact,
            members,
            at_least,
        })
    }
}

fn option_index(options: &[String], wanted: &str, place: &Place) -> Result<usize, PackError> {
    options
        .iter()
        .position(|option| option == wanted)
        .ok_or_else(|| {
            Fault::unknown("option", wanted, options.iter().map(String::as_str)).at(place)
        })
}

fn option_indices(
    options: &[String],
    wanted: &[String],
    place: &Place,
) -> Result<Vec<usize>, PackError> {
    let indices = wanted
        .iter()
        .enumerate()
        .map(|(i, option)| option_index(options, option, &place.at(i)));
    indices.collect::<Result<Set<_>, _>>().map(Vec::from)
}

fn unsuited(expected: &str, found: &Test, place: &Place) -> PackError {
    let found = match found {
        Test::AtLeast(_) => "at_least",
        Test::Above(_) => "above",
        Test::AtMost(_) => "at_most",
        Test::Below(_) => "below",
        Test::Equals(_) => "equals",
        Test::Between(..) => "between",
        Test::IsBool(_) | Test::Is(_) => "is",
        Test::OneOf(_) => "one_of",
        Test::Has(_) => "has",
        Test::HasAny(_) => "has_any",
        Test::HasAll(_) => "has_all",
        Test::HasNone(_) => "has_none",
    };
    let fault = Fault::Unsuited {
        expected: expected.into(),
        found: found.into(),
    };
    fault.at(place)
}

fn ceil_div(top: i128, bottom: i128) -> i128 {
    -((-top).div_euclid(bottom))
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}
