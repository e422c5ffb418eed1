//! A population from a CSV file: the same verdicts as one company at a time, in order, whatever
//! the rows hold.
//!
//! `PULJETJEK_SEED` chooses the seed of the random rows.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "only the random packs are wanted here")]
mod oracle;
#[allow(dead_code, reason = "only the random packs are wanted here")]
#[path = "oracle/random.rs"]
mod random;

use fastrand::Rng;
use oracle::OracleFact;
use puljetjek::case::{Answer, Case};
use puljetjek::check::cases;
use puljetjek::pack::Pack;
use puljetjek::pack::date::Date;
use puljetjek::pack::error::{Fault, Place};
use puljetjek::pack::fact::{Domain, Fact};
use puljetjek::pack::folder;
use puljetjek::pack::json::Json;
use puljetjek::screen::{Columns, Engine, Known, Population, RowError, Verdict};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const RULES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/rules");

// The library: a row against a case.

fn seed() -> u64 {
    let set = std::env::var("PULJETJEK_SEED").ok();
    let seed = set.and_then(|text| text.parse().ok()).unwrap_or(2012);
    // Shown where a test fails.
    println!("seed {seed}");
    seed
}

fn day(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

/// An answer as a cell; none for one that no cell says.
fn cell(value: &Value, rng: &mut Rng) -> Option<String> {
    let plain = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(value) => {
            let words = [["no", "false", "FALSE"], ["yes", "true", "TRUE"]];
            Some(words[usize::from(*value)][rng.usize(0..3)].into())
        }
        Value::Array(elements) if elements.is_empty() => Some("|".into()),
        Value::Array(elements) => {
            let elements: Vec<String> = elements.iter().map(plain).collect();
            Some(elements.join("|"))
        }
        Value::Object(parts) if parts.contains_key("has") || parts.contains_key("not") => None,
        Value::Object(ends) => {
            let end = |key: &str| ends.get(key).filter(|end| !end.is_null()).map(plain);
            let (from, to) = (end("from"), end("to"));
            // A dash suits every band of plain numbers but one that begins with it.
            let is_plain = |end: &Option<String>| {
                let number = end.as_ref().is_none_or(|end| end.parse::<f64>().is_ok());
                number && !end.as_ref().is_some_and(|end| end.starts_with('-'))
            };
            let dash = from.is_some() && is_plain(&from) && is_plain(&to) && rng.bool();
            let between = if dash { "-" } else { ".." };
            Some([from.unwrap_or_default(), to.unwrap_or_default()].join(between))
        }
        other => Some(plain(other)),
    }
}

/// The elements that a case has of a set, by their place in the domain.
fn elements(fact: &Fact, case: &Case) -> Vec<usize> {
    match (&fact.domain, case.answer(&fact.id)) {
        (Domain::Set(options), Some(Answer::Set { has, .. })) => (0..options.len())
            .filter(|place| has.contains(&options[*place]))
            .collect(),
        _ => Vec::new(),
    }
}

/// What a case says of a fact, typed.
fn known<'a>(fact: &Fact, case: &Case, elements: &'a [usize]) -> Known<'a> {
    match (&fact.domain, case.answer(&fact.id)) {
        (_, None | Some(Answer::Unknown)) => Known::Nothing,
        (_, Some(Answer::Bool(value))) => Known::truth(*value),
        (Domain::Choice(options), Some(Answer::Choice(chosen))) => {
            let place = options.iter().position(|option| option == chosen);
            Known::Option(place.expect("an option"))
        }
        (Domain::Number(domain), Some(Answer::Number { from, to })) => {
            let steps = |end: &Option<_>, open| {
                end.map_or(open, |end| domain.steps(end).expect("a value on the step"))
            };
            Known::Range(steps(from, domain.min), steps(to, domain.max))
        }
        (_, Some(Answer::Date { from, to })) => {
            let days = |end: &Option<Date>, open: i32| end.map_or(open, |end| end.days()).into();
            Known::Range(days(from, i32::MIN), days(to, i32::MAX))
        }
        (_, Some(Answer::Set { .. })) => Known::Set(elements),
        (_, Some(other)) => panic!("{} is {other:?}", fact.id),
    }
}

/// Rows of a pack, screened both ways.
struct Both<'a> {
    engine: &'a Engine,
    names: Vec<String>,
    columns: Columns,
}

