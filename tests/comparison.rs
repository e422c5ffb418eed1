//! Programmes side by side: each column says what the result has of its programme, and no row
//! is empty.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use puljetjek::case::Case;
use puljetjek::pack::date::Date;
use puljetjek::pack::error::Place;
use puljetjek::pack::folder;
use puljetjek::pack::json::Json;
use puljetjek::pack::sentence::Writer;
use puljetjek::pack::source::Confidence;
use puljetjek::screen::comparison::{Cell, Line, Mark, Part, Row, comparison};
use puljetjek::screen::{ContactReason, CriterionState, Engine, Screening};
use std::collections::BTreeSet;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Results of companies in 2012 and today, with all of their programmes side by side.
fn each(see: impl Fn(&Engine, &Screening, &[Part])) {
    let pack = folder::read(&Path::new(ROOT).join("rules"));
    let engine = Engine::new(pack.expect("the rules").pack).expect("an engine");
    for (answers, day) in [
        ("eurostars-lead-2012.json", "2012-03-01"),
        ("welfare-company-today.json", "2026-11-25"),
    ] {
        let file = Path::new(ROOT).join("tests/answers").join(answers);
        let json = Json::read(&std::fs::read_to_string(file).expect("answers")).expect("JSON");
        for json in [json, Json::read("{}").expect("JSON")] {
            let case = Case::from_json(&engine.pack, &json, &Place::default()).expect("a case");
            let day = Date::parse(day).expect("a day");
            let screening = engine.screen(&case, day).expect("a screening");
            let all: Vec<usize> = (0..screening.programmes.len()).collect();
            see(
                &engine,
                &screening,
                &comparison(&engine, &screening, &all, "en"),
            );
        }
    }
}

/// The row of a part, by the key of its title.
fn row<'a>(engine: &Engine, parts: &'a [Part], part: &str, key: &str) -> &'a Row {
    let part = parts.iter().find(|one| one.title == part).expect("a part");
    let title = engine.pack.catalogue("en").get(key);
    let mut rows = part.rows.iter();
    rows.find(|row| row.title == title).expect("a row")
}

fn texts(cell: &Cell) -> Vec<&str> {
    cell.iter().map(|line| line.text.as_str()).collect()
}

#[test]
fn each_row_has_a_cell_a_programme_and_something_to_say() {
    each(|_, screening, parts| {
        let titles: Vec<&str> = parts.iter().map(|part| part.title).collect();
        let expected = [
            "app.compare.short",
            "app.compare.get",
            "app.compare.ask",
            "app.what_next",
        ];
        assert_eq!(titles, expected);
        for row in parts.iter().flat_map(|part| &part.rows) {
            assert_eq!(row.cells.len(), screening.programmes.len());
            assert!(
                row.cells.iter().any(|cell| !cell.is_empty()),
                "{}",
                row.title
            );
            let lines = row.cells.iter().flatten();
            assert!(
                lines.clone().all(|line| !line.text.is_empty()),
                "{}",
                row.title
            );
        }
    });
}

