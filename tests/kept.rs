//! A case that is kept comes back as it was, and what cannot come back is said. A change that is
//! offered does what it says when it is tried.
//!
//! `PULJETJEK_SEED` and `PULJETJEK_CASES` choose the first seed and how many cases.

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
use puljetjek::kept::{self, KeptError};
use puljetjek::pack::date::Date;
use puljetjek::pack::error::Place;
use puljetjek::pack::fact::{Domain, Fact};
use puljetjek::pack::folder;
use puljetjek::pack::json::Json;
use puljetjek::screen::{Engine, Target, Verdict};
use serde_json::{Value, json};
use std::path::Path;

fn shipped() -> Engine {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    Engine::new(folder::read(&rules).expect("the rules").pack).expect("an engine")
}

fn day() -> Date {
    Date::parse("2026-11-25").expect("a day")
}

/// A case of a few answers that can all be true, and attestations.
fn drawn_case(engine: &Engine, rng: &mut Rng) -> Case {
    let attestations: Vec<String> = engine.pack.attestations().collect();
    loop {
        let mut case = Case::default();
        for _ in 0..rng.usize(1..12) {
            let fact = &engine.pack.facts[rng.usize(..engine.pack.facts.len())];
            case.set(&fact.id, Some(drawn::answer(fact, rng)));
        }
        for _ in 0..rng.usize(..3) {
            let name = &attestations[rng.usize(..attestations.len())];
            let attestation = [
                Attestation::Company,
                Attestation::Adviser,
                Attestation::Denied,
            ][rng.usize(..3)];
            case.attest(name, Some(attestation));
        }
        if engine.screen(&case, day()).is_ok() {
            return case;
        }
    }
}

#[test]
fn a_kept_case_comes_back_as_it_was() {
    let engine = shipped();
    let mut rng = Rng::with_seed(setting("PULJETJEK_SEED", 7));
    for _ in 0..200 {
        let case = drawn_case(&engine, &mut rng);
        let as_of = rng.bool().then(day);
        let screening = engine.screen(&case, day()).expect("a screening");
        let text = kept::write(&engine.pack, &case, as_of, &screening);
        let back = kept::read(&engine.pack, &text).expect("the case");
        assert_eq!((&back.case, back.as_of), (&case, as_of), "{text}");
        assert_eq!((back.older.clone(), back.lost.len()), (None, 0));
        assert_eq!(back.changed(&engine.pack, &screening), []);
    }
}

