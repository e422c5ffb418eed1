//! Titles written by hand beside the sentences that conditions give: they must not name another
//! figure.
//!
//! A number of a title is another one where the generated sentence of its condition has it
//! neither so nor in millions. Digits that are part of a word (`EU27`) are none. A year tells which
//! rules are meant ("the rules of 2014"); it is compared only where the condition has one as well.

use super::rules::{self, Stated};
use super::{Code, Finding, Subject};
use crate::pack::Pack;
use crate::pack::decimal::Decimal;
use crate::pack::error::Place;
use crate::pack::programme::Title;
use crate::pack::sentence;
use crate::pack::text::{Catalogue, Texts};

/// Numbers are compared in millionths.
const SCALE: u32 = 6;
const MILLION: i128 = 1_000_000;

pub(super) fn findings(subject: &Subject) -> Vec<Finding> {
    let pack = &subject.engine.pack;
    let mut findings = Vec::new();
    for (stated, text) in titled(pack) {
        for (language, title) in text.iter() {
            let texts = pack.catalogue(language);
            let sentence = sentence::sentence(pack, stated.condition, language);
            let known = numbers(&sentence, texts);
            let has_year = known.iter().any(|(_, words)| is_year(words));
            for (number, words) in numbers(&title.title, texts) {
                if is_year(&words) && !has_year {
                    continue;
                }
                let is_same = |other: i128| {
                    number == other || number * MILLION == other || number == other * MILLION
                };
                if !known.iter().any(|(other, _)| is_same(*other)) {
                    let message = format!(
                        "the title \"{}\" says {words}, the condition does not: \"{sentence}\"",
                        title.title
                    );
                    let place = stated.place.at("text").at(language).at("title");
                    findings.push(Finding::new(Code::OtherNumber, &place, message));
                }
            }
        }
    }
    findings
}

/// The conditions that have a title, each with the place of the two.
fn titled(pack: &Pack) -> Vec<(Stated<'_>, &Texts<Title>)> {
    let mut all = Vec::new();
    for programme in &pack.programmes {
        for (i, edition) in programme.editions.iter().enumerate() {
            for placed in rules::all_criteria(edition, &rules::edition(programme, i)) {
                if let Some(condition) = placed.criterion.demand.condition() {
                    let place = placed.place;
                    all.push((Stated { condition, place }, &placed.criterion.text));
                }
            }
        }
    }
    for (name, definition) in pack.definitions.iter() {
        let place = Place::file("definitions.json").at(name);
        let condition = &definition.when;
        all.push((Stated { condition, place }, &definition.text));
    }
    for (i, constraint) in pack.constraints.iter().enumerate() {
        let place = Place::file("constraints.json").at(i);
        let condition = &constraint.holds;
        all.push((Stated { condition, place }, &constraint.text));
    }
    all
}

fn is_year(written: &str) -> bool {
    written.len() == 4
        && written
            .parse()
            .is_ok_and(|year: u32| (1900..2100).contains(&year))
}

/// The numbers of a text, in millionths, each as it is written.
fn numbers(text: &str, texts: &Catalogue) -> Vec<(i128, String)> {
    let (thousands, decimal) = (texts.get("number.thousands"), texts.get("number.decimal"));
    let mut found = Vec::new();
    let mut rest = text;
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        if !first.is_ascii_digit() {
            before = first;
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (plain, length) = number(rest, thousands, decimal);
        let (written, after) = rest.split_at(length);
        let in_word = before.is_alphabetic() || after.starts_with(char::is_alphabetic);
        let value = Decimal::parse(&plain).and_then(|value| value.scaled(SCALE));
        if let (false, Some(value)) = (in_word, value) {
            found.push((value, written.to_owned()));
        }
        before = '0';
        rest = after;
    }
    found
}

/// The number at the beginning of a text without its separators, and how long it is there.
fn number(text: &str, thousands: &str, decimal: &str) -> (String, usize) {
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len()
    };
    let mut end = digits(0);
    let mut plain = text[..end].to_owned();
    let follows =
        |end: usize, separator: &str| !separator.is_empty() && text[end..].starts_with(separator);
    while follows(end, thousands) && digits(end + thousands.len()) == 3 {
        let from = end + thousands.len();
        end = from + 3;
        plain.push_str(&text[from..end]);
    }
    let fraction = digits(end + decimal.len());
    if follows(end, decimal) && fraction > 0 {
        let from = end + decimal.len();
        end = from + fraction;
        plain.push('.');
        plain.push_str(&text[from..end]);
    }
    (plain, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::json::Document;

    #[test]
    fn numbers_are_read_as_each_language_writes_them() {
        let json = r#"{"number.thousands":".","number.decimal":","}"#;
        let document = Document::open("da.json", json).expect("JSON");
        let texts: Catalogue = document.read().expect("a catalogue");
        let found = |text: &str| {
            let found = numbers(text, &texts).into_iter();
            found.map(|(value, _)| value).collect::<Vec<_>>()
        };
        let of = |whole: i128| whole * MILLION;
        assert_eq!(
            found("op til 1.500.000 kr. eller 2,5 %"),
            [of(1_500_000), 2_500_000]
        );
        assert_eq!(found("2 til 100 ansatte."), [of(2), of(100)]);
        assert_eq!(found("den 1.5."), [of(1), of(5)]);
        assert_eq!(found("EU27 og H2020"), []);
    }
}
