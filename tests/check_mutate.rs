//! Changing rules in small ways: a change that no case notices is reported with a company that
//! would; one that means what was there before is none.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod tiny;

use puljetjek::check::{Code, Finding, Level, Mutate, Options, Report, check};
use puljetjek::pack::date::Date;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use tiny::{CASES, CRITERIA, PROGRAMME, ROOT, Tiny, criterion};

const GROWTH: &str = "growth";

fn mutated(folder: &Path, mutate: Mutate) -> Report {
    let options = Options {
        as_of: Date::parse("2026-06-01").expect("a date"),
        source_age: 24,
        mutate,
    };
    check(folder, &options)
}

fn report(tiny: &Tiny) -> Report {
    mutated(tiny.write().path(), Mutate::All)
}

/// The tiny pack with a case on the one side that it lacks.
fn whole() -> Tiny {
    let mut tiny = Tiny::new();
    expect(
        &mut tiny,
        json!({ "employees": 10, "own": false }),
        "ineligible",
    );
    tiny
}

/// A further case of the programme.
fn expect(tiny: &mut Tiny, answers: Value, verdict: &str) {
    let expected = json!({ "growth": { "verdict": verdict } });
    let case = json!({ "name": verdict, "as_of": "2026-06-01", "answers": answers,
        "expect": expected });
    tiny.push(CASES, "", case);
}

/// Instead of what a criterion of the route asks.
fn asks(tiny: &mut Tiny, criterion: usize, when: Value) {
    tiny.at(PROGRAMME, CRITERIA)[criterion]["when"] = when;
}

fn unnoticed(report: &Report) -> Vec<&Finding> {
    let findings = report.findings.iter();
    findings.filter(|one| one.code == Code::Unnoticed).collect()
}

fn only(report: &Report) -> &Finding {
    let found = unnoticed(report);
    assert_eq!(found.len(), 1, "{found:#?}");
    found[0]
}

fn example(finding: &Finding) -> Value {
    let json = finding.example.as_ref().expect("a company").to_json();
    serde_json::from_str(&json.to_string()).expect("JSON")
}

#[test]
fn with_a_case_on_each_side_no_change_goes_unnoticed() {
    let report = report(&whole());
    assert_eq!(report.findings, []);
    // Of `size` 11, 9, at most 10, not and left out; of `ceiling` not and left out, of its
    // definition 249, 251, at least 250 and not; of `own` no and left out.
    assert_eq!(report.mutants, Some(13));
}

#[test]
fn nothing_is_changed_where_nobody_asks_for_it() {
    let report = mutated(Tiny::new().write().path(), Mutate::Nothing);
    assert_eq!(report.findings, []);
    assert_eq!(report.mutants, None);
}

#[test]
fn a_threshold_without_a_case_on_its_edge_is_reported_with_the_company_that_tells() {
    let mut tiny = whole();
    tiny.at(CASES, "/1/answers")["employees"] = json!(8);
    let report = report(&tiny);
    let finding = only(&report);
    assert_eq!(finding.level(), Level::Warning);
    assert_eq!(finding.place.file, PROGRAMME);
    assert_eq!(finding.place.pointer, [CRITERIA, "/0/when"].concat());
    let message = r#"no case notices "Ansatte: mindst 9" instead of "Ansatte: mindst 10""#;
    assert_eq!(finding.message, message);
    assert_eq!(example(finding), json!({ "employees": 9, "own": true }));
}

#[test]
fn the_case_that_the_example_makes_notices() {
    let mut tiny = whole();
    tiny.at(CASES, "/3/answers")["employees"] = json!(900);
    let first = report(&tiny);
    let finding = only(&first);
    assert_eq!(finding.place.file, "definitions.json");
    assert_eq!(finding.place.pointer, "/not_large/when");
    expect(&mut tiny, example(finding), "ineligible");
    assert_eq!(report(&tiny).findings, []);
}