impl<'a> Both<'a> {
    fn new(engine: &'a Engine) -> Both<'a> {
        let facts = engine.pack.facts.iter().map(|fact| fact.id.clone());
        let attestations: BTreeSet<String> = engine.pack.attestations().collect();
        let names: Vec<String> = facts.chain(attestations).collect();
        let header: Vec<&str> = names.iter().map(String::as_str).collect();
        let columns = Columns::new(&engine.pack, &header, &Place::default());
        Both {
            engine,
            columns: columns.expect("columns"),
            names,
        }
    }

    fn population(&self, as_of: &str) -> Population<'_> {
        Population::new(self.engine, &self.columns, day(as_of))
    }

    /// Screens a case as a typed row.
    fn typed(&self, population: &mut Population, case: &Case) -> Result<Vec<Verdict>, RowError> {
        let facts = &self.engine.pack.facts;
        let sets: Vec<Vec<usize>> = facts.iter().map(|fact| elements(fact, case)).collect();
        let columns = self.names.iter().enumerate();
        let row = columns.map(|(column, name)| match facts.get(column) {
            Some(fact) => known(fact, case, &sets[column]),
            None => case.attested(name).map_or(Known::Nothing, Known::truth),
        });
        let row: Vec<Known> = row.collect();
        screened(population, &row)
    }

    /// Screens answers as a case and as a row, once as text and once typed. The verdicts, or none
    /// for a contradiction.
    fn screen(
        &self,
        population: &mut Population,
        as_of: &str,
        mut answers: Map<String, Value>,
        rng: &mut Rng,
    ) -> Option<Vec<Verdict>> {
        let mut row = Vec::new();
        for name in &self.names {
            let attested = answers.get("attested").and_then(|all| all.get(name));
            let value = answers.get(name).or(attested).unwrap_or(&Value::Null);
            let cell = cell(value, rng);
            if cell.is_none() {
                answers.remove(name);
            }
            row.push(cell.unwrap_or_default());
        }
        let json = Json::read(&Value::from(answers.clone()).to_string()).expect("JSON");
        let case = Case::from_json(&self.engine.pack, &json, &Place::default());
        let case = case.expect("a case");
        let screening = self.engine.screen(&case, day(as_of));
        let typed = self.typed(population, &case);
        let found = population.screen(row.iter().map(String::as_str));
        let answers = Value::from(answers);
        assert_eq!(
            typed.as_deref(),
            found.as_deref(),
            "typed, {as_of}: {answers}"
        );
        match (screening, found) {
            (Ok(screening), Ok(found)) => {
                let expected: Vec<Verdict> =
                    screening.programmes.iter().map(|one| one.verdict).collect();
                assert_eq!(expected, found, "{as_of}: {answers}");
                Some(expected)
            }
            (Err(expected), Err(found)) => {
                assert_eq!(expected.fault, found.fault, "{as_of}: {answers}");
                assert_eq!(found.column, None);
                None
            }
            (expected, found) => panic!("{as_of}: {answers}: {expected:?} and {found:?}"),
        }
    }
}

/// The options of a choice or a set.
fn options<'a>(engine: &'a Engine, id: &str) -> &'a [String] {
    let fact = engine.pack.fact_index(id).expect("a fact");
    match &engine.pack.facts[fact].domain {
        Domain::Choice(options) | Domain::Set(options) => options,
        _ => panic!("{id} has no options"),
    }
}

#[test]
fn typed_columns_have_the_verdicts_of_their_cells() {
    let engine = shipped();
    let header = ["employees_fte", "cvr_registered", "theme", "sector"];
    let columns = Columns::new(&engine.pack, &header, &Place::default()).expect("columns");
    let mut population = Population::new(&engine, &columns, day("2012-03-01"));
    let (themes, sectors) = (options(&engine, "theme"), options(&engine, "sector"));
    let theme = [themes[0].as_str(), &themes[2]].join("|");
    let mut known: [Vec<Known>; 4] = Default::default();
    let mut expected = Vec::new();
    // More of them than are looked at together.
    for steps in 0..300 {
        let sector = steps as usize % sectors.len();
        let (cell, range) = match steps % 3 {
            0 => (String::from("unknown"), Known::Nothing),
            1 => (format!("{steps}"), Known::exactly(10 * steps)),
            _ => (format!("{steps}-999.9"), Known::Range(10 * steps, 9999)),
        };
        let text = [&cell, "yes", &theme, &sectors[sector]];
        expected.push(population.screen(text).expect("verdicts").to_vec());
        let values = [
            range,
            Known::truth(true),
            Known::Set(&[0, 2]),
            Known::Option(sector),
        ];
        for (column, value) in known.iter_mut().zip(values) {
            column.push(value);
        }
    }
    let mut found = Vec::new();
    let screened =
        population.screen_known(&known.each_ref().map(Vec::as_slice), |row, verdicts| {
            assert_eq!(row, found.len());
            found.push(verdicts.expect("verdicts").to_vec());
        });
    assert_eq!(screened, Ok(()));
    assert_eq!(found, expected);
}

