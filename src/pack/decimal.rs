//! Exact decimals and the literals of the rules: `8.2`, `"50 MEUR"`, `"75 %"`, `"2012-03-01"`.

use super::date::Date;
use serde::de::{self, Deserialize, Deserializer, Unexpected, Visitor};
use std::{cmp::Ordering, fmt};

/// DKK for one EUR, times 100,000: the central parity 7.46038.
pub const DKK_PER_EUR_SCALED: i128 = 746_038;
const PARITY_SCALE: i128 = 100_000;
/// Decimals that a number may carry.
const MAX_SCALE: usize = 6;
/// The largest whole number that every reader of JSON reads exactly.
const MAX_EXACT: i64 = 9_007_199_254_740_991;

/// An exact decimal: `digits / 10^scale`, always in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    digits: i64,
    scale: u32,
}

impl Decimal {
    /// `digits / 10^scale`.
    pub fn new(digits: i64, scale: u32) -> Decimal {
        let (mut digits, mut scale) = (digits, scale);
        while scale > 0 && digits % 10 == 0 {
            digits /= 10;
            scale -= 1;
        }
        Decimal { digits, scale }
    }

    /// Reads `12`, `-3`, `0.1`; `None` for more than six decimals or a number that is too large
    /// to be exact everywhere.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (sign, body) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty()
            || body.ends_with('.')
            || fraction.len() > MAX_SCALE
            || !all_digits(whole)
            || !all_digits(fraction)
        {
            return None;
        }
        let digits: i64 = [whole, fraction].concat().parse().ok()?;
        (digits <= MAX_EXACT).then(|| Decimal::new(sign * digits, fraction.len() as u32))
    }

    /// Reads a JSON number, also `1.5e6` and `0.50000000`.
    pub fn parse_json(text: &str) -> Option<Decimal> {
        let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let number = match number.split_once('.') {
            Some((whole, fraction)) => {
                let fraction = fraction.trim_end_matches('0');
                let point = if fraction.is_empty() { "" } else { "." };
                Decimal::parse(&[whole, point, fraction].concat())?
            }
            None => Decimal::parse(number)?,
        };
        let exponent: i32 = exponent.parse().ok()?;
        let steps = exponent.unsigned_abs();
        let (mut digits, mut scale) = (number.digits, number.scale);
        // Beyond this many steps only zero stays exact.
        for _ in 0..steps.min(32) {
            if exponent < 0 {
                scale += 1;
            } else if scale > 0 {
                scale -= 1;
            } else {
                digits = digits.checked_mul(10)?;
            }
        }
        let value = Decimal::new(digits, scale);
        let exact = value.digits.abs() <= MAX_EXACT && value.scale <= MAX_SCALE as u32;
        exact.then_some(value)
    }

    /// This number in units of `1 / 10^scale`, if it is a whole number of them.
    pub fn scaled(self, scale: u32) -> Option<i128> {
        let up = scale.checked_sub(self.scale)?;
        Some(i128::from(self.digits) * 10i128.pow(up))
    }

    /// Numerator and (positive) denominator.
    pub fn ratio(self) -> (i128, i128) {
        (i128::from(self.digits), 10i128.pow(self.scale))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let ((a, b), (c, d)) = (self.ratio(), other.ratio());
        (a * d).cmp(&(c * b))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (digits, power) = (self.digits.unsigned_abs(), 10u64.pow(self.scale));
        let sign = if self.digits < 0 { "-" } else { "" };
        write!(f, "{sign}{}", digits / power)?;
        if self.scale > 0 {
            let width = self.scale as usize;
            write!(f, ".{:0width$}", digits % power)?;
        }
        Ok(())
    }
}

impl serde::Serialize for Decimal {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.scale == 0 {
            serializer.serialize_i64(self.digits)
        } else {
            // The nearest double prints as the shortest decimal that reads back as it: this one.
            serializer.serialize_f64(self.digits as f64 / 10f64.powi(self.scale as i32))
        }
    }
}

/// The unit that a literal names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LiteralUnit {
    /// None: the number is in the unit of its fact.
    Own,
    /// Percent.
    Percent,
    /// Danish kroner.
    Dkk,
    /// Euro.
    Eur,
}

/// A value that a rule names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Literal {
    /// A number, in whole units of `unit` (a literal `"50 MEUR"` is 50,000,000 in EUR).
    Number {
        /// The exact value.
        value: Decimal,
        /// Its unit.
        unit: LiteralUnit,
    },
    /// A civil date.
    Date(Date),
}

