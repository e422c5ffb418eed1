//! A screening in words and as JSON: what whoever reads a report relies on.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use puljetjek::case::Case;
use puljetjek::pack::Pack;
use puljetjek::pack::date::Date;
use puljetjek::pack::decimal::{Decimal, Literal, LiteralUnit};
use puljetjek::pack::error::Place;
use puljetjek::pack::json::Json;
use puljetjek::pack::term::TermKind;
use puljetjek::screen::report::{aid_words, call_words, change_words, confidence, later_words};
use puljetjek::screen::summary::{Detail, Line, summary};
use puljetjek::screen::{
    Aid, Amount, By, CallState, CallStatus, Change, CriterionState, Engine, Own, Plan, Planner,
    Scope, Screening, Span, Target, Verdict,
};
use serde_json::{Value, json};

const TEXTS: &str = include_str!("../rules/texts/en.json");

/// A programme of 2012 that needs ten employees and a tick; from 2013 on five do, and nothing is
/// to be ticked.
fn pack() -> Value {
    let fact = |id: &str, label: &str, kind: &str| {
        json!({ "id": id, "topic": "t", "type": kind, "changeable": "project", "cost": 2,
            "text": { "en": { "label": label, "question": "?",
                "options": { "de": "Germany", "se": "Sweden" } } } })
    };
    let mut facts = [
        fact("staff", "Staff", "number"),
        fact("started", "Started", "date"),
        fact("private", "Private", "bool"),
        fact("home", "Home", "choice"),
        fact("partners", "Partners", "set"),
    ];
    for (key, value) in [("min", 0), ("max", 100), ("step", 1)] {
        facts[0][key] = json!(value);
    }
    facts[0]["unit"] = json!("persons");
    for fact in &mut facts[3..] {
        fact["options"] = json!(["de", "se"]);
    }
    let least = |id: &str, least: i32| {
        json!({ "id": id, "kind": "requirement", "sources": ["sure", "heard"],
            "when": { "fact": "staff", "at_least": least },
            "text": { "en": { "title": "Staff" } } })
    };
    let tick = json!({ "id": "tick", "kind": "attest", "sources": ["sure"],
        "text": { "en": { "title": "The project is new" } } });
    let edition = |id: &str, valid: Value, criteria: Value| {
        json!({ "id": id, "valid": valid, "text": { "en": { "title": id } },
            "routes": [{ "id": "lead", "kind": "apply", "text": { "en": { "title": "Lead" } },
                "criteria": criteria }] })
    };
    let source = |id: &str, confidence: &str| json!({ "id": id, "title": id, "read": "2012-01-01", "confidence": confidence });
    json!({
        "pack": { "id": "small", "version": "7", "format": 1, "languages": ["en"],
            "topics": [{ "id": "t", "text": { "en": { "title": "Topic" } } }] },
        "facts": facts, "definitions": {}, "constraints": [], "tables": {},
        "sources": [source("sure", "high"), source("heard", "low")],
        "contacts": [{ "id": "c", "kind": "guidance",
            "text": { "en": { "title": "Owner", "helps": "helps" } } }],
        "texts": { "en": serde_json::from_str::<Value>(TEXTS).expect("texts") },
        "programmes": [{ "id": "p", "owner": "c", "goals": [],
            "text": { "en": { "title": "Growth", "purpose": "grow", "next": "write" } },
            "editions": [
                edition("First", json!({ "from": "2012-01-01", "to": "2012-12-31" }),
                    json!([least("ten", 10), tick])),
                edition("Second", json!({ "from": "2013-01-01" }), json!([least("five", 5)])),
            ] }],
    })
}

fn engine() -> Engine {
    engine_of(&pack())
}

fn engine_of(pack: &Value) -> Engine {
    Engine::new(Pack::open(&pack.to_string(), "0f").expect("a pack")).expect("an engine")
}

