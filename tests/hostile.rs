//! Input that is made to hurt: rules that explode, nesting without end, absurd numbers, broken
//! files. Each is answered rightly or refused with its place, in bounded time, without a panic.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "each test uses its part")]
mod oracle;
#[allow(dead_code, reason = "each test uses its part")]
#[path = "oracle/random.rs"]
mod random;

use fastrand::Rng;
use oracle::{OracleFact, World, holds};
use puljetjek::case::Case;
use puljetjek::pack::Pack;
use puljetjek::pack::date::Date;
use puljetjek::pack::error::{PackError, Place};
use puljetjek::pack::json::Json;
use puljetjek::screen::{Engine, Planner, Scope};
use serde_json::{Map, Value, json};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// What one hostile pack or answer may take, in a build for tests.
const PATIENCE: Duration = Duration::from_secs(1);

fn day() -> Date {
    Date::parse("2012-03-01").expect("a date")
}

/// Whether it is done in time, and what came out.
fn soon<T>(what: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = what();
    let took = start.elapsed();
    assert!(took < PATIENCE, "took {took:?}");
    result
}

fn facts(count: usize, kind: &'static str) -> Vec<OracleFact> {
    (0..count)
        .map(|i| OracleFact {
            id: format!("f{i}"),
            kind,
            values: if kind == "bool" {
                vec![0, 1]
            } else {
                (0..=1000).map(|i| i * 10).collect()
            },
            options: Vec::new(),
            cost: Some(1),
        })
        .collect()
}

fn opened(
    facts: &[OracleFact],
    constraints: &[Value],
    requirements: &[Value],
) -> Result<Engine, PackError> {
    Engine::new(Pack::open(
        &random::packed(facts, constraints, requirements, 0),
        "",
    )?)
}

fn case(engine: &Engine, answers: &Value) -> Case {
    let json = Json::read(&answers.to_string()).expect("JSON");
    Case::from_json(&engine.pack, &json, &Place::default()).expect("answers that suit")
}

/// The report of a case, as the command prints it.
fn report(engine: &Engine, case: &Case) -> Value {
    let mut screening = engine.screen(case, day()).expect("a screening");
    let plan = Planner::new(engine).plan(engine, case, &mut screening, Scope::All, None);
    serde_json::to_value(engine.report(&screening, &plan, "da")).expect("JSON")
}

fn yes(fact: usize) -> Value {
    json!({ "fact": format!("f{fact}"), "is": true })
}

/// Pairs of facts that lie far apart: every diagram in the order of the facts is exponential.
fn far_pairs(pairs: usize) -> Value {
    let both = |i| json!({ "all": [yes(i), yes(i + pairs)] });
    json!({ "any": (0..pairs).map(both).collect::<Vec<_>>() })
}

/// A chain of sums that overlap.
fn many_sums(count: usize, rng: &mut Rng) -> Vec<Value> {
    (0..count * 4)
        .map(|_| {
            let (a, b) = (rng.usize(..count), rng.usize(..count - 1));
            let b = if b >= a { b + 1 } else { b };
            json!({ "any": [{ "sum": [format!("f{a}"), format!("f{b}")], "at_least": rng.u32(100..1900) }, { "fact": format!("f{a}"), "at_most": rng.u32(1..999) }] })
        })
        .collect()
}

/// Random answers to some of the facts, true in `world`.
fn partly(facts: &[OracleFact], world: &World, share: f64, rng: &mut Rng) -> Value {
    let mut answers = Map::new();
    for (fact, value) in facts.iter().zip(world) {
        if rng.f64() < share {
            let answer = if fact.kind == "bool" {
                json!(*value == 1)
            } else {
                json!(value / 10)
            };
            answers.insert(fact.id.clone(), answer);
        }
    }
    answers.into()
}

fn drawn(facts: &[OracleFact], rng: &mut Rng) -> World {
    facts
        .iter()
        .map(|fact| fact.values[rng.usize(..fact.values.len())])
        .collect()
}

/// The route is interpreted, at once, and says so; and what it decides holds in completions that
/// are drawn at random.
fn over_budget(facts: &[OracleFact], requirements: &[Value]) {
    let engine = soon(|| opened(facts, &[], requirements).expect("an engine"));
    let mut rng = Rng::with_seed(1);
    let mut decided = 0;
    for round in 0..30 {
        let world = drawn(facts, &mut rng);
        let answers = partly(facts, &world, f64::from(round % 10) / 9.0, &mut rng);
        let case = case(&engine, &answers);
        let report = soon(|| report(&engine, &case));
        let route = &report["programmes"][0]["routes"][0];
        assert_eq!(route["exact"], false);
        if route["verdict"] == "open" {
            continue;
        }
        decided += 1;
        for _ in 0..20 {
            let mut other = drawn(facts, &mut rng);
            for (i, fact) in facts.iter().enumerate() {
                if answers.get(&fact.id).is_some() {
                    other[i] = world[i];
                }
            }
            let holds = requirements.iter().all(|one| holds(one, facts, &other));
            assert_eq!(
                route["verdict"],
                if holds { "eligible" } else { "ineligible" }
            );
        }
    }
    assert!(decided > 0, "nothing was decided");
}