impl Literal {
    /// Reads a literal with its unit, or a date.
    pub fn parse(text: &str) -> Option<Literal> {
        if let Some(date) = Date::parse(text) {
            return Some(Literal::Date(date));
        }
        let (number, unit) = text.split_once(' ')?;
        let value = Decimal::parse(number)?;
        let (unit, factor) = match unit {
            "%" => (LiteralUnit::Percent, 1),
            "DKK" => (LiteralUnit::Dkk, 1),
            "kDKK" => (LiteralUnit::Dkk, 1_000),
            "MDKK" => (LiteralUnit::Dkk, 1_000_000),
            "EUR" => (LiteralUnit::Eur, 1),
            "kEUR" => (LiteralUnit::Eur, 1_000),
            "MEUR" => (LiteralUnit::Eur, 1_000_000),
            _ => return None,
        };
        let digits = value.digits.checked_mul(factor)?;
        let value = Decimal::new(digits, value.scale);
        Some(Literal::Number { value, unit })
    }

    /// The number as a fraction in `unit`, EUR and DKK converted at the central parity.
    pub fn ratio_in(self, unit: LiteralUnit) -> Option<(i128, i128)> {
        use LiteralUnit::{Dkk, Eur, Own, Percent};
        let Literal::Number { value, unit: own } = self else {
            return None;
        };
        let (top, bottom) = value.ratio();
        match (own, unit) {
            (Own, _) | (Percent, Percent) | (Dkk, Dkk) | (Eur, Eur) => Some((top, bottom)),
            (Eur, Dkk) => Some((top * DKK_PER_EUR_SCALED, bottom * PARITY_SCALE)),
            (Dkk, Eur) => Some((top * PARITY_SCALE, bottom * DKK_PER_EUR_SCALED)),
            _ => None,
        }
    }
}

struct LiteralVisitor;

impl<'de> Visitor<'de> for LiteralVisitor {
    type Value = Literal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, a number with its unit (\"50 MEUR\", \"500 kDKK\", \"75 %\") or a date (\"2012-03-01\")")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, number: D) -> Result<Literal, D::Error> {
        let text = String::deserialize(number)?;
        let value = Decimal::parse_json(&text)
            .ok_or_else(|| de::Error::invalid_value(Unexpected::Other(&text), &self))?;
        let unit = LiteralUnit::Own;
        Ok(Literal::Number { value, unit })
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Literal, E> {
        Literal::parse(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

impl<'de> Deserialize<'de> for Literal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LiteralVisitor)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Literal::deserialize(deserializer)? {
            Literal::Number {
                value,
                unit: LiteralUnit::Own,
            } => Ok(value),
            _ => Err(de::Error::custom("expected a plain number")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_read_and_print_alike() {
        for text in [
            "0",
            "12",
            "-3",
            "0.1",
            "8.2",
            "-0.5",
            "1000000000000",
            "99.999999",
        ] {
            let decimal = Decimal::parse(text).expect("a decimal");
            assert_eq!(decimal.to_string(), text);
            assert_eq!(Decimal::parse_json(text), Some(decimal));
        }
    }

    #[test]
    fn what_cannot_be_exact_is_refused() {
        for text in [
            "",
            ".",
            "1.",
            ".5",
            "1e5",
            "1,5",
            "--1",
            "0.1234567",
            "99999999999999999999",
        ] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        for text in [
            "1e300",
            "1e-7",
            "1e99999999999",
            "0.3333333333333333",
            "9007199254740992",
            "-9007199254740992",
            "900719925474099.2e1",
        ] {
            assert_eq!(Decimal::parse_json(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_is_the_same_however_json_writes_it() {
        for (json, plain) in [
            ("1e2", "100"),
            ("-1.5E+6", "-1500000"),
            ("25e-1", "2.5"),
            ("1200e-2", "12"),
            ("0.50000000", "0.5"),
            ("3.0", "3"),
            ("-0", "0"),
            ("0e999999", "0"),
        ] {
            assert_eq!(Decimal::parse_json(json), Decimal::parse(plain), "{json}");
        }
    }

    #[test]
    fn a_ceiling_in_euro_is_compared_exactly_at_the_parity() {
        let ceiling = Literal::parse("50 MEUR").expect("a literal");
        let (top, bottom) = ceiling.ratio_in(LiteralUnit::Dkk).expect("money");
        assert_eq!((top % bottom, top / bottom), (0, 373_019_000));
    }
}
