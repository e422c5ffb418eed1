//! Whom a company is sent to: for each kind of help those who know its matter best, and why.

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
use puljetjek::pack::error::Place;
use puljetjek::pack::json::Json;
use puljetjek::screen::Engine;
use serde_json::{Value, json};

/// A programme for growth and export, with these contacts beside its owner.
fn pack(contacts: &[Value]) -> Value {
    let fact = |id: &str, kind: &'static str, options: &[&str]| OracleFact {
        id: id.into(),
        kind,
        values: vec![0, 1],
        options: options.iter().map(|one| String::from(*one)).collect(),
        cost: None,
    };
    let facts = [
        fact("here", "bool", &[]),
        fact("goals", "set", &["grow", "export", "hire"]),
    ];
    let pack = random::packed(&facts, &[], &[json!({ "all": [] })], 0);
    let mut pack: Value = serde_json::from_str(&pack).expect("JSON");
    let mut other = pack["programmes"][0].clone();
    other["id"] = json!("q");
    pack["programmes"][0]["goals"] = json!(["grow", "export"]);
    pack["programmes"]
        .as_array_mut()
        .expect("programmes")
        .push(other);
    // "c" owns both programmes.
    let all = pack["contacts"].as_array_mut().expect("contacts");
    all[0]["kind"] = json!("programme");
    for contact in contacts {
        let mut one = json!({ "kind": "guidance", "text": {} });
        for (key, value) in contact.as_object().expect("a contact") {
            one[key] = value.clone();
        }
        all.push(one);
    }
    pack
}

fn engine(contacts: &[Value]) -> Engine {
    let pack = pack(contacts).to_string();
    Engine::new(Pack::open(&pack, "").expect("a pack")).expect("an engine")
}

/// The contacts of the first programme with their reasons.
fn contacts_of(engine: &Engine, answers: Value) -> Vec<(String, &'static str)> {
    let json = Json::read(&answers.to_string()).expect("JSON");
    let case = Case::from_json(&engine.pack, &json, &Place::default()).expect("answers");
    let day = Date::parse("2012-03-01").expect("a date");
    let screening = engine.screen(&case, day).expect("a screening");
    screening.programmes[0]
        .contacts
        .iter()
        .map(|one| {
            (
                engine.pack.contacts[one.contact].id.clone(),
                one.reason.key(),
            )
        })
        .collect()
}

/// The same, the owner left out.
fn found(contacts: &[Value], answers: Value) -> Vec<(String, &'static str)> {
    let mut found = contacts_of(&engine(contacts), answers);
    assert_eq!(found.remove(0), ("c".into(), "owner"), "the owner is first");
    found
}

fn ids(contacts: &[Value], answers: Value) -> Vec<String> {
    let found = found(contacts, answers).into_iter();
    found.map(|(id, _)| id).collect()
}

fn here() -> Value {
    json!({ "fact": "here", "is": true })
}

/// From the one who knows most of the matter to the one who knows least.
fn ladder() -> Vec<Value> {
    vec![
        json!({ "id": "programme-here", "programmes": ["p"], "when": here() }),
        json!({ "id": "programme", "programmes": ["p"] }),
        json!({ "id": "goal-here", "goals": ["grow"], "when": here() }),
        json!({ "id": "here", "when": here() }),
        json!({ "id": "goal", "goals": ["grow", "hire"] }),
        json!({ "id": "all" }),
    ]
}

#[test]
fn of_one_kind_only_those_are_named_who_know_most_of_the_matter() {
    let reasons = [
        "programme_and_place",
        "programme",
        "goal_and_place",
        "place",
        "goal",
        "general",
    ];
    for (from, reason) in reasons.into_iter().enumerate() {
        let ladder = &ladder()[from..];
        let best = ladder[0]["id"].as_str().expect("an id").to_owned();
        let found = found(ladder, json!({ "here": true }));
        assert_eq!(found, [(best, reason)]);
    }
    let two = [json!({ "id": "one" }), json!({ "id": "two" })];
    assert_eq!(ids(&two, json!({})), ["one", "two"], "who know as much");
}

#[test]
fn a_condition_must_surely_be_met() {
    for (answers, expected) in [
        (json!({ "here": true }), "here"),
        (json!({ "here": false }), "all"),
        (json!({}), "all"),
    ] {
        assert_eq!(
            ids(&[ladder().remove(3), ladder().remove(5)], answers),
            [expected]
        );
    }
}

#[test]
fn who_helps_with_other_programmes_or_goals_is_not_named() {
    let others = [
        json!({ "id": "other-programme", "programmes": ["q"] }),
        json!({ "id": "other-programme-here", "programmes": ["q"], "when": here() }),
        json!({ "id": "other-programme-goal", "programmes": ["q"], "goals": ["grow"] }),
        json!({ "id": "other-goal", "goals": ["hire"] }),
        json!({ "id": "other-goal-here", "goals": ["hire"], "when": here() }),
    ];
    let none: [&str; 0] = [];
    assert_eq!(ids(&others, json!({ "here": true })), none);
}

