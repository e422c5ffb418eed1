//! A cell of a table, read straight into what it says of its fact.

use super::known::Known;
use crate::pack::date::Date;
use crate::pack::decimal::Decimal;
use crate::pack::error::Fault;
use crate::pack::fact::{Domain, Fact, NumberDomain};
use rustc_hash::FxHashMap;

/// How the cells of a fact's column are read.
#[derive(Debug)]
pub enum Reader {
    /// `true`, `false`, `yes`, `no`.
    Bool,
    /// `12`, or a band: `10-49`, `250-`, `-9`; where a number may be negative, `-9` is that
    /// number, and `..9` the band.
    Number(NumberDomain),
    /// `2012-01-01`, or a span: `2012-01-01..2012-12-31`, open at an end that is left out.
    Date,
    /// The id of an option.
    Choice(Options),
    /// Ids of options with `|` between them: the whole set. `|` alone is the empty one.
    Set(Options),
}

/// Options by id, with their index.
type Options = FxHashMap<String, usize>;

impl Reader {
    /// The reader for a fact.
    pub fn new(fact: &Fact) -> Reader {
        let by_id = |options: &[String]| options.iter().cloned().zip(0..).collect();
        match &fact.domain {
            Domain::Bool => Reader::Bool,
            Domain::Number(domain) => Reader::Number(domain.clone()),
            Domain::Date => Reader::Date,
            Domain::Choice(options) => Reader::Choice(by_id(options)),
            Domain::Set(options) => Reader::Set(by_id(options)),
        }
    }

    /// What a cell says of the fact. The elements of a set are kept in `elements`.
    ///
    /// # Errors
    /// The cell does not suit the fact.
    pub fn read<'a>(&self, cell: &str, elements: &'a mut Vec<usize>) -> Result<Known<'a>, Fault> {
        let cell = cell.trim_ascii();
        if is_silent(cell) {
            return Ok(Known::Nothing);
        }
        Ok(match self {
            Reader::Bool => Known::truth(truth(cell).ok_or_else(|| unsuited(TRUTH.into(), cell))?),
            Reader::Number(domain) => {
                let (from, to) =
                    numbers(domain, cell).ok_or_else(|| unsuited(expected(domain), cell))?;
                Known::Range(from, to)
            }
            Reader::Date => {
                let (from, to) = dates(cell).ok_or_else(|| unsuited(DATES.into(), cell))?;
                Known::Range(from, to)
            }
            Reader::Choice(options) => Known::Option(option(options, cell)?),
            Reader::Set(options) => {
                elements.clear();
                for id in cell.split('|').map(str::trim_ascii) {
                    // So that `|` is the empty set, as an empty cell says nothing.
                    if !id.is_empty() {
                        elements.push(option(options, id)?);
                    }
                }
                elements.sort_unstable();
                elements.dedup();
                Known::Set(elements)
            }
        })
    }

    /// Whether a value that came typed is one of the fact.
    pub fn suits(&self, known: Known) -> bool {
        let within = |min: i64, max: i64| matches!(known, Known::Range(from, to) if min <= from && from <= to && to <= max);
        match (self, known) {
            (_, Known::Nothing) => true,
            (Reader::Bool, _) => within(0, 1),
            (Reader::Number(domain), _) => within(domain.min, domain.max),
            (Reader::Date, _) => within(i32::MIN.into(), i32::MAX.into()),
            (Reader::Choice(options), Known::Option(option)) => option < options.len(),
            (Reader::Set(options), Known::Set(has)) => {
                has.is_sorted_by(|one, next| one < next)
                    && has.last().is_none_or(|last| *last < options.len())
            }
            (Reader::Choice(_) | Reader::Set(_), _) => false,
        }
    }

    /// What it expects of a value that came typed.
    pub fn expected(&self) -> String {
        match self {
            Reader::Bool => "a range from 0 to 1".into(),
            Reader::Number(domain) => format!("a range from {} to {}", domain.min, domain.max),
            Reader::Date => "a range of days".into(),
            Reader::Choice(options) => format!("an option below {}", options.len()),
            Reader::Set(options) => format!("ascending elements below {}", options.len()),
        }
    }
}

const DATES: &str = "a date as YYYY-MM-DD, a span FROM..TO, unknown or nothing";
const TRUTH: &str = "true, false, yes, no, unknown or nothing";

fn is_silent(cell: &str) -> bool {
    cell.is_empty() || cell == "unknown"
}

/// Spreadsheets write `TRUE`.
fn truth(cell: &str) -> Option<bool> {
    let is = |word: &str| cell.eq_ignore_ascii_case(word);
    if is("true") || is("yes") {
        Some(true)
    } else if is("false") || is("no") {
        Some(false)
    } else {
        None
    }
}

/// First and last number, in steps.
fn numbers(domain: &NumberDomain, cell: &str) -> Option<(i64, i64)> {
    let value = |text: &str| {
        let steps = domain.steps(Decimal::parse(text.trim_ascii())?)?;
        (domain.min..=domain.max).contains(&steps).then_some(steps)
    };
    // A sign is no dash between two ends.
    let sign = usize::from(domain.min < 0 && cell.starts_with('-'));
    let band = cell.split_once("..").or_else(|| {
        let dash = sign + cell[sign..].find('-')?;
        Some((&cell[..dash], &cell[dash + 1..]))
    });
    match band {
        Some(ends) => span(ends, (domain.min, domain.max), value),
        None => value(cell).map(|steps| (steps, steps)),
    }
}

