//! The order in which facts, criteria and parts of conditions are written changes no verdict.
//!
//! `PULJETJEK_SEED` and `PULJETJEK_CASES` choose the first seed and how many packs.

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
use puljetjek::screen::{Engine, Screening, Verdict};
use serde_json::{Value, json};
use std::path::Path;

/// Shuffles what stands under these keys, at any depth.
fn shuffle(json: &mut Value, keys: &[&str], rng: &mut Rng) {
    match json {
        Value::Object(object) => {
            for (key, value) in object {
                shuffle(value, keys, rng);
                if let (true, Value::Array(all)) = (keys.contains(&key.as_str()), value) {
                    rng.shuffle(all);
                }
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|one| shuffle(one, keys, rng)),
        _ => {}
    }
}

fn engine(pack: &Value) -> Option<Engine> {
    Engine::new(Pack::open(&pack.to_string(), "").expect("a pack")).ok()
}

fn case(engine: &Engine, answers: &Value) -> Case {
    let json = Json::read(&answers.to_string()).expect("JSON");
    Case::from_json(&engine.pack, &json, &Place::default()).expect("answers that suit")
}

/// What a screening says of each route, with the facts by name: the verdict, and where the facts
/// stand in one order also the reason, what is missing and what a change costs. The states of criteria stand in
/// the order of the criteria, so that they are told by how many there are of each.
fn said(engine: &Engine, screening: &Screening, only_verdicts: bool) -> Value {
    let id = |fact: &usize| engine.pack.facts[*fact].id.clone();
    let routes = screening.programmes.iter().flat_map(|one| &one.routes);
    let routes = routes.map(|route| {
        let mut states: Vec<&str> = route.criteria.iter().map(|state| state.key()).collect();
        states.sort_unstable();
        let mut said =
            json!({ "verdict": route.verdict, "exact": route.exact, "criteria": states });
        if !only_verdicts {
            let mut missing: Vec<String> = route.missing.iter().map(id).collect();
            missing.sort();
            // Of two denied attestations, either is a reason.
            if states.iter().filter(|state| **state == "denied").count() < 2 {
                said["because"] = json!(route.because);
            }
            said["missing"] = json!(missing);
            // Of changes that cost the same, any may come first.
            said["cost"] = json!(route.change.first().map(|change| change.cost));
        }
        said
    });
    let verdicts: Vec<Verdict> = screening.programmes.iter().map(|one| one.verdict).collect();
    json!({ "programmes": verdicts, "routes": routes.collect::<Vec<_>>() })
}

/// Both engines say the same of a case.
fn compare(a: &Engine, b: &Engine, answers: &Value, day: Date, only_verdicts: bool) -> bool {
    let (first, second) = (
        a.screen(&case(a, answers), day),
        b.screen(&case(b, answers), day),
    );
    match (first, second) {
        (Ok(first), Ok(second)) => {
            let (first, second) = (
                said(a, &first, only_verdicts),
                said(b, &second, only_verdicts),
            );
            let all = first["routes"].as_array().into_iter().flatten();
            for (one, other) in all.zip(second["routes"].as_array().into_iter().flatten()) {
                assert_eq!(one, other, "{answers}");
            }
            assert_eq!(first, second, "{answers}");
            true
        }
        (Err(_), Err(_)) => false,
        (first, second) => panic!("{:?} and {:?}\n{answers}", first.err(), second.err()),
    }
}

const PARTS: &[&str] = &["all", "any", "criteria", "sum"];
const FACTS: &[&str] = &["facts", "constraints"];

#[test]
fn in_random_packs_the_order_of_writing_changes_no_verdict() {
    let first = setting("PULJETJEK_SEED", 130_001);
    let packs = setting("PULJETJEK_CASES", 1_500);
    let day = Date::parse("2012-03-01").expect("a date");
    let mut compared = 0;
    for seed in first..first + packs {
        let mut rng = Rng::with_seed(seed);
        let pack = random::pack(&mut rng);
        let written: Value = serde_json::from_str(&pack.json).expect("JSON");
        let (mut parts, mut facts) = (written.clone(), written.clone());
        shuffle(&mut parts, PARTS, &mut rng);
        shuffle(&mut facts, PARTS, &mut rng);
        shuffle(&mut facts, FACTS, &mut rng);
        let engines = (engine(&written), engine(&parts), engine(&facts));
        let (Some(written), Some(parts), Some(facts)) = &engines else {
            let refused = [
                engines.0.is_none(),
                engines.1.is_none(),
                engines.2.is_none(),
            ];
            assert_eq!(refused, [true; 3], "seed {seed}");
            continue;
        };
        for _ in 0..4 {
            let answers = Value::from(random::answers(&pack, &mut rng));
            compared += u64::from(compare(written, parts, &answers, day, false));
            compare(written, facts, &answers, day, true);
        }
    }
    println!("{compared} screenings compared");
    assert!(compared > packs * 2);
}

#[test]
fn in_the_shipped_pack_the_order_of_writing_changes_no_verdict() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let json = folder::read(&rules).expect("the rules").json;
    let written: Value = serde_json::from_str(&json).expect("JSON");
    let mut rng = Rng::with_seed(setting("PULJETJEK_SEED", 130_001));
    let (mut parts, mut facts) = (written.clone(), written.clone());
    shuffle(&mut parts, PARTS, &mut rng);
    shuffle(&mut facts, PARTS, &mut rng);
    shuffle(&mut facts, FACTS, &mut rng);
    let engines = [&written, &parts, &facts].map(|pack| engine(pack).expect("an engine"));
    let [written, parts, facts] = &engines;
    let mut compared = 0;
    for day in drawn::days(written) {
        for _ in 0..20 {
            let answers = drawn::case(&written.pack, &mut rng).to_json().to_string();
            let answers = serde_json::from_str(&answers).expect("JSON");
            compared += usize::from(compare(written, parts, &answers, day, false));
            compare(written, facts, &answers, day, true);
        }
    }
    println!("{compared} screenings compared");
    assert!(compared > 100);
}
