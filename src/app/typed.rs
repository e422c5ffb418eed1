//! Numbers as people type them.

use crate::pack::decimal::Decimal;
use crate::pack::fact::NumberDomain;

/// What is wrong with a typed number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedError {
    /// Nothing was typed.
    Empty,
    /// It is no number.
    NoNumber,
    /// It lies outside the fact's range.
    OutOfRange,
    /// It has more decimals than the fact has.
    OffStep,
}

impl TypedError {
    /// The key of its text in the catalogue.
    pub fn key(self) -> &'static str {
        match self {
            TypedError::Empty => "app.error.empty",
            TypedError::NoNumber => "app.error.no_number",
            TypedError::OutOfRange => "app.error.out_of_range",
            TypedError::OffStep => "app.error.off_step",
        }
    }
}

/// Reads a number with the language's separators; spaces between groups are fine, and so is the
/// other language's way where it cannot be mistaken.
///
/// # Errors
/// See [`TypedError`].
pub fn number(
    text: &str,
    thousands: char,
    decimal: char,
    domain: &NumberDomain,
) -> Result<Decimal, TypedError> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\'')
        .map(|c| if c == '\u{2212}' { '-' } else { c })
        .collect();
    if plain.is_empty() {
        return Err(TypedError::Empty);
    }
    let (whole, fraction) = match plain.rsplit_once(decimal) {
        Some((whole, fraction)) => (whole.to_owned(), Some(fraction)),
        None => match plain.rsplit_once(thousands) {
            // "1.5" in Danish: what follows is no group of three, so it is a decimal.
            Some((whole, fraction)) if fraction.len() != 3 && !whole.contains(thousands) => {
                (whole.to_owned(), Some(fraction))
            }
            _ => (plain.clone(), None),
        },
    };
    let mut groups = whole.split(thousands);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    if !rest.is_empty() && (first.is_empty() || rest.iter().any(|group| group.len() != 3)) {
        return Err(TypedError::NoNumber);
    }
    let mut joined = [first, &rest.concat()].concat();
    if let Some(fraction) = fraction {
        joined.extend([".", fraction]);
    }
    let value = Decimal::parse(&joined).ok_or(TypedError::NoNumber)?;
    let (min, max) = (domain.value(domain.min), domain.value(domain.max));
    if value < min || value > max {
        return Err(TypedError::OutOfRange);
    }
    domain
        .steps(value)
        .map(|_| value)
        .ok_or(TypedError::OffStep)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::fact::Unit;

    fn read(text: &str, thousands: char, decimal: char) -> Result<String, TypedError> {
        let domain = NumberDomain {
            unit: Unit::Awu,
            scale: 1,
            min: 0,
            max: 50_000_000,
            bands: Vec::new(),
        };
        number(text, thousands, decimal, &domain).map(|value| value.to_string())
    }

    #[test]
    fn numbers_are_read_as_each_language_writes_them() {
        for (danish, english, plain) in [
            ("1.250.000", "1,250,000", "1250000"),
            ("1 250 000", "1 250 000", "1250000"),
            ("12,5", "12.5", "12.5"),
            ("1.250,5", "1,250.5", "1250.5"),
            ("12.5", "12,5", "12.5"),
            ("7", "7", "7"),
        ] {
            assert_eq!(read(danish, '.', ',').as_deref(), Ok(plain), "{danish}");
            assert_eq!(read(english, ',', '.').as_deref(), Ok(plain), "{english}");
        }
    }

    #[test]
    fn what_is_no_number_of_the_fact_is_refused() {
        assert_eq!(read(" ", '.', ','), Err(TypedError::Empty));
        for text in ["many", "1.25.000", ".5", "1,,2", "12,5,1", "1e5", "-"] {
            assert_eq!(read(text, '.', ','), Err(TypedError::NoNumber), "{text}");
        }
        assert_eq!(read("-1", '.', ','), Err(TypedError::OutOfRange));
        assert_eq!(read("9.000.000", '.', ','), Err(TypedError::OutOfRange));
        assert_eq!(read("1,25", '.', ','), Err(TypedError::OffStep));
    }
}
