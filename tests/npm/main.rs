//! The package for JavaScript as others install it: it says what the command says, its types hold,
//! its example runs, and a page with a strict policy can use it.
//!
//! `PULJETJEK_NPM` names the folder of the package, `PULJETJEK_TSC` TypeScript's compiler,
//! `PULJETJEK_CHROMIUM` the browser; `cargo xtask test --only npm` has all three.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use puljetjek::build::build;
use puljetjek::check::cases;
use puljetjek::pack::error::Place;
use puljetjek::pack::json::Json;
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use tempfile::TempDir;
use xtask::site::Site;

/// Days of the editions of three decades, for the companies of `tests/answers`.
const DAYS: [&str; 3] = ["2012-03-01", "2016-05-31", "2026-11-25"];
/// Of so many results one is held against the types: TypeScript takes its time to read them.
const TYPED: usize = 100;

/// A folder in which the package is installed, with the scripts of this test and a pack.
static INSTALLED: LazyLock<TempDir> = LazyLock::new(install);
/// What is screened, each with the text of the result that is expected.
static SCREENED: LazyLock<Vec<Value>> =
    LazyLock::new(|| of_answers().into_iter().chain(of_cases()).collect());

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn package() -> PathBuf {
    variable("PULJETJEK_NPM").into()
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Runs a program in a folder to its end; this is what it said.
fn run(folder: &Path, program: &str, arguments: &[&str], input: &str) -> String {
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    // A program that fails before it has read all says why itself.
    let _ = child
        .stdin
        .take()
        .expect("an input")
        .write_all(input.as_bytes());
    let output = child.wait_with_output().expect("an end");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}: {said}\n{errors}");
    said
}

fn install() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let package = package();
    let package = package.to_str().expect("a path");
    let packed = run(at, "npm", &["pack", "--silent", package], "");
    let archive = ["./", packed.trim()].concat();
    let quiet = ["--offline", "--no-audit", "--no-fund", "--silent"];
    run(
        at,
        "npm",
        &[&["install", &archive], &quiet[..]].concat(),
        "",
    );
    for script in ["compare.mjs", "hand-over.mjs", "page.mjs", "use.ts"] {
        let from = root().join("tests/npm").join(script);
        fs::copy(from, at.join(script)).expect("a copy");
    }
    let example = at.join("node_modules/puljetjek/example.mjs");
    fs::copy(example, at.join("example.mjs")).expect("a copy");
    let rules = root().join("rules");
    let pack = build(&rules).unwrap_or_else(|error| panic!("{error}")).json;
    fs::write(at.join("pack.json"), pack).expect("a file");
    folder
}

/// The companies of `tests/answers` on several days and in both languages, by the command.
fn of_answers() -> Vec<Value> {
    let mut all = Vec::new();
    for entry in fs::read_dir(root().join("tests/answers")).expect("answers") {
        let file = entry.expect("answers").path();
        let file = file.to_str().expect("a path");
        for (day, language) in DAYS.iter().flat_map(|day| [(day, "da"), (day, "en")]) {
            let arguments = ["screen", "--pack", "rules", "--format", "json"];
            let options = ["--answers", file, "--as-of", day, "--lang", language];
            let command = env!("CARGO_BIN_EXE_puljetjek");
            let result = run(root(), command, &[&arguments[..], &options].concat(), "");
            all.push(json!({
                "name": format!("{file} {day} {language}"),
                "answers": value(&text(Path::new(file))),
                "options": { "as_of": day, "language": language },
                "expected": result,
            }));
        }
    }
    all
}

/// All cases of the rules, by what the command prints.
fn of_cases() -> Vec<Value> {
    let rules = root().join("rules");
    let engine = build(&rules)
        .unwrap_or_else(|error| panic!("{error}"))
        .engine;
    let cases = cases::read(&rules).unwrap_or_else(|error| panic!("{error}"));
    let cases = cases.iter().enumerate().map(|(index, placed)| {
        let case = placed.case.case(&engine.pack, &placed.place);
        let answers = case.unwrap_or_else(|error| panic!("{error}")).to_json();
        let (day, language) = (placed.case.as_of, ["da", "en"][index % 2]);
        let read = Json::from(answers);
        let screened = engine.screened(&read, &Place::default(), day);
        let screened = screened.unwrap_or_else(|error| panic!("{error}"));
        json!({
            "name": format!("{} {}", placed.place, placed.case.name),
            "answers": value(&read.value.to_string()),
            "options": { "as_of": day.to_string(), "language": language },
            "expected": screened.json(language),
        })
    });
    cases.collect()
}

