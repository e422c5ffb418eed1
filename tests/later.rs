//! Time as a change: the first day on which the same answers will do.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use fastrand::Rng;
use puljetjek::case::{Answer, Case};
use puljetjek::pack::date::Date;
use puljetjek::pack::fact::Domain;
use puljetjek::pack::folder;
use puljetjek::screen::{CallState, Engine, ProgrammeResult, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn does(result: &ProgrammeResult) -> bool {
    matches!(
        result.verdict,
        Verdict::Eligible | Verdict::Confirm | Verdict::Through
    ) && matches!(result.call.state, CallState::Open | CallState::Unknown)
}

/// Every day on which something of any programme begins or has just ended, and the day before.
fn turning_days(engine: &Engine) -> BTreeSet<i32> {
    let editions = engine.pack.programmes.iter().flat_map(|one| &one.editions);
    let mut days = BTreeSet::new();
    for edition in editions {
        let mut turn = |day: Option<Date>| {
            days.extend(
                day.iter()
                    .flat_map(|day| [day.days() - 1, day.days(), day.days() + 1]),
            );
        };
        turn(Some(edition.valid.from));
        turn(edition.valid.to);
        for call in &edition.calls {
            turn(call.opens);
            turn(call.closes);
        }
    }
    days
}

fn random_case(engine: &Engine, rng: &mut Rng) -> Case {
    let mut case = Case::default();
    for fact in &engine.pack.facts {
        let answer = match &fact.domain {
            _ if rng.usize(..5) > 1 => continue,
            Domain::Bool => Answer::Bool(rng.bool()),
            Domain::Choice(options) => Answer::Choice(options[rng.usize(..options.len())].clone()),
            Domain::Number(domain) if !domain.bands.is_empty() => {
                let (from, to) = domain.bands[rng.usize(..domain.bands.len())];
                Answer::Number {
                    from: Some(domain.value(from)),
                    to: Some(domain.value(to)),
                }
            }
            _ => continue,
        };
        let mut next = case.clone();
        next.set(&fact.id, Some(answer));
        if engine
            .screen(&next, Date::parse("2020-01-01").unwrap())
            .is_ok()
        {
            case = next;
        }
    }
    case
}

#[test]
fn the_day_named_is_the_first_on_which_the_same_answers_do() {
    let pack = folder::read(Path::new("rules")).expect("the rules").pack;
    let engine = Engine::new(pack).expect("an engine");
    let days = turning_days(&engine);
    let mut rng = Rng::with_seed(11);
    let mut named = 0;
    for _ in 0..12 {
        let case = random_case(&engine, &mut rng);
        let screenings: BTreeMap<i32, Vec<ProgrammeResult>> = days
            .iter()
            .map(|day| {
                let date = Date::from_days(*day).unwrap();
                (*day, engine.screen(&case, date).unwrap().programmes)
            })
            .collect();
        for (today, programmes) in &screenings {
            for (index, result) in programmes.iter().enumerate() {
                let later = screenings.range(today + 1..);
                let first = later
                    .map(|(day, all)| (*day, &all[index]))
                    .find(|one| does(one.1));
                let first = first.filter(|_| !does(result));
                let expected = first.map(|(day, one)| (day, one.edition, one.verdict));
                let found = result.later.as_ref();
                let found = found.map(|one| (one.day.days(), one.edition, one.verdict));
                let id = &engine.pack.programmes[index].id;
                assert_eq!(
                    found,
                    expected,
                    "{id} as of day {today}: {}",
                    case.to_json()
                );
                named += usize::from(found.is_some());
            }
        }
    }
    assert!(named > 100, "{named}");
}
