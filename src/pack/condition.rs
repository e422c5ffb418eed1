//! Conditions as they are written: small typed JSON, one object an operator.

use super::decimal::Literal;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use std::fmt;

/// A condition as its author wrote it. What it means is settled in [`super::formula`].
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Every part holds. Empty: true.
    All(Vec<Condition>),
    /// At least one part holds. Empty: false.
    Any(Vec<Condition>),
    /// The part does not hold.
    Not(Box<Condition>),
    /// A named condition of `definitions.json`.
    Use(String),
    /// A test on a quantity.
    Test(Quantity, Test),
}

/// What a test looks at.
#[derive(Clone, Debug, PartialEq)]
pub enum Quantity {
    /// One fact.
    Fact(String),
    /// The sum of number facts.
    Sum(Vec<String>),
    /// The first number fact less the second.
    Difference(String, String),
    /// How many elements of a set fact were chosen, some left out.
    Count {
        /// The set fact.
        fact: String,
        /// Elements that do not count.
        except: Vec<String>,
    },
}

/// What a quantity is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// `>=`
    AtLeast(Literal),
    /// `>`
    Above(Literal),
    /// `<=`
    AtMost(Literal),
    /// `<`
    Below(Literal),
    /// `=`
    Equals(Literal),
    /// Both ends included.
    Between(Literal, Literal),
    /// A yes/no fact has this answer.
    IsBool(bool),
    /// A choice is this option.
    Is(String),
    /// A choice is one of these options.
    OneOf(Vec<String>),
    /// A set has this element.
    Has(String),
    /// A set has at least one of these.
    HasAny(Vec<String>),
    /// A set has all of these.
    HasAll(Vec<String>),
    /// A set has none of these.
    HasNone(Vec<String>),
}

/// Every key that a condition can have: it combines, or it tests a quantity.
pub(super) const KEYS: &[&str] = &[
    "all",
    "any",
    "not",
    "use",
    "fact",
    "sum",
    "difference",
    "count",
    "except",
    "at_least",
    "above",
    "at_most",
    "below",
    "equals",
    "between",
    "is",
    "one_of",
    "has",
    "has_any",
    "has_all",
    "has_none",
];

/// Why a JSON object is no condition.
#[derive(Debug, thiserror::Error)]
enum ConditionError {
    #[error(
        "expected exactly one of all, any, not, use, fact, sum, difference, count, found {0} of them"
    )]
    Operators(usize),
    #[error(
        "expected exactly one test beside the fact (at_least, above, at_most, below, equals, between, is, one_of, has, has_any, has_all, has_none), found {0}; join two tests with all"
    )]
    Tests(usize),
    #[error("a test stands only beside fact, sum, difference or count")]
    StrayTest,
    #[error("except stands only beside count")]
    StrayExcept,
}

/// What was found in a JSON object, on the way to a condition.
#[derive(Default)]
struct Parts {
    combined: Vec<Condition>,
    quantities: Vec<Quantity>,
    tests: Vec<Test>,
    except: Option<Vec<String>>,
}