fn value(json: &str) -> Value {
    serde_json::from_str(json).expect("JSON")
}

#[test]
fn every_company_gets_what_the_command_says() {
    let installed = &*INSTALLED;
    let lines = SCREENED.iter().map(|one| format!("{one}\n"));
    let input: String = lines.collect();
    let said = run(
        installed.path(),
        "node",
        &["compare.mjs", "pack.json"],
        &input,
    );
    let alike: usize = said.trim().parse().expect("a number");
    assert_eq!(alike, SCREENED.len());
    assert!(alike > 1500, "{alike} companies");
}

#[test]
fn a_pack_comes_in_many_ways_and_what_is_wrong_is_said_with_its_place() {
    let installed = &*INSTALLED;
    let site = Site::serve(installed.path(), None).unwrap_or_else(|error| panic!("{error}"));
    let address = format!("{}/pack.json", site.address());
    let arguments = ["hand-over.mjs", "pack.json", &address];
    let said = run(installed.path(), "node", &arguments, "");
    assert_eq!(said.trim(), "all said");
}

#[test]
fn the_example_runs() {
    let said = run(INSTALLED.path(), "node", &["example.mjs", "pack.json"], "");
    for words in [
        "eurostars: open, call",
        "ask next: ",
        "refused at /employees_fte: ",
    ] {
        assert!(said.contains(words), "no {words} in {said}");
    }
}

#[test]
fn the_types_hold_for_what_goes_in_and_what_comes_out() {
    let installed = &*INSTALLED;
    let results = SCREENED.iter().step_by(TYPED);
    let results = results.filter_map(|one| one["expected"].as_str());
    let results = results.collect::<Vec<_>>().join(",\n");
    let program = format!(
        "import type {{ Result }} from \"puljetjek\";\nexport const results: Result[] = [{results}];\n"
    );
    fs::write(installed.path().join("results.ts"), program).expect("a file");
    let tsc = variable("PULJETJEK_TSC");
    let options = [
        "--noEmit", "--strict", "--target", "es2022", "--module", "nodenext",
    ];
    let files = ["use.ts", "results.ts"];
    run(
        installed.path(),
        "node",
        &[&[tsc.as_str()], &options[..], &files].concat(),
        "",
    );
}

#[test]
fn a_page_with_a_strict_policy_can_use_it() {
    let (installed, page) = (&*INSTALLED, tempfile::tempdir().expect("a folder"));
    let at = page.path();
    fs::create_dir(at.join("puljetjek")).expect("a folder");
    let package = installed.path().join("node_modules/puljetjek");
    for file in ["index.js", "error.js", "engine.js", "engine_bg.wasm"] {
        fs::copy(package.join(file), at.join("puljetjek").join(file)).expect("a copy");
    }
    for file in ["page.mjs", "pack.json"] {
        fs::copy(installed.path().join(file), at.join(file)).expect("a copy");
    }
    let answers = root().join("tests/answers/eurostars-lead-2012.json");
    fs::copy(answers, at.join("answers.json")).expect("a copy");
    let markup = "<!doctype html><pre></pre><script type=module src=page.mjs></script>";
    fs::write(at.join("index.html"), markup).expect("a page");

    // It is served under the policy that Puljetjek promises to run under.
    let site = Site::serve(at, None).unwrap_or_else(|error| panic!("{error}"));
    let profile = format!("--user-data-dir={}", at.join(".profile").display());
    let options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
    ];
    let quiet = [
        "--disable-background-networking",
        "--disable-component-update",
    ];
    let shown = ["--virtual-time-budget=20000", "--dump-dom", site.address()];
    let arguments = [&options[..], &quiet, &[&profile], &shown].concat();
    let browser = variable("PULJETJEK_CHROMIUM");
    let page = run(at, &browser, &arguments, "");
    assert!(page.contains("<pre>eurostars: eligible</pre>"), "{page}");
}

#[test]
fn it_is_of_the_version_of_the_crate_and_carries_all_that_it_names() {
    let manifest = value(&text(&package().join("package.json")));
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
    let arguments = ["pack", "--dry-run", "--json"];
    let packed = value(&run(&package(), "npm", &arguments, ""));
    let files = packed[0]["files"].as_array().expect("files");
    let mut found: Vec<&str> = files
        .iter()
        .filter_map(|one| one["path"].as_str())
        .collect();
    found.sort_unstable();
    let own = ["README.md", "package.json"];
    let named = manifest["files"].as_array().expect("files");
    let named = named.iter().filter_map(Value::as_str);
    let mut named: Vec<&str> = named.chain(own).collect();
    named.sort_unstable();
    assert_eq!(found, named);
}
