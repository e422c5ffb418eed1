//! The precise sentence of a condition, generated from it in each language, so that it cannot
//! drift from the logic.

use super::Pack;
use super::condition::{Condition, Quantity, Test};
use super::date::Date;
use super::decimal::{DKK_PER_EUR_SCALED, Decimal, Literal, LiteralUnit};
use super::fact::{Domain, Fact, Unit};
use super::text::Catalogue;

/// The sentence of a condition in a language of the pack.
pub fn sentence(pack: &Pack, condition: &Condition, language: &str) -> String {
    capitalised(&Writer::new(pack, language).condition(condition, true))
}

/// Words with a capital at their beginning, whichever template came first. Of the Latin letters,
/// that is: the tables of all alphabets weigh more than all sentences.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| match first {
        'a'..='z' | '\u{e0}'..='\u{f6}' | '\u{f8}'..='\u{fe}' => char::from(first as u8 - 32),
        _ => first,
    });
    first.into_iter().chain(letters).collect()
}

/// How the two ends of a range are said, both of them or one: of a term.
pub const TERM: [&str; 3] = ["term.between", "term.from", "term.up_to"];
/// And of an answer.
pub const RANGE: [&str; 3] = ["sentence.between", "sentence.at_least", "sentence.at_most"];

/// Writes values, facts and conditions in one language.
#[derive(Clone, Copy)]
pub struct Writer<'a> {
    pack: &'a Pack,
    language: &'a str,
    texts: &'a Catalogue,
}

impl<'a> Writer<'a> {
    /// A writer of a language.
    pub fn new(pack: &'a Pack, language: &'a str) -> Self {
        Writer {
            pack,
            language,
            texts: pack.catalogue(language),
        }
    }

    fn condition(&self, condition: &Condition, holds: bool) -> String {
        match (condition, holds) {
            (Condition::All(parts), true) | (Condition::Any(parts), false) => {
                self.parts(parts, holds, "sentence.all")
            }
            (Condition::Any(parts), true) | (Condition::All(parts), false) => {
                self.parts(parts, holds, "sentence.any")
            }
            (Condition::Not(part), _) => self.condition(part, !holds),
            (Condition::Use(name), _) => self.definition(name, holds),
            (Condition::Test(quantity, test), _) => self.test(quantity, test, holds),
        }
    }

    fn parts(&self, parts: &[Condition], holds: bool, key: &str) -> String {
        match parts {
            [] if key == "sentence.all" => self.texts.get("sentence.always").into(),
            [] => self.texts.get("sentence.never").into(),
            [one] => self.condition(one, holds),
            _ => {
                let parts: Vec<_> = parts
                    .iter()
                    .map(|part| self.condition(part, holds))
                    .collect();
                self.texts.fill(
                    key,
                    &[("parts", &parts.join(self.texts.get("sentence.join")))],
                )
            }
        }
    }

    fn definition(&self, name: &str, holds: bool) -> String {
        let Some(definition) = self.pack.definitions.get(name) else {
            return name.into();
        };
        let title = definition
            .text
            .get(self.language)
            .map_or(name, |text| text.title.as_str());
        let key = if holds {
            "sentence.use"
        } else {
            "sentence.use_not"
        };
        let meaning = self.condition(&definition.when, true);
        self.texts
            .fill(key, &[("title", title), ("meaning", &meaning)])
    }

    fn test(&self, quantity: &Quantity, test: &Test, holds: bool) -> String {
        let (label, fact) = match quantity {
            Quantity::Fact(id) => (self.label(id), self.pack.fact(id)),
            Quantity::Sum(ids) => {
                let labels: Vec<_> = ids.iter().map(|id| self.label(id)).collect();
                (
                    labels.join(" + "),
                    ids.first().and_then(|id| self.pack.fact(id)),
                )
            }
            Quantity::Difference(first, second) => {
                let (first_label, second_label) = (self.label(first), self.label(second));
                let labels = [("first", first_label.as_str()), ("second", &second_label)];
                (
                    self.texts.fill("sentence.difference", &labels),
                    self.pack.fact(first),
                )
            }
            Quantity::Count { fact, except } => {
                let label = self.label(fact);
                let items = self.options(self.pack.fact(fact), except, "sentence.and");
                let key = if except.is_empty() {
                    "sentence.count"
                } else {
                    "sentence.count_except"
                };
                (
                    self.texts
                        .fill(key, &[("label", &label), ("items", &items)]),
                    None,
                )
            }
        };
        let test = self.comparison(fact, test, holds);
        self.texts
            .fill("sentence.fact", &[("label", &label), ("test", &test)])
    }

