//! Screening again after a change gives what screening anew gives, whatever changed: an answer, an
//! attestation, the day; and so does a planner that knows the answers before.
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
use puljetjek::case::{Answer, Attestation, Case};
use puljetjek::pack::Pack;
use puljetjek::pack::date::Date;
use puljetjek::screen::{Engine, Planner, Scope};

/// A case in which one thing is changed: an answer given, replaced, taken back or not known, or
/// an attestation.
fn changed(engine: &Engine, case: &Case, rng: &mut Rng) -> Case {
    let mut case = case.clone();
    let attestations: Vec<String> = engine.pack.attestations().collect();
    if !attestations.is_empty() && rng.u8(..5) == 0 {
        let value = [
            Some(Attestation::Company),
            Some(Attestation::Adviser),
            Some(Attestation::Denied),
            None,
        ][rng.usize(..4)];
        case.attest(&attestations[rng.usize(..attestations.len())], value);
    } else {
        let fact = &engine.pack.facts[rng.usize(..engine.pack.facts.len())];
        let answer = match rng.u8(..8) {
            0 => None,
            1 => Some(Answer::Unknown),
            _ => Some(drawn::answer(fact, rng)),
        };
        case.set(&fact.id, answer);
    }
    case
}

/// Changes a case step by step; how many changes contradicted nothing.
fn walk(engine: &Engine, days: &[Date], steps: usize, rng: &mut Rng) -> usize {
    let mut day = days[0];
    let mut last = engine.screen(&Case::default(), day).expect("a screening");
    let mut planner = Planner::new(engine);
    let mut possible = 0;
    for _ in 0..steps {
        let case = changed(engine, &last.case, rng);
        if rng.u8(..10) == 0 {
            day = days[rng.usize(..days.len())];
        }
        let scope = [Scope::All, Scope::Goals][rng.usize(..2)];
        let mut again = last.clone();
        let changed = engine.screen_again(&mut again, &case, day);
        let mut anew = match (changed, engine.screen(&case, day)) {
            (Ok(()), Ok(anew)) => anew,
            (changed, anew) => {
                assert_eq!(changed.err(), anew.err(), "{}", case.to_json());
                assert_eq!(again, last, "a contradiction changes nothing");
                continue;
            }
        };
        assert_eq!(again, anew, "{}", case.to_json());
        let first = Planner::new(engine).plan(engine, &case, &mut anew, scope, None);
        let next = planner.plan(engine, &case, &mut again, scope, None);
        assert_eq!(next, first, "{}", case.to_json());
        assert_eq!(again, anew, "{}", case.to_json());
        last = again;
        possible += 1;
    }
    possible
}

#[test]
fn in_random_packs_screening_again_is_screening_anew() {
    let first = setting("PULJETJEK_SEED", 70_001);
    let packs = setting("PULJETJEK_CASES", 400);
    println!("seeds {first} to {}", first + packs);
    let day = Date::parse("2012-03-01").expect("a date");
    let mut possible = 0;
    for seed in first..first + packs {
        let mut rng = Rng::with_seed(seed);
        let pack = random::pack(&mut rng);
        if let Ok(engine) = Engine::new(Pack::open(&pack.json, "").expect("a pack")) {
            possible += walk(&engine, &[day], 12, &mut rng);
        }
    }
    assert!(possible as u64 > packs * 4, "{possible}");
}

#[test]
fn in_the_shipped_pack_screening_again_is_screening_anew() {
    let engine = drawn::shipped();
    let days: Vec<Date> = drawn::days(&engine).into_iter().collect();
    let seed = setting("PULJETJEK_SEED", 70_001);
    println!("seed {seed}");
    let possible = walk(&engine, &days, 600, &mut Rng::with_seed(seed));
    assert!(possible > 300, "{possible}");
}
