//! The command as others call it: output, exit codes, and what it says of bad input.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const RULES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/rules");
const ANSWERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/answers");

fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_puljetjek"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // A command that refuses its arguments does not read.
    let _ = child
        .stdin
        .take()
        .expect("standard input")
        .write_all(input.as_bytes());
    child.wait_with_output().expect("the command ends")
}

fn screen(answers: &str, further: &[&str]) -> Output {
    let mut arguments = vec![
        "screen",
        "--pack",
        RULES,
        "--answers",
        "-",
        "--as-of",
        "2012-03-01",
    ];
    arguments.extend(further);
    run(&arguments, answers)
}

fn refusal(output: &Output) -> String {
    let message = String::from_utf8(output.stderr.clone()).expect("text");
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(
        output.stdout.is_empty(),
        "something was printed all the same"
    );
    assert!(!message.contains("panicked"), "{message}");
    message
}

fn json(output: &Output) -> Value {
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{message}");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn programme<'a>(report: &'a Value, id: &str) -> &'a Value {
    let programmes = report["programmes"].as_array().expect("programmes");
    programmes
        .iter()
        .find(|one| one["id"] == id)
        .expect("the programme")
}

#[test]
fn a_company_of_2012_is_screened_for_eurostars() {
    let file = format!("{ANSWERS}/eurostars-lead-2012.json");
    let arguments = [
        "screen",
        "--pack",
        RULES,
        "--answers",
        &file,
        "--as-of",
        "2012-03-01",
    ];
    let output = run(&[&arguments[..], &["--format", "json"]].concat(), "");
    let report = json(&output);
    assert_eq!(report["as_of"], "2012-03-01");
    assert_eq!(report["pack"]["id"], "dk-innovation");
    assert_eq!(report["pack"]["hash"].as_str().map(str::len), Some(64));
    let eurostars = programme(&report, "eurostars");
    assert_eq!(eurostars["edition"], "eurostars-1");
    assert_eq!(eurostars["verdict"], "eligible");
    assert_eq!(eurostars["route"], "lead");
    let express = programme(&report, "innovation-express");
    assert_eq!(express["verdict"], "through", "only clusters apply");
    let ids: Vec<&str> = report["programmes"]
        .as_array()
        .expect("programmes")
        .iter()
        .filter_map(|one| one["id"].as_str())
        .collect();
    assert!(ids.is_sorted(), "{ids:?}");
    let again = run(&[&arguments[..], &["--format", "json"]].concat(), "");
    assert_eq!(again.stdout, output.stdout, "same input, same bytes");
}

#[test]
fn text_names_every_programme_in_both_languages() {
    for (language, word) in [
        ("da", "Puljetjek pr. 1. marts 2012"),
        ("en", "as of 1 March 2012"),
    ] {
        let output = screen("{}", &["--lang", language]);
        let text = String::from_utf8(output.stdout).expect("text");
        assert_eq!(output.status.code(), Some(0));
        assert!(text.contains(word), "{text}");
        assert!(text.contains("Eurostars 1"), "{text}");
        assert!(!text.contains('{'), "a place was left empty: {text}");
        let longest = text.lines().map(|line| line.chars().count()).max();
        assert!(longest < Some(200), "{longest:?}");
    }
}

#[test]
fn without_a_day_today_is_meant() {
    let output = run(
        &[
            "screen",
            "--pack",
            RULES,
            "--answers",
            "-",
            "--format",
            "json",
        ],
        "{}",
    );
    let report = json(&output);
    assert!(report["as_of"].as_str() > Some("2026-01-01"));
}

