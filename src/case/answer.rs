//! One answer: exact, a band, partly known or not known, and always one that suits its fact.

use super::kind_of;
use crate::pack::date::Date;
use crate::pack::decimal::Decimal;
use crate::pack::error::{Fault, PackError, Place};
use crate::pack::fact::{Domain, Fact, NumberDomain};
use crate::pack::json::{Json, Value};

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Asked and not known.
    Unknown,
    /// Yes or no.
    Bool(bool),
    /// A number, or a band with both ends included; a missing end is open.
    Number {
        /// At least.
        from: Option<Decimal>,
        /// At most.
        to: Option<Decimal>,
    },
    /// A date, or a span with both ends included; a missing end is open.
    Date {
        /// No earlier than.
        from: Option<Date>,
        /// No later than.
        to: Option<Date>,
    },
    /// An option.
    Choice(String),
    /// Elements of a set.
    Set {
        /// It has these.
        has: Vec<String>,
        /// It lacks these; all others where there is none.
        lacks: Option<Vec<String>>,
    },
}

impl Answer {
    /// An exact number.
    pub fn exactly(value: Decimal) -> Answer {
        Answer::Number {
            from: Some(value),
            to: Some(value),
        }
    }

    /// The answer as JSON.
    pub fn to_json(&self) -> Value {
        fn band<T: PartialEq>(from: &Option<T>, to: &Option<T>, end: fn(&T) -> Value) -> Value {
            match (from, to) {
                (Some(low), Some(high)) if low == high => end(low),
                _ => {
                    let ends = [("from", from), ("to", to)].into_iter();
                    let known = ends.filter_map(|(key, end)| Some((key, end.as_ref()?)));
                    known
                        .map(|(key, one)| (key.into(), end(one).into()))
                        .collect()
                }
            }
        }
        let list = |options: &[String]| {
            let texts = options.iter().map(|one| Value::Text(one.clone()).into());
            Value::List(texts.collect())
        };
        match self {
            Answer::Unknown => Value::Text("unknown".into()),
            Answer::Bool(value) => Value::Bool(*value),
            Answer::Number { from, to } => band(from, to, |end| Value::Number(end.to_string())),
            Answer::Date { from, to } => band(from, to, |end| Value::Text(end.to_string())),
            Answer::Choice(option) => Value::Text(option.clone()),
            Answer::Set { has, lacks: None } => list(has),
            Answer::Set {
                has,
                lacks: Some(lacks),
            } => [("has", has), ("not", lacks)]
                .into_iter()
                .map(|(key, options)| (key.into(), list(options).into()))
                .collect(),
        }
    }

    /// Reads an answer to a fact; `None` for `null`.
    ///
    /// # Errors
    /// The answer does not suit the fact: another type, out of range, off the step, an unknown
    /// option.
    pub fn from_json(
        fact: &Fact,
        value: &Json,
        place: &Place,
    ) -> Result<Option<Answer>, PackError> {
        let answer = match (&fact.domain, &value.value) {
            (_, Value::Null) => return Ok(None),
            (_, Value::Text(text)) if text == "unknown" => Answer::Unknown,
            (Domain::Bool, Value::Bool(value)) => Answer::Bool(*value),
            (Domain::Number(domain), Value::Number(_)) => {
                let value = number(domain, value, place)?;
                Answer::Number {
                    from: Some(value),
                    to: Some(value),
                }
            }
            (Domain::Number(domain), Value::Object(_)) => {
                let (from, to) = ends(value, place, |value, place| number(domain, value, place))?;
                Answer::Number { from, to }
            }
            (Domain::Date, Value::Text(_)) => {
                let date = date(value, place)?;
                Answer::Date {
                    from: Some(date),
                    to: Some(date),
                }
            }
            (Domain::Date, Value::Object(_)) => {
                let (from, to) = ends(value, place, date)?;
                Answer::Date { from, to }
            }
            (Domain::Choice(options), Value::Text(option)) => {
                known(options, option, place)?;
                Answer::Choice(option.clone())
            }
            (Domain::Set(options), Value::List(_)) => Answer::Set {
                has: elements(options, value, place)?,
                lacks: None,
            },
            (Domain::Set(options), Value::Object(_)) => partly(options, value, place)?,
            (domain, _) => return Err(wrong_type(domain, value, place)),
        };
        Ok(Some(answer))
    }
}

fn number(domain: &NumberDomain, value: &Json, place: &Place) -> Result<Decimal, PackError> {
    let (min, max) = (domain.value(domain.min), domain.value(domain.max));
    let step = Decimal::new(1, domain.scale);
    let fault = || Fault::Unsuited {
        expected: format!("a number from {min} to {max} in steps of {step}"),
        found: value.value.to_string(),
    };
    let Value::Number(number) = &value.value else {
        return Err(fault().at(place));
    };
    Decimal::parse_json(number)
        .filter(|value| domain.steps(*value).is_some() && min <= *value && *value <= max)
        .ok_or_else(|| fault().at(place))
}

