//! Adding an answer, or narrowing one, never takes a decided verdict back as long as the answers
//! can all be true.
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
use oracle::{OracleFact, setting};
use puljetjek::case::Case;
use puljetjek::pack::Pack;
use puljetjek::pack::date::Date;
use puljetjek::pack::error::Place;
use puljetjek::pack::json::Json;
use puljetjek::screen::{CriterionState, Engine, RouteResult, Screening, Verdict};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// What was added to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Added {
    Answer,
    Attestation(bool),
}

/// The verdicts that may follow a verdict: what is open may become anything.
fn may_follow(before: Verdict, added: Added) -> &'static [Verdict] {
    use Verdict::{Confirm, Eligible, Ineligible, Open, Through};
    match (before, added) {
        (Eligible, Added::Answer | Added::Attestation(true)) => &[Eligible],
        (Confirm, Added::Answer) => &[Confirm],
        (Confirm, Added::Attestation(true)) => &[Confirm, Eligible],
        (Confirm, Added::Attestation(false)) => &[Confirm, Ineligible],
        (Ineligible, _) => &[Ineligible],
        (Open, _) => &[Eligible, Confirm, Open, Ineligible],
        // An attestation of another route may be denied; one that was given is not taken back.
        (Eligible, Added::Attestation(false)) => &[Eligible],
        (Through, _) => &[],
    }
}

/// Compares the routes of two screenings, of which the second knows more. How many verdicts were
/// decided before.
fn compare(
    before: &Screening,
    after: &Screening,
    added: Added,
    what: &dyn Fn() -> String,
) -> usize {
    let routes = |screening: &Screening| -> Vec<RouteResult> {
        let programmes = screening.programmes.iter();
        programmes.flat_map(|one| one.routes.clone()).collect()
    };
    let mut decided = 0;
    for (before, after) in routes(before).iter().zip(&routes(after)) {
        assert!(
            may_follow(before.verdict, added).contains(&after.verdict),
            "{:?} became {:?} by {added:?}\n{}",
            before.verdict,
            after.verdict,
            what()
        );
        decided += usize::from(before.verdict != Verdict::Open);
        for (before, after) in before.criteria.iter().zip(&after.criteria) {
            let is_settled = !matches!(before, CriterionState::Open | CriterionState::ToAttest);
            assert!(
                !is_settled || before == after,
                "{before:?} became {after:?}\n{}",
                what()
            );
        }
    }
    for (before, after) in before.programmes.iter().zip(&after.programmes) {
        assert!(before.verdict != Verdict::Eligible || after.verdict == Verdict::Eligible);
    }
    decided
}

/// Answers to a fact, each narrower than the one before, the last one exact.
fn narrowing(fact: &OracleFact, rng: &mut Rng) -> Vec<Value> {
    let value = fact.values[rng.usize(..fact.values.len())];
    let mut answers = vec![json!("unknown")];
    match fact.kind {
        "bool" => answers.push(json!(value == 1)),
        "choice" => answers.push(json!(fact.options[value as usize])),
        "set" => {
            let all: Vec<(usize, &String)> = fact.options.iter().enumerate().collect();
            let (has, not): (Vec<_>, Vec<_>) = all.iter().partition(|(i, _)| value >> i & 1 == 1);
            let names = |some: &[(usize, &String)]| -> Vec<String> {
                some.iter().map(|(_, name)| (*name).clone()).collect()
            };
            let (has, not) = (names(&has), names(&not));
            let (some_has, some_not) = (rng.usize(..=has.len()), rng.usize(..=not.len()));
            answers.push(json!({ "has": has[..some_has] }));
            answers.push(json!({ "has": has[..some_has], "not": not[..some_not] }));
            answers.push(json!({ "has": has, "not": not[..some_not] }));
            answers.push(json!(has));
        }
        _ => {
            let values = &fact.values;
            let at = values
                .iter()
                .position(|one| *one == value)
                .expect("a value");
            let (low, high) = (rng.usize(..=at), rng.usize(at..values.len()));
            answers.push(json!({ "from": random::number(values[low]) }));
            answers.push(
                json!({ "from": random::number(values[low]), "to": random::number(values[high]) }),
            );
            answers
                .push(json!({ "from": random::number(value), "to": random::number(values[high]) }));
            answers.push(random::number(value));
        }
    }
    answers
}

