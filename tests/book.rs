//! The rule book: each rule has its place in it, its links lead somewhere, its pictures are right.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use puljetjek::book::{self, Page};
use puljetjek::check::cases;
use puljetjek::pack::Pack;
use puljetjek::pack::folder;
use puljetjek::screen::{Engine, Goes};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

fn shipped() -> (Engine, Vec<Page>) {
    let rules = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/rules"));
    let pack = folder::read(rules).expect("the rules").pack;
    let engine = Engine::new(pack).expect("an engine");
    let pages = book::pages(&engine, &cases::read(rules).expect("cases"));
    (engine, pages)
}

/// What stands between quotes after `name=` in a page.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    let parts = html.split(start.as_str()).skip(1);
    parts.filter_map(|part| part.split('"').next()).collect()
}

#[test]
fn each_criterion_has_a_place_to_point_to() {
    let (engine, pages) = shipped();
    for programme in &engine.pack.programmes {
        for language in &engine.pack.head.languages {
            let path = format!("{language}/{}.html", programme.id);
            let page = pages.iter().find(|page| page.path == path).expect("a page");
            let ids = attributes(&page.html, "id");
            let unique: BTreeSet<_> = ids.iter().collect();
            assert_eq!(unique.len(), ids.len(), "{path} has an id twice");
            for edition in &programme.editions {
                let shared = edition.criteria.iter().map(|one| ("*", one));
                let routes = edition.routes.iter();
                let own = routes
                    .flat_map(|route| route.criteria.iter().map(|one| (route.id.as_str(), one)));
                for (route, criterion) in shared.chain(own) {
                    let id = format!("{}/{route}/{}", edition.id, criterion.id);
                    assert!(ids.contains(&id.as_str()), "{path}#{id}");
                }
            }
        }
    }
}

#[test]
fn links_lead_to_pages_that_are_there() {
    let (_, pages) = shipped();
    let paths: BTreeSet<&str> = pages.iter().map(|page| page.path.as_str()).collect();
    let mut followed = 0;
    for page in &pages {
        for href in attributes(&page.html, "href") {
            let out = ["https://", "http://", "../../"];
            if out.iter().any(|start| href.starts_with(start)) {
                continue;
            }
            let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let to = match href.strip_prefix("../") {
                Some(rest) => rest.to_owned(),
                None if folder.is_empty() => href.to_owned(),
                None => format!("{folder}/{href}"),
            };
            assert!(paths.contains(to.as_str()), "{} links to {href}", page.path);
            followed += 1;
        }
    }
    assert!(followed > pages.len());
}

