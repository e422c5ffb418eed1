//! Whether there can be a company, against an oracle that enumerates every one.
//!
//! `PULJETJEK_SEED` and `PULJETJEK_CASES` choose the first seed and how many packs.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "each test uses its part")]
mod oracle;
#[allow(dead_code, reason = "each test uses its part")]
#[path = "oracle/random.rs"]
mod random;

use fastrand::Rng;
use oracle::{OracleFact, completions, holds, setting};
use puljetjek::pack::Pack;
use puljetjek::pack::formula::Formula;
use puljetjek::screen::{Company, Engine};
use serde_json::{Map, Value, json};

/// How many of a pack's conditions compare a sum.
fn sums(conditions: &[&Vec<Value>]) -> usize {
    let text = format!("{conditions:?}");
    text.matches("\"sum\"").count() + text.matches("\"difference\"").count()
}

#[test]
fn a_company_is_found_where_there_is_one_and_never_where_there_is_none() {
    let first = setting("PULJETJEK_SEED", 0);
    let (mut found, mut nobody, mut unknown) = (0, 0, 0);
    for seed in first..first + setting("PULJETJEK_CASES", 3000) {
        let mut rng = Rng::with_seed(seed);
        let random = random::pack(&mut rng);
        // Constraints that cannot hold are refused; that is another test's matter.
        let Ok(engine) = Pack::open(&random.json, "").and_then(Engine::new) else {
            continue;
        };
        let criteria = &engine.pack.programmes[0].editions[0].routes[0].criteria;
        let conditions = criteria.iter().filter_map(|one| one.demand.condition());
        let formulas = conditions.map(|one| engine.pack.formula(one).expect("a formula"));
        let formula = Formula::All(formulas.collect());
        let companies = |answers: &Map<String, Value>| {
            let worlds = completions(&random.facts, answers, &random.constraints);
            let meets = |world: &&Vec<i64>| {
                let mut requirements = random.requirements.iter();
                requirements.all(|one| holds(one, &random.facts, world))
            };
            (worlds.iter().filter(meets).count(), worlds.len())
        };
        let (meeting, _) = companies(&Map::new());
        match engine.company(&formula) {
            Company::Nobody => {
                assert_eq!(meeting, 0, "seed {seed}: {}", random.json);
                nobody += 1;
            }
            Company::Somebody(case) => {
                let answers = case.to_json().to_string();
                let answers = serde_json::from_str(&answers).expect("answers");
                let (meeting, all) = companies(&answers);
                assert!(all > 0, "seed {seed}: {answers:?} of {}", random.json);
                assert_eq!(meeting, all, "seed {seed}: {answers:?} of {}", random.json);
                assert!(engine.surely(&formula, &case), "seed {seed}");
                found += 1;
            }
            Company::Unknown => {
                let sums = sums(&[&random.requirements, &random.constraints]);
                assert!(sums >= 2, "seed {seed}: {}", random.json);
                unknown += 1;
            }
        }
    }
    assert!(
        found > nobody && nobody > unknown,
        "{found} {nobody} {unknown}"
    );
}

#[test]
fn a_company_stands_at_a_threshold_or_in_the_midst_of_sums() {
    let fact = |id: &str, kind| OracleFact {
        id: id.into(),
        kind,
        values: (0..=9).map(|value| value * 10).collect(),
        options: Vec::new(),
        cost: None,
    };
    let number = |id| fact(id, "number");
    let facts = [number("a"), number("b"), number("c"), fact("day", "date")];
    let between = |fact: &str, low: i64, high: i64| json!({ "fact": fact, "between": [low, high] });
    let nine = |one: &str, other: &str| json!({ "sum": [one, other], "equals": 9 });
    for (requirements, expected) in [
        (
            vec![json!({ "fact": "a", "at_most": 4 })],
            json!({ "a": 4 }),
        ),
        (
            vec![json!({ "fact": "a", "at_least": 4 })],
            json!({ "a": 4 }),
        ),
        (
            vec![json!({ "fact": "day", "at_least": "2012-03-01" })],
            json!({ "day": "2012-03-01" }),
        ),
        (
            vec![between("a", 2, 7), between("b", 2, 7), nine("a", "b")],
            json!({ "a": 2, "b": 7 }),
        ),
        // What the second sum leaves of `b` narrows `a`.
        (
            vec![
                between("a", 2, 7),
                between("b", 2, 7),
                nine("a", "b"),
                nine("b", "c"),
                between("c", 3, 5),
            ],
            json!({ "a": 3, "b": 6, "c": 3 }),
        ),
    ] {
        let pack = random::packed(&facts, &[], &requirements, 0);
        let engine = Engine::new(Pack::open(&pack, "").expect("a pack")).expect("an engine");
        let criteria = &engine.pack.programmes[0].editions[0].routes[0].criteria;
        let conditions = criteria.iter().filter_map(|one| one.demand.condition());
        let formulas = conditions.map(|one| engine.pack.formula(one).expect("a formula"));
        let Company::Somebody(case) = engine.company(&Formula::All(formulas.collect())) else {
            panic!("nobody meets {requirements:?}");
        };
        let answers: Value = serde_json::from_str(&case.to_json().to_string()).expect("answers");
        assert_eq!(answers, expected, "{requirements:?}");
    }
}