/// First and last day.
fn dates(cell: &str) -> Option<(i64, i64)> {
    let day = |text: &str| Date::parse(text.trim_ascii()).map(|date| i64::from(date.days()));
    match cell.split_once("..") {
        Some(ends) => span(ends, (i32::MIN.into(), i32::MAX.into()), day),
        None => day(cell).map(|days| (days, days)),
    }
}

/// The two ends of a band; one that is left out is that of the domain.
fn span(
    (from, to): (&str, &str),
    (min, max): (i64, i64),
    value: impl Fn(&str) -> Option<i64>,
) -> Option<(i64, i64)> {
    let end = |text: &str, open: i64| match text {
        "" => Some(open),
        text => value(text),
    };
    let (low, high) = (end(from, min)?, end(to, max)?);
    let is_band = low <= high && !(from.is_empty() && to.is_empty());
    is_band.then_some((low, high))
}

fn option(options: &Options, id: &str) -> Result<usize, Fault> {
    let known = || options.keys().map(String::as_str);
    let index = options.get(id).copied();
    index.ok_or_else(|| Fault::unknown("option", &shortened(id), known()))
}

fn expected(domain: &NumberDomain) -> String {
    let (min, max) = (domain.value(domain.min), domain.value(domain.max));
    let step = Decimal::new(1, domain.scale);
    let band = if domain.min < 0 {
        "10..49, 250.. or ..9"
    } else {
        "10-49, 250- or -9"
    };
    format!("a number from {min} to {max} in steps of {step}, a band as {band}, unknown or nothing")
}

fn unsuited(expected: String, cell: &str) -> Fault {
    let found = format!("\"{}\"", shortened(cell));
    Fault::Unsuited { expected, found }
}

/// The beginning of a cell: enough to find it again, whatever its length.
fn shortened(cell: &str) -> String {
    const MOST: usize = 40;
    let mut text: String = cell.chars().take(MOST).collect();
    if text.len() < cell.len() {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::fact::Unit;

    fn domain(min: i64, max: i64, scale: u32) -> NumberDomain {
        let (unit, bands) = (Unit::Count, Vec::new());
        NumberDomain {
            unit,
            scale,
            min,
            max,
            bands,
        }
    }

    fn number(min: i64, max: i64, scale: u32, cell: &str) -> Option<(i64, i64)> {
        numbers(&domain(min, max, scale), cell)
    }

    #[test]
    fn numbers_and_bands_are_read() {
        for (cell, expected) in [
            ("12", Some((12, 12))),
            ("12.0", Some((12, 12))),
            ("10-49", Some((10, 49))),
            ("10 - 49", Some((10, 49))),
            ("10..49", Some((10, 49))),
            ("250-", Some((250, 1000))),
            ("250..", Some((250, 1000))),
            ("-9", Some((0, 9))),
            ("..9", Some((0, 9))),
            ("12.5", None),
            ("1001", None),
            ("49-10", None),
            ("10-1001", None),
            ("5--2", None),
            ("-", None),
            ("..", None),
            ("1e3", None),
            ("1,5", None),
        ] {
            assert_eq!(number(0, 1000, 0, cell), expected, "{cell}");
        }
        assert_eq!(number(0, 1000, 1, "1.5-2"), Some((15, 20)));
    }

    #[test]
    fn where_a_number_may_be_negative_a_first_dash_is_its_sign() {
        for (cell, expected) in [
            ("-9", Some((-9, -9))),
            ("..-9", Some((-100, -9))),
            ("-9-", Some((-9, 100))),
            ("-9--5", Some((-9, -5))),
            ("-9-5", Some((-9, 5))),
            ("-9..5", Some((-9, 5))),
            ("5", Some((5, 5))),
            ("--5", None),
        ] {
            assert_eq!(number(-100, 100, 0, cell), expected, "{cell}");
        }
    }

    #[test]
    fn dates_and_spans_are_read() {
        let day = |text| i64::from(Date::parse(text).expect("a date").days());
        let (first, last) = (day("2012-01-01"), day("2012-12-31"));
        assert_eq!(dates("2012-01-01"), Some((first, first)));
        assert_eq!(dates("2012-01-01..2012-12-31"), Some((first, last)));
        assert_eq!(dates("..2012-12-31"), Some((i32::MIN.into(), last)));
        assert_eq!(dates("2012-01-01.."), Some((first, i32::MAX.into())));
        for bad in ["2012-12-31..2012-01-01", "2012", "..", "2012-02-30"] {
            assert_eq!(dates(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_bad_cell_is_shown_with_what_would_do() {
        let mut elements = Vec::new();
        let (fits, long) = ("\u{e5}".repeat(40), "\u{e5}".repeat(41));
        let cut = format!("{fits}…");
        for (min, cell, band, shown) in [
            (0, "many", "10-49, 250- or -9", "many"),
            (-5, "many", "10..49, 250.. or ..9", "many"),
            (0, &fits, "10-49, 250- or -9", &fits),
            (0, &long, "10-49, 250- or -9", &cut),
        ] {
            let fault = Reader::Number(domain(min, 100, 1)).read(cell, &mut elements);
            let least = if min < 0 { "-0.5" } else { "0" };
            let expected = format!(
                "a number from {least} to 10 in steps of 0.1, a band as {band}, unknown or nothing"
            );
            let found = format!("\"{shown}\"");
            assert_eq!(fault, Err(Fault::Unsuited { expected, found }));
        }
    }
}