#[test]
fn bad_answers_get_one_message_with_place_and_expectation() {
    let cases = [
        ("{", "standard input:1:1", "EOF"),
        ("[1]", "standard input", "an object"),
        (
            "{\n  \"employes_fte\": 1\n}",
            "standard input:2:",
            "did you mean \"employees_fte\"",
        ),
        (
            "{\n\n  \"employees_fte\": -1\n}",
            "standard input:3:",
            "a number from 0 to",
        ),
        (
            "{\"employees_fte\": 0.25}",
            "/employees_fte",
            "in steps of 0.1",
        ),
        (
            "{\"employees_fte\": 1e300}",
            "/employees_fte",
            "a number from",
        ),
        ("{\"employees_fte\": NaN}", "standard input:1:", "expected"),
        (
            "{\"employees_fte\": \"many\"}",
            "/employees_fte",
            "found a text",
        ),
        (
            "{\"employees_fte\": {\"from\": 9, \"to\": 2}}",
            "/employees_fte",
            "not above its to",
        ),
        (
            "{\"employees_fte\": {\"most\": 2}}",
            "/employees_fte/most",
            "band end",
        ),
        ("{\"purpose_civil\": 1}", "/purpose_civil", "true, false"),
        (
            "{\"partner_countries\": [\"EL\"]}",
            "/partner_countries/0",
            "option",
        ),
        (
            "{\"partner_countries\": {\"has\": [\"SE\"], \"not\": [\"SE\"]}}",
            "countries",
            "both",
        ),
        (
            "{\"attested\": {\"eurostars/lead/none\": true}}",
            "/attested",
            "attestation",
        ),
        (
            "{\"rd_fte\": 9, \"turnover_dkk\": 5, \"employees_fte\": 8}",
            "standard input",
            "employees_fte, rd_fte",
        ),
        (
            "{\"municipality\": \"0751\", \"region\": \"sjaelland\"}",
            "input",
            "cannot all be true",
        ),
    ];
    for (answers, place, expectation) in cases {
        let message = refusal(&screen(answers, &["--format", "json"]));
        assert!(message.contains(place), "{answers}: {message}");
        assert!(message.contains(expectation), "{answers}: {message}");
        assert_eq!(message.lines().count(), 1, "{message}");
    }
}

#[test]
fn bad_arguments_are_refused() {
    for arguments in [
        &["screen"][..],
        &[
            "screen",
            "--pack",
            RULES,
            "--answers",
            "-",
            "--as-of",
            "2012-02-30",
        ],
        &["screen", "--pack", RULES, "--answers", "-", "--lang", "xx"],
        &["screen", "--pack", RULES, "--answers", "no-such-file.json"],
        &["screen", "--pack", "no-such-folder", "--answers", "-"],
        &["nonsense"],
    ] {
        refusal(&run(arguments, "{}"));
    }
}

/// A copy of the rules with one file changed.
fn broken(name: &str, file: &str, change: impl Fn(String) -> String) -> tempfile::TempDir {
    let folder = tempfile::Builder::new()
        .prefix(name)
        .tempdir()
        .expect("a folder");
    copy(Path::new(RULES), folder.path());
    let path = folder.path().join(file);
    let text = change(std::fs::read_to_string(&path).expect("a file"));
    std::fs::write(path, text).expect("written");
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path: PathBuf = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, target).expect("copied");
        }
    }
}

#[test]
fn a_broken_pack_gets_one_message_with_file_line_and_expectation() {
    type Change = fn(String) -> String;
    let cases: [(&str, Change, &str, &str); 7] = [
        (
            "facts.json",
            |text| text.replacen('{', "", 1),
            "facts.json:",
            "expected",
        ),
        (
            "programmes/eurostars.json",
            |text| text.replacen("\"partner_countries\"", "\"partner_country\"", 1),
            "programmes/eurostars.json:",
            "did you mean \"partner_countries\"",
        ),
        (
            "programmes/eurostars.json",
            |text| text.replacen("\"at_least\": 50", "\"at_lest\": 50", 1),
            "programmes/eurostars.json:",
            "at_lest",
        ),
        (
            "programmes/eurostars.json",
            |text| text.replacen("\"at_least\": 50", "\"is\": true", 1),
            "programmes/eurostars.json:",
            "expected",
        ),
        (
            "programmes/eurostars.json",
            |text| text.replacen("2013-12-31", "2014-01-01", 1),
            "programmes/eurostars.json:",
            "both valid on 2014-01-01",
        ),
        (
            "texts/en.json",
            |text| text.replacen("\"verdict.eligible\"", "\"verdict.eligble\"", 1),
            "texts/",
            "expected a text in",
        ),
        (
            "pack.json",
            |text| text.replacen("\"format\": 1", "\"format\": 2", 1),
            "pack.json:",
            "newer",
        ),
    ];
    for (file, change, place, expectation) in cases {
        let folder = broken("broken-pack", file, change);
        let rules = folder.path().to_str().expect("a path");
        let out = folder.path().join("pack.out");
        let packing = [
            "pack",
            "--pack",
            rules,
            "--out",
            out.to_str().expect("a path"),
        ];
        for output in [
            run(&["screen", "--pack", rules, "--answers", "-"], "{}"),
            run(&packing, ""),
        ] {
            let message = refusal(&output);
            assert!(message.contains(place), "{file}: {message}");
            assert!(message.contains(expectation), "{file}: {message}");
            assert_eq!(message.lines().count(), 1, "{message}");
        }
        assert!(!out.exists(), "half a pack was written");
    }
}

