//! Input that is made to hurt: rules that explode, nesting without end, absurd numbers, broken
//! files. Each is answered rightly or refused with its place, in bounded time, without a panic.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "each test uses its part")]
mod oracle;
#[allow(dead_code, reason = "each test uses its part")]
#[path = "oracle/random.rs"]
mod random;

use fastrand::Rng;
use oracle::{OracleFact, World, holds};
use puljetjek::case::Case;
use puljetjek::pack::Pack;
use puljetjek::pack::date::Date;
use puljetjek::pack::error::{PackError, Place};
use puljetjek::pack::json::Json;
use puljetjek::screen::{Engine, Planner, Scope};
use serde_json::{Map, Value, json};
use std::time::{Duration, Instant};

/// What one hostile pack or answer may take, in a build for tests.
const PATIENCE: Duration = Duration::from_secs(1);

fn day() -> Date {
    Date::parse("2012-03-01").expect("a date")
}

/// Whether it is done in time, and what came out.
fn soon<T>(what: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = what();
    let took = start.elapsed();
    assert!(took < PATIENCE, "took {took:?}");
    result
}

fn facts(count: usize, kind: &'static str) -> Vec<OracleFact> {
    (0..count)
        .map(|i| OracleFact {
            id: format!("f{i}"),
            kind,
            values: if kind == "bool" {
                vec![0, 1]
            } else {
                (0..=1000).map(|i| i * 10).collect()
            },
            options: Vec::new(),
            cost: Some(1),
        })
        .collect()
}

fn opened(
    facts: &[OracleFact],
    constraints: &[Value],
    requirements: &[Value],
) -> Result<Engine, PackError> {
    Engine::new(Pack::open(
        &random::packed(facts, constraints, requirements, 0),
        "",
    )?)
}

fn case(engine: &Engine, answers: &Value) -> Case {
    let json = Json::read(&answers.to_string()).expect("JSON");
    Case::from_json(&engine.pack, &json, &Place::default()).expect("answers that suit")
}

/// The report of a case, as the command prints it.
fn report(engine: &Engine, case: &Case) -> Value {
    let mut screening = engine.screen(case, day()).expect("a screening");
    let plan = Planner::new(engine).plan(engine, case, &mut screening, Scope::All, None);
    serde_json::to_value(engine.report(&screening, &plan, "da")).expect("JSON")
}

fn yes(fact: usize) -> Value {
    json!({ "fact": format!("f{fact}"), "is": true })
}

/// Pairs of facts that lie far apart: every diagram in the order of the facts is exponential.
fn far_pairs(pairs: usize) -> Value {
    let both = |i| json!({ "all": [yes(i), yes(i + pairs)] });
    json!({ "any": (0..pairs).map(both).collect::<Vec<_>>() })
}

/// A chain of sums that overlap.
fn many_sums(count: usize, rng: &mut Rng) -> Vec<Value> {
    (0..count * 4)
        .map(|_| {
            let (a, b) = (rng.usize(..count), rng.usize(..count - 1));
            let b = if b >= a { b + 1 } else { b };
            json!({ "any": [{ "sum": [format!("f{a}"), format!("f{b}")], "at_least": rng.u32(100..1900) }, { "fact": format!("f{a}"), "at_most": rng.u32(1..999) }] })
        })
        .collect()
}

/// Random answers to some of the facts, true in `world`.
fn partly(facts: &[OracleFact], world: &World, share: f64, rng: &mut Rng) -> Value {
    let mut answers = Map::new();
    for (fact, value) in facts.iter().zip(world) {
        if rng.f64() < share {
            let answer = if fact.kind == "bool" {
                json!(*value == 1)
            } else {
                json!(value / 10)
            };
            answers.insert(fact.id.clone(), answer);
        }
    }
    answers.into()
}

fn drawn(facts: &[OracleFact], rng: &mut Rng) -> World {
    facts
        .iter()
        .map(|fact| fact.values[rng.usize(..fact.values.len())])
        .collect()
}

/// The route is interpreted, at once, and says so; and what it decides holds in completions that
/// are drawn at random.
fn over_budget(facts: &[OracleFact], requirements: &[Value]) {
    let engine = soon(|| opened(facts, &[], requirements).expect("an engine"));
    let mut rng = Rng::with_seed(1);
    let mut decided = 0;
    for round in 0..30 {
        let world = drawn(facts, &mut rng);
        let answers = partly(facts, &world, f64::from(round % 10) / 9.0, &mut rng);
        let case = case(&engine, &answers);
        let report = soon(|| report(&engine, &case));
        let route = &report["programmes"][0]["routes"][0];
        assert_eq!(route["exact"], false);
        if route["verdict"] == "open" {
            continue;
        }
        decided += 1;
        for _ in 0..20 {
            let mut other = drawn(facts, &mut rng);
            for (i, fact) in facts.iter().enumerate() {
                if answers.get(&fact.id).is_some() {
                    other[i] = world[i];
                }
            }
            let holds = requirements.iter().all(|one| holds(one, facts, &other));
            assert_eq!(
                route["verdict"],
                if holds { "eligible" } else { "ineligible" }
            );
        }
    }
    assert!(decided > 0, "nothing was decided");
}

#[test]
fn a_rule_of_pairs_that_lie_far_apart_is_interpreted() {
    over_budget(&facts(40, "bool"), &[far_pairs(20)]);
}

#[test]
fn a_rule_of_many_sums_is_interpreted() {
    let requirements = many_sums(30, &mut Rng::with_seed(7));
    over_budget(&facts(30, "number"), &requirements);
}
