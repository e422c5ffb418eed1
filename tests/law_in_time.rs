//! The rules of law that programmes share change on their days: de minimis aid at New Year 2014
//! and 2024, firms in difficulty on 1 July 2014.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use puljetjek::case::Case;
use puljetjek::pack::Pack;
use puljetjek::pack::date::Date;
use puljetjek::pack::error::Place;
use puljetjek::pack::folder;
use puljetjek::pack::json::Json;
use puljetjek::screen::{Engine, Verdict};
use serde_json::{Value, json};
use std::path::Path;

/// Definitions that are law for a time, with the first and, where it is past, the last day on
/// which an edition may ask for them. Innovation Fund Denmark went on with the old de minimis
/// ceiling to the end of June 2024.
const LAW: [(&str, &str, Option<&str>); 5] = [
    ("de_minimis_room_2007", "2007-01-01", Some("2013-12-31")),
    ("de_minimis_room_2014", "2014-01-01", Some("2024-06-30")),
    ("de_minimis_room_2024", "2024-01-01", None),
    ("in_difficulty_2008", "2008-01-01", Some("2014-06-30")),
    ("in_difficulty_2014", "2014-07-01", None),
];

fn packed() -> Value {
    let rules = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/rules"));
    let packed = folder::read(rules).unwrap_or_else(|error| panic!("{error}"));
    serde_json::from_str(&packed.json).expect("JSON")
}

fn uses(value: &Value, name: &str) -> bool {
    match value {
        Value::Object(entries) => entries.iter().any(|(key, value)| {
            (key == "use" && value.as_str() == Some(name)) || uses(value, name)
        }),
        Value::Array(items) => items.iter().any(|item| uses(item, name)),
        _ => false,
    }
}

#[test]
fn a_rule_of_law_is_asked_for_only_while_it_holds() {
    let packed = packed();
    let programmes = packed["programmes"].as_array().expect("programmes");
    let mut asked = 0;
    for edition in programmes
        .iter()
        .flat_map(|one| one["editions"].as_array().expect("editions"))
    {
        for (name, from, to) in LAW {
            if !uses(edition, name) {
                continue;
            }
            asked += 1;
            // ISO dates are ordered as text.
            let (first, last) = (&edition["valid"]["from"], &edition["valid"]["to"]);
            let place = format!("{} asks for {name}", edition["id"]);
            assert!(first.as_str() >= Some(from), "{place} before {from}");
            let over = |to: &str| last.as_str().is_none_or(|last| last > to);
            assert!(!to.is_some_and(over), "{place} after {to:?}");
        }
    }
    assert!(asked >= 6, "only {asked}");
}

/// The shipped pack with one programme more, that asks for room under the ceiling of the day.
fn with_de_minimis_scheme() -> Engine {
    let mut packed = packed();
    let text = json!({ "da": { "title": "x" }, "en": { "title": "x" } });
    let edition = |name: &str, from: &str, to: &str| {
        json!({
            "id": name, "valid": { "from": from, "to": to }, "text": text,
            "routes": [{ "id": "apply", "kind": "apply", "text": text, "criteria": [{
                "id": "room", "kind": "requirement", "when": { "use": name },
                "text": text, "sources": []
            }] }]
        })
    };
    let plain = json!({ "title": "x", "purpose": "x", "next": "x" });
    let programme = json!({
        "id": "de-minimis-scheme", "owner": "fi", "goals": [],
        "text": { "da": plain, "en": plain },
        "editions": [
            edition("de_minimis_room_2007", "2007-01-01", "2013-12-31"),
            edition("de_minimis_room_2014", "2014-01-01", "2023-12-31"),
            edition("de_minimis_room_2024", "2024-01-01", "2030-12-31"),
        ]
    });
    let programmes = packed["programmes"].as_array_mut().expect("programmes");
    programmes.push(programme);
    let pack = Pack::open(&packed.to_string(), "").unwrap_or_else(|error| panic!("{error}"));
    Engine::new(pack).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn the_ceiling_for_de_minimis_aid_is_that_of_the_day() {
    let engine = with_de_minimis_scheme();
    let verdict = |day: &str, sector: &str, received: u32, sought: u32| {
        let answers = json!({
            "sector": sector, "de_minimis_received_eur": received, "grant_sought_eur": sought
        });
        let json = Json::read(&answers.to_string()).expect("JSON");
        let case = Case::from_json(&engine.pack, &json, &Place::default()).expect("answers");
        let day = Date::parse(day).expect("a date");
        let screening = engine.screen(&case, day).expect("a screening");
        let is_it = |index: usize| engine.pack.programmes[index].id == "de-minimis-scheme";
        let mut all = screening.programmes.iter();
        all.find(|one| is_it(one.programme)).expect("it").verdict
    };
    for (days, sector, ceiling) in [
        (["2013-12-30", "2013-12-31"], "road_transport", 100_000),
        (["2013-12-30", "2013-12-31"], "industry", 200_000),
        (["2014-01-01", "2014-01-02"], "industry", 200_000),
        (["2023-12-30", "2023-12-31"], "industry", 200_000),
        (["2024-01-01", "2024-01-02"], "industry", 300_000),
    ] {
        for day in days {
            for received in [0, 60_000, ceiling] {
                let place = format!("{received} received, {sector} on {day}");
                let sought = ceiling - received;
                let found = verdict(day, sector, received, sought);
                assert_eq!(found, Verdict::Eligible, "{sought} more, {place}");
                let found = verdict(day, sector, received, sought + 1);
                assert_eq!(found, Verdict::Ineligible, "{sought} and one more, {place}");
            }
        }
    }
}
