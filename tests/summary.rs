//! What is copied and printed: a few lines a programme, each programme once, and nothing of what
//! is ruled out but why.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use puljetjek::case::Case;
use puljetjek::handover;
use puljetjek::pack::date::Date;
use puljetjek::pack::error::Place;
use puljetjek::pack::folder;
use puljetjek::pack::json::Json;
use puljetjek::screen::report::because_words;
use puljetjek::screen::summary::{Detail, Line, Weight, summary};
use puljetjek::screen::{
    Aid, Amount, CallState, CriterionState, Engine, Plan, ProgrammeResult, Screening, Span,
    Verdict, serves,
};
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn screened(answers: &str, as_of: &str) -> (Engine, Screening) {
    let pack = folder::read(&Path::new(ROOT).join("rules"))
        .expect("the rules")
        .pack;
    let engine = Engine::new(pack).expect("an engine");
    let file = Path::new(ROOT).join("tests/answers").join(answers);
    let json = Json::read(&std::fs::read_to_string(file).expect("answers")).expect("JSON");
    let case = Case::from_json(&engine.pack, &json, &Place::default()).expect("a case");
    let day = Date::parse(as_of).expect("a day");
    let screening = engine.screen(&case, day).expect("a screening");
    (engine, screening)
}

fn lines(engine: &Engine, screening: &Screening, detail: Detail) -> Vec<Line> {
    summary(engine, screening, &Plan::default(), "en", detail)
}

#[test]
fn in_brief_each_programme_has_a_title_under_its_verdict() {
    for (answers, day) in [
        ("eurostars-lead-2012.json", "2012-03-01"),
        ("welfare-company-today.json", "2026-11-25"),
    ] {
        let (engine, screening) = screened(answers, day);
        let brief = lines(&engine, &screening, Detail::Brief);
        let mut group = None;
        let mut found: Vec<(Verdict, String)> = Vec::new();
        for line in &brief {
            match line.weight {
                Weight::Group(verdict) => group = Some(verdict),
                Weight::Bold if line.indent == 2 => {
                    found.push((group.expect("a group"), line.text.clone()));
                }
                _ => {}
            }
        }
        let mut expected: Vec<(Verdict, String)> = screening
            .programmes
            .iter()
            .map(|one| {
                let programme = &engine.pack.programmes[one.programme];
                let title = &programme.text.get("en").expect("English").title;
                (one.verdict, title.clone())
            })
            .collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected);
        let all = lines(&engine, &screening, Detail::All);
        assert!(
            2 * brief.len() < all.len(),
            "{} of {}",
            brief.len(),
            all.len()
        );
        let pack = brief
            .iter()
            .any(|line| line.text.contains(&engine.pack.head.version));
        assert!(pack, "the version of the rules is missing");
    }
}

#[test]
fn a_known_deadline_becomes_a_day_in_the_calendar() {
    let (engine, screening) = screened("welfare-company-today.json", "2026-11-25");
    let mut known = 0;
    for result in &screening.programmes {
        let file = handover::deadline(&engine.pack, result, screening.as_of, "en");
        assert_eq!(file.is_some(), result.call.closes.is_some());
        let (Some(file), Some(closes)) = (file, result.call.closes) else {
            continue;
        };
        let day = closes.to_string().replace('-', "");
        assert!(file.starts_with("BEGIN:VCALENDAR\r\n"), "{file}");
        assert!(file.ends_with("END:VCALENDAR\r\n"), "{file}");
        assert!(
            file.contains(&format!("\r\nDTSTART;VALUE=DATE:{day}\r\n")),
            "{file}"
        );
        assert!(file.contains("\r\nDTSTAMP:20261125T000000Z\r\n"), "{file}");
        known += 1;
    }
    assert!(known > 0, "no deadline is known");
}