/// A pack of a number, a yes or no, a set and a choice; nothing but these constraints ties them
/// to one another.
fn of_each_kind(most: i64, constraints: &[Value]) -> Engine {
    let fact =
        |id: &str, kind, values: std::ops::RangeInclusive<i64>, options: &[&str]| OracleFact {
            id: id.into(),
            kind,
            values: values.map(|value| value * 10).collect(),
            options: options.iter().map(|one| String::from(*one)).collect(),
            cost: None,
        };
    let facts = [
        fact("number", "number", 0..=most, &[]),
        fact("bool", "bool", 0..=1, &[]),
        fact("set", "set", 0..=3, &["a", "b"]),
        fact("choice", "choice", 0..=1, &["a", "b"]),
    ];
    let all = json!({ "all": [
        { "fact": "number", "at_least": 2 },
        { "fact": "bool", "is": true },
        { "fact": "set", "has": "a" },
        { "fact": "choice", "is": "a" },
    ] });
    let pack = random::packed(&facts, constraints, &[all], 0);
    Engine::new(Pack::open(&pack, "").expect("a pack")).expect("an engine")
}

/// More rows than are looked at together, so that what one is told must not linger for another.
#[test]
fn rows_together_have_the_verdicts_that_each_has_alone() {
    let engine = of_each_kind(9, &[]);
    let header = ["number", "bool", "set", "choice"];
    let columns = Columns::new(&engine.pack, &header, &Place::default()).expect("columns");
    let mut population = Population::new(&engine, &columns, day("2012-03-01"));
    let mut rng = Rng::with_seed(seed());
    let sets: [&[usize]; 4] = [&[], &[0], &[1], &[0, 1]];
    let mut known: [Vec<Known>; 4] = Default::default();
    for _ in 0..300 {
        let low = rng.i64(0..=9);
        let row = [
            Known::Range(low, rng.i64(low..=9)),
            Known::truth(rng.u8(0..4) > 0),
            Known::Set(sets[rng.usize(0..4)]),
            Known::Option(rng.usize(0..2)),
        ];
        for (column, value) in known.iter_mut().zip(row) {
            let is_known = rng.u8(0..4) > 0;
            column.push(if is_known { value } else { Known::Nothing });
        }
    }
    let mut found = Vec::new();
    let all = known.each_ref().map(Vec::as_slice);
    let see = |_, verdicts: Result<&[Verdict], _>| {
        found.push(verdicts.expect("verdicts").to_vec());
    };
    assert_eq!(population.screen_known(&all, see), Ok(()));
    let mut seen = BTreeSet::new();
    for (row, together) in found.into_iter().enumerate() {
        let alone = screened(&mut population, &all.map(|column| column[row]));
        seen.extend(together.clone());
        assert_eq!(alone, Ok(together), "row {row}");
    }
    assert_eq!(seen.len(), 3, "not every verdict came");
}