fn date(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn screened(engine: &Engine, answers: &Value) -> Screening {
    let json = Json::read(&answers.to_string()).expect("JSON");
    let case = Case::from_json(&engine.pack, &json, &Place::default()).expect("answers");
    engine
        .screen(&case, date("2012-03-01"))
        .expect("a screening")
}

fn reported(engine: &Engine, screening: &Screening, plan: &Plan) -> Value {
    serde_json::to_value(engine.report(screening, plan, "en")).expect("JSON")
}

#[test]
fn a_report_says_all_that_a_screening_found() {
    let engine = engine();
    let mut screening = screened(&engine, &json!({ "staff": 7, "private": "unknown" }));
    let plan = Planner::new(&engine).plan(
        &engine,
        &screening.case.clone(),
        &mut screening,
        Scope::All,
        None,
    );
    assert_eq!(
        reported(&engine, &screening, &plan),
        json!({
            "pack": { "id": "small", "version": "7", "hash": engine.pack.hash },
            "as_of": "2012-03-01",
            "programmes": [{
                "id": "p", "edition": "First", "verdict": "ineligible", "route": "lead",
                "call": { "state": "unknown" },
                "later": { "from": "2013-01-01", "edition": "Second", "verdict": "eligible" },
                "routes": [{
                    "id": "lead", "verdict": "ineligible", "because": ["staff"], "missing": [],
                    "criteria": [
                        { "id": "ten", "kind": "requirement", "state": "failed",
                            "sentence": "Staff: at least 10", "confidence": "low",
                            "sources": ["sure", "heard"] },
                        { "id": "tick", "kind": "attest", "state": "to_attest",
                            "sentence": "The project is new", "confidence": "high",
                            "sources": ["sure"] },
                    ],
                    "change": [{ "cost": 2, "facts": [{ "fact": "staff", "to": { "from": 10 } }] }],
                }],
                "contacts": [{ "id": "c", "because": "owns Growth" }],
            }],
            "next": null,
            "unknown": ["private"],
        })
    );
}

/// Besides the programme of the pack one more with all that a summary can say of a route, and
/// one that ended.
fn of_several() -> Engine {
    let mut pack = pack();
    let programmes = pack["programmes"].as_array_mut().expect("programmes");
    let (mut advised, mut ended) = (programmes[0].clone(), programmes[0].clone());
    advised["id"] = json!("advised");
    advised["text"]["en"]["title"] = json!("Advice");
    let first = &mut advised["editions"][0]["routes"][0];
    first["criteria"] = json!([
        { "id": "private", "kind": "requirement", "sources": ["read"],
            "when": { "fact": "private", "is": true }, "text": { "en": { "title": "Private" } } },
        { "id": "abroad", "kind": "advice", "sources": ["sure"],
            "when": { "fact": "partners", "has": "de" }, "text": { "en": { "title": "Abroad" } } },
    ]);
    ended["id"] = json!("ended");
    ended["owner"] = json!("other");
    ended["text"]["en"]["title"] = json!("Over");
    ended["editions"] = json!([ended["editions"][0]]);
    ended["editions"][0]["valid"] = json!({ "from": "2010-01-01", "to": "2011-12-31" });
    programmes.extend([advised, ended]);
    let other = json!({ "id": "other", "kind": "guidance",
        "text": { "en": { "title": "Other", "helps": "helps" } } });
    pack["contacts"]
        .as_array_mut()
        .expect("contacts")
        .push(other);
    pack["contacts"][0]["phone"] = json!("12 34 56 78");
    let read =
        json!({ "id": "read", "title": "read", "read": "2012-01-01", "confidence": "medium" });
    pack["sources"].as_array_mut().expect("sources").push(read);
    engine_of(&pack)
}

/// Lines as they are printed.
fn text(lines: &[Line]) -> String {
    let lines = lines.iter();
    let lines = lines.map(|line| [&" ".repeat(line.indent), line.text.as_str()].concat());
    lines.collect::<Vec<_>>().join("\n")
}

/// A summary as it is printed, behind the line that names the rules.
fn printed(engine: &Engine, answers: &Value, detail: Detail) -> String {
    let screening = screened(engine, answers);
    text(&summary(engine, &screening, &Plan::default(), "en", detail)[2..])
}

#[test]
fn a_summary_says_all_that_was_found() {
    let found = printed(
        &of_several(),
        &json!({ "staff": 7, "private": "unknown" }),
        Detail::All,
    );
    let expected = "
Still open

  Advice
    First · No known call
    Lead (You apply yourself)
    ? Private: yes [fairly reliable source: check with the programme owner]
    ? Partners: Germany [Weighed in the assessment]
    Still to be answered: Private
    From 1 January 2013 the same answers will do: Second.
    → Owner (owns Advice), 12 34 56 78

Not now

  Growth
    First · No known call
    Lead (You apply yourself)
    ✗ Staff: at least 10 [weak source: check with the programme owner]
    □ The project is new
    Decided by: Staff
    This would help: Staff: at least 10
    From 1 January 2013 the same answers will do: Second.
    → Owner (owns Growth), 12 34 56 78

  Over
    First · The scheme has ended
    Lead (You apply yourself)
    ✗ Staff: at least 10 [weak source: check with the programme owner]
    □ The project is new
    Decided by: Staff
    This would help: Staff: at least 10
    → Other (owns Over)

Find out
  · Private";
    assert_eq!(found, expected);
}

#[test]
fn a_brief_summary_says_what_is_left_to_do_or_why_not() {
    let engine = of_several();
    let found = printed(
        &engine,
        &json!({ "staff": 7, "private": "unknown" }),
        Detail::Brief,
    );
    let expected = "
Still open
  Advice
    First · No known call
    Still to be answered: Private

Not now
  Growth
    Decided by: Staff
  Over
    Decided by: Staff

Find out
  · Private";
    assert_eq!(found, expected);
    // Contacts and sources are those of programmes that are met and have not ended.
    let found = printed(
        &engine,
        &json!({ "staff": 12, "private": true }),
        Detail::Brief,
    );
    let expected = "
You meet the formal requirements
  Advice
    First · No known call

Points for you to confirm
  Growth
    First · No known call
    □ The project is new
  Over
    First · The scheme has ended

Talk to
  Owner, 12 34 56 78

Sources: heard, read, sure";
    assert_eq!(found, expected);
}

#[test]
fn a_summary_ends_with_the_next_question_and_what_it_settles() {
    let engine = of_several();
    let mut screening = screened(&engine, &json!({}));
    let case = screening.case.clone();
    let mut plan = Planner::new(&engine).plan(&engine, &case, &mut screening, Scope::All, None);
    for (settles, expected) in [
        (
            2,
            "\n\nNext question\n  ?\n  The answer can decide 2 programmes.",
        ),
        (
            1,
            "\n\nNext question\n  ?\n  The answer can decide 1 programme.",
        ),
        (0, "\n\nNext question\n  ?"),
    ] {
        plan.questions[0].settles = settles;
        let found = text(&summary(&engine, &screening, &plan, "en", Detail::All));
        assert!(found.ends_with(expected), "{found}");
    }
}

#[test]
fn the_next_question_stands_in_it_with_what_it_decides_to_a_tenth() {
    let engine = engine();
    let mut screening = screened(&engine, &json!({}));
    let case = screening.case.clone();
    let plan = Planner::new(&engine).plan(&engine, &case, &mut screening, Scope::All, None);
    let report = reported(&engine, &screening, &plan);
    assert_eq!(report["next"], json!({ "fact": "staff", "decides": 1.0 }));
    assert_eq!(
        report["programmes"][0]["routes"][0]["missing"],
        json!(["staff"])
    );
    let mut question = plan.questions[0];
    question.decides = 1.26;
    let plan = Plan {
        questions: vec![question],
    };
    assert_eq!(reported(&engine, &screening, &plan)["next"]["decides"], 1.3);
}

#[test]
fn a_verdict_that_is_not_exact_says_so() {
    let engine = engine();
    let mut screening = screened(&engine, &json!({}));
    screening.programmes[0].routes[0].exact = false;
    let report = reported(&engine, &screening, &Plan::default());
    assert_eq!(report["programmes"][0]["routes"][0]["exact"], false);
}

#[test]
fn a_change_is_told_by_its_ends() {
    let engine = engine();
    let mut screening = screened(&engine, &json!({}));
    let day = |text: &str| i64::from(date(text).days());
    let (first, last) = (i32::MIN.into(), i32::MAX.into());
    let elements = |add: &[usize], remove: &[usize]| Target::Elements {
        add: add.into(),
        remove: remove.into(),
    };
    for (fact, target, words, expected) in [
        (
            0,
            Target::Range(10, 49),
            "Staff: 10 to 49",
            json!({ "from": 10, "to": 49 }),
        ),
        (
            0,
            Target::Range(0, 49),
            "Staff: at most 49",
            json!({ "to": 49 }),
        ),
        (
            0,
            Target::Range(10, 100),
            "Staff: at least 10",
            json!({ "from": 10 }),
        ),
        (
            0,
            Target::Range(12, 12),
            "Staff: 12",
            json!({ "from": 12, "to": 12 }),
        ),
        (0, Target::Range(0, 0), "Staff: 0", json!({ "to": 0 })),
        (
            0,
            Target::Range(100, 100),
            "Staff: 100",
            json!({ "from": 100 }),
        ),
        (
            1,
            Target::Range(day("2012-01-01"), day("2012-12-31")),
            "Started: 1 January 2012 to 31 December 2012",
            json!({ "from": "2012-01-01", "to": "2012-12-31" }),
        ),
        (
            1,
            Target::Range(day("2012-01-01"), last),
            "Started: at least 1 January 2012",
            json!({ "from": "2012-01-01" }),
        ),
        (
            1,
            Target::Range(first, day("2012-12-31")),
            "Started: at most 31 December 2012",
            json!({ "to": "2012-12-31" }),
        ),
        (2, Target::Range(1, 1), "Private: yes", json!(true)),
        (2, Target::Range(0, 0), "Private: no", json!(false)),
        (3, Target::Option(1), "Home: Sweden", json!("se")),
        (
            4,
            elements(&[0, 1], &[]),
            "Partners: also, say, Germany, Sweden",
            json!({ "add": ["de", "se"], "remove": [] }),
        ),
        (
            4,
            elements(&[0], &[1]),
            "Partners: also, say, Germany, without Sweden",
            json!({ "add": ["de"], "remove": ["se"] }),
        ),
    ] {
        let change = Change {
            cost: 1,
            facts: vec![(fact, target)],
        };
        assert_eq!(change_words(&engine.pack, &change, "en"), words);
        screening.programmes[0].routes[0].change = vec![change];
        let report = reported(&engine, &screening, &Plan::default());
        let to = &report["programmes"][0]["routes"][0]["change"][0]["facts"][0]["to"];
        assert_eq!(*to, expected, "{words}");
    }
    let both = Change {
        cost: 2,
        facts: vec![(0, Target::Range(12, 12)), (3, Target::Option(0))],
    };
    let words = change_words(&engine.pack, &both, "en");
    assert_eq!(words, "Staff: 12 and Home: Germany");
}

#[test]
fn a_change_that_is_tried_answers_what_it_says_and_keeps_the_rest() {
    let engine = engine();
    let case = |answers: &Value| {
        let json = Json::read(&answers.to_string()).expect("JSON");
        Case::from_json(&engine.pack, &json, &Place::default()).expect("answers")
    };
    let day = |text: &str| i64::from(date(text).days());
    let (first, last) = (i32::MIN.into(), i32::MAX.into());
    let elements = |add: &[usize], remove: &[usize]| Target::Elements {
        add: add.into(),
        remove: remove.into(),
    };
    let nothing = || json!({});
    for (fact, given, target, expected) in [
        // An end of the domain is no end of the answer.
        (
            "staff",
            json!(7),
            Target::Range(10, 49),
            json!({ "from": 10, "to": 49 }),
        ),
        (
            "staff",
            json!(7),
            Target::Range(10, 100),
            json!({ "from": 10 }),
        ),
        (
            "staff",
            json!(70),
            Target::Range(0, 49),
            json!({ "to": 49 }),
        ),
        ("staff", json!(70), Target::Range(0, 0), json!({ "to": 0 })),
        (
            "staff",
            nothing(),
            Target::Range(0, 100),
            json!({ "to": 100 }),
        ),
        (
            "started",
            nothing(),
            Target::Range(day("2012-01-01"), day("2012-12-31")),
            json!({ "from": "2012-01-01", "to": "2012-12-31" }),
        ),
        (
            "started",
            nothing(),
            Target::Range(day("2012-01-01"), last),
            json!({ "from": "2012-01-01" }),
        ),
        (
            "started",
            nothing(),
            Target::Range(first, day("2012-12-31")),
            json!({ "to": "2012-12-31" }),
        ),
        ("private", json!(false), Target::Range(1, 1), json!(true)),
        ("private", json!(true), Target::Range(0, 0), json!(false)),
        ("home", json!("de"), Target::Option(1), json!("se")),
        // Of a set that is not known no more is said than what changes.
        (
            "partners",
            nothing(),
            elements(&[0], &[]),
            json!({ "has": ["de"], "not": [] }),
        ),
        (
            "partners",
            json!("unknown"),
            elements(&[], &[0]),
            json!({ "has": [], "not": ["de"] }),
        ),
        (
            "partners",
            json!(["se"]),
            elements(&[0], &[]),
            json!(["se", "de"]),
        ),
        ("partners", json!(["se"]), elements(&[], &[1]), json!([])),
        (
            "partners",
            json!({ "has": ["se"], "not": ["de"] }),
            elements(&[0], &[1]),
            json!({ "has": ["de"], "not": ["se"] }),
        ),
    ] {
        let mut before = json!({ "attested": { "p/lead/tick": true } });
        let mut after = before.clone();
        if given != nothing() {
            before[fact] = given;
        }
        after[fact] = expected;
        let change = Change {
            cost: 1,
            facts: vec![(engine.pack.fact_index(fact).expect("a fact"), target)],
        };
        let tried = change.applied(&engine.pack, &case(&before));
        assert_eq!(tried, case(&after), "{change:?} of {before}");
    }
}

#[test]
fn what_terms_come_to_is_told_in_words() {
    let pack = engine().pack;
    let krone = |value| Literal::Number {
        value: Decimal::new(value, 0),
        unit: LiteralUnit::Dkk,
    };
    let span = |from, to| Span { from, to };
    let share = |part| By::Share(Decimal::new(75, 0), krone(1000), part);
    let cap = |kind| By::Cap(kind, krone(500));
    for (from, to, by, to_project, expected) in [
        (
            Some(250),
            Some(750),
            Some(share(true)),
            false,
            "DKK 250 to DKK 750: 75% of your part of DKK 1,000.",
        ),
        (
            None,
            Some(750),
            Some(share(true)),
            true,
            "The whole project: up to DKK 750: 75% of DKK 1,000.",
        ),
        (
            Some(750),
            Some(750),
            Some(share(false)),
            false,
            "DKK 750: 75% of DKK 1,000.",
        ),
        (Some(250), None, None, false, "From DKK 250."),
        (
            None,
            Some(600),
            Some(By::Months(12, krone(50))),
            false,
            "Up to DKK 600: 12 months × DKK 50.",
        ),
        (
            None,
            Some(500),
            Some(cap(TermKind::CapPartner)),
            false,
            "Up to DKK 500. The ceiling for each partner (DKK 500) sets the limit.",
        ),
        (
            None,
            Some(500),
            Some(cap(TermKind::CapProject)),
            true,
            "The whole project: up to DKK 500. The ceiling for each project (DKK 500) sets the limit.",
        ),
        (
            None,
            Some(500),
            Some(cap(TermKind::CapCountry)),
            true,
            "The whole project: up to DKK 500. The ceiling for all Danish partners together (DKK 500) sets the limit.",
        ),
        (
            None,
            Some(500),
            Some(cap(TermKind::DeMinimis)),
            false,
            "Up to DKK 500. Your room for de minimis aid (DKK 500) sets the limit.",
        ),
        // That it is the largest grant is said by the amount itself.
        (
            None,
            Some(500),
            Some(cap(TermKind::Grant)),
            false,
            "Up to DKK 500.",
        ),
    ] {
        let amount = Some(Amount {
            span: span(from, to),
            by,
            to_project,
        });
        let aid = Aid {
            amount,
            ..Aid::default()
        };
        assert_eq!(aid_words(&pack, &aid, "en").as_deref(), Some(expected));
    }
    let own = |amount| {
        Some(Own {
            share: Decimal::new(25, 0),
            amount,
        })
    };
    for (own, room, expected) in [
        (
            own(None),
            None,
            "You must pay at least 25% of your costs yourselves.",
        ),
        (
            own(Some(span(Some(250), Some(300)))),
            None,
            "You must pay at least DKK 250 of your costs yourselves.",
        ),
        (
            None,
            Some((span(Some(0), Some(900)), 900)),
            "De minimis aid: at most EUR 900 over three years, with all your de minimis aid counted in.",
        ),
        (
            None,
            Some((span(Some(0), Some(800)), 900)),
            "De minimis aid: you have room for EUR 0 to EUR 800 of EUR 900.",
        ),
        (
            None,
            Some((span(Some(800), Some(800)), 900)),
            "De minimis aid: you have room for EUR 800 of EUR 900.",
        ),
        (
            None,
            Some((span(Some(100), Some(900)), 900)),
            "De minimis aid: you have room for EUR 100 to EUR 900 of EUR 900.",
        ),
    ] {
        let aid = Aid {
            own,
            room,
            ..Aid::default()
        };
        assert_eq!(aid_words(&pack, &aid, "en").as_deref(), Some(expected));
    }
    assert_eq!(aid_words(&pack, &Aid::default(), "en"), None);
}

#[test]
fn a_later_edition_is_named_with_its_day_and_a_later_call_is_not() {
    let engine = engine();
    let mut result = screened(&engine, &json!({ "staff": 7 }))
        .programmes
        .remove(0);
    let words = later_words(&engine.pack, &result, "en");
    let expected = "From 1 January 2013 the same answers will do: Second.";
    assert_eq!(words.as_deref(), Some(expected));
    result.edition = 1;
    assert_eq!(later_words(&engine.pack, &result, "en"), None);
    let result = &screened(&engine, &json!({ "staff": 12 })).programmes[0];
    assert_eq!(later_words(&engine.pack, result, "en"), None);
}

#[test]
fn the_least_sure_source_counts() {
    let pack = engine().pack;
    let of = |ids: &[&str]| {
        let ids: Vec<String> = ids.iter().map(|id| String::from(*id)).collect();
        serde_json::to_value(confidence(&pack, &ids)).expect("JSON")
    };
    assert_eq!(of(&["sure"]), "high");
    assert_eq!(of(&["sure", "heard"]), "low");
    assert_eq!(of(&[]), Value::Null);
}

#[test]
fn how_calls_stand_is_told_with_the_day_that_matters() {
    let pack = engine().pack;
    let (opens, closes) = (Some(date("2012-02-01")), Some(date("2012-03-31")));
    for (state, opens, closes, closes_in, expected) in [
        (
            CallState::Open,
            None,
            closes,
            Some(30),
            "Open up to and including 31 March 2012 (30 days left)",
        ),
        (
            CallState::Open,
            None,
            closes,
            Some(1),
            "Open up to and including 31 March 2012 (1 day left)",
        ),
        (
            CallState::Open,
            None,
            closes,
            Some(0),
            "Open up to and including 31 March 2012 (last day)",
        ),
        (CallState::Open, None, None, None, "Open for applications"),
        (
            CallState::OpensOn,
            opens,
            None,
            None,
            "Opens on 1 February 2012",
        ),
        (
            CallState::Closed,
            opens,
            None,
            None,
            "Closed, opens again on 1 February 2012",
        ),
        (CallState::Closed, None, None, None, "Closed"),
        (
            CallState::Unknown,
            None,
            closes,
            Some(30),
            "Next known deadline: 31 March 2012",
        ),
        (CallState::Unknown, None, None, None, "No known call"),
        (CallState::Exhausted, None, None, None, "The money is spent"),
        (CallState::Ended, None, None, None, "The scheme has ended"),
    ] {
        let call = CallStatus {
            state,
            opens,
            closes,
            closes_at: None,
            closes_in,
            sources: Vec::new(),
        };
        assert_eq!(call_words(&pack, &call, "en"), expected);
    }
}

#[test]
fn each_state_has_a_sign_of_its_own_and_a_key_that_is_its_word_in_json() {
    use CriterionState::{Attested, Denied, Failed, Met, Open, ToAttest};
    for (verdict, sign) in [
        (Verdict::Eligible, "✓"),
        (Verdict::Confirm, "□"),
        (Verdict::Open, "?"),
        (Verdict::Through, "→"),
        (Verdict::Ineligible, "✗"),
    ] {
        assert_eq!(verdict.symbol(), sign);
        assert_eq!(json!(verdict), verdict.key());
    }
    for (states, sign) in [
        (vec![Met, Attested], "✓"),
        (vec![Failed, Denied], "✗"),
        (vec![Open], "?"),
        (vec![ToAttest], "□"),
    ] {
        for state in states {
            assert_eq!(state.symbol(), sign);
            assert_eq!(json!(state), state.key());
        }
    }
    for state in [
        CallState::Open,
        CallState::OpensOn,
        CallState::Unknown,
        CallState::Closed,
        CallState::Exhausted,
        CallState::Ended,
    ] {
        assert_eq!(json!(state), state.key());
    }
}