#[test]
fn a_criterion_that_every_case_meets_can_be_left_out() {
    let report = report(&Tiny::new());
    let finding = only(&report);
    assert_eq!(finding.place.pointer, [CRITERIA, "/2"].concat());
    assert_eq!(finding.message, "no case notices when own is left out");
}

#[test]
fn a_figure_written_another_way_is_no_change() {
    let mut tiny = whole();
    // 9.5 lies between two persons: at least 10 is the same, 9 and 11 are not.
    for figure in [json!({ "at_least": 9.5 }), json!({ "above": 9 })] {
        let mut when = figure;
        when["fact"] = json!("employees");
        asks(&mut tiny, 0, when);
        let report = report(&tiny);
        assert_eq!(unnoticed(&report), Vec::<&Finding>::new());
        assert!(report.mutants.is_some());
    }
}

#[test]
fn a_change_that_means_the_same_is_none() {
    let mut tiny = whole();
    // Whatever becomes of 500, and of the part with it, ten are enough.
    let either = json!({ "any": [{ "fact": "employees", "at_least": 10 },
        { "all": [{ "fact": "employees", "at_least": 500 }, { "fact": "own", "is": true }] }] });
    asks(&mut tiny, 0, either);
    let report = report(&tiny);
    assert_eq!(unnoticed(&report), Vec::<&Finding>::new());
}

#[test]
fn a_change_that_only_impossible_companies_notice_is_none() {
    let mut tiny = whole();
    let small = json!({ "id": "small", "holds": { "fact": "employees", "at_most": 300 },
        "text": tiny::titled("Nobody is larger") });
    tiny.push("constraints.json", "", small);
    let huge = json!({ "fact": "employees", "below": 400 });
    tiny.push(PROGRAMME, CRITERIA, criterion("huge", "requirement", huge));
    let report = report(&tiny);
    assert_eq!(unnoticed(&report), Vec::<&Finding>::new());
}

#[test]
fn what_only_completions_together_decide_is_noticed_too() {
    let mut tiny = whole();
    // Own or not, whoever has ten is in: each part by itself leaves that open.
    let either = json!({ "any": [{ "fact": "own", "is": true },
        { "all": [{ "fact": "own", "is": false }, { "fact": "employees", "at_least": 10 }] }] });
    tiny.at(PROGRAMME, CRITERIA)
        .as_array_mut()
        .expect("a list")
        .truncate(1);
    asks(&mut tiny, 0, either);
    *tiny.at(CASES, "") = json!([]);
    expect(&mut tiny, json!({ "employees": 10 }), "eligible");
    expect(
        &mut tiny,
        json!({ "employees": 9, "own": false }),
        "ineligible",
    );
    expect(
        &mut tiny,
        json!({ "employees": 9, "own": true }),
        "eligible",
    );
    let report = report(&tiny);
    assert_eq!(unnoticed(&report), Vec::<&Finding>::new());
    assert!(report.mutants > Some(5));
}

#[test]
fn an_attestation_that_no_case_lacks_can_be_left_out() {
    let mut tiny = whole();
    let mut attest = criterion("sworn", "attest", json!(null));
    attest.as_object_mut().expect("an object").remove("when");
    tiny.push(PROGRAMME, CRITERIA, attest);
    for case in tiny.at(CASES, "").as_array_mut().expect("a list") {
        case["attested"] = json!({ "growth/apply/sworn": true });
    }
    let first = report(&tiny);
    assert_eq!(
        only(&first).message,
        "no case notices when sworn is left out"
    );
    expect(
        &mut tiny,
        json!({ "employees": 10, "own": true }),
        "confirm",
    );
    assert_eq!(report(&tiny).findings, []);
}

#[test]
fn advice_is_not_changed() {
    let mut tiny = whole();
    let advice = json!({ "fact": "region", "is": "north" });
    tiny.push(PROGRAMME, CRITERIA, criterion("north", "advice", advice));
    let report = report(&tiny);
    assert_eq!(report.findings, []);
    assert_eq!(report.mutants, Some(13));
}

