//! Several routes to one programme, and reasons: what whoever reads a result relies on.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "each test uses its part")]
mod oracle;
#[allow(dead_code, reason = "each test uses its part")]
#[path = "oracle/random.rs"]
mod random;

use oracle::OracleFact;
use puljetjek::case::Case;
use puljetjek::pack::Pack;
use puljetjek::pack::date::Date;
use puljetjek::pack::error::{Fault, Place};
use puljetjek::pack::json::Json;
use puljetjek::screen::{Engine, Screening, Target, Verdict};
use serde_json::{Value, json};

fn fact(id: &str, kind: &'static str) -> OracleFact {
    let values = if kind == "bool" { 0..2 } else { 0..10 };
    OracleFact {
        id: id.into(),
        kind,
        values: values.map(|value| value * 10).collect(),
        options: Vec::new(),
        cost: None,
    }
}

fn pack(facts: &[OracleFact], constraints: &[Value], requirement: Value) -> Value {
    let pack = random::packed(facts, constraints, &[requirement], 0);
    serde_json::from_str(&pack).expect("JSON")
}

fn screened(pack: &Value, answers: &Value) -> Screening {
    let pack = Pack::open(&pack.to_string(), "").expect("a pack");
    let engine = Engine::new(pack).expect("an engine");
    let json = Json::read(&answers.to_string()).expect("JSON");
    let case = Case::from_json(&engine.pack, &json, &Place::default()).expect("answers");
    let day = Date::parse("2012-03-01").expect("a date");
    engine.screen(&case, day).expect("a screening")
}

fn because(pack: &Value, answers: Value) -> Vec<String> {
    let screening = screened(pack, &answers);
    screening.programmes[0].routes[0].because.clone()
}

/// A programme with a route for each letter, which asks for the fact of its number: `a` is
/// applied for, `t` helps through others.
fn with_routes(kinds: &str) -> Value {
    let facts: Vec<OracleFact> = (0..kinds.len())
        .map(|i| fact(&format!("f{i}"), "bool"))
        .collect();
    let mut pack = pack(&facts, &[], json!({ "all": [] }));
    let routes = kinds.chars().enumerate().map(|(i, kind)| {
        let when = json!({ "fact": format!("f{i}"), "is": true });
        let criterion = json!({ "id": format!("c{i}"), "kind": "requirement", "when": when, "text": {},
            "sources": [] });
        json!({ "id": format!("r{i}"), "kind": if kind == 'a' { "apply" } else { "through" },
            "text": {}, "criteria": [criterion] })
    });
    pack["programmes"][0]["editions"][0]["routes"] = routes.collect();
    pack
}

#[test]
fn a_programme_is_as_good_as_its_best_route_and_through_others_only_where_none_is_open() {
    use Verdict::{Eligible, Ineligible, Open, Through};
    let (yes, no, open) = (json!(true), json!(false), json!(null));
    for (kinds, answers, verdict, best) in [
        ("aa", [&yes, &no], Eligible, 0),
        ("aa", [&no, &yes], Eligible, 1),
        ("aa", [&open, &yes], Eligible, 1),
        ("aa", [&no, &open], Open, 1),
        ("aa", [&no, &no], Ineligible, 0),
        ("at", [&yes, &yes], Eligible, 0),
        ("ta", [&yes, &yes], Eligible, 1),
        ("at", [&open, &yes], Open, 0),
        ("ta", [&yes, &open], Open, 1),
        ("at", [&no, &yes], Through, 1),
        ("ta", [&yes, &no], Through, 0),
        ("at", [&no, &open], Through, 1),
        ("at", [&no, &no], Ineligible, 0),
        ("ta", [&no, &no], Ineligible, 1),
        ("tt", [&no, &yes], Through, 1),
        ("tt", [&no, &no], Ineligible, 0),
    ] {
        let answers = json!({ "f0": answers[0], "f1": answers[1] });
        let result = &screened(&with_routes(kinds), &answers).programmes[0];
        let found = (result.verdict, result.best);
        assert_eq!(found, (verdict, Some(best)), "{kinds} {answers}");
    }
}