#[test]
fn a_rule_of_pairs_that_lie_far_apart_is_interpreted() {
    over_budget(&facts(40, "bool"), &[far_pairs(20)]);
}

#[test]
fn a_rule_of_many_sums_is_interpreted() {
    let requirements = many_sums(30, &mut Rng::with_seed(7));
    over_budget(&facts(30, "number"), &requirements);
}

#[test]
fn a_long_list_of_criteria_stays_exact_in_either_order() {
    let facts = facts(600, "bool");
    let all: Vec<Value> = (0..600).map(yes).collect();
    for parts in [all.clone(), all.into_iter().rev().collect()] {
        let engine = soon(|| opened(&facts, &[], &[json!({ "all": parts })])).expect("an engine");
        let report = soon(|| report(&engine, &case(&engine, &json!({ "f0": false }))));
        let route = &report["programmes"][0]["routes"][0];
        assert_eq!(route["verdict"], "ineligible");
        assert_eq!(route.get("exact"), None, "over the budget");
    }
}

#[test]
fn a_rule_that_explodes_leaves_the_others_exact() {
    let (facts, easy) = (facts(40, "bool"), json!({ "all": [yes(0), yes(20)] }));
    let engine = opened(&facts, &[], &[far_pairs(20), easy]).expect("an engine");
    for (answers, state) in [
        (json!({}), "open"),
        (json!({ "f0": true }), "open"),
        (json!({ "f20": false }), "failed"),
        (json!({ "f0": true, "f20": true }), "met"),
    ] {
        let report = report(&engine, &case(&engine, &answers));
        let route = &report["programmes"][0]["routes"][0];
        assert_eq!(route["criteria"][1]["state"], state, "{answers}");
    }
}

/// A pack refused at once: the words of the error.
fn refused(pack: &str) -> String {
    let opened = soon(|| Pack::open(pack, "").and_then(Engine::new));
    let error = opened.expect_err("a refusal");
    let place = &error.place;
    assert!(
        !place.file.is_empty()
            && (place.line.is_some() || !place.pointer.is_empty() || place.file == "facts.json"),
        "no place: {error}"
    );
    error.to_string()
}

/// A pack that uses the first of so many definitions, each made of the next one's name.
fn chained(count: usize, definition: impl Fn(Value) -> Value) -> String {
    let used = |i: usize| json!({ "use": format!("d{i}") });
    let json = random::packed(&facts(2, "bool"), &[], &[used(0)], 0);
    let mut pack: Value = serde_json::from_str(&json).expect("JSON");
    for i in 0..count {
        let when = if i + 1 < count {
            definition(used(i + 1))
        } else {
            yes(0)
        };
        pack["definitions"][format!("d{i}")] = json!({ "when": when, "sources": [], "text": {} });
    }
    pack.to_string()
}