#[test]
fn typed_values_that_do_not_suit_are_an_error_of_their_column() {
    let small = ["number", "bool", "set", "choice"];
    let tie = json!({ "any": [
        { "fact": "number", "at_least": 1 },
        { "fact": "bool", "is": true },
        { "fact": "set", "has": "a" },
        { "fact": "choice", "is": "a" },
    ] });
    for (engine, header, most) in [
        (
            shipped(),
            ["employees_fte", "cvr_registered", "theme", "sector"],
            10_000_000,
        ),
        (of_each_kind(9, &[]), small, 9),
        (of_each_kind(2000, &[]), small, 2000),
        (of_each_kind(9, &[tie]), small, 9),
    ] {
        let columns = Columns::new(&engine.pack, &header, &Place::default()).expect("columns");
        let mut population = Population::new(&engine, &columns, day("2012-03-01"));
        let [elements, options] = [header[2], header[3]].map(|id| options(&engine, id).len());
        let fine = [
            Known::Range(0, most),
            Known::Range(0, 1),
            Known::Set(&[0, 1]),
            Known::Option(1),
        ];
        let expected = [
            format!("a range from 0 to {most}"),
            "a range from 0 to 1".into(),
            format!("ascending elements below {elements}"),
            format!("an option below {options}"),
        ];
        for (column, bad) in [
            (0, Known::Range(5, 1)),
            (0, Known::exactly(-1)),
            (0, Known::Range(-1, 5)),
            (0, Known::exactly(most + 1)),
            (0, Known::Range(1, most + 1)),
            (0, Known::exactly(i64::MIN)),
            (0, Known::exactly(i64::MAX)),
            (0, Known::Option(0)),
            (1, Known::exactly(2)),
            (1, Known::Set(&[])),
            (2, Known::Set(&[2, 1])),
            (2, Known::Set(&[1, 1])),
            (2, Known::Set(&[0, elements])),
            (2, Known::Set(&[usize::MAX])),
            (2, Known::Option(0)),
            (3, Known::Option(options)),
            (3, Known::Option(usize::MAX)),
            (3, Known::truth(true)),
        ] {
            for other in [[Known::Nothing; 4], fine] {
                let mut row = other;
                row[column] = bad;
                let error = screened(&mut population, &row).expect_err("a bad value");
                assert_eq!(error.column.as_deref(), Some(header[column]), "{bad:?}");
                let (expected, found) = (expected[column].clone(), format!("{bad:?}"));
                assert_eq!(error.fault, Fault::Unsuited { expected, found });
                // The next row is none the worse for it.
                screened(&mut population, &other).expect("verdicts");
            }
        }
        let one: &[Known] = &[Known::Nothing];
        let see = |row, _: Result<&[Verdict], _>| panic!("row {row} of what is no table");
        for known in [&[one][..], &[one; 5], &[one, one, &[], one]] {
            let error = population.screen_known(known, see).expect_err("no table");
            assert_eq!(error.column, None);
        }
    }
}

/// What was counted of a set until then is no cell, and no later variable hides that.
#[test]
fn a_set_that_turns_out_bad_is_an_error_like_any() {
    let set = OracleFact {
        id: "set".into(),
        kind: "set",
        values: (0..8).collect(),
        options: ["a", "b", "c"].map(String::from).into(),
        cost: None,
    };
    let all = json!({ "count": "set", "at_least": 3 });
    let pack = random::packed(&[set], &[], &[all], 0);
    let engine = Engine::new(Pack::open(&pack, "").expect("a pack")).expect("an engine");
    let columns = Columns::new(&engine.pack, &["set"], &Place::default()).expect("columns");
    let mut population = Population::new(&engine, &columns, day("2012-03-01"));
    for (known, expected) in [
        (Known::Set(&[0, 1, 2]), Some(Verdict::Eligible)),
        (Known::Set(&[0, 1, 7]), None),
        (Known::Set(&[0, 1]), Some(Verdict::Ineligible)),
        (Known::Nothing, Some(Verdict::Open)),
    ] {
        let found = screened(&mut population, &[known]).ok();
        assert_eq!(found, expected.map(|one| vec![one]), "{known:?}");
    }
}

#[test]
fn a_typed_attestation_is_given_denied_or_not_known() {
    let pack = random::packed(&[], &[], &[], 1);
    let engine = Engine::new(Pack::open(&pack, "").expect("a pack")).expect("an engine");
    let columns = Columns::new(&engine.pack, &["p/r/a0"], &Place::default()).expect("columns");
    let mut population = Population::new(&engine, &columns, day("2012-03-01"));
    for (known, expected) in [
        (Known::truth(true), Verdict::Eligible),
        (Known::truth(false), Verdict::Ineligible),
        (Known::Nothing, Verdict::Confirm),
        (Known::Range(0, 1), Verdict::Confirm),
    ] {
        let found = screened(&mut population, &[known]);
        assert_eq!(found, Ok(vec![expected]), "{known:?}");
    }
}

#[test]
fn a_single_route_that_others_take_is_no_way_in_of_ones_own() {
    let own = OracleFact {
        id: "own".into(),
        kind: "bool",
        values: vec![0, 1],
        options: Vec::new(),
        cost: None,
    };
    let pack = random::packed(&[own], &[], &[json!({ "fact": "own", "is": true })], 0);
    let pack = pack.replace("\"kind\":\"apply\"", "\"kind\":\"through\"");
    let engine = Engine::new(Pack::open(&pack, "").expect("a pack")).expect("an engine");
    let (both, mut rng) = (Both::new(&engine), Rng::with_seed(seed()));
    let mut population = both.population("2012-03-01");
    for (answer, expected) in [
        (json!(true), Verdict::Through),
        (json!(false), Verdict::Ineligible),
        (json!("unknown"), Verdict::Through),
    ] {
        let answers = Map::from_iter([("own".into(), answer)]);
        let found = both.screen(&mut population, "2012-03-01", answers, &mut rng);
        assert_eq!(found, Some(vec![expected]));
    }
}