#[test]
fn what_is_not_known_is_listed_and_nothing_else_is() {
    let facts = ["f0", "f1", "f2"].map(|id| fact(id, "bool"));
    let pack = pack(&facts, &[], json!({ "fact": "f0", "is": true }));
    let screening = screened(&pack, &json!({ "f0": "unknown", "f2": true }));
    assert_eq!(screening.unknown, [0]);
}

/// Both answers force the verdict alone: `near`, which the route asks about, and `far`, by what
/// ties it to the other.
#[test]
fn the_reason_is_what_the_route_asks_about_where_that_is_enough() {
    for ids in [["far", "near"], ["near", "far"]] {
        let facts = ids.map(|id| fact(id, "number"));
        let tie = json!({ "difference": ["far", "near"], "at_most": 0 });
        let pack = pack(&facts, &[tie], json!({ "fact": "near", "at_least": 5 }));
        assert_eq!(because(&pack, json!({ "far": 7, "near": 8 })), ["near"]);
        assert_eq!(
            because(&pack, json!({ "far": 7, "near": { "from": 1 } })),
            ["far"]
        );
    }
}

/// Two places with their regions, and what a route asks of facts `far` and `near` that are tied.
fn placed() -> Value {
    let choice = |id: &str, options: [&str; 2]| OracleFact {
        kind: "choice",
        options: options.map(String::from).to_vec(),
        ..fact(id, "bool")
    };
    let facts = [
        choice("municipality", ["esbjerg", "viborg"]),
        choice("region", ["south", "middle"]),
        fact("far", "number"),
        fact("near", "number"),
    ];
    let tie = json!({ "difference": ["far", "near"], "at_most": 0 });
    let asked = json!({ "all": [{ "fact": "near", "at_least": 5 },
        { "fact": "region", "is": "south" }] });
    let mut pack = pack(&facts, &[tie], asked);
    pack["tables"]["places"] = json!({ "columns": ["place", "region"],
        "rows": [["esbjerg", "south"], ["viborg", "middle"]] });
    pack["facts"][1]["derived"] =
        json!({ "from": "municipality", "table": "places", "column": "region" });
    pack
}

#[test]
fn a_reason_names_the_answer_from_which_what_the_route_asks_about_follows() {
    let answers = json!({ "municipality": "esbjerg", "far": 7, "near": 8 });
    assert_eq!(because(&placed(), answers), ["municipality", "near"]);
}

/// Also the plain interpreter knows it, which judges each criterion apart.
#[test]
fn what_follows_from_an_answer_counts_as_answered_and_may_be_answered_alike() {
    let pack = Pack::open(&placed().to_string(), "").expect("a pack");
    let engine = Engine::new(pack).expect("an engine");
    let day = Date::parse("2012-03-01").expect("a date");
    for (municipality, region, met) in [
        ("esbjerg", None, Some(true)),
        ("esbjerg", Some("south"), Some(true)),
        ("viborg", None, Some(false)),
        ("viborg", Some("south"), None),
        ("esbjerg", Some("middle"), None),
    ] {
        let answers = json!({ "municipality": municipality, "region": region, "near": 8 });
        let json = Json::read(&answers.to_string()).expect("JSON");
        let case = Case::from_json(&engine.pack, &json, &Place::default()).expect("answers");
        match (engine.interpret(&case, day), met) {
            (Ok(interpreted), Some(_)) => assert_eq!(interpreted, [[met]], "{answers}"),
            (Err(error), None) => assert!(
                matches!(&error.fault, Fault::Contradiction { facts, .. }
                    if facts == &["municipality", "region"]),
                "{error}"
            ),
            (found, _) => panic!("{answers}: {found:?}"),
        }
    }
}

/// Neither fact is answered, but what ties them leaves only values that do.
#[test]
fn what_a_constraint_says_of_two_facts_of_a_route_is_known() {
    let facts = ["f0", "f1"].map(|id| fact(id, "number"));
    let tie = json!({ "difference": ["f0", "f1"], "at_most": 0 });
    let asked = json!({ "any": [{ "fact": "f0", "at_most": 3 },
        { "fact": "f1", "at_least": 4 }] });
    let screening = screened(&pack(&facts, &[tie], asked), &json!({}));
    assert_eq!(screening.programmes[0].verdict, Verdict::Eligible);
}

