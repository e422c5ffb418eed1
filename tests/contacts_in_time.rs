//! Whom the shipped pack names on a day: bodies come and go with their dates, place by place.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use puljetjek::case::Case;
use puljetjek::pack::contact::ContactKind::{self, Guidance, Partners, Programme, Technology};
use puljetjek::pack::date::Date;
use puljetjek::pack::error::Place;
use puljetjek::pack::fact::Domain;
use puljetjek::pack::folder;
use puljetjek::pack::json::Json;
use puljetjek::screen::{Engine, Screening};
use std::collections::BTreeMap;
use std::path::Path;

const COPENHAGEN: &str = "0101";
const SOROE: &str = "0340";
const BORNHOLM: &str = "0400";
const MIDDELFART: &str = "0410";
const ODENSE: &str = "0461";
const KOLDING: &str = "0621";
const AARHUS: &str = "0751";
const AALBORG: &str = "0851";

fn engine() -> Engine {
    let rules = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/rules"));
    let packed = folder::read(rules).unwrap_or_else(|error| panic!("{error}"));
    Engine::new(packed.pack).unwrap_or_else(|error| panic!("{error}"))
}

fn screening(engine: &Engine, municipality: &str, day: &str) -> Screening {
    let answers = format!(r#"{{"municipality": "{municipality}"}}"#);
    let json = Json::read(&answers).expect("JSON");
    let case = Case::from_json(&engine.pack, &json, &Place::default()).expect("answers");
    let day = Date::parse(day).expect("a date");
    engine.screen(&case, day).expect("a screening")
}

/// The contacts of a kind for a programme, in their order.
fn named<'a>(
    engine: &'a Engine,
    screening: &Screening,
    programme: &str,
    kind: ContactKind,
) -> Vec<&'a str> {
    let one = screening
        .programmes
        .iter()
        .find(|one| engine.pack.programmes[one.programme].id == programme)
        .expect("a programme");
    let contacts = one.contacts.iter();
    contacts
        .map(|one| &engine.pack.contacts[one.contact])
        .filter(|contact| contact.kind == kind)
        .map(|contact| contact.id.as_str())
        .collect()
}

/// Two days before a change and two days from it on, and who is named before and after it.
struct Change {
    days: [&'static str; 4],
    kind: ContactKind,
    programme: &'static str,
    places: &'static [(
        &'static str,
        &'static [&'static str],
        &'static [&'static str],
    )],
}

const NEW_YEAR_2019: [&str; 4] = ["2018-12-30", "2018-12-31", "2019-01-01", "2019-01-02"];
const NEW_YEAR_2021: [&str; 4] = ["2020-12-30", "2020-12-31", "2021-01-01", "2021-01-02"];
const NEW_YEAR_2027: [&str; 4] = ["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02"];

const CHANGES: &[Change] = &[
    // The council and the agency hand over to Innovation Fund Denmark.
    Change {
        days: ["2014-03-30", "2014-03-31", "2014-04-01", "2014-04-02"],
        kind: Programme,
        programme: "eurostars",
        places: &[(ODENSE, &["fi"], &["innovationsfonden"])],
    },
    // Growth forums and growth houses close, business houses open.
    Change {
        days: NEW_YEAR_2019,
        kind: Guidance,
        programme: "eurostars",
        places: &[
            (
                COPENHAGEN,
                &["vaeksthus-hovedstadsregionen", "vaekstforum-hovedstaden"],
                &["erhvervshus-hovedstaden"],
            ),
            (
                BORNHOLM,
                &["vaeksthus-hovedstadsregionen", "vaekstforum-bornholm"],
                &["erhvervshus-bornholm"],
            ),
            (
                SOROE,
                &["vaeksthus-sjaelland", "vaekstforum-sjaelland"],
                &["erhvervshus-sjaelland"],
            ),
            (
                ODENSE,
                &["vaeksthus-syddanmark", "vaekstforum-syddanmark"],
                &["erhvervshus-fyn"],
            ),
            (
                MIDDELFART,
                &["vaeksthus-syddanmark", "vaekstforum-syddanmark"],
                &["erhvervshus-sydjylland"],
            ),
            (
                KOLDING,
                &["vaeksthus-syddanmark", "vaekstforum-syddanmark"],
                &["erhvervshus-sydjylland"],
            ),
            (
                AARHUS,
                &["vaeksthus-midtjylland", "vaekstforum-midtjylland"],
                &["erhvervshus-midtjylland"],
            ),
            (
                AALBORG,
                &["vaeksthus-nordjylland", "vaekstforum-nordjylland"],
                &["erhvervshus-nordjylland"],
            ),
        ],
    },
    // Nine GTS institutes in 2012, seven today.
    Change {
        days: NEW_YEAR_2019,
        kind: Technology,
        programme: "eurostars",
        places: &[(ODENSE, &["gts-2012"], &["gts"])],
    },
    // Innovation networks end, national clusters begin; then the programme of 2025-2028.
    Change {
        days: NEW_YEAR_2021,
        kind: Partners,
        programme: "klynger",
        places: &[(ODENSE, &["innovationsnetvaerk"], &["clusters-2021"])],
    },
    Change {
        days: ["2024-12-30", "2024-12-31", "2025-01-01", "2025-01-02"],
        kind: Partners,
        programme: "klynger",
        places: &[(ODENSE, &["clusters-2021"], &["clusters-2025"])],
    },
    // Welfare Tech's pool passes to Danish Life Science Cluster.
    Change {
        days: NEW_YEAR_2021,
        kind: Partners,
        programme: "opi-syddanmark",
        places: &[(ODENSE, &["innovationsnetvaerk", "welfare-tech"], &["dlsc"])],
    },
    // Region Hovedstaden and Region Sjælland merge.
    Change {
        days: NEW_YEAR_2027,
        kind: Programme,
        programme: "hospital-construction",
        places: &[
            (
                COPENHAGEN,
                &["region-health-hovedstaden"],
                &["region-health-oestdanmark"],
            ),
            (
                BORNHOLM,
                &["region-health-hovedstaden"],
                &["region-health-oestdanmark"],
            ),
            (
                SOROE,
                &["region-health-sjaelland"],
                &["region-health-oestdanmark"],
            ),
            (
                ODENSE,
                &["region-health-syddanmark"],
                &["region-health-syddanmark"],
            ),
            (
                AARHUS,
                &["region-health-midtjylland"],
                &["region-health-midtjylland"],
            ),
            (
                AALBORG,
                &["region-health-nordjylland"],
                &["region-health-nordjylland"],
            ),
        ],
    },
    // Funds are named for as long as they are known to have been there.
    Change {
        days: ["2014-12-30", "2014-12-31", "2015-01-01", "2015-01-02"],
        kind: Programme,
        programme: "abt-fonden",
        places: &[(ODENSE, &["abt-fonden"], &["digst"])],
    },
    Change {
        days: ["2015-12-30", "2015-12-31", "2016-01-01", "2016-01-02"],
        kind: Programme,
        programme: "markedsmodningsfonden",
        places: &[(ODENSE, &["markedsmodningsfonden"], &[])],
    },
];