#[test]
fn a_column_says_what_the_result_has_of_its_programme() {
    each(|engine, screening, parts| {
        let pack = &engine.pack;
        for (at, result) in screening.programmes.iter().enumerate() {
            let cell = |part: &str, key: &str| &row(engine, parts, part, key).cells[at];
            let programme = &pack.programmes[result.programme];
            let edition = &programme.editions[result.edition];
            let (text, own) = (&programme.text.get("en"), &edition.text.get("en"));
            let (text, own) = (text.expect("English"), own.expect("English"));
            let verdict = cell("app.compare.short", "app.compare.verdict");
            assert_eq!(verdict.len(), 1);
            assert_eq!(verdict[0].mark, Some(Mark::Verdict(result.verdict)));
            let words = ["verdict.", result.verdict.key()].concat();
            assert_eq!(verdict[0].text, pack.catalogue("en").get(&words));
            let calls = 1 + usize::from(result.later.is_some());
            assert!((1..=calls).contains(&cell("app.compare.short", "app.compare.call").len()));
            let purpose = cell("app.compare.short", "app.compare.purpose");
            assert_eq!(texts(purpose), [&text.purpose]);
            let get = own.get.as_ref().or(text.get.as_ref());
            let words = "app.compare.words";
            assert_eq!(texts(cell("app.compare.get", words)), Vec::from_iter(get));
            let ask = own.ask.as_ref().or(text.ask.as_ref());
            assert_eq!(texts(cell("app.compare.ask", words)), Vec::from_iter(ask));
            let next = own.next.as_ref().unwrap_or(&text.next);
            let next: Vec<&String> = [next].into_iter().chain(&own.gap).collect();
            assert_eq!(texts(cell("app.what_next", words)), next);
            let route = cell("app.compare.ask", "app.compare.route");
            assert_eq!(route.len(), usize::from(result.best.is_some()));
            for (kind, terms) in edition.terms.iter() {
                let key = ["term.", kind.key()].concat();
                let told = cell("app.compare.get", &key);
                assert_eq!(told.len(), terms.len());
                for (line, term) in told.iter().zip(terms.iter()) {
                    let note = term.text.get("en").map_or("", |text| &text.note);
                    assert!(line.text.ends_with(note), "{}", line.text);
                }
            }
            // Nobody excluded, and no sum: nothing to say.
            let aid = cell("app.compare.get", "app.compare.aid");
            assert!(aid.len() <= 2 && (aid.is_empty() || !aid[0].text.is_empty()));
        }
    });
}

#[test]
fn each_criterion_of_the_best_route_stands_with_its_topic() {
    each(|engine, screening, parts| {
        let ask = parts.iter().find(|one| one.title == "app.compare.ask");
        let rows = &ask.expect("a part").rows;
        let confirm = engine.pack.catalogue("en").get("app.compare.confirm");
        for (at, result) in screening.programmes.iter().enumerate() {
            let states = |is_wanted: &dyn Fn(&Row) -> bool| {
                let rows = rows.iter().filter(|row| is_wanted(row));
                let marks = rows.flat_map(|row| &row.cells[at]).map(|line| line.mark);
                let mut states: Vec<CriterionState> = marks
                    .filter_map(|mark| match mark {
                        Some(Mark::Criterion(state)) => Some(state),
                        _ => None,
                    })
                    .collect();
                states.sort_by_key(|state| format!("{state:?}"));
                states
            };
            let best = result.best.map(|best| &result.routes[best].criteria);
            let mut expected = best.cloned().unwrap_or_default();
            expected.sort_by_key(|state| format!("{state:?}"));
            assert_eq!(states(&|_| true), expected);
            // What is attested is asked by no question.
            let attested = [
                CriterionState::Attested,
                CriterionState::Denied,
                CriterionState::ToAttest,
            ];
            let is_attested = |state: &CriterionState| attested.contains(state);
            let unasked = states(&|row| row.title == confirm);
            let of_topics = states(&|row| row.title != confirm);
            assert!(unasked.iter().all(is_attested));
            assert!(!of_topics.iter().any(is_attested));
        }
    });
}

#[test]
fn a_criterion_is_told_by_its_sentence_or_where_that_is_long_by_its_title() {
    each(|engine, _, parts| {
        let ask = parts.iter().find(|one| one.title == "app.compare.ask");
        let cells = ask.expect("a part").rows.iter().flat_map(|row| &row.cells);
        let lines = cells.flatten();
        let told = lines.filter(|line| matches!(line.mark, Some(Mark::Criterion(_))));
        let advice = format!(" ({})", engine.pack.catalogue("en").get("kind.advice"));
        let editions = engine.pack.programmes.iter().flat_map(|one| &one.editions);
        let criteria = editions.flat_map(|one| {
            let routes = one.routes.iter().flat_map(|route| &route.criteria);
            one.criteria.iter().chain(routes)
        });
        let titles: BTreeSet<&str> = criteria
            .filter_map(|one| Some(one.text.get("en")?.title.as_str()))
            .collect();
        let (mut advised, mut sentences) = (0, 0);
        for line in told {
            let text = line.text.strip_suffix(&advice);
            advised += usize::from(text.is_some());
            let text = text.unwrap_or(&line.text);
            let is_title = titles.contains(text);
            sentences += usize::from(!is_title);
            assert!(is_title || text.len() <= 120, "{text}");
        }
        assert!(advised > 0 && sentences > 20, "{advised} and {sentences}");
    });
}