    fn comparison(&self, fact: Option<&Fact>, test: &Test, holds: bool) -> String {
        let number = |key: &str, value: &Literal| {
            self.texts
                .fill(key, &[("value", &self.literal(fact, value))])
        };
        let items = |key: &str, options: &[String], join: &str| {
            let items = self.options(fact, options, join);
            self.texts.fill(key, &[("items", &items)])
        };
        let one = std::slice::from_ref;
        match (test, holds) {
            (Test::AtLeast(value), true) | (Test::Below(value), false) => {
                number("sentence.at_least", value)
            }
            (Test::Above(value), true) | (Test::AtMost(value), false) => {
                number("sentence.above", value)
            }
            (Test::AtMost(value), true) | (Test::Above(value), false) => {
                number("sentence.at_most", value)
            }
            (Test::Below(value), true) | (Test::AtLeast(value), false) => {
                number("sentence.below", value)
            }
            (Test::Equals(value), true) => number("sentence.equals", value),
            (Test::Equals(value), false) => number("sentence.not_equals", value),
            (Test::Between(low, high), _) => {
                let key = if holds {
                    "sentence.between"
                } else {
                    "sentence.not_between"
                };
                let (low, high) = (self.literal(fact, low), self.literal(fact, high));
                self.texts.fill(key, &[("low", &low), ("high", &high)])
            }
            (Test::IsBool(value), _) => self
                .texts
                .get(if *value == holds {
                    "sentence.yes"
                } else {
                    "sentence.no"
                })
                .into(),
            (Test::Is(option), true) => items("sentence.is", one(option), "sentence.or"),
            (Test::Is(option), false) => items("sentence.is_not", one(option), "sentence.or"),
            (Test::OneOf(options), true) => items("sentence.is", options, "sentence.or"),
            (Test::OneOf(options), false) => items("sentence.is_not", options, "sentence.or"),
            (Test::Has(option), true) => items("sentence.has", one(option), "sentence.and"),
            (Test::HasAll(options), true) => items("sentence.has", options, "sentence.and"),
            (Test::HasAny(options), true) => items("sentence.has_any", options, "sentence.or"),
            (Test::HasNone(options), false) => items("sentence.has_any", options, "sentence.or"),
            (Test::HasNone(options), true) => items("sentence.has_none", options, "sentence.or"),
            (Test::HasAny(options), false) => items("sentence.has_none", options, "sentence.or"),
            (Test::Has(option), false) => items("sentence.has_none", one(option), "sentence.or"),
            (Test::HasAll(options), false) => {
                items("sentence.has_not_all", options, "sentence.and")
            }
        }
    }

    /// A fact's label.
    pub fn label(&self, id: &str) -> String {
        let text = self
            .pack
            .fact(id)
            .and_then(|fact| fact.text.get(self.language));
        text.map_or(id, |text| text.label.as_str()).into()
    }

    /// The label of an option of a fact.
    pub fn option(&self, fact: &Fact, option: &str) -> String {
        let text = fact
            .text
            .get(self.language)
            .and_then(|text| text.options.get(option));
        text.map_or(option, String::as_str).into()
    }

    fn options(&self, fact: Option<&Fact>, options: &[String], join: &str) -> String {
        let labels: Vec<_> = options
            .iter()
            .map(|option| fact.map_or(option.clone(), |fact| self.option(fact, option)))
            .collect();
        match labels.split_last() {
            None => String::new(),
            Some((last, [])) => last.clone(),
            Some((last, first)) => [first.join(", ").as_str(), self.texts.get(join), last].concat(),
        }
    }

    /// A number of steps of a number fact with its unit, a day of a date fact.
    pub fn value(&self, fact: &Fact, steps: i64) -> String {
        match &fact.domain {
            Domain::Number(domain) => self.in_unit(domain.value(steps), domain.unit),
            Domain::Date => i32::try_from(steps)
                .ok()
                .and_then(Date::from_days)
                .map_or(String::new(), |date| self.date(date)),
            _ => steps.to_string(),
        }
    }