#[test]
fn contacts_change_on_the_day_and_not_before() {
    let engine = engine();
    for change in CHANGES {
        for (municipality, before, after) in change.places {
            for (day, expected) in change.days.iter().zip([before, before, after, after]) {
                let screening = screening(&engine, municipality, day);
                let found = named(&engine, &screening, change.programme, change.kind);
                let place = format!("{} for {municipality} on {day}", change.programme);
                assert_eq!(found, *expected, "{place}");
            }
        }
    }
}

/// By contact: how many municipalities it is named for.
fn counts(engine: &Engine, programme: &str, kind: ContactKind, day: &str) -> Vec<(String, usize)> {
    let fact = engine.pack.fact("municipality").expect("a fact");
    let Domain::Choice(municipalities) = &fact.domain else {
        panic!("a municipality is chosen");
    };
    let mut counts = BTreeMap::new();
    for municipality in municipalities {
        let screening = screening(engine, municipality, day);
        for id in named(engine, &screening, programme, kind) {
            *counts.entry(id.to_owned()).or_default() += 1;
        }
        for one in &screening.programmes {
            let id = &engine.pack.programmes[one.programme].id;
            assert!(!one.contacts.is_empty(), "{id} on {day} in {municipality}");
        }
    }
    counts.into_iter().collect()
}

#[test]
fn every_municipality_has_its_houses_its_forum_and_its_region() {
    let engine = engine();
    let named = |programme, kind, day| -> Vec<String> {
        let counts = counts(&engine, programme, kind, day).into_iter();
        counts.map(|(id, count)| format!("{id} {count}")).collect()
    };
    assert_eq!(
        named("eurostars", Guidance, "2012-03-01"),
        [
            "vaekstforum-bornholm 1",
            "vaekstforum-hovedstaden 28",
            "vaekstforum-midtjylland 19",
            "vaekstforum-nordjylland 11",
            "vaekstforum-sjaelland 17",
            "vaekstforum-syddanmark 22",
            "vaeksthus-hovedstadsregionen 29",
            "vaeksthus-midtjylland 19",
            "vaeksthus-nordjylland 11",
            "vaeksthus-sjaelland 17",
            "vaeksthus-syddanmark 22",
        ]
    );
    assert_eq!(
        named("eurostars", Guidance, "2026-11-23"),
        [
            "erhvervshus-bornholm 1",
            "erhvervshus-fyn 9",
            "erhvervshus-hovedstaden 28",
            "erhvervshus-midtjylland 19",
            "erhvervshus-nordjylland 11",
            "erhvervshus-sjaelland 17",
            "erhvervshus-sydjylland 13",
        ]
    );
    assert_eq!(
        named("hospital-construction", Programme, "2027-01-01"),
        [
            "region-health-midtjylland 19",
            "region-health-nordjylland 11",
            "region-health-oestdanmark 46",
            "region-health-syddanmark 22",
        ]
    );
}