#[test]
fn what_to_do_next_leads_to_questions_and_to_those_who_know() {
    each(|engine, screening, parts| {
        for (at, result) in screening.programmes.iter().enumerate() {
            let next = parts.iter().find(|one| one.title == "app.what_next");
            let texts = engine.pack.catalogue("en");
            let cell = |key: &str| {
                let mut rows = next.expect("a part").rows.iter();
                let row = rows.find(|row| row.title == texts.get(key));
                row.map_or(&[][..], |row| &row.cells[at])
            };
            let best = result.best.map(|best| &result.routes[best]);
            let missing = best.map_or(&[][..], |best| &best.missing);
            let asked = missing.iter().map(|fact| {
                let fact = engine.asked_through(&screening.case, *fact);
                Some(format!("#ask/{}", engine.pack.facts[fact].id))
            });
            let links = cell("app.missing").iter().map(|line| line.link.clone());
            assert!(links.eq(asked));
            let changes = best.map_or(0, |best| best.change.len());
            assert_eq!(cell("app.would_help").len(), changes);
            let know = result.contacts.iter().enumerate().filter(|(place, one)| {
                let knows = [
                    ContactReason::Owner,
                    ContactReason::ProgrammeAndPlace,
                    ContactReason::Programme,
                ];
                *place == 0 || knows.contains(&one.reason)
            });
            let mut expected = Vec::new();
            for (_, one) in know {
                let contact = &engine.pack.contacts[one.contact];
                let name = &contact.text.get("en").expect("English").title;
                expected.push((name.clone(), Some(Mark::Name), None));
                let ways = contact.ways();
                expected.extend(ways.map(|(link, text)| (text.into(), None, Some(link))));
            }
            let line = |line: &Line| (line.text.clone(), line.mark, line.link.clone());
            let found: Vec<_> = cell("app.contacts").iter().map(line).collect();
            assert_eq!(found, expected);
        }
    });
}

#[test]
fn the_oldest_reading_and_the_least_sure_source_are_told() {
    each(|engine, screening, parts| {
        let pack = &engine.pack;
        for (at, result) in screening.programmes.iter().enumerate() {
            let edition = &pack.programmes[result.programme].editions[result.edition];
            let route = result.best.map(|best| &edition.routes[best].criteria);
            let criteria = edition.criteria.iter().chain(route.into_iter().flatten());
            let sources = criteria.flat_map(|one| &one.sources);
            let sources: Vec<_> = sources.filter_map(|id| pack.sources.get(id)).collect();
            let doubt = sources.iter().map(|one| one.confidence).min();
            let doubt = doubt.filter(|one| *one < Confidence::High);
            let cell = &row(engine, parts, "app.what_next", "app.compare.read").cells[at];
            let days = usize::from(!sources.is_empty());
            assert_eq!(cell.len(), days + usize::from(doubt.is_some()));
            if let Some(doubt) = doubt {
                let words = ["confidence.", doubt.key()].concat();
                assert_eq!(cell[days].text, pack.catalogue("en").get(&words));
            }
            if let Some(day) = sources.iter().map(|one| one.read).min() {
                let day = Writer::new(pack, "en").date(day);
                assert_eq!(cell[0].text, day);
            }
        }
    });
}

#[test]
fn rows_in_which_all_say_the_same_can_be_left_out() {
    let line = |text: &str| Line {
        text: text.into(),
        mark: None,
        link: None,
    };
    for (cells, is_same) in [
        (vec![vec![line("a")], vec![line("a")]], true),
        (vec![vec![line("a")], vec![line("b")]], false),
        (vec![vec![line("a")], vec![line("a")], vec![]], false),
    ] {
        let title = "a row".into();
        assert_eq!(Row { title, cells }.is_same(), is_same);
    }
}