#[test]
fn only_the_goals_count_that_the_company_has_where_it_named_some_of_the_programme() {
    let contacts = [
        json!({ "id": "grow", "goals": ["grow"] }),
        json!({ "id": "export", "goals": ["export"], "kind": "partners" }),
        json!({ "id": "hire", "goals": ["hire"], "kind": "technology" }),
    ];
    for (goals, expected) in [
        (json!(null), vec!["grow", "export"]),
        (json!([]), vec!["grow", "export"]),
        (json!(["hire"]), vec!["grow", "export"]),
        (json!(["grow"]), vec!["grow"]),
        (json!(["export", "hire"]), vec!["export"]),
    ] {
        assert_eq!(ids(&contacts, json!({ "goals": goals })), expected);
    }
}

#[test]
fn kinds_are_chosen_from_apart_and_come_in_their_order() {
    let contacts = [
        json!({ "id": "eu", "kind": "eu" }),
        json!({ "id": "technology", "kind": "technology", "programmes": ["p"] }),
        json!({ "id": "partners", "kind": "partners" }),
        json!({ "id": "guidance" }),
        json!({ "id": "programme", "kind": "programme", "programmes": ["p"] }),
    ];
    // Of the programme's own kind its owner knows most.
    let expected = ["guidance", "partners", "technology", "eu"];
    assert_eq!(ids(&contacts, json!({})), expected);
}

#[test]
fn a_contact_is_there_on_its_days_only() {
    let on =
        |id: &str, from: &str, to: &str| json!({ "id": id, "valid": { "from": from, "to": to } });
    let contacts = [
        on("over", "2011-01-01", "2012-02-29"),
        on("last-day", "2011-01-01", "2012-03-01"),
        on("first-day", "2012-03-01", "2013-01-01"),
        on("to-come", "2012-03-02", "2013-01-01"),
    ];
    assert_eq!(ids(&contacts, json!({})), ["last-day", "first-day"]);
}

#[test]
fn where_nobody_else_is_there_the_fallback_helps() {
    let fallback = json!({ "id": "fallback", "kind": "eu", "fallback": true });
    let mut pack = pack(&[fallback]);
    // The owner is there from the next year on.
    pack["contacts"][0]["valid"] = json!({ "from": "2013-01-01" });
    let engine = Engine::new(Pack::open(&pack.to_string(), "").expect("a pack"));
    let engine = engine.expect("an engine");
    let day = Date::parse("2012-03-01").expect("a date");
    let screening = engine.screen(&Case::default(), day).expect("a screening");
    let contacts = &screening.programmes[0].contacts;
    let ids = contacts
        .iter()
        .map(|one| engine.pack.contacts[one.contact].id.as_str());
    assert_eq!(ids.collect::<Vec<_>>(), ["fallback"]);
}

#[test]
fn the_fallback_is_for_those_whom_nobody_else_helps() {
    let fallback = json!({ "id": "fallback", "kind": "eu", "fallback": true });
    // The owner helps.
    let none: [&str; 0] = [];
    assert_eq!(ids(std::slice::from_ref(&fallback), json!({})), none);
    // Where it is more than a fallback, it stays.
    let mut more = fallback;
    more["programmes"] = json!(["p"]);
    assert_eq!(ids(&[more], json!({})), ["fallback"]);
}

/// Those of a host, in its words, laid over a directory whose owner comes last; all contacts of
/// the first programme.
fn with_host(mode: &str) -> Vec<(String, &'static str)> {
    let directory = [
        json!({ "id": "all" }),
        json!({ "id": "goal", "goals": ["grow"], "kind": "partners" }),
    ];
    let mut pack = pack(&directory);
    let contacts = pack["contacts"].as_array_mut().expect("contacts");
    contacts.rotate_left(1);
    let own = [
        json!({ "id": "desk", "kind": "guidance", "text": {} }),
        json!({ "id": "lab", "kind": "guidance", "goals": ["grow"], "text": {} }),
        json!({ "id": "club", "kind": "partners", "text": {} }),
    ];
    let overlay = json!({ "partner": {}, "mode": mode, "contacts": own });
    let mut pack = Pack::open(&pack.to_string(), "").expect("a pack");
    pack.lay_over(&overlay.to_string()).expect("an overlay");
    contacts_of(&Engine::new(pack).expect("an engine"), json!({}))
}

#[test]
fn those_of_a_host_come_first_each_kind_chosen_from_apart() {
    let found = with_host("before");
    let expected = [
        ("lab", "goal"),
        ("club", "general"),
        ("c", "owner"),
        ("all", "general"),
        ("goal", "goal"),
    ];
    assert_eq!(found, expected.map(|(id, reason)| (id.into(), reason)));
}

#[test]
fn a_host_that_stands_alone_leaves_the_owner() {
    let found = with_host("instead");
    let expected = [("lab", "goal"), ("club", "general"), ("c", "owner")];
    assert_eq!(found, expected.map(|(id, reason)| (id.into(), reason)));
}