/// More programmes than words have bits, so that each must be looked up in its own place; those
/// that nothing rules out come first, or last.
#[test]
fn of_many_programmes_each_has_its_own_verdict() {
    let number = OracleFact {
        id: "number".into(),
        kind: "number",
        values: (0..=200).map(|value| value * 10).collect(),
        options: Vec::new(),
        cost: None,
    };
    let pack = random::packed(&[number], &[], &[json!({ "all": [] })], 0);
    let mut pack: Value = serde_json::from_str(&pack).expect("JSON");
    let one = pack["programmes"][0].clone();
    let ascending: Vec<i64> = (0..200).collect();
    let descending = ascending.iter().rev().copied().collect();
    for all in [ascending, descending] {
        let programmes = all.iter().map(|least| {
            let mut one = one.clone();
            one["id"] = json!(format!("p{least:03}"));
            let when = &mut one["editions"][0]["routes"][0]["criteria"][0]["when"];
            *when = json!({ "fact": "number", "at_least": least });
            one
        });
        pack["programmes"] = programmes.collect();
        let engine = Engine::new(Pack::open(&pack.to_string(), "").expect("a pack"));
        let engine = engine.expect("an engine");
        let columns = Columns::new(&engine.pack, &["number"], &Place::default()).expect("columns");
        let mut population = Population::new(&engine, &columns, day("2012-03-01"));
        let exact = (0..=200).map(|number| (number, number));
        for (low, high) in exact.chain([(63, 64), (3, 130)]) {
            let verdicts = all.iter().map(|least| match *least {
                least if least <= low => Verdict::Eligible,
                least if least <= high => Verdict::Open,
                _ => Verdict::Ineligible,
            });
            let expected: Vec<Verdict> = verdicts.collect();
            let found = screened(&mut population, &[Known::Range(low, high)]);
            assert_eq!(found, Ok(expected), "{low} to {high}");
        }
    }
}

/// The verdicts of one company with this known of it.
fn screened(population: &mut Population, row: &[Known]) -> Result<Vec<Verdict>, RowError> {
    let columns: Vec<&[Known]> = row.iter().map(std::slice::from_ref).collect();
    let mut found = None;
    population.screen_known(&columns, |row, verdicts| {
        assert_eq!((row, &found), (0, &None));
        found = Some(verdicts.map(<[Verdict]>::to_vec));
    })?;
    found.expect("one company")
}

fn shipped() -> Engine {
    Engine::new(folder::read(Path::new(RULES)).expect("the rules").pack).expect("an engine")
}

/// A random answer: exact, a band, unknown or none.
fn answer(fact: &Fact, rng: &mut Rng) -> Value {
    if rng.usize(0..12) == 0 {
        return json!("unknown");
    }
    match &fact.domain {
        Domain::Bool => json!(rng.bool()),
        Domain::Choice(options) => json!(options[rng.usize(0..options.len())]),
        Domain::Set(options) => {
            let wanted = rng.usize(0..4);
            let chosen = (0..wanted).map(|_| options[rng.usize(0..options.len())].clone());
            json!(chosen.collect::<BTreeSet<_>>())
        }
        Domain::Date => {
            let date = |days: i32| Date::from_days(days).expect("a date");
            let first = rng.i32(0..20_000);
            json!({ "from": date(first), "to": date(first + rng.i32(0..900)) })
        }
        Domain::Number(domain) => {
            // Of every size, and not only of the largest.
            let mut steps = || {
                let size = 10i64.pow(rng.u32(0..=12));
                let steps = rng.i64(0..=size) * if rng.usize(0..4) == 0 { -1 } else { 1 };
                steps.clamp(domain.min, domain.max)
            };
            let (a, b) = (steps(), steps());
            let value = |steps| domain.value(steps);
            match rng.usize(0..6) {
                0 => json!({ "from": value(a.min(b)), "to": value(a.max(b)) }),
                1 => json!({ "from": value(a) }),
                2 => json!({ "to": value(a) }),
                _ => json!(value(a)),
            }
        }
    }
}