#[test]
fn text_of_a_pack_is_text() {
    let engine = small(r#"{"fact": "a", "at_least": 5}"#);
    let pages = book::pages(&engine, &[]);
    let page = pages.iter().find(|page| page.path == "en/p.html");
    let html = &page.expect("a page").html;
    assert!(html.contains("&lt;b&gt; &amp; co"));
    assert!(!html.contains("<b> &"));
    assert!(
        !html.contains("javascript:"),
        "an address that is no web address"
    );
}

#[test]
fn a_picture_leads_each_answer_to_what_comes_of_it() {
    let engine = small(
        r#"{"any": [{"fact": "a", "between": [5, 7]}, {"all": [{"fact": "a", "above": 7}, {"fact": "b", "is": true}]}]}"#,
    );
    let drawing = engine.drawing((0, 0, 0), "en").expect("a drawing");
    let [first, second] = &drawing.steps[..] else {
        panic!("{drawing:?}");
    };
    let answers: Vec<_> = first[0].answers.iter().map(|(_, goes)| *goes).collect();
    assert_eq!(answers, [Goes::Failed, Goes::Met, Goes::On(1, 0)]);
    let answers: Vec<_> = second[0].answers.iter().map(|(_, goes)| *goes).collect();
    assert_eq!(answers, [Goes::Failed, Goes::Met]);
    // What is settled from the start is not drawn.
    let engine = small(r#"{"fact": "a", "at_least": 0}"#);
    assert_eq!(engine.drawing((0, 0, 0), "en"), None);
}

#[test]
fn a_picture_says_in_words_what_is_asked_and_which_answers_lead_where() {
    let runs = json!({ "any": [{ "fact": "staff", "between": [2, 3] },
        { "fact": "staff", "between": [4, 6] }, { "fact": "staff", "equals": 8 }] });
    let (failed, met) = (Goes::Failed, Goes::Met);
    for (when, title, first, second) in [
        (
            json!({ "fact": "staff", "between": [5, 7] }),
            "Staff",
            ("at most 4, at least 8", failed),
            ("5 to 7", met),
        ),
        (
            json!({ "fact": "staff", "above": 0 }),
            "Staff",
            ("0", failed),
            ("at least 1", met),
        ),
        // Values that lead to the same are told together, wherever rules cut between them.
        (
            runs,
            "Staff",
            ("at most 1, 7, at least 9", failed),
            ("2 to 6, 8", met),
        ),
        (
            json!({ "fact": "started", "at_least": "2012-01-01" }),
            "Started",
            ("at most 31 December 2011", failed),
            ("at least 1 January 2012", met),
        ),
        (
            json!({ "fact": "private", "is": false }),
            "Private",
            ("no", met),
            ("yes", failed),
        ),
        (
            json!({ "fact": "home", "one_of": ["de", "se"] }),
            "Home",
            ("Norway", failed),
            ("Germany, Sweden", met),
        ),
        (
            json!({ "fact": "partners", "has": "se" }),
            "Partners: Sweden",
            ("no", failed),
            ("yes", met),
        ),
        (
            json!({ "fact": "partners", "has_any": ["de", "se"] }),
            "Partners: Germany, Sweden",
            ("0", failed),
            ("1 to 2", met),
        ),
        (
            json!({ "count": "partners", "at_least": 2 }),
            "Partners",
            ("0 to 1", failed),
            ("2 to 3", met),
        ),
        (
            json!({ "sum": ["staff", "more"], "at_least": 6 }),
            "Staff / More staff",
            ("no", failed),
            ("yes", met),
        ),
    ] {
        let drawing = of_each_kind(&when).drawing((0, 0, 0), "en");
        let drawing = drawing.unwrap_or_else(|| panic!("nothing is drawn of {when}"));
        let last = drawing.steps.last().and_then(|step| step.first());
        let last = last.expect("a point");
        let answers: Vec<(&str, Goes)> = last
            .answers
            .iter()
            .map(|(words, goes)| (words.as_str(), *goes))
            .collect();
        assert_eq!(
            (last.title.as_str(), &*answers),
            (title, &[first, second][..]),
            "{when}"
        );
    }
}

/// A pack with a fact of each kind and a programme with this one criterion.
fn of_each_kind(when: &Value) -> Engine {
    let options = ["de", "se", "no"];
    let fact = |id: &str, label: &str, kind: &str| {
        let mut fact = json!({ "id": id, "topic": "t", "type": kind, "changeable": "no",
            "text": { "en": { "label": label, "question": "?",
                "options": { "de": "Germany", "se": "Sweden", "no": "Norway" } } } });
        match kind {
            "number" => {
                for (key, value) in [("min", 0), ("max", 10), ("step", 1)] {
                    fact[key] = json!(value);
                }
                fact["unit"] = json!("count");
            }
            "choice" | "set" => fact["options"] = json!(options),
            _ => {}
        }
        fact
    };
    let texts: Value = serde_json::from_str(include_str!("../rules/texts/en.json")).expect("texts");
    let title = json!({ "en": { "title": "t" } });
    let pack = json!({
        "pack": { "id": "p", "version": "1", "format": 1, "languages": ["en"],
            "topics": [{ "id": "t", "text": title }] },
        "definitions": {}, "constraints": [], "tables": {}, "texts": { "en": texts },
        "sources": [], "contacts": [{ "id": "c", "kind": "guidance",
            "text": { "en": { "title": "c", "helps": "h" } } }],
        "facts": [
            fact("staff", "Staff", "number"), fact("more", "More staff", "number"),
            fact("started", "Started", "date"), fact("private", "Private", "bool"),
            fact("home", "Home", "choice"), fact("partners", "Partners", "set"),
        ],
        "programmes": [{ "id": "p", "owner": "c", "goals": [],
            "text": { "en": { "title": "t", "purpose": "p", "next": "n" } },
            "editions": [{ "id": "e", "valid": { "from": "2000-01-01" }, "text": title,
                "routes": [{ "id": "r", "kind": "apply", "text": title, "criteria": [
                    { "id": "k", "kind": "requirement", "when": when, "text": title,
                        "sources": [] }] }] }] }],
    });
    let pack = Pack::open(&pack.to_string(), "").unwrap_or_else(|error| panic!("{error}"));
    Engine::new(pack).expect("an engine")
}

/// A pack of two facts and a programme with this one criterion.
fn small(when: &str) -> Engine {
    let text = r#"{"en": {"title": "<b> & co", "purpose": "p", "next": "n"}}"#;
    let title = r#"{"en": {"title": "t"}}"#;
    let json = format!(
        r#"{{"pack":{{"id":"p","version":"1","format":1,"languages":["en"],
            "topics":[{{"id":"t","text":{{"en":{{"title":"t"}}}}}}]}},
        "definitions":{{}},"constraints":[],"tables":{{}},"texts":{{"en":{{}}}},
        "sources":[{{"id":"S1","title":"s","address":"javascript:alert(1)","read":"2026-01-01","confidence":"high"}}],
        "facts":[
          {{"id":"a","topic":"t","type":"number","unit":"count","min":0,"max":10,"step":1,"changeable":"no",
            "text":{{"en":{{"label":"a","question":"a?"}}}}}},
          {{"id":"b","topic":"t","type":"bool","changeable":"no",
            "text":{{"en":{{"label":"b","question":"b?"}}}}}}],
        "contacts":[{{"id":"c","kind":"programme","text":{{"en":{{"title":"c","helps":"h"}}}},
          "valid":{{"from":"2000-01-01"}},"sources":["S1"]}}],
        "programmes":[{{"id":"p","owner":"c","goals":[],"text":{text},
          "editions":[{{"id":"e","valid":{{"from":"2000-01-01"}},"text":{title},
            "routes":[{{"id":"r","kind":"apply","text":{title},
              "criteria":[{{"id":"k","kind":"requirement","when":{when},"text":{title},"sources":["S1"]}}]}}]}}]}}]}}"#
    );
    let pack = Pack::open(&json, "").unwrap_or_else(|error| panic!("{error}"));
    Engine::new(pack).expect("an engine")
}
