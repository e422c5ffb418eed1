//! Conditions as they are written: small typed JSON, one object an operator.

use super::decimal::Literal;
use serde::Deserialize;

/// A condition as its author wrote it. What it means is settled in [`super::formula`].
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "RawCondition")]
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

#[derive(Deserialize)]
#[serde(untagged)]
enum BoolOrOption {
    Bool(bool),
    Option(String),
}

/// The same condition as JSON spells it: every key optional, unknown keys refused.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCondition {
    all: Option<Vec<Condition>>,
    any: Option<Vec<Condition>>,
    not: Option<Box<Condition>>,
    r#use: Option<String>,
    fact: Option<String>,
    sum: Option<Vec<String>>,
    difference: Option<(String, String)>,
    count: Option<String>,
    except: Option<Vec<String>>,
    at_least: Option<Literal>,
    above: Option<Literal>,
    at_most: Option<Literal>,
    below: Option<Literal>,
    equals: Option<Literal>,
    between: Option<(Literal, Literal)>,
    is: Option<BoolOrOption>,
    one_of: Option<Vec<String>>,
    has: Option<String>,
    has_any: Option<Vec<String>>,
    has_all: Option<Vec<String>>,
    has_none: Option<Vec<String>>,
}

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

impl TryFrom<RawCondition> for Condition {
    type Error = ConditionError;

    fn try_from(raw: RawCondition) -> Result<Self, ConditionError> {
        let RawCondition {
            all,
            any,
            not,
            r#use,
            fact,
            sum,
            difference,
            count,
            except,
            ..
        } = raw;
        let tests: Vec<Test> = [
            raw.at_least.map(Test::AtLeast),
            raw.above.map(Test::Above),
            raw.at_most.map(Test::AtMost),
            raw.below.map(Test::Below),
            raw.equals.map(Test::Equals),
            raw.between.map(|(low, high)| Test::Between(low, high)),
            raw.is.map(|is| match is {
                BoolOrOption::Bool(value) => Test::IsBool(value),
                BoolOrOption::Option(option) => Test::Is(option),
            }),
            raw.one_of.map(Test::OneOf),
            raw.has.map(Test::Has),
            raw.has_any.map(Test::HasAny),
            raw.has_all.map(Test::HasAll),
            raw.has_none.map(Test::HasNone),
        ]
        .into_iter()
        .flatten()
        .collect();
        if except.is_some() && count.is_none() {
            return Err(ConditionError::StrayExcept);
        }
        let combined: Vec<Condition> = [
            all.map(Condition::All),
            any.map(Condition::Any),
            not.map(Condition::Not),
            r#use.map(Condition::Use),
        ]
        .into_iter()
        .flatten()
        .collect();
        let quantities: Vec<Quantity> = [
            fact.map(Quantity::Fact),
            sum.map(Quantity::Sum),
            difference.map(|(first, second)| Quantity::Difference(first, second)),
            count.map(|fact| Quantity::Count {
                fact,
                except: except.unwrap_or_default(),
            }),
        ]
        .into_iter()
        .flatten()
        .collect();
        let operators = combined.len() + quantities.len();
        if operators != 1 {
            return Err(ConditionError::Operators(operators));
        }
        let test_count = tests.len();
        match (
            combined.into_iter().next(),
            quantities.into_iter().next(),
            tests.into_iter().next(),
        ) {
            (Some(condition), None, None) => Ok(condition),
            (None, Some(quantity), Some(test)) if test_count == 1 => {
                Ok(Condition::Test(quantity, test))
            }
            (Some(_), ..) => Err(ConditionError::StrayTest),
            _ => Err(ConditionError::Tests(test_count)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(json: &str) -> String {
        serde_json::from_str::<Condition>(json)
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