#[test]
fn packing_writes_the_one_file_whose_hash_it_prints() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("pack.json");
    let output = run(
        &[
            "pack",
            "--pack",
            RULES,
            "--out",
            out.to_str().expect("a path"),
        ],
        "",
    );
    assert_eq!(output.status.code(), Some(0));
    let json = std::fs::read_to_string(out).expect("the pack");
    let hash = puljetjek::pack::hash(&json);
    let said = String::from_utf8(output.stdout).expect("text");
    assert!(said.contains(&hash), "{said}");
    let pack = puljetjek::pack::Pack::open(&json, &hash).expect("a pack");
    // Rules that look at so many facts have more nodes than that.
    let nodes = said
        .split(", ")
        .find_map(|part| part.strip_suffix(" nodes"));
    let nodes: usize = nodes.and_then(|count| count.parse().ok()).expect(&said);
    assert!(nodes > pack.facts.len(), "{said}");
}

#[test]
fn every_programme_is_exported_in_standard_operators_and_always_the_same() {
    let standard = [
        "and", "or", "!", "==", ">=", "in", "some", "reduce", "if", "var", "+", "-", "*",
    ];
    fn operators(rule: &Value, found: &mut Vec<String>) {
        match rule {
            Value::Object(one) => {
                assert_eq!(one.len(), 1, "one operator a rule: {rule}");
                for (operator, operands) in one {
                    found.push(operator.clone());
                    operators(operands, found);
                }
            }
            Value::Array(all) => all.iter().for_each(|one| operators(one, found)),
            _ => {}
        }
    }
    let programmes = std::fs::read_dir(Path::new(RULES).join("programmes")).expect("programmes");
    let mut exported = 0;
    for file in programmes {
        let file = file.expect("a file").path();
        let id = file.file_stem().expect("a name").to_string_lossy();
        let arguments = [
            "export",
            "--pack",
            RULES,
            "--to",
            "jsonlogic",
            "--programme",
            &id,
        ];
        let output = run(&arguments, "");
        assert_eq!(output.stdout, run(&arguments, "").stdout);
        let export = json(&output);
        assert_eq!(export["programme"], *id);
        let editions = export["editions"].as_array().expect("editions");
        for route in editions
            .iter()
            .flat_map(|one| one["routes"].as_array().expect("routes"))
        {
            let mut found = Vec::new();
            operators(&route["requirements"], &mut found);
            let strange: Vec<_> = found
                .iter()
                .filter(|one| !standard.contains(&one.as_str()))
                .collect();
            assert!(strange.is_empty(), "{id}: {strange:?}");
            exported += 1;
        }
    }
    assert!(exported > 12, "{exported}");
}

#[test]
fn a_misspelt_programme_or_format_is_not_exported() {
    let export = |to: &str, id: &str| {
        refusal(&run(
            &["export", "--pack", RULES, "--to", to, "--programme", id],
            "",
        ))
    };
    assert!(export("jsonlogic", "eurostar").contains("did you mean \"eurostars\"?"));
    assert!(export("drools", "eurostars").contains("jsonlogic"));
}

#[test]
fn a_contradiction_is_told_in_the_words_of_the_constraint_that_it_breaks() {
    let texts: Value = serde_json::from_slice(
        &std::fs::read(Path::new(RULES).join("constraints.json")).expect("constraints"),
    )
    .expect("JSON");
    let words = |id: &str| {
        let all = texts.as_array().expect("a list").iter();
        let one = all.clone().find(|one| one["id"] == id).expect(id);
        one["text"]["da"]["title"]
            .as_str()
            .expect("a text")
            .to_owned()
    };
    for (ownership, share, broken) in [
        ("private", 60, "private-share"),
        ("public", 10, "public-share"),
        ("mixed", 0, "mixed-share"),
    ] {
        let answers =
            serde_json::json!({ "ownership": ownership, "public_ownership_share": share });
        let message = refusal(&screen(&answers.to_string(), &[]));
        assert!(message.contains(&words(broken)), "{ownership}: {message}");
    }
}