#[test]
fn nesting_of_ten_thousand_levels_is_refused() {
    let pack = random::packed(&facts(1, "bool"), &[], &[json!("HERE")], 0);
    for (open, inside, close) in [
        (r#"{"not":"#, r#"{"all":[]}"#, "}"),
        (r#"{"all":["#, r#"{"all":[]}"#, "]}"),
        ("[", "", "]"),
    ] {
        let deep = [open.repeat(10_000).as_str(), inside, &close.repeat(10_000)].concat();
        assert!(refused(&pack.replace("\"HERE\"", &deep)).contains("127 levels"));
    }
    let answers = "[".repeat(10_000);
    let error = soon(|| Json::read(&answers)).expect_err("a refusal");
    assert!(error.to_string().contains("127 levels") && error.place().is_some());
}

#[test]
fn definitions_nested_without_end_are_refused() {
    let deep = refused(&chained(10_000, |next| json!({ "not": next })));
    assert!(
        deep.contains("definitions.json") && deep.contains("levels"),
        "{deep}"
    );
}

#[test]
fn definitions_that_double_without_end_are_refused() {
    let doubled = refused(&chained(60, |next| json!({ "all": [next, next] })));
    assert!(
        doubled.contains("definitions.json") && doubled.contains("parts"),
        "{doubled}"
    );
}

#[test]
fn thousands_of_criteria_on_a_few_facts_are_answered() {
    let facts = facts(10, "number");
    let requirements: Vec<Value> = (0..5_000)
        .map(|i| json!({ "fact": format!("f{}", i % 10), "at_most": 1_000 - i / 10 }))
        .collect();
    let start = Instant::now();
    let engine = opened(&facts, &[], &requirements).expect("an engine");
    // The least of the bounds is 501.
    for (value, verdict) in [(501, "eligible"), (502, "ineligible")] {
        let answers: Map<String, Value> = facts
            .iter()
            .map(|fact| (fact.id.clone(), json!(value)))
            .collect();
        let report = report(&engine, &case(&engine, &answers.into()));
        assert_eq!(report["programmes"][0]["verdict"], verdict);
    }
    assert!(start.elapsed() < PATIENCE * 5, "took {:?}", start.elapsed());
}

#[test]
fn a_thousand_facts_are_answered_and_more_are_refused() {
    let all = |count: usize| json!({ "all": (0..count).rev().map(yes).collect::<Vec<_>>() });
    let engine = soon(|| opened(&facts(1_000, "bool"), &[], &[all(1_000)])).expect("an engine");
    let one_no = case(&engine, &json!({ "f999": false }));
    assert_eq!(
        soon(|| report(&engine, &one_no))["programmes"][0]["verdict"],
        "ineligible"
    );
    for count in [1_001, 20_000] {
        let pack = random::packed(&facts(count, "bool"), &[], &[all(count.min(5_000))], 0);
        assert!(refused(&pack).contains("at most 1000 facts"));
    }
}

#[test]
fn more_values_of_a_fact_than_fit_are_refused() {
    let one = |i: usize| json!({ "fact": "f0", "equals": i });
    let mut fact = facts(1, "number");
    fact[0].values = (0..=10_000).map(|i| i * 10).collect();
    let requirement = json!({ "any": (0..5_000).map(one).collect::<Vec<_>>() });
    let pack = random::packed(&fact, &[], &[requirement], 0);
    assert!(refused(&pack).contains("1000 values of each"));
}

#[test]
fn absurd_numbers_are_refused_where_they_stand() {
    let absurd = [
        "1e400",
        "-1e400",
        "99999999999999999999",
        "\"NaN\"",
        "\"1e400\"",
        "\"inf\"",
        "1e-400",
        "0.00000001",
    ];
    let pack = random::packed(
        &facts(1, "number"),
        &[],
        &[json!({ "fact": "f0", "at_least": "HERE" })],
        0,
    );
    let engine = opened(&facts(1, "number"), &[], &[]).expect("an engine");
    for number in absurd {
        let error = refused(&pack.replace("\"HERE\"", number));
        assert!(error.contains("pack.json:1:"), "{error}");
        for answer in [
            r#"{"f0": HERE}"#,
            r#"{"f0": {"from": HERE}}"#,
            r#"{"f0": {"to": HERE}}"#,
        ] {
            let json = Json::read(&answer.replace("HERE", number)).expect("JSON");
            let error = Case::from_json(&engine.pack, &json, &Place::default());
            assert!(
                error
                    .expect_err("a refusal")
                    .place
                    .pointer
                    .starts_with("/f0"),
                "{number}"
            );
        }
    }
    for number in ["NaN", "Infinity", "+1", "01", "1.", ".5", "0x10", "1_000"] {
        assert!(Json::read(number).is_err(), "{number}");
    }
}

#[test]
fn bands_that_contradict_themselves_are_refused() {
    let engine = opened(&facts(1, "number"), &[], &[]).expect("an engine");
    for band in [
        r#"{"from": 5, "to": 4}"#,
        r#"{"from": 1000, "to": 0}"#,
        "{}",
        r#"{"from": null}"#,
    ] {
        let json = Json::read(&[r#"{"f0": "#, band, "}"].concat()).expect("JSON");
        let error = Case::from_json(&engine.pack, &json, &Place::default()).expect_err("a refusal");
        assert_eq!(error.place.pointer, "/f0", "{band}");
    }
}

/// The error of the command on these rules and answers.
fn told(rules: &Path, answers: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_puljetjek"))
        .args(["screen", "--as-of", "2012-03-01", "--pack"])
        .arg(rules)
        .arg("--answers")
        .arg(answers)
        .output()
        .expect("the command ends");
    let message = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(
        output.stdout.is_empty() && !message.contains("panicked"),
        "{message}"
    );
    message
}

#[test]
fn files_that_are_no_text_are_refused_by_name() {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let folder = tempfile::tempdir().expect("a folder");
    let answers = folder.path().join("answers.json");
    for bytes in [
        &b"{\"employees_fte\": 12, \"x\": \"\xff\"}"[..],
        b"\xc3",
        b"\0\0",
        b"",
        b"\xef\xbb\xbf{}",
    ] {
        std::fs::write(&answers, bytes).expect("the file is written");
        assert!(told(&shipped, &answers).contains("answers.json"));
    }
    std::fs::write(&answers, "{}").expect("the file is written");
    let rules = folder.path().join("rules");
    for broken in [
        "pack.json",
        "facts.json",
        "programmes/eurostars.json",
        "texts/da.json",
        "municipalities.csv",
    ] {
        copy(&shipped, &rules);
        let mut bytes = std::fs::read(rules.join(broken)).expect("a file of the rules");
        let middle = bytes.len() / 2;
        bytes[middle] = 0xff;
        std::fs::write(rules.join(broken), bytes).expect("the file is written");
        assert!(told(&rules, &answers).contains(broken));
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::copy(from, to).expect("a copy");
        }
    }
}
