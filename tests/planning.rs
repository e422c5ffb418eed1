//! The next question: never asked in vain, never twice, and at the end everything is decided.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use fastrand::Rng;
use puljetjek::build::build;
use puljetjek::case::{Answer, Case};
use puljetjek::pack::date::Date;
use puljetjek::pack::fact::{Domain, Fact};
use puljetjek::pack::folder;
use puljetjek::screen::{Engine, Planner, Scope, Screening, Verdict};
use std::path::Path;

fn engine() -> Engine {
    let pack = folder::read(Path::new("rules")).expect("the rules").pack;
    Engine::new(pack).expect("an engine")
}

/// A random answer: an exact one, as whoever knows it gives it.
fn random(fact: &Fact, rng: &mut Rng) -> Answer {
    match &fact.domain {
        Domain::Bool => Answer::Bool(rng.bool()),
        Domain::Choice(options) => Answer::Choice(options[rng.usize(..options.len())].clone()),
        Domain::Set(options) => Answer::Set {
            has: (0..rng.usize(..4))
                .map(|_| options[rng.usize(..options.len())].clone())
                .collect::<std::collections::BTreeSet<_>>()
                .into_iter()
                .collect(),
            lacks: None,
        },
        Domain::Number(domain) => {
            let bands = &domain.bands;
            let (low, high) = match rng.usize(..8) {
                // Often enough the least of all, which fits beside whatever bounds it.
                0 => (domain.min, domain.min),
                _ if bands.is_empty() => (domain.min, domain.max.min(domain.min + 10)),
                _ => bands[rng.usize(..bands.len())],
            };
            Answer::exactly(domain.value(rng.i64(low..=high)))
        }
        Domain::Date => unreachable!("no fact of the pack is a date"),
    }
}

/// The case with a random answer that contradicts nothing.
fn answered(
    engine: &Engine,
    case: &Case,
    fact: &Fact,
    day: Date,
    rng: &mut Rng,
) -> (Case, Screening) {
    for _ in 0..200 {
        let mut next = case.clone();
        next.set(&fact.id, Some(random(fact, rng)));
        if let Ok(screening) = engine.screen(&next, day) {
            return (next, screening);
        }
    }
    panic!("no answer to {} fits {:?}", fact.id, case.to_json());
}

#[test]
fn whoever_follows_the_plan_is_asked_nothing_in_vain_and_has_all_decided() {
    let engine = engine();
    let seed = 7;
    println!("seed {seed}");
    let mut rng = Rng::with_seed(seed);
    for day in ["2012-03-01", "2013-06-01", "2026-11-23"] {
        let day = Date::parse(day).unwrap();
        for _ in 0..40 {
            let mut planner = Planner::new(&engine);
            let mut case = Case::default();
            let mut screening = engine.screen(&case, day).unwrap();
            let mut asked = Vec::new();
            loop {
                let plan = planner.plan(&engine, &case, &mut screening, Scope::All, None);
                let open = |one: &&_| Scope::All.has(&engine, &case, one);
                let undecided: Vec<_> = screening.programmes.iter().filter(open).collect();
                let missing = |fact| {
                    let routes = undecided.iter().flat_map(|one| &one.routes);
                    let mut all = routes.flat_map(|route| &route.missing);
                    all.any(|one| engine.asked_through(&case, *one) == fact)
                };
                let Some(question) = plan.questions.first() else {
                    let left = undecided.iter().filter(|one| one.verdict == Verdict::Open);
                    assert_eq!(left.count(), 0, "{:?}", case.to_json());
                    break;
                };
                assert!(missing(question.fact), "asked in vain");
                assert!(!asked.contains(&question.fact), "asked twice");
                asked.push(question.fact);
                let fact = &engine.pack.facts[question.fact];
                (case, screening) = answered(&engine, &case, fact, day, &mut rng);
            }
        }
    }
}

#[test]
fn what_is_not_known_is_not_asked_again() {
    let engine = engine();
    let day = Date::parse("2026-11-23").unwrap();
    let mut planner = Planner::new(&engine);
    let mut case = Case::default();
    let mut asked = 0;
    loop {
        let mut screening = engine.screen(&case, day).unwrap();
        let plan = planner.plan(&engine, &case, &mut screening, Scope::All, None);
        let Some(question) = plan.questions.first() else {
            break;
        };
        let id = engine.pack.facts[question.fact].id.clone();
        assert_eq!(case.answer(&id), None, "{id} is asked again");
        case.set(&id, Some(Answer::Unknown));
        asked += 1;
    }
    assert!(asked > 20, "{asked}");
}

