//! Three-valued logic (Kleene) as a second evaluator: whatever it decides, the engine decides
//! alike. How often the engine decides more is printed, and nothing else is claimed.
//!
//! `PULJETJEK_SEED` and `PULJETJEK_CASES` choose the first seed and how many packs.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

#[path = "oracle/drawn.rs"]
mod drawn;
#[allow(dead_code, reason = "each test uses its part")]
mod oracle;
#[allow(dead_code, reason = "each test uses its part")]
#[path = "oracle/random.rs"]
mod random;

use fastrand::Rng;
use oracle::{completions, holds, setting};
use puljetjek::case::Case;
use puljetjek::pack::Pack;
use puljetjek::pack::date::Date;
use puljetjek::pack::error::Place;
use puljetjek::pack::json::Json;
use puljetjek::screen::{CriterionState, Engine, RouteResult, Verdict};
use random::RandomPack;
use serde_json::{Map, Value, json};

/// What both evaluators said of routes.
#[derive(Debug, Default)]
struct Tally {
    cases: usize,
    routes: usize,
    decided_by_kleene: usize,
    decided_by_the_engine: usize,
}

impl Tally {
    /// Compares both evaluators on all routes of a case; nothing where the answers contradict
    /// one another.
    fn add(&mut self, engine: &Engine, case: &Case, day: Date) {
        let (screening, interpreted) = (engine.screen(case, day), engine.interpret(case, day));
        let (Ok(screening), Ok(interpreted)) = (screening, interpreted) else {
            return;
        };
        self.cases += 1;
        for (programme, interpreted) in screening.programmes.iter().zip(interpreted) {
            assert_eq!(programme.routes.len(), interpreted.len());
            for (route, interpreted) in programme.routes.iter().zip(interpreted) {
                // A denied attestation decides alone, whatever the requirements say.
                if route.criteria.contains(&CriterionState::Denied) {
                    continue;
                }
                let found = met(route);
                assert!(
                    interpreted.is_none() || interpreted == found,
                    "{} is {:?}, Kleene says {interpreted:?}\n{}",
                    engine.pack.programmes[programme.programme].id,
                    route.verdict,
                    case.to_json()
                );
                self.routes += 1;
                self.decided_by_kleene += usize::from(interpreted.is_some());
                self.decided_by_the_engine += usize::from(found.is_some());
            }
        }
    }

    fn print(&self, what: &str) {
        let missed = self.decided_by_the_engine - self.decided_by_kleene;
        println!(
            "{what}: {self:?}; the engine decides {missed} more, {:.1} % of what it decides",
            100.0 * missed as f64 / self.decided_by_the_engine.max(1) as f64
        );
    }
}

/// Whether the requirements are met, where the verdict tells.
fn met(route: &RouteResult) -> Option<bool> {
    match route.verdict {
        Verdict::Eligible | Verdict::Confirm => Some(true),
        Verdict::Ineligible => Some(false),
        Verdict::Open | Verdict::Through => None,
    }
}

#[test]
fn what_three_valued_logic_decides_in_random_packs_the_engine_decides_alike() {
    let first = setting("PULJETJEK_SEED", 50_001);
    let packs = setting("PULJETJEK_CASES", 4_000);
    let day = Date::parse("2012-03-01").expect("a date");
    let mut tally = Tally::default();
    for seed in first..first + packs {
        let mut rng = Rng::with_seed(seed);
        let pack = random::pack(&mut rng);
        // Constraints that never hold together are refused.
        let Ok(engine) = Engine::new(Pack::open(&pack.json, "").expect("a pack")) else {
            continue;
        };
        for _ in 0..8 {
            let answers = Value::from(random::answers(&pack, &mut rng)).to_string();
            let json = Json::read(&answers).expect("JSON");
            let case = Case::from_json(&engine.pack, &json, &Place::default()).expect("a case");
            tally.add(&engine, &case, day);
        }
    }
    tally.print("random packs");
    assert!(tally.cases as u64 >= packs * 5, "{tally:?}");
    assert!(tally.decided_by_kleene > tally.routes / 4, "{tally:?}");
}

/// An exact answer to every fact.
fn whole(pack: &RandomPack, rng: &mut Rng) -> Value {
    let answers = pack.facts.iter().map(|fact| {
        let value = fact.values[rng.usize(..fact.values.len())];
        let answer = match fact.kind {
            "bool" => json!(value == 1),
            "choice" => json!(fact.options[value as usize]),
            "set" => {
                let options = (0..).zip(&fact.options);
                let (has, lacks): (Vec<_>, Vec<_>) =
                    options.partition(|(i, _)| value >> i & 1 == 1);
                let ids = |some: &[(i64, &String)]| -> Value {
                    some.iter().map(|(_, option)| json!(option)).collect()
                };
                // The whole set, or each element by itself.
                if rng.bool() {
                    ids(&has)
                } else {
                    json!({ "has": ids(&has), "not": ids(&lacks) })
                }
            }
            _ => random::number(value),
        };
        (fact.id.clone(), answer)
    });
    answers.collect::<Map<_, _>>().into()
}

#[test]
fn where_every_answer_is_exact_three_valued_logic_decides_all_as_the_oracle_does() {
    let first = setting("PULJETJEK_SEED", 50_001);
    let packs = setting("PULJETJEK_CASES", 2_000);
    let day = Date::parse("2012-03-01").expect("a date");
    let mut found = [0, 0];
    for seed in first..first + packs {
        let mut rng = Rng::with_seed(seed);
        let pack = random::pack(&mut rng);
        let Ok(engine) = Engine::new(Pack::open(&pack.json, "").expect("a pack")) else {
            continue;
        };
        for _ in 0..4 {
            let answers = whole(&pack, &mut rng);
            let json = Json::read(&answers.to_string()).expect("JSON");
            let case = Case::from_json(&engine.pack, &json, &Place::default()).expect("a case");
            let answers = answers.as_object().expect("answers");
            let worlds = completions(&pack.facts, answers, &pack.constraints);
            let Ok(interpreted) = engine.interpret(&case, day) else {
                assert!(worlds.is_empty(), "seed {seed}: {answers:?}");
                continue;
            };
            let mut each = pack.requirements.iter();
            let met = each.all(|one| holds(one, &pack.facts, &worlds[0]));
            assert_eq!(interpreted, [[Some(met)]], "seed {seed}: {answers:?}");
            found[usize::from(met)] += 1;
        }
    }
    assert!(
        found.iter().all(|count| *count as u64 > packs / 4),
        "{found:?}"
    );
}

#[test]
fn what_three_valued_logic_decides_in_the_shipped_pack_the_engine_decides_alike() {
    let engine = drawn::shipped();
    let mut rng = Rng::with_seed(setting("PULJETJEK_SEED", 50_001));
    let mut tally = Tally::default();
    for day in drawn::days(&engine) {
        for _ in 0..100 {
            let case = drawn::case(&engine.pack, &mut rng);
            tally.add(&engine, &case, day);
        }
    }
    tally.print("the shipped pack");
    assert!(
        tally.cases > 500 && tally.decided_by_kleene > 0,
        "{tally:?}"
    );
}