fn date(value: &Json, place: &Place) -> Result<Date, PackError> {
    let date = match &value.value {
        Value::Text(text) => Date::parse(text),
        _ => None,
    };
    date.ok_or_else(|| {
        let expected = "a date as YYYY-MM-DD".into();
        Fault::Unsuited {
            expected,
            found: value.value.to_string(),
        }
        .at(place)
    })
}

fn ends<T: PartialOrd + Copy>(
    band: &Json,
    place: &Place,
    read: impl Fn(&Json, &Place) -> Result<T, PackError>,
) -> Result<(Option<T>, Option<T>), PackError> {
    if let Some(key) = other_key(band, ["from", "to"]) {
        let fault = Fault::unknown("band end", key, ["from", "to"].into_iter());
        return Err(fault.at(&place.at(key)));
    }
    let end = |key: &str| match band.get(key) {
        Some(value) if value.value != Value::Null => read(value, &place.at(key)).map(Some),
        _ => Ok(None),
    };
    let (from, to) = (end("from")?, end("to")?);
    match (from, to) {
        (Some(from), Some(to)) if from > to => {
            let expected = "a band whose from is not above its to".into();
            Err(Fault::Unsuited {
                expected,
                found: band.value.to_string(),
            }
            .at(place))
        }
        (None, None) => {
            let expected = "a band with from, to or both".into();
            Err(Fault::Unsuited {
                expected,
                found: "neither".into(),
            }
            .at(place))
        }
        ends => Ok(ends),
    }
}

/// A key of an object that is none of the two.
fn other_key<'a>(object: &'a Json, known: [&str; 2]) -> Option<&'a String> {
    let Value::Object(entries) = &object.value else {
        return None;
    };
    let mut keys = entries.iter().map(|(key, _)| key);
    keys.find(|key| !known.contains(&key.as_str()))
}

fn partly(options: &[String], parts: &Json, place: &Place) -> Result<Answer, PackError> {
    if let Some(key) = other_key(parts, ["has", "not"]) {
        let fault = Fault::unknown("part of a set", key, ["has", "not"].into_iter());
        return Err(fault.at(&place.at(key)));
    }
    let list = |key: &str| match parts.get(key) {
        Some(value) if value.value != Value::Null => elements(options, value, &place.at(key)),
        _ => Ok(Vec::new()),
    };
    let (has, lacks) = (list("has")?, list("not")?);
    if let Some(both) = has.iter().find(|element| lacks.contains(element)) {
        let expected = "elements that are in has or in not".into();
        let found = format!("{both} in both");
        return Err(Fault::Unsuited { expected, found }.at(place));
    }
    Ok(Answer::Set {
        has,
        lacks: Some(lacks),
    })
}

fn elements(options: &[String], value: &Json, place: &Place) -> Result<Vec<String>, PackError> {
    let Value::List(values) = &value.value else {
        let expected = "a list of options".into();
        return Err(Fault::Unsuited {
            expected,
            found: kind_of(value).into(),
        }
        .at(place));
    };
    let mut elements = Vec::new();
    for (i, value) in values.iter().enumerate() {
        let place = place.at(i);
        let Value::Text(option) = &value.value else {
            let expected = "the id of an option".into();
            return Err(Fault::Unsuited {
                expected,
                found: kind_of(value).into(),
            }
            .at(&place));
        };
        known(options, option, &place)?;
        if !elements.contains(option) {
            elements.push(option.clone());
        }
    }
    Ok(elements)
}

fn known(options: &[String], option: &String, place: &Place) -> Result<(), PackError> {
    if options.contains(option) {
        return Ok(());
    }
    Err(Fault::unknown("option", option, options.iter().map(String::as_str)).at(place))
}

fn wrong_type(domain: &Domain, found: &Json, place: &Place) -> PackError {
    let expected = match domain {
        Domain::Bool => "true, false or \"unknown\"",
        Domain::Number(_) => "a number, a band {\"from\", \"to\"} or \"unknown\"",
        Domain::Choice(_) => "the id of an option, or \"unknown\"",
        Domain::Set(_) => "a list of options, {\"has\", \"not\"} or \"unknown\"",
        Domain::Date => "a date as YYYY-MM-DD, a band {\"from\", \"to\"} or \"unknown\"",
    };
    let fault = Fault::Unsuited {
        expected: expected.into(),
        found: kind_of(found).into(),
    };
    fault.at(place)
}