#[test]
fn a_planner_that_remembers_says_what_a_new_one_says() {
    let engine = engine();
    let day = Date::parse("2012-03-01").unwrap();
    let mut rng = Rng::with_seed(3);
    let mut old = Planner::new(&engine);
    for _ in 0..30 {
        let mut case = Case::default();
        let mut screening = engine.screen(&case, day).unwrap();
        for _ in 0..rng.usize(..12) {
            let fact = &engine.pack.facts[rng.usize(..engine.pack.facts.len())];
            (case, screening) = answered(&engine, &case, fact, day, &mut rng);
        }
        let mut again = screening.clone();
        let mut new = Planner::new(&engine);
        assert_eq!(
            old.plan(&engine, &case, &mut screening, Scope::All, None),
            new.plan(&engine, &case, &mut again, Scope::All, None)
        );
        assert_eq!(screening, again);
    }
}

#[test]
fn a_pack_that_was_built_is_asked_for_in_the_same_order() {
    let built = build(Path::new("rules")).expect("the rules").engine;
    let mut read = engine();
    let mut rng = Rng::with_seed(11);
    let in_plan = |engine: &Engine, case: &Case, day, scope, planner: &mut Planner| {
        let mut screening = engine.screen(case, day).expect("a screening");
        planner.plan(engine, case, &mut screening, scope, None)
    };
    for day in [
        "2009-05-01",
        "2012-03-01",
        "2015-01-01",
        "2022-06-01",
        "2026-11-23",
    ] {
        let day = Date::parse(day).expect("a day");
        for scope in [Scope::All, Scope::Goals] {
            let mut planner = Planner::new(&built);
            let mut case = Case::default();
            for _ in 0..6 {
                let plan = in_plan(&built, &case, day, scope, &mut planner);
                let anew = in_plan(&read, &case, day, scope, &mut Planner::new(&read));
                assert_eq!(plan, anew, "on {day:?}: {:?}", case.to_json());
                let fact = &built.pack.facts[rng.usize(..built.pack.facts.len())];
                (case, _) = answered(&built, &case, fact, day, &mut rng);
            }
        }
    }
    // What was found at first is used: were it another, the order would be another.
    read.pack.worth = built.pack.worth.clone();
    let asked = read.pack.worth.iter_mut().flatten().flatten();
    asked.for_each(|one| one.gain = u32::from(one.fact == 0));
    let day = Date::parse("2026-11-23").expect("a day");
    let first = |engine| {
        let nothing = Case::default();
        let plan = in_plan(engine, &nothing, day, Scope::All, &mut Planner::new(engine));
        plan.questions.first().map(|one| one.fact)
    };
    assert_ne!(first(&read), first(&built));
}

#[test]
fn the_topic_at_hand_is_left_only_where_that_pays() {
    let engine = engine();
    let day = Date::parse("2026-11-23").unwrap();
    let case = Case::default();
    let mut planner = Planner::new(&engine);
    let mut first = |topic: Option<&str>| {
        let mut screening = engine.screen(&case, day).unwrap();
        let plan = planner.plan(&engine, &case, &mut screening, Scope::All, topic);
        let questions = plan.questions.iter();
        let topics = questions.map(|one| engine.pack.facts[one.fact].topic.clone());
        topics.collect::<Vec<_>>()
    };
    let free = first(None);
    for topic in &engine.pack.head.topics {
        let at_hand = first(Some(&topic.id));
        let place = |topics: &[String]| topics.iter().position(|one| *one == topic.id);
        assert!(place(&at_hand) <= place(&free), "{}", topic.id);
    }
    assert!(free.iter().any(|topic| *topic != free[0]));
}

/// How many questions an order takes until nothing is open, for a company that knows all answers.
fn asked(
    engine: &Engine,
    all: &Case,
    day: Date,
    mut next: impl FnMut(&Case, &mut Screening) -> Option<usize>,
) -> usize {
    let mut case = Case::default();
    for asked in 0.. {
        let mut screening = engine.screen(&case, day).unwrap();
        let Some(fact) = next(&case, &mut screening) else {
            return asked;
        };
        let id = &engine.pack.facts[fact].id;
        case.set(id, all.answer(id).cloned());
    }
    unreachable!("questions end")
}

#[test]
fn the_plan_asks_fewer_questions_than_the_order_of_the_pack() {
    let engine = engine();
    let mut rng = Rng::with_seed(5);
    let (mut planned, mut in_order) = (0, 0);
    for day in ["2012-03-01", "2026-11-23"] {
        let day = Date::parse(day).unwrap();
        for _ in 0..6 {
            let mut all = Case::default();
            for fact in &engine.pack.facts {
                (all, _) = answered(&engine, &all, fact, day, &mut rng);
            }
            let mut planner = Planner::new(&engine);
            planned += asked(&engine, &all, day, |case, screening| {
                let plan = planner.plan(&engine, case, screening, Scope::All, None);
                plan.questions.first().map(|one| one.fact)
            });
            let mut planner = Planner::new(&engine);
            in_order += asked(&engine, &all, day, |case, screening| {
                let plan = planner.plan(&engine, case, screening, Scope::All, None);
                plan.questions.iter().map(|one| one.fact).min()
            });
        }
    }
    println!("{planned} planned, {in_order} in the order of the pack");
    assert!(planned * 10 < in_order * 9);
}
