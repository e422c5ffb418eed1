//! The pack that we ship: it opens, its cases hold, its editions follow one another.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use puljetjek::build::build;
use puljetjek::case::Case;
use puljetjek::check::cases;
use puljetjek::pack::date::Date;
use puljetjek::pack::json::Document;
use puljetjek::pack::{folder, hash};
use puljetjek::screen::{CallState, Engine};
use std::path::Path;

fn rules() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/rules"))
}

fn engine() -> Engine {
    let packed = folder::read(rules()).unwrap_or_else(|error| panic!("{error}"));
    Engine::new(packed.pack).unwrap_or_else(|error| panic!("{error}"))
}

fn date(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

#[test]
fn every_case_of_the_pack_holds() {
    let engine = engine();
    let all = cases::read(rules()).unwrap_or_else(|error| panic!("{error}"));
    let mut wrong = Vec::new();
    for placed in &all {
        match cases::failures(&engine, placed) {
            Ok(failures) => wrong.extend(
                failures
                    .into_iter()
                    .map(|failure| format!("{} {}: {failure}", placed.place, placed.case.name)),
            ),
            Err(error) => wrong.push(format!("{} {}: {error}", placed.place, placed.case.name)),
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(all.len() > 300, "only {} cases", all.len());
}

#[test]
fn every_edition_has_a_case() {
    let engine = engine();
    let all = cases::read(rules()).unwrap_or_else(|error| panic!("{error}"));
    for programme in &engine.pack.programmes {
        for edition in &programme.editions {
            let tried = all.iter().any(|placed| {
                edition.valid.contains(placed.case.as_of)
                    && placed.case.expect.contains_key(&programme.id)
            });
            assert!(tried, "{} {}", programme.id, edition.id);
        }
    }
}

#[test]
fn packing_and_opening_give_the_same_pack() {
    let built = build(rules()).unwrap_or_else(|error| panic!("{error}"));
    let pack = &built.engine.pack;
    let opened = puljetjek::pack::Pack::open(&built.json, &pack.hash).expect("a pack");
    assert_eq!(format!("{opened:?}"), format!("{pack:?}"));
    assert_eq!(hash(&built.json), pack.hash);
    let read = Document::open("pack.json", built.json.as_str()).expect("JSON");
    assert_eq!(read.json.value.to_string(), built.json, "not canonical");
}

#[test]
fn what_was_found_for_other_rules_is_refused() {
    let built = build(rules()).unwrap_or_else(|error| panic!("{error}"));
    let (rest, worth) = built
        .json
        .split_once(r#","worth":"#)
        .expect("what was found");
    let unknown = format!("[{},1,1],", built.engine.pack.facts.len());
    let mut of_other_facts = worth.to_string();
    let number = worth.find(|one: char| one.is_ascii_digit()).expect("one");
    of_other_facts.insert_str(number - 1, &unknown);
    for (worth, is_whole) in [
        (worth.into(), true),
        (worth.replacen('[', "[[],", 1), false),
        (worth.replacen("[[", "[[[],", 1), false),
        (of_other_facts, false),
    ] {
        let json = [rest, r#","worth":"#, &worth].concat();
        match puljetjek::pack::Pack::open(&json, "") {
            Ok(_) => assert!(is_whole, "{}", &worth[..80]),
            Err(error) => {
                let message = error.to_string();
                assert!(!is_whole, "{message}");
                assert!(message.starts_with("pack.json at /worth: "), "{message}");
            }
        }
    }
}

#[test]
fn somebody_can_be_turned_to_on_any_day_whatever_the_answers() {
    let engine = engine();
    for year in 2008..=2027 {
        for day in ["01-01", "03-31", "04-01", "06-30", "12-31"] {
            let day = date(&format!("{year}-{day}"));
            let screening = engine.screen(&Case::default(), day).expect("a screening");
            for one in &screening.programmes {
                let id = &engine.pack.programmes[one.programme].id;
                assert!(!one.contacts.is_empty(), "{id} on {day}");
                for contact in &one.contacts {
                    let contact = &engine.pack.contacts[contact.contact];
                    assert!(
                        contact.valid.contains(day),
                        "{} for {id} on {day}",
                        contact.id
                    );
                }
            }
        }
    }
}

#[test]
fn no_programme_is_left_out_because_it_is_over() {
    let engine = engine();
    let screening = engine
        .screen(&Case::default(), date("2027-12-31"))
        .expect("a screening");
    assert_eq!(screening.programmes.len(), engine.pack.programmes.len());
    let ended = screening
        .programmes
        .iter()
        .filter(|one| one.call.state == CallState::Ended);
    assert!(ended.count() >= 5);
}

#[test]
fn the_rounds_of_innobooster_open_and_close_on_their_days() {
    let engine = engine();
    let is_it = |index: usize| engine.pack.programmes[index].id == "innobooster";
    for (day, state) in [
        ("2024-07-01", CallState::Unknown),
        ("2024-09-05", CallState::Unknown),
        ("2024-09-06", CallState::Closed),
        ("2025-03-03", CallState::OpensOn),
        ("2025-03-04", CallState::Open),
        ("2025-08-12", CallState::Open),
        ("2025-08-13", CallState::Closed),
        ("2025-08-14", CallState::Open),
        // No round of 2026 was found: the last one seen is not taken to be open still.
        ("2026-01-01", CallState::Unknown),
    ] {
        let screening = engine
            .screen(&Case::default(), date(day))
            .expect("a screening");
        let mut all = screening.programmes.iter();
        let one = all.find(|one| is_it(one.programme)).expect("it");
        assert_eq!(one.call.state, state, "{day}");
    }
}

#[test]
fn the_municipalities_are_all_there_in_their_regions() {
    let engine = engine();
    let pack = &engine.pack;
    let region = pack.fact_index("region").expect("region");
    let derivation = pack
        .derivations()
        .iter()
        .find(|one| one.fact == region)
        .expect("derived");
    let puljetjek::pack::fact::Domain::Choice(regions) = &pack.facts[region].domain else {
        panic!("region is a choice");
    };
    let count = |id: &str| {
        let option = regions.iter().position(|one| one == id).expect("a region");
        derivation
            .options
            .iter()
            .filter(|one| **one == option)
            .count()
    };
    let counts = [
        "hovedstaden",
        "sjaelland",
        "syddanmark",
        "midtjylland",
        "nordjylland",
    ]
    .map(count);
    assert_eq!(counts, [29, 17, 22, 19, 11]);
}

#[test]
fn every_figure_of_a_rule_names_its_source() {
    let engine = engine();
    for programme in &engine.pack.programmes {
        for edition in &programme.editions {
            let of_routes = edition.routes.iter().flat_map(|route| &route.criteria);
            for criterion in edition.criteria.iter().chain(of_routes) {
                let place = format!("{}/{}/{}", programme.id, edition.id, criterion.id);
                assert!(!criterion.sources.is_empty(), "{place}");
            }
            for (kind, variants) in edition.terms.iter() {
                let place = format!("{}/{}/{}", programme.id, edition.id, kind.key());
                for term in variants.iter() {
                    assert!(!term.sources.is_empty(), "{place}");
                }
            }
        }
    }
}
