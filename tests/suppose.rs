//! Where a company would stand if criteria asked something else is where it stands in a pack whose
//! criteria ask that.
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
use oracle::setting;
use puljetjek::case::Case;
use puljetjek::pack::Pack;
use puljetjek::pack::error::Place;
use puljetjek::pack::json::Json;
use puljetjek::screen::{CriterionState, Effort, Engine, RuleChange, Standing, Verdict};
use serde_json::Value;

fn engine(pack: &str) -> Option<Engine> {
    Engine::new(Pack::open(pack, "").expect("a pack")).ok()
}

/// How many sums rules compare. How much is told of several that share facts depends on what else
/// a pack looks at, so that packs are compared with one of them at most.
fn sums(rules: &str) -> usize {
    let operators = ["\"sum\"", "\"difference\""].map(|one| rules.matches(one).count());
    operators.iter().sum()
}

/// Whether all that is settled is found. In a diagram of its own a sum can be settled that the
/// diagram of the pack leaves open.
fn agrees(found: &Standing, expected: &Standing) -> bool {
    let (found, expected) = (&found.routes[0], &expected.routes[0]);
    let mut criteria = found.criteria.iter().zip(&expected.criteria);
    (found.verdict == expected.verdict || expected.verdict == Verdict::Open)
        && criteria.all(|(found, expected)| found == expected || *expected == CriterionState::Open)
}

#[test]
fn supposing_that_criteria_ask_something_else_is_changing_them() {
    let first = setting("PULJETJEK_SEED", 80_001);
    let packs = setting("PULJETJEK_CASES", 1000);
    println!("seeds {first} to {}", first + packs);
    let (mut compared, mut quick) = (0, 0);
    for seed in first..first + packs {
        let mut rng = Rng::with_seed(seed);
        let pack = random::pack(&mut rng);
        let mut requirements = pack.requirements.clone();
        let changed: Vec<usize> = (0..requirements.len()).filter(|_| rng.bool()).collect();
        for index in &changed {
            requirements[*index] = random::condition(&pack.facts, 2, &mut rng);
        }
        let other = random::packed(&pack.facts, &pack.constraints, &requirements, pack.attests);
        if sums(&pack.json) + sums(&other) > 1 {
            continue;
        }
        let (Some(engine), Some(other)) = (engine(&pack.json), engine(&other)) else {
            continue;
        };
        let route = &other.pack.programmes[0].editions[0].routes[0];
        let changes = changed.iter().map(|index| {
            let condition = route.criteria[*index].demand.condition();
            let asks = other.pack.formula(condition.expect("a condition"));
            RuleChange {
                route: 0,
                criterion: *index,
                asks: asks.expect("a formula"),
            }
        });
        let changes: Vec<RuleChange> = changes.collect();
        for _ in 0..10 {
            let answers = Value::from(random::answers(&pack, &mut rng)).to_string();
            let json = Json::read(&answers).expect("JSON");
            let case = Case::from_json(&engine.pack, &json, &Place::default()).expect("a case");
            let (Ok(trial), Ok(expected)) = (engine.trial(0, 0, &case), other.trial(0, 0, &case))
            else {
                continue;
            };
            let found = engine
                .supposing(&trial, &changes, Effort::Thorough)
                .expect("an answer");
            assert!(
                agrees(&found, &expected.standing),
                "{seed}: {answers}: {found:?}"
            );
            compared += 1;
            // What is told with less effort is the same, where it is told.
            if let Some(found) = engine.supposing(&trial, &changes, Effort::Quick) {
                assert!(
                    agrees(&found, &expected.standing),
                    "{seed}: {answers}: {found:?}"
                );
                quick += 1;
            }
        }
    }
    let many = packs * 3;
    assert!(compared > many && quick > many / 2, "{compared}, {quick}");
}