#[test]
fn a_contact_becomes_a_card_and_a_mail_tells_no_answers() {
    let (engine, screening) = screened("welfare-company-today.json", "2026-11-25");
    for contact in &engine.pack.contacts {
        let card = handover::card(contact, "da").replace("\r\n ", "");
        let phone = contact.phone.as_ref();
        assert_eq!(card.contains("\r\nTEL:"), phone.is_some(), "{card}");
        let mail = contact.mail.as_ref();
        assert_eq!(card.contains("\r\nEMAIL:"), mail.is_some(), "{card}");
        assert!(card.starts_with("BEGIN:VCARD\r\nVERSION:4.0\r\n"), "{card}");
        assert!(card.ends_with("END:VCARD\r\n"), "{card}");
    }
    let result = &screening.programmes[0];
    let mail = handover::mail(&engine.pack, &screening, result, "en");
    let title = &engine.pack.programmes[result.programme]
        .text
        .get("en")
        .expect("English")
        .title;
    assert!(
        mail.subject.contains(title) && mail.body.contains(title),
        "{mail:?}"
    );
    assert!(mail.body.contains("25 November 2026"), "{mail:?}");
    assert!(!mail.body.contains('{'), "a place was not filled: {mail:?}");
}

#[test]
fn what_can_be_had_serves_the_goals_closes_soon_and_gives_most_comes_first() {
    let (engine, mut screening) = screened("welfare-company-today.json", "2026-11-25");
    let pack = &engine.pack;
    let is_wanted =
        |one: &ProgrammeResult| serves(&pack.programmes[one.programme], &screening.case);
    let (mut wanted, mut others): (Vec<_>, Vec<_>) =
        screening.programmes.iter().cloned().partition(is_wanted);
    wanted.truncate(6);
    others.truncate(1);
    let given = |most: Option<i64>| {
        most.map(|most| Aid {
            amount: Some(Amount {
                span: Span {
                    from: None,
                    to: Some(most),
                },
                by: None,
                to_project: false,
            }),
            ..Aid::default()
        })
    };
    let mut expected = Vec::new();
    let mut stand = |one: &mut ProgrammeResult, state, closes_in, most| {
        one.verdict = Verdict::Eligible;
        one.call.state = state;
        one.call.closes_in = closes_in;
        one.terms = given(most);
        expected.push(one.programme);
    };
    stand(&mut wanted[3], CallState::Open, Some(2), None);
    stand(&mut wanted[0], CallState::Open, Some(3), Some(10));
    stand(&mut wanted[4], CallState::Open, None, Some(20));
    stand(&mut wanted[1], CallState::Open, None, Some(10));
    stand(&mut wanted[2], CallState::Open, None, None);
    stand(&mut others[0], CallState::Open, Some(1), Some(30));
    stand(&mut wanted[5], CallState::Closed, None, Some(40));
    wanted.append(&mut others);
    screening.programmes = wanted;
    let ranked = screening.ranked(pack, Verdict::Eligible);
    let found: Vec<usize> = ranked.iter().map(|one| one.programme).collect();
    assert_eq!(found, expected);
    assert!(screening.ranked(pack, Verdict::Open).is_empty());
}

#[test]
fn a_denied_point_is_named_by_its_title() {
    let (engine, _) = screened("eurostars-lead-2012.json", "2012-03-01");
    let denied = engine.pack.attestations().map(|name| (name, false.into()));
    let answers = serde_json::json!({ "attested": serde_json::Map::from_iter(denied) });
    let json = Json::read(&answers.to_string()).expect("JSON");
    let case = Case::from_json(&engine.pack, &json, &Place::default()).expect("a case");
    let day = Date::parse("2012-03-01").expect("a day");
    let screening = engine.screen(&case, day).expect("a screening");
    let mut named = 0;
    for result in &screening.programmes {
        let edition = &engine.pack.programmes[result.programme].editions[result.edition];
        for (route, own) in result.routes.iter().zip(&edition.routes) {
            let criteria = edition.criteria.iter().chain(&own.criteria);
            let mut denied = criteria
                .zip(&route.criteria)
                .filter(|(_, state)| **state == CriterionState::Denied);
            let Some((criterion, _)) = denied.next() else {
                continue;
            };
            let title = &criterion.text.get("en").expect("English").title;
            let words = because_words(&engine.pack, result, route, "en");
            assert_eq!(words, std::slice::from_ref(title));
            named += 1;
        }
    }
    assert!(named > 10, "{named}");
}