#[test]
fn options_are_left_out_and_added() {
    let mut tiny = whole();
    let goals = json!({ "fact": "goals", "has": "grow" });
    tiny.push(PROGRAMME, CRITERIA, criterion("goal", "requirement", goals));
    for case in tiny.at(CASES, "").as_array_mut().expect("a list") {
        case["answers"]["goals"] = json!(["grow", "hire"]);
    }
    let first = report(&tiny);
    let found: Vec<Value> = unnoticed(&first).into_iter().map(example).collect();
    let company = |goals: Value| json!({ "employees": 10, "goals": goals, "own": true });
    // Left out: who lacks the goal. One more: who has only the other one.
    assert_eq!(found[1..], [company(json!(["hire"]))]);
    expect(&mut tiny, company(json!(["hire"])), "ineligible");
    assert_eq!(report(&tiny).findings, []);
}

#[test]
fn one_programme_is_changed_without_the_definitions() {
    let mut tiny = whole();
    tiny.at(CASES, "/3/answers")["employees"] = json!(900);
    let folder = tiny.write();
    let report = mutated(folder.path(), Mutate::Programme(GROWTH.into()));
    assert_eq!(unnoticed(&report), Vec::<&Finding>::new());
    assert_eq!(report.mutants, Some(9));
}

#[test]
fn nothing_is_said_of_what_cases_notice_where_one_does_not_hold() {
    let mut tiny = whole();
    tiny.at(CASES, "/1/expect/growth")["verdict"] = json!("eligible");
    let report = report(&tiny);
    assert_eq!(report.mutants, None);
    assert_eq!(unnoticed(&report), Vec::<&Finding>::new());
}

#[test]
fn an_explanation_stands_whether_or_not_it_is_asked_for() {
    let mut tiny = Tiny::new();
    let at = format!("{PROGRAMME}#{CRITERIA}/own");
    let explained = json!([{ "code": "P032", "at": at, "why": "Nobody fails it." }]);
    tiny.0.insert("explained.json".into(), explained);
    assert_eq!(only(&report(&tiny)).level(), Level::Note);
    let folder = tiny.write();
    assert_eq!(mutated(folder.path(), Mutate::Nothing).findings, []);
    // Once a case fails it, the explanation is idle.
    expect(
        &mut tiny,
        json!({ "employees": 10, "own": false }),
        "ineligible",
    );
    assert_eq!(report(&tiny).findings[0].code, Code::ExplainsNothing);
}

#[test]
fn the_command_counts_what_it_changed() {
    let folder = whole().write();
    let run = |further: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_puljetjek"));
        command.args(["check", "--as-of", "2026-06-01", "--pack"]);
        command.arg(folder.path()).args(further);
        command.output().expect("the command runs")
    };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    let output = run(&["--mutate"]);
    assert_eq!(output.status.code(), Some(0));
    let expected = "0 errors, 0 warnings, 0 notes; 5 cases, 13 mutants\n";
    assert_eq!(text(output.stdout), expected);

    let output = run(&["--mutate", "--programme", GROWTH, "--format", "json"]);
    let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(json["summary"]["mutants"], json!(9));

    let output = run(&["--mutate", "--programme", "grow"]);
    assert_eq!(output.status.code(), Some(2));
    let message = text(output.stderr);
    assert!(
        message.contains("did you mean") && message.contains("growth"),
        "{message}"
    );
}

#[test]
fn no_change_of_the_shipped_rules_goes_unnoticed() {
    let report = mutated(&Path::new(ROOT).join("rules"), Mutate::All);
    let found = unnoticed(&report);
    let shown = |one: &&Finding| format!("{}: {}", one.place, one.message);
    let shown: Vec<String> = found.iter().map(shown).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
    assert!(report.mutants > Some(1000));
}
