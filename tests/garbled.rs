//! Packs and answers of which one value was replaced by a strange one: read and screened, or
//! refused, in bounded time; never a panic.
//!
//! `PULJETJEK_SEED` and `PULJETJEK_CASES` choose the first seed and how many are tried.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "each test uses its part")]
#[path = "oracle/drawn.rs"]
mod drawn;
#[allow(dead_code, reason = "each test uses its part")]
mod oracle;
#[allow(dead_code, reason = "each test uses its part")]
#[path = "oracle/random.rs"]
mod random;

use fastrand::Rng;
use oracle::setting;
use puljetjek::case::Case;
use puljetjek::pack::date::Date;
use puljetjek::pack::error::Place;
use puljetjek::pack::json::Json;
use puljetjek::pack::{Pack, folder};
use puljetjek::screen::{Engine, Planner, Scope};
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

/// What one garbled pack with its answers may take, in a build for tests.
const PATIENCE: Duration = Duration::from_secs(2);

fn strange(rng: &mut Rng) -> Value {
    let all = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1),
        json!(0.1),
        json!(0.001),
        json!(9_007_199_254_740_991_i64),
        json!(-9_007_199_254_740_991_i64),
        json!(1e300),
        json!(""),
        json!("unknown"),
        json!("f0"),
        json!("o0"),
        json!("\u{0}\u{1f600}"),
        json!("9999-12-31"),
        json!("0000-00-00"),
        json!("9007199254740991 MEUR"),
        json!("-1 kDKK"),
        json!("100 %"),
        json!([]),
        json!({}),
        json!([[]]),
        json!([null]),
        json!({ "all": [] }),
        json!({ "any": [] }),
        json!({ "fact": "f0", "is": true }),
        json!({ "from": 1, "to": 0 }),
        json!({ "has": [], "not": [] }),
    ];
    all[rng.usize(..all.len())].clone()
}

fn size(json: &Value) -> usize {
    1 + match json {
        Value::Object(object) => object.values().map(size).sum(),
        Value::Array(all) => all.iter().map(size).sum::<usize>(),
        _ => 0,
    }
}

/// Does something to the value at a place, counted from the root.
fn garble(json: &mut Value, mut place: usize, rng: &mut Rng) {
    if place == 0 {
        match (json, rng.usize(..3)) {
            (Value::Array(all), 0) if !all.is_empty() => all.push(all[0].clone()),
            (Value::Array(all), 1) if !all.is_empty() => {
                drop(all.swap_remove(rng.usize(..all.len())))
            }
            (Value::Object(object), 1) if !object.is_empty() => {
                let key = object.keys().nth(rng.usize(..object.len())).cloned();
                object.remove(&key.expect("a key"));
            }
            (json, _) => *json = strange(rng),
        }
        return;
    }
    place -= 1;
    let children: Vec<&mut Value> = match json {
        Value::Object(object) => object.values_mut().collect(),
        Value::Array(all) => all.iter_mut().collect(),
        _ => Vec::new(),
    };
    for child in children {
        let inside = size(child);
        if place < inside {
            return garble(child, place, rng);
        }
        place -= inside;
    }
}

fn garbled(json: &Value, rng: &mut Rng) -> Value {
    let mut garbled = json.clone();
    for _ in 0..rng.usize(1..=2) {
        let place = rng.usize(..size(&garbled));
        garble(&mut garbled, place, rng);
    }
    garbled
}

/// Whether the pack and the answers were taken. Their words name a place where they were not.
fn tried(pack: &str, answers: &str, day: Date) -> bool {
    let start = Instant::now();
    let outcome = Pack::open(pack, "").and_then(|pack| {
        let engine = Engine::new(pack)?;
        let json = Json::read(answers).expect("JSON");
        let case = Case::from_json(&engine.pack, &json, &Place::file("answers"))?;
        let mut screening = engine.screen(&case, day)?;
        let plan = Planner::new(&engine).plan(&engine, &case, &mut screening, Scope::All, None);
        let _report = serde_json::to_string(&engine.report(&screening, &plan, "da"));
        Ok(())
    });
    let took = start.elapsed();
    assert!(took < PATIENCE, "took {took:?}\n{answers}");
    if let Err(error) = &outcome {
        assert!(!error.place.file.is_empty(), "no place: {error}");
    }
    outcome.is_ok()
}

#[test]
fn garbled_random_packs_and_answers_are_taken_or_refused() {
    let first = setting("PULJETJEK_SEED", 170_001);
    let packs = setting("PULJETJEK_CASES", 3_000);
    let day = Date::parse("2012-03-01").expect("a date");
    let mut taken = 0;
    for seed in first..first + packs {
        let mut rng = Rng::with_seed(seed);
        let pack = random::pack(&mut rng);
        let json: Value = serde_json::from_str(&pack.json).expect("JSON");
        let answers = Value::from(random::answers(&pack, &mut rng));
        let whole = garbled(&json, &mut rng).to_string();
        taken += u64::from(tried(&whole, &answers.to_string(), day));
        let answers = garbled(&answers, &mut rng).to_string();
        taken += u64::from(tried(&pack.json, &answers, day));
    }
    println!("{taken} of {} were taken", packs * 2);
    assert!(taken > packs / 10 && taken < packs * 2);
}

#[test]
fn the_shipped_pack_garbled_is_taken_or_refused() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let json = folder::read(&rules).expect("the rules").json;
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let engine = drawn::shipped();
    let packs = setting("PULJETJEK_CASES", 100);
    let mut rng = Rng::with_seed(setting("PULJETJEK_SEED", 170_001));
    let day = Date::parse("2012-03-01").expect("a date");
    for _ in 0..packs {
        let mut whole = json.clone();
        // Rules are what can go wrong; texts and tables are most of the file.
        let part = ["facts", "constraints", "definitions", "programmes"][rng.usize(..4)];
        whole[part] = garbled(&whole[part], &mut rng);
        let answers = drawn::case(&engine.pack, &mut rng).to_json().to_string();
        tried(&whole.to_string(), &answers, day);
    }
}