#[test]
fn in_random_packs_more_answers_never_take_a_verdict_back() {
    let first = setting("PULJETJEK_SEED", 90_001);
    let packs = setting("PULJETJEK_CASES", 1_500);
    let day = Date::parse("2012-03-01").expect("a date");
    let (mut steps, mut decided) = (0, 0);
    for seed in first..first + packs {
        let mut rng = Rng::with_seed(seed);
        let pack = random::pack(&mut rng);
        let Ok(engine) = Engine::new(Pack::open(&pack.json, "").expect("a pack")) else {
            continue;
        };
        let mut left: Vec<Vec<Value>> = pack
            .facts
            .iter()
            .map(|fact| narrowing(fact, &mut rng))
            .collect();
        let mut to_attest: Vec<usize> = (0..pack.attests).collect();
        let mut answers = Map::new();
        let mut before: Option<Screening> = None;
        loop {
            let open: Vec<usize> = (0..left.len())
                .filter(|fact| !left[*fact].is_empty())
                .collect();
            if open.is_empty() && to_attest.is_empty() {
                break;
            }
            let added = if open.is_empty() || (!to_attest.is_empty() && rng.usize(..6) == 0) {
                let name = format!("p/r/a{}", to_attest.remove(0));
                let value = rng.usize(..4) > 0;
                let attested = answers.entry("attested").or_insert(json!({}));
                attested[name] = json!(value);
                Added::Attestation(value)
            } else {
                let fact = open[rng.usize(..open.len())];
                answers.insert(pack.facts[fact].id.clone(), left[fact].remove(0));
                Added::Answer
            };
            let json = Json::read(&Value::from(answers.clone()).to_string()).expect("JSON");
            let case = Case::from_json(&engine.pack, &json, &Place::default()).expect("answers");
            // Answers that contradict one another promise nothing.
            let Ok(after) = engine.screen(&case, day) else {
                break;
            };
            if let Some(before) = &before {
                let what = || format!("seed {seed}: {}", Value::from(answers.clone()));
                decided += compare(before, &after, added, &what);
                steps += 1;
            }
            before = Some(after);
        }
    }
    println!("{steps} steps, {decided} from a decided verdict");
    assert!(steps as u64 > packs * 3 && decided * 4 > steps);
}

#[test]
fn in_the_shipped_pack_more_answers_never_take_a_verdict_back() {
    let engine = drawn::shipped();
    let mut rng = Rng::with_seed(setting("PULJETJEK_SEED", 90_001));
    let (mut steps, mut decided) = (0, 0);
    for day in drawn::days(&engine).into_iter().step_by(3) {
        let mut case = Case::default();
        let mut before = engine.screen(&case, day).expect("a screening");
        let mut facts: Vec<_> = engine.pack.facts.iter().collect();
        rng.shuffle(&mut facts);
        for fact in facts {
            let mut more = case.clone();
            more.set(&fact.id, Some(drawn::answer(fact, &mut rng)));
            // An answer that contradicts the others is not given.
            let Ok(after) = engine.screen(&more, day) else {
                continue;
            };
            let what = || more.to_json().to_string();
            decided += compare(&before, &after, Added::Answer, &what);
            steps += 1;
            (case, before) = (more, after);
        }
        // Editions of a programme may share an attestation.
        let names: BTreeSet<String> = engine.pack.attestations().collect();
        for name in names {
            let value = rng.usize(..3) > 0;
            case.attest(&name, Some(value.into()));
            let after = engine
                .screen(&case, day)
                .expect("attestations contradict nothing");
            let what = || case.to_json().to_string();
            decided += compare(&before, &after, Added::Attestation(value), &what);
            steps += 1;
            before = after;
        }
    }
    println!("{steps} steps, {decided} from a decided verdict");
    assert!(steps > 300 && decided > steps);
}