#[test]
fn a_row_has_the_verdicts_of_the_case_with_its_answers() {
    let (engine, mut rng) = (shipped(), Rng::with_seed(seed()));
    let both = Both::new(&engine);
    let cases: Vec<Value> = cases::read(Path::new(RULES))
        .expect("cases")
        .iter()
        .map(|placed| {
            let case = placed.case.case(&engine.pack, &placed.place);
            let json = case.expect("a case").to_json().to_string();
            serde_json::from_str(&json).expect("JSON")
        })
        .collect();
    let (mut verdicts, mut contradictions) = (BTreeSet::new(), 0);
    for as_of in [
        "2011-05-01",
        "2012-03-01",
        "2014-02-01",
        "2016-06-01",
        "2026-11-01",
    ] {
        let mut population = both.population(as_of);
        for round in 0..600 {
            // Every other row begins as one of the pack's cases, which stand at its thresholds.
            let mut answers = Map::new();
            if round % 2 == 0 {
                let case = cases[rng.usize(0..cases.len())].as_object();
                answers.clone_from(case.expect("answers"));
            }
            // From nearly nothing to everything.
            let (share, dropped) = (rng.f64(), rng.f64() * 0.3);
            for fact in &engine.pack.facts {
                let share = if round % 2 == 0 { share * 0.2 } else { share };
                if rng.f64() < share {
                    answers.insert(fact.id.clone(), answer(fact, &mut rng));
                } else if rng.f64() < dropped {
                    answers.remove(&fact.id);
                }
            }
            let mut attested = Map::new();
            for name in engine.pack.attestations() {
                if rng.bool() {
                    attested.insert(name, json!(rng.usize(0..8) > 0));
                }
            }
            answers.insert("attested".into(), attested.into());
            match both.screen(&mut population, as_of, answers, &mut rng) {
                Some(found) => verdicts.extend(found),
                None => contradictions += 1,
            }
        }
    }
    assert_eq!(verdicts.len(), 5, "seed {}: not every verdict came", seed());
    assert!(contradictions > 20, "seed {}: {contradictions}", seed());
}

#[test]
fn rows_of_random_packs_have_the_verdicts_of_their_cases() {
    let (mut rows, mut contradictions) = (0, 0);
    let first = seed();
    for seed in first..first + 1500 {
        let mut rng = Rng::with_seed(seed);
        let pack = random::pack(&mut rng);
        let opened = Pack::open(&pack.json, "").expect("a pack");
        let Ok(engine) = Engine::new(opened) else {
            continue;
        };
        let both = Both::new(&engine);
        let mut population = both.population("2012-03-01");
        for _ in 0..8 {
            let answers = random::answers(&pack, &mut rng);
            match both.screen(&mut population, "2012-03-01", answers, &mut rng) {
                Some(_) => rows += 1,
                None => contradictions += 1,
            }
        }
    }
    assert!(
        rows > 5000 && contradictions > 100,
        "{rows}, {contradictions}"
    );
}

/// Two comparisons of sums at a time, so that a row leaves one of them open, or both, by one
/// number that they share or by several.
#[test]
fn rows_that_leave_sums_open_have_the_verdicts_of_their_cases() {
    let first = seed();
    for seed in first..first + 300 {
        let mut rng = Rng::with_seed(seed);
        let facts: Vec<OracleFact> = (0..3)
            .map(|index| {
                let step = if rng.bool() { 1 } else { 10 };
                OracleFact {
                    id: format!("f{index}"),
                    kind: "number",
                    values: (0..=rng.i64(4..=9)).map(|value| value * step).collect(),
                    options: Vec::new(),
                    cost: None,
                }
            })
            .collect();
        let mut compared = || {
            let (one, other) = (rng.usize(0..3), rng.usize(1..3));
            let operator = if rng.bool() { "sum" } else { "difference" };
            let key = if rng.bool() { "at_least" } else { "at_most" };
            let pair = [&facts[one].id, &facts[(one + other) % 3].id];
            json!({ operator: pair, key: rng.i64(-2..=12) })
        };
        let both = json!([compared(), compared()]);
        let requirements = [json!({ (if rng.bool() { "all" } else { "any" }): both })];
        let json = random::packed(&facts, &[], &requirements, 0);
        let engine = Engine::new(Pack::open(&json, "").expect("a pack")).expect("an engine");
        let pack = random::RandomPack {
            facts,
            constraints: Vec::new(),
            requirements: requirements.into(),
            attests: 0,
            json,
        };
        let rows = Both::new(&engine);
        let mut population = rows.population("2012-03-01");
        for _ in 0..40 {
            let answers = random::answers(&pack, &mut rng);
            rows.screen(&mut population, "2012-03-01", answers, &mut rng);
        }
    }
}

// The command.

fn batch(further: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_puljetjek"))
        .args(["batch", "--pack", RULES, "--as-of", "2012-03-01"])
        .args(further)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("standard input");
    // A full pipe on one side must not stop the other.
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A command that refuses its arguments does not read.
            let _ = stdin.write_all(input);
        });
        child.wait_with_output().expect("the command ends")
    })
}