/// The route asks about the ends of a chain; only its middle is answered, and with a band.
#[test]
fn what_constraints_say_through_a_fact_that_the_route_does_not_ask_about_is_known() {
    let facts = ["f0", "f1", "f2"].map(|id| fact(id, "number"));
    let no_more = |a: &str, b: &str| json!({ "difference": [a, b], "at_most": 0 });
    let chain = [no_more("f0", "f1"), no_more("f1", "f2")];
    let asked = json!({ "any": [{ "fact": "f0", "at_most": 4 },
        { "fact": "f2", "at_least": 5 }] });
    let answers = json!({ "f1": { "from": 4, "to": 6 } });
    let screening = screened(&pack(&facts, &chain, asked), &answers);
    assert_eq!(screening.programmes[0].verdict, Verdict::Eligible);
}

#[test]
fn what_must_not_be_narrows_as_its_contrary_does() {
    let facts = ["f0", "f1", "f2", "f3"].map(|id| fact(id, "number"));
    let more = |a: &str, b: &str| json!({ "difference": [a, b], "above": 0 });
    let never = json!({ "not": { "any": [more("f0", "f1"), more("f1", "f2"), more("f2", "f3")] } });
    let asked = json!({ "fact": "f0", "at_most": 2 });
    assert_eq!(
        because(&pack(&facts, &[never], asked), json!({ "f3": 2 })),
        ["f3"]
    );
}

#[test]
fn an_answer_that_is_exact_is_never_missing() {
    let facts = ["f0", "f1", "f2"].map(|id| fact(id, "number"));
    let asked = json!({ "sum": ["f0", "f1", "f2"], "at_least": 15 });
    let screening = screened(&pack(&facts, &[], asked), &json!({ "f1": 5 }));
    let route = &screening.programmes[0].routes[0];
    assert_eq!(route.verdict, Verdict::Open);
    assert_eq!(route.missing, [0, 2]);
}

/// Of the facts that a change touches some are none of the route's: what it would break there
/// is changed with it, where that can be.
#[test]
fn a_change_keeps_what_is_tied_to_it_in_step() {
    let tie = json!({ "difference": ["f0", "f1"], "at_most": 0 });
    let asked = json!({ "fact": "f0", "at_least": 5 });
    for (costs, answers, expected) in [
        (
            [Some(1), Some(1)],
            json!({ "f0": 3, "f1": 4 }),
            Some((2, vec![0, 1])),
        ),
        ([Some(1), None], json!({ "f0": 3, "f1": 4 }), None),
        (
            [Some(1), None],
            json!({ "f0": 3, "f1": 7 }),
            Some((1, vec![0])),
        ),
        ([Some(1), None], json!({ "f0": 3 }), Some((1, vec![0]))),
        ([None, Some(1)], json!({ "f0": 3, "f1": 7 }), None),
        ([Some(1), Some(1)], json!({ "f1": 4 }), Some((1, vec![1]))),
    ] {
        let facts = [0, 1].map(|i| OracleFact {
            cost: costs[i],
            ..fact(&format!("f{i}"), "number")
        });
        let tied = pack(&facts, std::slice::from_ref(&tie), asked.clone());
        let screening = screened(&tied, &answers);
        let change = screening.programmes[0].routes[0].change.first();
        let found = change.map(|change| {
            let facts = change.facts.iter().map(|(fact, _)| *fact);
            (change.cost, facts.collect::<Vec<_>>())
        });
        assert_eq!(found, expected, "{costs:?} {answers}");
    }
}