    /// A range by its ends, said as in [`TERM`] or [`RANGE`].
    pub fn ends(&self, said: [&str; 3], low: Option<String>, high: Option<String>) -> String {
        let [between, from, to] = said;
        let one = |key, value| self.texts.fill(key, &[("value", value)]);
        match (low, high) {
            (Some(low), Some(high)) if low == high => low,
            (Some(low), Some(high)) => self.texts.fill(between, &[("low", &low), ("high", &high)]),
            (Some(low), None) => one(from, &low),
            (None, Some(high)) => one(to, &high),
            (None, None) => String::new(),
        }
    }

    fn literal(&self, fact: Option<&Fact>, literal: &Literal) -> String {
        let own = match fact.map(|fact| &fact.domain) {
            Some(Domain::Number(domain)) => domain.unit,
            _ => Unit::Count,
        };
        match literal {
            Literal::Date(date) => self.date(*date),
            Literal::Number {
                value,
                unit: LiteralUnit::Own,
            } => self.in_unit(*value, own),
            Literal::Number {
                value,
                unit: LiteralUnit::Percent,
            } => self.in_unit(*value, Unit::Percent),
            Literal::Number {
                value,
                unit: LiteralUnit::Dkk,
            } => self.in_unit(*value, Unit::Dkk),
            Literal::Number {
                value,
                unit: LiteralUnit::Eur,
            } => {
                let euro = self.in_unit(*value, Unit::Eur);
                if own != Unit::Dkk {
                    return euro;
                }
                let (top, bottom) = value.ratio();
                let kroner = (top * DKK_PER_EUR_SCALED) / (bottom * 100_000);
                let kroner = Decimal::new(i64::try_from(kroner).unwrap_or(i64::MAX), 0);
                let kroner = self.in_unit(kroner, Unit::Dkk);
                self.texts
                    .fill("number.parity", &[("euro", &euro), ("kroner", &kroner)])
            }
        }
    }

    /// A term's value: money, percent, or a plain number.
    pub fn term(&self, literal: &Literal, unit: Unit) -> String {
        match literal {
            Literal::Number {
                value,
                unit: LiteralUnit::Own,
            } => self.in_unit(*value, unit),
            _ => self.literal(None, literal),
        }
    }

    fn in_unit(&self, value: Decimal, unit: Unit) -> String {
        // Round millions of money read better as millions.
        let (top, bottom) = value.ratio();
        let money = matches!(unit, Unit::Dkk | Unit::Eur);
        if money && bottom == 1 && top.abs() >= 1_000_000 && top % 10_000 == 0 {
            let millions = Decimal::new(i64::try_from(top / 10_000).unwrap_or(i64::MAX), 2);
            let key = if unit == Unit::Dkk {
                "number.million_dkk"
            } else {
                "number.million_eur"
            };
            return self.texts.fill(key, &[("n", &self.number(millions))]);
        }
        let form = if value == Decimal::new(1, 0) {
            ".one"
        } else {
            ".other"
        };
        let key = ["unit.", unit.key(), form].concat();
        self.texts.fill(&key, &[("n", &self.number(value))])
    }

    /// A number with the language's separators.
    pub fn number(&self, value: Decimal) -> String {
        let plain = value.to_string();
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let (sign, digits) = match whole.strip_prefix('-') {
            Some(digits) => ("\u{2212}", digits),
            None => ("", whole),
        };
        let mut text = String::from(sign);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                text.push_str(self.texts.get("number.thousands"));
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push_str(self.texts.get("number.decimal"));
            text.push_str(fraction);
        }
        text
    }

    /// A date in words.
    pub fn date(&self, date: Date) -> String {
        let (year, month, day) = date.parts();
        let month = self
            .texts
            .get("date.months")
            .split(' ')
            .nth(month as usize - 1);
        let (year, day) = (year.to_string(), day.to_string());
        let values = [
            ("year", year.as_str()),
            ("month", month.unwrap_or_default()),
            ("day", &day),
        ];
        self.texts.fill("date.long", &values)
    }
}