fn message(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

/// What a file gives: by row, the cells by column.
fn rows(input: &str) -> (Vec<BTreeMap<String, String>>, String) {
    let output = batch(&["--clients", "-"], input.as_bytes());
    let message = message(&output);
    assert_eq!(output.status.code(), Some(0), "{message}");
    let mut reader = csv::Reader::from_reader(&*output.stdout);
    let rows = reader.deserialize().collect::<Result<_, _>>();
    (rows.expect("CSV"), message)
}

#[test]
fn bands_unknowns_sets_and_attestations_are_read() {
    let header = "id,applicant_kind,municipality,employees_fte,turnover_dkk,rd_share_of_turnover,\
        project_lead,partner_countries,rd_sme_cost_share,largest_partner_share,\
        largest_country_share,duration_months,months_to_market,purpose_civil,project_is_new,\
        eurostars/*/danish-rules";
    let row = |employees: &str, countries: &str, attested: &str| {
        format!(
            "x,company,0751,{employees},31000000,12,applicant,{countries},65,60,60,30,18,yes,\
             TRUE,{attested}"
        )
    };
    for (employees, countries, attested, expected) in [
        ("24", "DE", "true", "eligible"),
        ("10-49", "DE|SE", "yes", "eligible"),
        ("24", "DE", "", "confirm"),
        ("24", "DE", "unknown", "confirm"),
        ("24", "DE", "no", "ineligible"),
        ("24", "", "true", "open"),
        ("24", "unknown", "true", "open"),
        ("24", "|", "true", "ineligible"),
        ("200-300", "DE", "true", "open"),
        ("250-", "DE", "true", "ineligible"),
        ("-249", "DE", "true", "eligible"),
    ] {
        let (found, _) = rows(&format!(
            "{header}\n{}\n",
            row(employees, countries, attested)
        ));
        assert_eq!(
            found[0]["eurostars"], expected,
            "{employees}, {countries}, {attested}"
        );
        assert_eq!((&*found[0]["id"], &*found[0]["error"]), ("x", ""));
    }
}

#[test]
fn a_bad_row_is_reported_with_line_and_column_and_the_others_go_on() {
    let input = "employees_fte,id,purpose_civil\n\
        12,a,true\n\
        many,b,true\n\
        \"12\",\"c\nd\",true\n\
        12,e,perhaps\n\
        12,f\n\
        12,\"g, h\",true\n\
        12,i,true,more,still\n";
    let (found, message) = rows(input);
    let ids: Vec<&String> = found.iter().map(|row| &row["id"]).collect();
    assert_eq!(ids, ["a", "b", "c\nd", "e", "f", "g, h", "i"]);
    for (row, line, expectation) in [
        (
            1,
            "line 3: ",
            "column employees_fte: expected a number from 0 to 1000000 in steps of 0.1",
        ),
        (3, "line 6: ", "column purpose_civil: expected true, false"),
        (4, "line 7: ", "expected 3 cells, as in the header, found 2"),
        (6, "line 9: ", "expected 3 cells, as in the header, found 5"),
    ] {
        let error = &found[row]["error"];
        assert!(error.contains(expectation), "{error}");
        assert!(
            message.contains(&[line, error.as_str()].concat()),
            "{message}"
        );
        assert_eq!(found[row]["eurostars"], "");
    }
    for row in [0, 2, 5] {
        assert_eq!(found[row]["error"], "");
        assert_eq!(found[row]["eurostars"], "open");
    }
    assert!(message.contains("7 rows"), "{message}");
    assert!(message.contains("4 with errors"), "{message}");
    assert!(
        message.contains("eurostars: eligible 0, confirm 0, open 3"),
        "{message}"
    );
}

#[test]
fn a_cell_that_is_no_text_is_an_error_of_its_row() {
    let output = batch(&["--clients", "-"], b"id,purpose_civil\na,\xff\nb,true\n");
    assert_eq!(output.status.code(), Some(0));
    let message = message(&output);
    assert!(
        message.contains("line 2: column purpose_civil: expected text in UTF-8"),
        "{message}"
    );
    assert!(message.contains("2 rows"), "{message}");
}

#[test]
fn answers_that_contradict_one_another_are_an_error_of_their_row() {
    let (found, message) = rows(
        "municipality,region,employees_fte,rd_fte\n\
         0751,sjaelland,,\n\
         0751,midtjylland,8,9\n\
         ,,-49,50-\n\
         ,,-49,40-\n",
    );
    let lines: Vec<&String> = found.iter().map(|row| &row["line"]).collect();
    assert_eq!(lines, ["2", "3", "4", "5"], "without an id, the line");
    for (line, facts) in [(2, "municipality, region"), (3, "employees_fte, rd_fte")] {
        let expected = format!("line {line}: these answers cannot all be true: {facts}");
        assert!(message.contains(&expected), "{message}");
    }
    assert_ne!(found[2]["error"], "");
    assert_eq!(found[3]["error"], "");
}

#[test]
fn only_the_first_messages_are_printed() {
    let (found, message) = rows(&["employees_fte\n", &"?\n".repeat(1500)].concat());
    assert_eq!(found.len(), 1500);
    assert!(found.iter().all(|row| !row["error"].is_empty()));
    assert_eq!(message.matches("line ").count(), 20, "{message}");
    assert!(message.contains("line 21: "), "{message}");
    assert!(message.contains("and 1480 more"), "{message}");
}

#[test]
fn a_file_that_cannot_be_used_is_refused_at_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("verdicts.csv");
    let out = out.to_str().expect("a path");
    let too_long = ["employees_fte\n\"", &"1".repeat(3 << 20)].concat();
    for (clients, input, expectations) in [
        (
            "-",
            "id,employes_fte\n1,2\n",
            ["standard input:1:2: ", "did you mean \"employees_fte\""],
        ),
        (
            "-",
            "eurostars/*/danish-rule\ntrue\n",
            ["attestation", "did you mean \"eurostars/*/danish-rules\""],
        ),
        ("-", "id,trl,trl\n", ["column", "\"trl\" twice"]),
        ("-", "id;trl\n1;2\n", ["standard input:1: ", "commas"]),
        ("-", "", ["a header", "nothing"]),
        (
            "no-such-file.csv",
            "",
            ["no-such-file.csv", "cannot be read"],
        ),
        (RULES, "", [RULES, "cannot be read"]),
        (
            "-",
            &too_long,
            ["standard input", "is a quote never closed?"],
        ),
    ] {
        let output = batch(&["--clients", clients, "--out", out], input.as_bytes());
        let message = message(&output);
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(output.stdout.is_empty());
        for expectation in expectations {
            assert!(message.contains(expectation), "{expectation}: {message}");
        }
        let left = std::fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(left, 0, "half a file was left: {message}");
    }
}