#[test]
fn a_change_names_all_values_that_do_not_the_nearest_alone() {
    let facts = [OracleFact {
        cost: Some(1),
        ..fact("f0", "number")
    }];
    let between = |low: u32, high: u32| json!({ "fact": "f0", "between": [low, high] });
    // Told apart by what the rule says, and alike in what comes out.
    let asked = json!({ "any": [between(3, 3), between(4, 5), between(6, 7), between(9, 9)] });
    for (answer, low, high) in [
        (json!(1), 3, 7),
        (json!(8), 3, 7),
        (json!({ "to": 2 }), 3, 7),
    ] {
        let asked = pack(&facts, &[], asked.clone());
        let screening = screened(&asked, &json!({ "f0": answer }));
        let change = &screening.programmes[0].routes[0].change;
        assert_eq!(change[0].facts, [(0, Target::Range(low, high))], "{answer}");
    }
}

/// Cells far along are as good as the first ones.
#[test]
fn a_change_to_one_of_many_values_names_the_nearest() {
    let number = OracleFact {
        values: (0..=400).map(|value| value * 10).collect(),
        cost: Some(1),
        ..fact("f0", "number")
    };
    let odd = (0..200).map(|half| json!({ "fact": "f0", "equals": 2 * half + 1 }));
    let pack = pack(&[number], &[], json!({ "any": odd.collect::<Vec<_>>() }));
    for answer in [2, 200, 398] {
        let screening = screened(&pack, &json!({ "f0": answer }));
        let change = &screening.programmes[0].routes[0].change;
        let nearest = [answer - 1, answer + 1].map(|value| Target::Range(value, value));
        assert!(
            matches!(&change[0].facts[..], [(0, target)] if nearest.contains(target)),
            "{answer}: {change:?}"
        );
    }
}

/// What nobody said of a set may stay as it is where it is in the way of nothing.
#[test]
fn a_change_of_a_set_takes_nothing_away_that_does_no_harm() {
    let set = OracleFact {
        options: ["a", "b", "c"].map(String::from).into(),
        cost: Some(1),
        ..fact("f0", "set")
    };
    let asked = json!({ "all": [
        { "fact": "f0", "has": "c" }, { "fact": "f0", "has_any": ["a", "b"] },
    ] });
    let pack = pack(&[set], &[], asked);
    let screening = screened(&pack, &json!({ "f0": { "has": [], "not": ["c"] } }));
    let change = &screening.programmes[0].routes[0].change;
    assert_eq!(change.len(), 1);
    let [(0, Target::Elements { add, remove })] = &change[0].facts[..] else {
        panic!("{change:?}");
    };
    assert!(add.contains(&2) && remove.is_empty(), "{change:?}");
}

/// Also where both numbers of a sum must change, so that neither does by itself, beside an answer
/// that stays.
#[test]
fn a_change_is_told_only_where_all_its_values_do() {
    let number = |id: &str| OracleFact {
        cost: Some(1),
        ..fact(id, "number")
    };
    let set = OracleFact {
        options: ["a", "b"].map(String::from).into(),
        ..fact("f2", "set")
    };
    for (other, needed, answer) in [
        (
            fact("f2", "bool"),
            json!({ "fact": "f2", "is": true }),
            json!(true),
        ),
        (
            set.clone(),
            json!({ "fact": "f2", "has": "a" }),
            json!(["a"]),
        ),
        (
            set,
            json!({ "fact": "f2", "has": "a" }),
            json!({ "has": ["a"], "not": ["b"] }),
        ),
    ] {
        let facts = [number("f0"), number("f1"), other];
        for least in [10, 11, 15, 18] {
            let sum = json!({ "sum": ["f0", "f1"], "at_least": least });
            let pack = pack(&facts, &[], json!({ "all": [sum, needed.clone()] }));
            let answers = json!({ "f0": 1, "f1": 1, "f2": answer });
            let screening = screened(&pack, &answers);
            let changes = &screening.programmes[0].routes[0].change;
            assert!(!changes.is_empty(), "{least}");
            for change in changes {
                let mut lowest = [1, 1];
                for (fact, target) in &change.facts {
                    let Target::Range(low, _) = target else {
                        panic!("{target:?}");
                    };
                    lowest[*fact] = *low;
                }
                assert!(lowest.iter().sum::<i64>() >= least, "{least}: {change:?}");
            }
        }
    }
}
