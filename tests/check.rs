//! What a check finds: each code in a pack that is broken in that one way, at the place where it
//! is broken. The pack in `tests/tiny` is whole; whoever mends the break is back at it.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod tiny;

use puljetjek::check::{Code, Finding, Level, Mutate, Options, Report, check};
use puljetjek::pack::date::Date;
use puljetjek::pack::folder;
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Output};
use tiny::{CASES, CRITERIA, PROGRAMME, ROOT, Tiny, criterion, titled};

fn day(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn options() -> Options {
    Options {
        as_of: day("2026-06-01"),
        source_age: 24,
        mutate: Mutate::Nothing,
    }
}

impl Tiny {
    fn report(&self) -> Report {
        check(self.write().path(), &options())
    }
}

fn own(is: bool) -> Value {
    json!({ "fact": "own", "is": is })
}

fn fact(id: &str) -> Value {
    let text = json!({ "label": id, "question": id });
    json!({ "id": id, "topic": "company", "type": "bool", "changeable": "no",
        "text": { "da": text, "en": text } })
}

fn contact(id: &str, further: Value) -> Value {
    let text = json!({ "title": id, "helps": id });
    let mut contact = json!({ "id": id, "kind": "partners", "text": { "da": text, "en": text } });
    for (key, value) in further.as_object().expect("an object") {
        contact[key] = value.clone();
    }
    contact
}

/// An edition without routes.
fn edition(id: &str, from: &str, to: &str) -> Value {
    json!({ "id": id, "valid": { "from": from, "to": to }, "text": titled(id), "routes": [] })
}

/// A further option of a choice or a set.
fn option(tiny: &mut Tiny, fact: usize, option: &str) {
    tiny.push("facts.json", &format!("/{fact}/options"), json!(option));
    for language in ["da", "en"] {
        let options = format!("/{fact}/text/{language}/options");
        tiny.at("facts.json", &options)[option] = json!(option);
    }
}

/// A code, where it is found, and what breaks the pack so.
type Break = (Code, &'static str, &'static str, fn(&mut Tiny));

/// One of each code at least.
const BREAKS: &[Break] = &[
    (Code::Unreadable, "facts.json", "", |tiny| {
        tiny.0.remove("facts.json");
    }),
    (Code::Form, "contacts.json", "/1/kind", |tiny| {
        tiny.at("contacts.json", "/1")["kind"] = json!("guide");
    }),
    (Code::Form, CASES, "/0/expects", |tiny| {
        tiny.at(CASES, "/0")["expects"] = json!({});
    }),
    (Code::Form, "explained.json", "/0", |tiny| {
        let incomplete = json!([{ "code": "P060" }]);
        tiny.0.insert("explained.json".into(), incomplete);
    }),
    (
        Code::UnknownId,
        "definitions.json",
        "/not_large/when/fact",
        |tiny| {
            tiny.at("definitions.json", "/not_large/when")["fact"] = json!("employee");
        },
    ),
    (Code::UnknownId, CASES, "/0/answers/employee", |tiny| {
        tiny.at(CASES, "/0/answers")["employee"] = json!(10);
    }),
    (Code::UnknownId, CASES, "/0/expect/grow", |tiny| {
        tiny.at(CASES, "/0/expect")["grow"] = json!({ "verdict": "eligible" });
    }),
    (Code::SameId, "contacts.json", "/2/id", |tiny| {
        tiny.at("contacts.json", "/2")["id"] = json!("house-north");
    }),
    (
        Code::SameId,
        PROGRAMME,
        "/editions/0/routes/0/criteria/1/id",
        |tiny| {
            tiny.at(PROGRAMME, CRITERIA)[1]["id"] = json!("size");
        },
    ),
    (
        Code::Unsuited,
        PROGRAMME,
        "/editions/0/routes/0/criteria/2/when",
        |tiny| {
            tiny.at(PROGRAMME, CRITERIA)[2]["when"] = json!({ "fact": "own", "at_least": 1 });
        },
    ),
    (
        Code::MissingText,
        PROGRAMME,
        "/editions/0/routes/0/text",
        |tiny| {
            *tiny.at(PROGRAMME, "/editions/0/routes/0/text") = json!({ "da": { "title": "Selv" } });
        },
    ),
    (Code::Overlap, PROGRAMME, "/editions/1/valid", |tiny| {
        tiny.push(
            PROGRAMME,
            "/editions",
            edition("early", "2019-01-01", "2020-01-01"),
        );
    }),
    (
        Code::Circular,
        "definitions.json",
        "/not_large/when/all/1/use",
        |tiny| {
            let when = tiny.at("definitions.json", "/not_large/when");
            *when = json!({ "all": [when.clone(), { "use": "not_large" }] });
        },
    ),
    (Code::CaseFails, CASES, "/0/expect/growth", |tiny| {
        tiny.at(CASES, "/0/expect/growth")["verdict"] = json!("open");
    }),
    (Code::CaseFails, CASES, "/1/expect/growth", |tiny| {
        tiny.at(CASES, "/1/expect/growth")["because"] = json!(["own"]);
    }),
    (Code::CaseImpossible, CASES, "/4/answers", |tiny| {
        let holds = json!({ "any": [own(false), { "fact": "region", "is": "north" }] });
        let constraint = json!({ "id": "k", "holds": holds, "text": titled("Own is north") });
        tiny.push("constraints.json", "", constraint);
        let case = json!({ "name": "Own in the south", "as_of": "2026-06-01",
            "answers": { "own": true, "region": "south" }, "expect": {} });
        tiny.push(CASES, "", case);
    }),
    (
        Code::Unmeetable,
        PROGRAMME,
        "/editions/0/routes/1",
        |tiny| {
            let criteria = [
                criterion("with", "requirement", own(true)),
                criterion("without", "requirement", own(false)),
            ];
            let route = json!({ "id": "never", "kind": "join", "text": titled("Never"),
            "criteria": criteria });
            tiny.push(PROGRAMME, "/editions/0/routes", route);
        },
    ),
    (
        Code::Implied,
        PROGRAMME,
        "/editions/0/routes/0/criteria/3",
        |tiny| {
            let north = json!({ "fact": "region", "is": "north" });
            let either = criterion(
                "either",
                "requirement",
                json!({ "any": [own(true), north] }),
            );
            tiny.push(PROGRAMME, CRITERIA, either);
        },
    ),
    (
        Code::Idle,
        PROGRAMME,
        "/editions/0/routes/0/criteria/3",
        |tiny| {
            let any = criterion(
                "any",
                "requirement",
                json!({ "any": [own(true), own(false)] }),
            );
            tiny.push(PROGRAMME, CRITERIA, any);
        },
    ),
    (
        Code::Idle,
        PROGRAMME,
        "/editions/0/routes/0/criteria/3",
        |tiny| {
            tiny.push(PROGRAMME, CRITERIA, criterion("wise", "advice", own(false)));
        },
    ),
    (
        Code::Empty,
        PROGRAMME,
        "/editions/0/routes/0/criteria/2/when/any/1/any",
        |tiny| {
            let when = json!({ "any": [own(true), { "any": [] }] });
            tiny.at(PROGRAMME, CRITERIA)[2]["when"] = when;
        },
    ),
    (Code::Inexact, PROGRAMME, "/editions/0/routes/1", |tiny| {
        // Pairs of facts that lie far apart: the diagram doubles with each.
        let yes = |i: usize| json!({ "fact": format!("f{i}"), "is": true });
        (0..40).for_each(|i| tiny.push("facts.json", "", fact(&format!("f{i}"))));
        let pairs: Vec<Value> = (0..20)
            .map(|i| json!({ "all": [yes(i), yes(i + 20)] }))
            .collect();
        let criteria = [criterion("pairs", "requirement", json!({ "any": pairs }))];
        let route = json!({ "id": "large", "kind": "join", "text": titled("Large"),
            "criteria": criteria });
        tiny.push(PROGRAMME, "/editions/0/routes", route);
    }),
    (
        Code::Untouched,
        PROGRAMME,
        "/editions/0/routes/0/criteria/0/when",
        |tiny| {
            tiny.at(CASES, "").as_array_mut().expect("cases").remove(1);
        },
    ),
    (
        Code::Untouched,
        PROGRAMME,
        "/editions/0/routes/0/criteria/1/when/use",
        |tiny| {
            tiny.at(CASES, "").as_array_mut().expect("cases").remove(3);
        },
    ),
    (
        Code::NotNextTo,
        PROGRAMME,
        "/editions/0/routes/0/criteria/0/when",
        |tiny| {
            tiny.at(CASES, "/1/answers")["employees"] = json!(5);
        },
    ),
    (Code::Gap, PROGRAMME, "/editions/0/valid/from", |tiny| {
        tiny.push(
            PROGRAMME,
            "/editions",
            edition("early", "2019-01-01", "2019-12-30"),
        );
    }),
    (
        Code::CallOutside,
        PROGRAMME,
        "/editions/0/calls/0/opens",
        |tiny| {
            tiny.at(PROGRAMME, "/editions/0/calls/0")["opens"] = json!("2019-12-31");
        },
    ),
    (
        Code::CallBackwards,
        PROGRAMME,
        "/editions/0/calls/0/closes",
        |tiny| {
            tiny.at(PROGRAMME, "/editions/0/calls/0")["closes"] = json!("2026-02-28");
        },
    ),
    (Code::ContactUnreached, "contacts.json", "/4", |tiny| {
        tiny.push(
            "contacts.json",
            "",
            contact("knows", json!({ "programmes": ["growth"] })),
        );
        tiny.push(
            "contacts.json",
            "",
            contact("guesses", json!({ "goals": ["grow"] })),
        );
    }),
    (Code::ContactUnreached, "contacts.json", "/1", |tiny| {
        // Whoever the house in the north could help, with each goal, is helped by this one.
        let when = json!({ "any": [{ "fact": "region", "is": "north" }, own(true)] });
        let goals = ["grow", "hire"];
        let further = json!({ "kind": "guidance", "goals": goals, "when": when });
        tiny.push("contacts.json", "", contact("all-goals", further));
    }),
    (Code::ContactUnreached, "contacts.json", "/3", |tiny| {
        let when = json!({ "all": [own(true), own(false)] });
        tiny.push(
            "contacts.json",
            "",
            contact("never", json!({ "when": when })),
        );
    }),
    (Code::ContactUnreached, "contacts.json", "/3", |tiny| {
        // The agency, which owns the only programme, always comes before it.
        let further = json!({ "kind": "eu", "fallback": true });
        tiny.push("contacts.json", "", contact("last", further));
    }),
    (Code::PlaceWithout, "facts.json", "/2/options/2", |tiny| {
        option(tiny, 2, "west")
    }),
    (Code::GoalWithout, "facts.json", "/0/options/2", |tiny| {
        option(tiny, 0, "export")
    }),
    (Code::NoAddress, "sources.json", "/0", |tiny| {
        tiny.at("sources.json", "/0")
            .as_object_mut()
            .expect("a source")
            .remove("address");
    }),
    (Code::OldSource, "sources.json", "/0/read", |tiny| {
        tiny.at("sources.json", "/0")["read"] = json!("2024-05-31");
    }),
    (Code::UnusedSource, "sources.json", "/1/id", |tiny| {
        let mut other = tiny.at("sources.json", "/0").clone();
        other["id"] = json!("S-02");
        tiny.push("sources.json", "", other);
    }),
    (
        Code::OtherNumber,
        PROGRAMME,
        "/editions/0/routes/0/criteria/0/text/en/title",
        |tiny| {
            tiny.at(PROGRAMME, CRITERIA)[0]["text"]["en"]["title"] = json!("At least 12 employees");
        },
    ),
    (Code::OneLanguage, "facts.json", "/1/text/en", |tiny| {
        tiny.at("facts.json", "/1/text/da")["help"] = json!("Tæl alle med.");
    }),
    (Code::OneLanguage, PROGRAMME, "/text/da/purpose", |tiny| {
        tiny.at(PROGRAMME, "/text/da")["purpose"] = json!(" ");
    }),
    (Code::UnusedFact, "facts.json", "/4/id", |tiny| {
        tiny.push("facts.json", "", fact("red"));
    }),
    (
        Code::UnusedDefinition,
        "definitions.json",
        "/mine",
        |tiny| {
            tiny.at("definitions.json", "")["mine"] =
                json!({ "when": own(true), "sources": ["S-01"], "text": titled("Mine") });
        },
    ),
    (Code::Alike, "facts.json", "/4/options/1", |tiny| {
        let text = |label: &str| {
            json!({ "label": label, "question": label,
                "options": { "aps": "ApS", "as": "A/S", "other": "-" } })
        };
        tiny.push(
            "facts.json",
            "",
            json!({ "id": "form", "topic": "company", "type": "choice",
            "options": ["aps", "as", "other"], "changeable": "no",
            "text": { "da": text("Form"), "en": text("Form") } }),
        );
        let when = json!({ "fact": "form", "is": "aps" });
        tiny.push(PROGRAMME, CRITERIA, criterion("form", "advice", when));
    }),
    (Code::ExplainsNothing, "explained.json", "/0", |tiny| {
        explain(tiny, "P060", json!("sources.json#/S-01"), "It is on paper.");
    }),
];

fn explain(tiny: &mut Tiny, code: &str, at: Value, why: &str) {
    let explained = json!([{ "code": code, "at": at, "why": why }]);
    tiny.0.insert("explained.json".into(), explained);
}

#[test]
fn a_whole_pack_has_no_findings() {
    let report = Tiny::new().report();
    assert_eq!(report.findings, []);
    assert_eq!(report.cases, 4);
}

#[test]
fn what_is_broken_is_found_where_it_is_and_nothing_else() {
    for (code, file, pointer, break_it) in BREAKS {
        let mut tiny = Tiny::new();
        break_it(&mut tiny);
        let found: Vec<String> = tiny.report().findings.iter().map(shown).collect();
        let expected = format!("{} {file} {pointer}", code.name());
        assert_eq!(found.len(), 1, "{expected}: {found:#?}");
        assert!(
            found[0].starts_with(&format!("{expected}:")),
            "{expected}: {found:#?}"
        );
    }
}

fn shown(finding: &Finding) -> String {
    let place = &finding.place;
    let code = finding.code.name();
    format!(
        "{code} {} {}: {}",
        place.file, place.pointer, finding.message
    )
}

#[test]
fn every_code_is_broken_once() {
    // What no case notices is found only where it is asked for: see check_mutate.rs.
    for code in Code::ALL.iter().filter(|one| **one != Code::Unnoticed) {
        assert!(BREAKS.iter().any(|one| one.0 == *code), "{}", code.name());
    }
}

fn broken(code: Code) -> Tiny {
    let mut tiny = Tiny::new();
    let one = BREAKS.iter().find(|one| one.0 == code).expect("a break");
    one.3(&mut tiny);
    tiny
}

fn only(report: Report) -> Finding {
    let mut findings = report.findings;
    assert_eq!(findings.len(), 1, "{findings:#?}");
    findings.remove(0)
}

#[test]
fn all_that_is_wrong_is_found_in_one_run() {
    let mut tiny = Tiny::new();
    tiny.at("contacts.json", "/1")["kind"] = json!("guide");
    tiny.at("facts.json", "/1")["step"] = json!(3);
    tiny.at("sources.json", "/0")["read"] = json!("yesterday");
    tiny.at(CASES, "/2")["answer"] = json!(2);
    let files = |report: Report| -> Vec<String> {
        let findings = report.findings.into_iter();
        findings
            .map(|one| format!("{} {}", one.place.file, one.place.pointer))
            .collect()
    };
    let expected = [
        format!("{CASES} /2/answer"),
        "contacts.json /1/kind".into(),
        "facts.json /1".into(),
        "sources.json /0/read".into(),
    ];
    assert_eq!(files(tiny.report()), expected);

    let mut tiny = Tiny::new();
    tiny.at(PROGRAMME, "")["owner"] = json!("nobody");
    tiny.at(PROGRAMME, CRITERIA)[0]["sources"] = json!(["S-01", "S-09"]);
    tiny.at(PROGRAMME, CRITERIA)[1]["when"] = json!({ "use": "large" });
    tiny.at("contacts.json", "/2/when")["is"] = json!("east");
    let expected = [
        "contacts.json /2/when/is",
        "programmes/growth.json /editions/0/routes/0/criteria/0/sources/1",
        "programmes/growth.json /editions/0/routes/0/criteria/1/when/use",
        "programmes/growth.json /owner",
    ];
    let mut found = files(tiny.report());
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn examples_are_answers_that_show_the_finding() {
    let example = |code: Code| {
        let example = only(broken(code).report()).example;
        let json = example.expect("an example").to_json().to_string();
        serde_json::from_str::<serde_json::Value>(&json).expect("JSON")
    };
    // It meets one of the two that nobody meets together.
    assert_eq!(example(Code::Unmeetable), json!({ "own": true }));
    // The case that is missing.
    assert_eq!(example(Code::Untouched), json!({ "employees": 9 }));
    assert_eq!(example(Code::NotNextTo), json!({ "employees": 9 }));
    assert_eq!(example(Code::PlaceWithout), json!({ "region": "west" }));
    assert_eq!(example(Code::GoalWithout), json!({ "goals": ["export"] }));
}

#[test]
fn messages_name_what_is_in_the_way() {
    let message = |code| only(broken(code).report()).message;
    let unmeetable = message(Code::Unmeetable);
    assert!(
        unmeetable.contains("nobody meets all of with, without"),
        "{unmeetable}"
    );
    let implied = message(Code::Implied);
    assert!(implied.contains("follows from own"), "{implied}");
    let unreached = message(Code::ContactUnreached);
    assert!(unreached.contains("is sent to knows"), "{unreached}");
    let gap = message(Code::Gap);
    assert!(gap.contains("from 2019-12-31 to 2019-12-31"), "{gap}");
}

#[test]
fn a_criterion_of_the_edition_is_idle_only_where_it_is_on_every_route() {
    let mut tiny = Tiny::new();
    let either = json!({ "any": [own(true), { "fact": "region", "is": "north" }] });
    let either = criterion("either", "requirement", either);
    tiny.at(PROGRAMME, "/editions/0")["criteria"] = json!([either]);
    let finding = only(tiny.report());
    assert_eq!(finding.code, Code::Implied);
    assert_eq!(finding.place.pointer, "/editions/0/criteria/0");
    // On the other route it decides something.
    let route = json!({ "id": "join", "kind": "join", "text": titled("Join"), "criteria": [] });
    tiny.push(PROGRAMME, "/editions/0/routes", route);
    let all = tiny.report().findings;
    assert!(all.iter().all(|one| one.code != Code::Implied), "{all:#?}");
}

#[test]
fn what_the_pack_explains_is_a_note_with_the_reason() {
    for at in [
        json!("sources.json#/0"),
        json!("sources.json#/S-01"),
        json!(["sources.json#/S-01"]),
    ] {
        let mut tiny = broken(Code::NoAddress);
        explain(&mut tiny, "P060", at, "It is on paper.");
        let report = tiny.report();
        assert_eq!(report.count(Level::Warning), 0);
        let finding = only(report);
        assert_eq!(finding.level(), Level::Note);
        assert_eq!(finding.explained.as_deref(), Some("It is on paper."));
    }
}

#[test]
fn an_explanation_must_have_a_reason_and_cannot_excuse_an_error() {
    let mut tiny = broken(Code::NoAddress);
    explain(&mut tiny, "P060", json!("sources.json#/S-01"), " ");
    assert_eq!(tiny.report().count(Level::Warning), 2);

    let mut tiny = broken(Code::CallBackwards);
    let at = json!("programmes/growth.json#/editions/growth-1/calls/0/closes");
    explain(&mut tiny, "P042", at, "It is so.");
    let report = tiny.report();
    assert_eq!(report.count(Level::Error), 1);
    assert_eq!(report.count(Level::Warning), 1);
}

#[test]
fn explanations_are_not_packed() {
    let mut tiny = Tiny::new();
    let plain = folder::read(tiny.write().path()).expect("a pack").json;
    explain(
        &mut tiny,
        "P060",
        json!("sources.json#/S-01"),
        "It is on paper.",
    );
    let explained = folder::read(tiny.write().path()).expect("a pack").json;
    assert_eq!(plain, explained);
}

#[test]
fn a_year_in_a_title_names_the_rules_that_are_meant() {
    let mut tiny = Tiny::new();
    tiny.at("definitions.json", "/not_large/text/en")["title"] = json!("Not large (2014-2020)");
    assert_eq!(tiny.report().findings, []);
}

#[test]
fn the_shipped_pack_has_no_error_and_no_warning_that_is_not_explained() {
    let options = Options {
        as_of: day("2026-11-24"),
        source_age: 24,
        mutate: Mutate::Nothing,
    };
    let report = check(&Path::new(ROOT).join("rules"), &options);
    let wrong = report
        .findings
        .iter()
        .filter(|one| one.level() < Level::Note);
    let wrong: Vec<String> = wrong.map(shown).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(report.cases > 600);
}

/// The sections of the document: each from its heading to the next.
fn sections(document: &str) -> Vec<(&str, &str)> {
    let parts = document.split("\n### ").skip(1);
    parts
        .map(|part| part.split_once('\n').expect("a heading"))
        .collect()
}

#[test]
fn every_code_has_its_section_in_the_document_and_no_section_is_stale() {
    let document = std::fs::read_to_string(Path::new(ROOT).join("docs/findings.md"));
    let document = document.expect("docs/findings.md");
    let sections = sections(&document);
    let headings: Vec<&str> = sections.iter().map(|(heading, _)| *heading).collect();
    let heading = |code: &Code| format!("{}: {}", code.name(), code.summary());
    let expected: Vec<String> = Code::ALL.iter().map(heading).collect();
    assert_eq!(headings, expected);
    for (code, (heading, section)) in Code::ALL.iter().zip(sections) {
        let level = match code.level() {
            Level::Error => "Error.",
            Level::Warning => "Warning.",
            Level::Note => "Note.",
        };
        assert!(section.trim_start().starts_with(level), "{heading}");
        assert!(section.contains("```"), "{heading} has no example");
        assert!(section.contains("Remedy: "), "{heading} has no remedy");
    }
}

fn run(arguments: &[&str]) -> Output {
    let command = env!("CARGO_BIN_EXE_puljetjek");
    let output = Command::new(command).args(arguments).output();
    output.expect("the command runs")
}

fn run_on(tiny: &Tiny, further: &[&str]) -> (Option<i32>, String) {
    let folder = tiny.write();
    let pack = folder.path().to_str().expect("a path");
    let mut arguments = vec!["check", "--pack", pack, "--as-of", "2026-06-01"];
    arguments.extend(further);
    let output = run(&arguments);
    let text = String::from_utf8(output.stdout).expect("text");
    (output.status.code(), text)
}

#[test]
fn the_command_ends_with_1_on_an_error_and_with_2_where_there_is_no_folder() {
    assert_eq!(run_on(&Tiny::new(), &[]).0, Some(0));
    assert_eq!(
        run_on(&broken(Code::NoAddress), &[]).0,
        Some(0),
        "a warning"
    );
    assert_eq!(run_on(&broken(Code::CaseFails), &[]).0, Some(1));
    assert_eq!(run_on(&broken(Code::Form), &[]).0, Some(1));
    let output = run(&["check", "--pack", "no/such/folder"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.contains("no/such/folder"), "{message}");
}

#[test]
fn the_text_shows_the_line_with_a_caret_under_the_place() {
    let (_, text) = run_on(&broken(Code::UnknownId), &[]);
    let lines: Vec<&str> = text.lines().collect();
    let message = "error[P003]: expected the id of a fact, found \"employee\"";
    assert!(lines[0].starts_with(message), "{text}");
    let at = lines
        .iter()
        .position(|line| line.ends_with("\"fact\": \"employee\""))
        .expect(&text);
    let (line, carets) = (lines[at], lines[at + 1]);
    let found = line.find("\"employee\"").expect("the id");
    assert_eq!(carets.find('^'), Some(found), "{text}");
    assert_eq!(carets.matches('^').count(), "\"employee\"".len(), "{text}");
    assert!(lines[1].contains("definitions.json:"), "{text}");
    assert!(
        text.ends_with("1 error, 0 warnings, 0 notes; 4 cases\n"),
        "{text}"
    );
}

#[test]
fn the_json_has_each_finding_and_a_summary() {
    let mut tiny = broken(Code::NotNextTo);
    let at = json!("programmes/growth.json#/editions/growth-1/routes/apply/criteria/size/when");
    explain(&mut tiny, "P031", at, "Nobody knows better.");
    let (code, text) = run_on(&tiny, &["--format", "json"]);
    assert_eq!(code, Some(0));
    let report: Value = serde_json::from_str(&text).expect("JSON");
    let finding = &report["findings"][0];
    let line = finding["place"]["line"].as_u64().expect("a line");
    assert!(line > 1);
    assert_eq!(
        *finding,
        json!({
            "code": "P031",
            "level": "note",
            "place": { "file": PROGRAMME, "line": line,
                "pointer": "/editions/0/routes/0/criteria/0/when" },
            "message": finding["message"],
            "example": { "employees": 9 },
            "explained": "Nobody knows better.",
        })
    );
    let summary = json!({ "errors": 0, "warnings": 0, "notes": 1, "explained": 1, "cases": 4 });
    assert_eq!(report["summary"], summary);
}