#[test]
fn many_rows_keep_their_order_and_the_memory_stays_small() {
    let folder = tempfile::tempdir().expect("a folder");
    let (clients, out) = (folder.path().join("in.csv"), folder.path().join("out.csv"));
    let mut input = String::from("id,employees_fte,budget_dkk,de_minimis_received_eur\n");
    let wanted = 100_000;
    for i in 0..wanted {
        let line = format!("c{i},{},{},{}-\n", i % 300, i * 7, i % 150_000);
        input.push_str(&line);
    }
    std::fs::write(&clients, &input).expect("written");
    let mut child = Command::new(env!("CARGO_BIN_EXE_puljetjek"))
        .args([
            "batch",
            "--pack",
            RULES,
            "--as-of",
            "2012-03-01",
            "--clients",
        ])
        .arg("-")
        .args(["--out", out.to_str().expect("a path")])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("standard input");
    let (last, all_but_last) = input
        .trim_end()
        .rsplit_once('\n')
        .map(|(a, b)| (b, a))
        .expect("rows");
    stdin
        .write_all(all_but_last.as_bytes())
        .expect("rows are read");
    // Nearly everything was read; the rest is held back until the memory was seen.
    if let Ok(status) = std::fs::read_to_string(format!("/proc/{}/status", child.id())) {
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|text| text.trim().strip_suffix(" kB"));
        let peak: u64 = peak.and_then(|text| text.parse().ok()).expect("a number");
        assert!(peak < 100_000, "{peak} kB");
    }
    stdin
        .write_all(format!("\n{last}\n").as_bytes())
        .expect("rows are read");
    drop(stdin);
    assert!(child.wait().expect("the command ends").success());
    let verdicts = std::fs::read_to_string(&out).expect("verdicts");
    let mut rows = verdicts.lines().skip(1);
    for i in 0..wanted {
        let row = rows.next().expect("a row");
        assert!(row.starts_with(&format!("c{i},")), "{row}");
    }
    assert_eq!(rows.next(), None);
    // A file gives what a pipe gives, byte for byte.
    let path = clients.to_str().expect("a path");
    let output = batch(&["--clients", path], b"");
    assert_eq!(output.stdout, verdicts.into_bytes());
}