#[test]
fn what_an_adviser_confirms_counts_as_what_the_company_does() {
    let engine = shipped();
    let case = |name: &str, said: &str| {
        let text = format!(r#"{{"attested": {{"{name}": {said}}}}}"#);
        let json = Json::read(&text).expect("JSON");
        Case::from_json(&engine.pack, &json, &Place::default())
    };
    let screened = |name: &str, said: &str| {
        let case = case(name, said).expect("a case");
        engine.screen(&case, day()).expect("a screening").programmes
    };
    let adviser = "\"adviser\"";
    let mut of_today = engine.pack.attestations();
    let name = of_today.find(|name| screened(name, "false") != screened(name, adviser));
    let name = name.expect("a point of an edition of today");
    assert!(
        screened(&name, adviser) == screened(&name, "true"),
        "{name}"
    );
    let known = case(&name, adviser).expect("a case").attestation(&name);
    assert_eq!(known, Some(Attestation::Adviser));
    for nobody in ["null", "\"unknown\""] {
        assert_eq!(case(&name, nobody), Ok(Case::default()));
    }
    let error = case(&name, "\"a friend\"").expect_err("nobody").to_string();
    assert!(error.contains("\"adviser\""), "{error}");
}

#[test]
fn what_is_no_case_of_these_rules_is_refused() {
    let engine = shipped();
    let read = |text: &str| kept::read(&engine.pack, text).map(|kept| kept.case);
    for text in ["", "{", "[]", "3", "{}", r#"{"name": "left-pad"}"#] {
        assert_eq!(read(text), Err(KeptError::NoCase), "{text}");
    }
    let of = |format: Value, id: &str| {
        json!({"format": format, "pack": {"id": id}, "answers": {"employees_fte": 12}}).to_string()
    };
    let id = &engine.pack.head.id;
    assert!(read(&of(json!(1), id)).is_ok());
    assert_eq!(read(&of(json!(2), id)), Err(KeptError::Newer));
    assert_eq!(read(&of(json!("1"), id)), Err(KeptError::Newer));
    assert_eq!(read(&of(json!(1), "other")), Err(KeptError::OtherPack));
    let headless = json!({"format": 1, "answers": {}}).to_string();
    assert_eq!(read(&headless), Err(KeptError::NoCase));
}

#[test]
fn a_plain_answers_file_can_be_opened() {
    let engine = shipped();
    let kept = kept::read(&engine.pack, r#"{"employees_fte": 12, "region": null}"#);
    let kept = kept.expect("a case");
    assert!(kept.case.answer("employees_fte").is_some());
    assert_eq!(kept.lost, Vec::<String>::new());
}

#[test]
fn what_does_not_suit_the_rules_any_more_is_named_and_the_rest_kept() {
    let engine = shipped();
    let text = json!({
        "format": 1,
        "pack": {"id": engine.pack.head.id, "version": "0.9", "hash": "of before"},
        "answers": {
            "employees_fte": 12,
            "gone": true,
            "partner_countries": ["Utopia"],
            "attested": {"gone/apply/too": true},
        },
        "verdicts": {"eurostars": "through", "gone": "eligible"},
    });
    let kept = kept::read(&engine.pack, &text.to_string()).expect("a case");
    assert_eq!(kept.lost, ["gone/apply/too", "gone", "partner_countries"]);
    assert_eq!(kept.older.as_deref(), Some("0.9"));
    assert!(kept.case.answer("employees_fte").is_some());
    let screening = engine.screen(&kept.case, day()).expect("a screening");
    let eurostars = engine
        .pack
        .programmes
        .iter()
        .position(|one| one.id == "eurostars");
    let changed = kept.changed(&engine.pack, &screening);
    assert_eq!(changed, [(eurostars.expect("eurostars"), Verdict::Through)]);
}

/// The answer to a number leaves what the change asks for, no more and no less.
fn reaches(fact: &Fact, target: &Target, case: &Case) {
    let (Domain::Number(domain), Target::Range(low, high)) = (&fact.domain, target) else {
        return;
    };
    let Some(Answer::Number { from, to }) = case.answer(&fact.id) else {
        panic!("{} is not answered", fact.id);
    };
    let steps = |end: &Option<_>| end.and_then(|end| domain.steps(end));
    let left = (
        steps(from).unwrap_or(domain.min),
        steps(to).unwrap_or(domain.max),
    );
    assert_eq!(left, (*low, *high), "{}", fact.id);
}

#[test]
fn a_change_that_is_tried_opens_the_route_it_was_offered_for() {
    let engine = shipped();
    let mut rng = Rng::with_seed(setting("PULJETJEK_SEED", 11));
    let mut tried = 0;
    for _ in 0..150 {
        let case = drawn_case(&engine, &mut rng);
        let screening = engine.screen(&case, day()).expect("a screening");
        for programme in &screening.programmes {
            for (index, route) in programme.routes.iter().enumerate() {
                for change in &route.change {
                    let changed = change.applied(&engine.pack, &case);
                    for (fact, target) in &change.facts {
                        reaches(&engine.pack.facts[*fact], target, &changed);
                    }
                    let after = engine.screen(&changed, day());
                    let after = after.unwrap_or_else(|error| panic!("{error}: {change:?}"));
                    let verdict = after.programmes[programme.programme].routes[index].verdict;
                    // A denied attestation stays denied; what was not known stays open.
                    let is_denied = route
                        .because
                        .iter()
                        .any(|id| engine.pack.fact(id).is_none());
                    assert!(
                        verdict != Verdict::Ineligible || is_denied,
                        "after {change:?} of {case:?}"
                    );
                    tried += usize::from(!is_denied);
                }
            }
        }
    }
    assert!(tried > 200, "{tried} changes tried");
}