impl Parts {
    fn read<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match key {
            "all" => self.combined.push(Condition::All(map.next_value()?)),
            "any" => self.combined.push(Condition::Any(map.next_value()?)),
            "not" => self.combined.push(Condition::Not(map.next_value()?)),
            "use" => self.combined.push(Condition::Use(map.next_value()?)),
            "fact" => self.quantities.push(Quantity::Fact(map.next_value()?)),
            "sum" => self.quantities.push(Quantity::Sum(map.next_value()?)),
            "difference" => {
                let (first, second) = map.next_value()?;
                self.quantities.push(Quantity::Difference(first, second));
            }
            "count" => {
                let (fact, except) = (map.next_value()?, Vec::new());
                self.quantities.push(Quantity::Count { fact, except });
            }
            "except" => self.except = Some(map.next_value()?),
            _ => self.tests.push(test(key, map)?),
        }
        Ok(())
    }

    fn condition(mut self) -> Result<Condition, ConditionError> {
        let operators = self.combined.len() + self.quantities.len();
        let test_count = self.tests.len();
        let mut quantity = self.quantities.pop();
        if let Some(list) = self.except {
            match &mut quantity {
                Some(Quantity::Count { except, .. }) => *except = list,
                _ => return Err(ConditionError::StrayExcept),
            }
        }
        if operators != 1 {
            return Err(ConditionError::Operators(operators));
        }
        match (self.combined.pop(), quantity, self.tests.pop()) {
            (Some(condition), _, None) => Ok(condition),
            (None, Some(quantity), Some(test)) if test_count == 1 => {
                Ok(Condition::Test(quantity, test))
            }
            (Some(_), ..) => Err(ConditionError::StrayTest),
            _ => Err(ConditionError::Tests(test_count)),
        }
    }
}

fn test<'de, A: MapAccess<'de>>(key: &str, map: &mut A) -> Result<Test, A::Error> {
    Ok(match key {
        "at_least" => Test::AtLeast(map.next_value()?),
        "above" => Test::Above(map.next_value()?),
        "at_most" => Test::AtMost(map.next_value()?),
        "below" => Test::Below(map.next_value()?),
        "equals" => Test::Equals(map.next_value()?),
        "between" => {
            let (low, high) = map.next_value()?;
            Test::Between(low, high)
        }
        "is" => map.next_value::<Is>()?.0,
        "one_of" => Test::OneOf(map.next_value()?),
        "has" => Test::Has(map.next_value()?),
        "has_any" => Test::HasAny(map.next_value()?),
        "has_all" => Test::HasAll(map.next_value()?),
        "has_none" => Test::HasNone(map.next_value()?),
        _ => return Err(de::Error::unknown_field(key, KEYS)),
    })
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Condition, D::Error> {
        deserializer.deserialize_map(ConditionVisitor)
    }
}

struct ConditionVisitor;

impl<'de> Visitor<'de> for ConditionVisitor {
    type Value = Condition;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a condition")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Condition, A::Error> {
        let mut parts = Parts::default();
        while let Some(key) = map.next_key::<String>()? {
            parts.read(&key, &mut map)?;
        }
        parts.condition().map_err(de::Error::custom)
    }
}

/// The test `is`: yes or no, or an option.
struct Is(Test);

impl<'de> Deserialize<'de> for Is {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Is, D::Error> {
        deserializer.deserialize_any(IsVisitor)
    }
}

struct IsVisitor;

impl Visitor<'_> for IsVisitor {
    type Value = Is;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true, false or the id of an option")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Is, E> {
        Ok(Is(Test::IsBool(value)))
    }

    fn visit_str<E>(self, option: &str) -> Result<Is, E> {
        Ok(Is(Test::Is(option.into())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::json::Document;

    fn refused(json: &str) -> String {
        Document::open("condition.json", json)
            .and_then(|document| document.read::<Condition>())
            .expect_err("a refusal")
            .to_string()
    }

    #[test]
    fn a_condition_says_one_thing() {
        assert!(refused(r#"{"fact":"a","at_least":1,"at_most":2}"#).contains("found 2"));
        assert!(refused(r#"{"fact":"a"}"#).contains("found 0"));
        assert!(refused(r#"{"all":[],"any":[]}"#).contains("found 2 of them"));
        assert!(refused(r#"{"all":[],"is":true}"#).contains("stands only beside"));
        assert!(refused(r#"{"fact":"a","except":["x"],"has":"y"}"#).contains("except"));
        assert!(refused(r#"{"fact":"a","at_lest":1}"#).contains("at_lest"));
    }

    #[test]
    fn nesting_without_end_is_refused() {
        let deep = format!("{}{}", r#"{"not":"#.repeat(5000), r#"{"all":[]}"#);
        assert!(refused(&deep).contains("recursion limit"));
    }
}
