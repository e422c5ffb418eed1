//! The schemas of the pack's files: current, true to the pack that we ship, and strict enough to
//! tell an editor what is wrong.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use jsonschema::Validator;
use puljetjek::check::schema::{KINDS, Kind, OVERLAY};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn value(path: &Path) -> Value {
    serde_json::from_str(&text(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn validator(kind: &Kind) -> Validator {
    let schema = kind.schema().to_value();
    jsonschema::draft7::meta::validate(&schema).expect("a schema of draft 7");
    jsonschema::draft7::new(&schema).expect("a schema")
}

fn named(name: &str) -> Validator {
    let kind = KINDS.iter().find(|kind| kind.name == name);
    validator(kind.expect("a kind of files"))
}

/// The files of a folder of the rules that end in `.json`.
fn json_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .filter(|path| path.extension().is_some_and(|found| found == "json"))
        .collect()
}

fn files(kind: &Kind) -> Vec<PathBuf> {
    let rules = root().join("rules");
    match kind.files.split_once('*') {
        None => vec![rules.join(kind.files)],
        Some((folder, _)) => json_files(&rules.join(folder)),
    }
}

#[test]
fn the_schemas_in_the_repository_are_those_of_the_types() {
    let folder = root().join("rules/schema");
    let remedy = "cargo run -- schema --out rules/schema";
    let kinds = || KINDS.iter().chain([&OVERLAY]);
    for kind in kinds() {
        let path = folder.join(kind.file());
        let found = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found == kind.json(),
            "rules/schema/{} is not current: {remedy}",
            kind.file()
        );
    }
    let known: BTreeSet<_> = kinds().map(|kind| folder.join(kind.file())).collect();
    let found: BTreeSet<_> = json_files(&folder).into_iter().collect();
    assert_eq!(found, known, "schemas of nothing; remove them");
}

#[test]
fn every_file_of_the_rules_keeps_to_its_schema() {
    let mut seen = BTreeSet::new();
    for kind in KINDS {
        let validator = validator(kind);
        for path in files(kind) {
            let file = value(&path);
            let errors: Vec<String> = validator
                .iter_errors(&file)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(
                errors.is_empty(),
                "{}\n{}",
                path.display(),
                errors.join("\n")
            );
            seen.insert(path);
        }
    }
    let rules = root().join("rules");
    let folders = ["", "programmes", "texts", "cases"];
    let all: BTreeSet<_> = folders
        .iter()
        .flat_map(|folder| json_files(&rules.join(folder)))
        .collect();
    let seen: BTreeSet<_> = seen
        .iter()
        .map(|path| path.components().collect())
        .collect();
    let all: BTreeSet<PathBuf> = all.iter().map(|path| path.components().collect()).collect();
    assert_eq!(seen, all, "files without a schema");
}

#[test]
fn the_editor_is_told_which_schema_is_whose() {
    let settings = value(&root().join(".vscode/settings.json"));
    let files = KINDS
        .iter()
        .map(|kind| (kind, ["/rules/", kind.files].concat()))
        .chain([(&OVERLAY, String::from("/www/demo/contacts.json"))]);
    let expected: Vec<Value> = files
        .map(|(kind, file)| {
            let schema = ["./rules/schema/", &kind.file()].concat();
            json!({"fileMatch": [file], "url": schema})
        })
        .collect();
    assert_eq!(settings["json.schemas"], json!(expected));
}

#[test]
fn a_condition_says_one_thing() {
    let constraints = named("constraints");
    let holds = |condition: &Value| {
        let text = json!({"da": {"title": "a"}, "en": {"title": "a"}});
        constraints.is_valid(&json!([{"id": "a", "holds": condition, "text": text}]))
    };
    for right in [
        json!({"fact": "a", "between": [1, "50 MEUR"]}),
        json!({"fact": "a", "above": "2012-03-01"}),
        json!({"fact": "a", "is": true}),
        json!({"fact": "a", "has_any": ["b"]}),
        json!({"count": "a", "at_least": 2}),
        json!({"count": "a", "except": ["DK"], "at_least": 2}),
        json!({"sum": ["a", "b"], "at_most": "75 %"}),
        json!({"difference": ["a", "b"], "at_least": 0}),
        json!({"all": [{"not": {"use": "a"}}, {"any": []}]}),
    ] {
        assert!(holds(&right), "{right}");
    }
    for wrong in [
        json!({}),
        json!({"fact": "a"}),
        json!({"fact": "a", "at_least": 1, "at_most": 2}),
        json!({"fact": "a", "use": "b"}),
        json!({"fact": "a", "sum": ["b", "c"], "at_least": 1}),
        json!({"fact": "a", "except": ["b"], "has": "c"}),
        json!({"fact": "a", "at_lest": 1}),
        json!({"fact": "a", "at_least": "1 BNOK"}),
        json!({"fact": "a", "at_least": true}),
        json!({"fact": "a", "between": [1]}),
        json!({"count": "a", "except": ["b"]}),
        json!({"count": "a", "has": "b"}),
        json!({"all": [], "any": []}),
        json!({"all": {"use": "a"}}),
        json!({"all": [{"fact": "a"}]}),
        json!([]),
    ] {
        assert!(!holds(&wrong), "{wrong}");
    }
}

/// A file of the rules is right until this is done to it.
#[track_caller]
fn refused(name: &str, file: &str, spoil: impl FnOnce(&mut Value)) {
    let validator = named(name);
    let mut file = value(&root().join("rules").join(file));
    assert!(validator.is_valid(&file), "it was wrong before");
    spoil(&mut file);
    assert!(!validator.is_valid(&file));
}

#[test]
fn what_the_pack_cannot_read_is_marked_in_the_editor() {
    let programme = "programmes/innovationstjek.json";
    let criterion = "/editions/1/routes/0/criteria";
    let at = |file: &mut Value, pointer: &str, value: Value| {
        *file.pointer_mut(pointer).expect("a place") = value;
    };
    // A key that nobody knows.
    refused("programme", programme, |file| file["titel"] = json!("a"));
    refused("programme", programme, |file| {
        file["editions"][0]["terms"]["bonus"] = json!({});
    });
    // A wrong type, a missing key, an impossible date.
    refused("programme", programme, |file| {
        at(file, "/goals", json!("growth"))
    });
    refused("programme", programme, |file| {
        file.as_object_mut().expect("an object").remove("owner");
    });
    refused("programme", programme, |file| {
        at(file, "/editions/0/valid/from", json!("1 January 2010"));
    });
    // A shared term beside ends of its own, one among variants, no variant at all.
    for spoilt in [
        json!({"use": "de_minimis_2014", "max": 1}),
        json!([{"use": "de_minimis_2014"}]),
        json!([]),
    ] {
        refused("programme", programme, |file| {
            file["editions"][0]["terms"]["rate"] = spoilt;
        });
    }
    // A criterion of an unknown kind, one without its condition, an attestation with one.
    refused("programme", programme, |file| {
        at(file, &[criterion, "/0/kind"].concat(), json!("wish"));
    });
    refused("programme", programme, |file| {
        let first = file.pointer_mut(&[criterion, "/0"].concat());
        let first = first.and_then(Value::as_object_mut).expect("a criterion");
        first.remove("when");
    });
    refused("programme", programme, |file| {
        at(file, &[criterion, "/0/kind"].concat(), json!("attest"));
    });
    // A number without its grid, a yes/no with options.
    let fact =
        |kind: &str| json!({"id": "a", "topic": "b", "type": kind, "changeable": "no", "text": {}});
    refused("facts", "facts.json", |file| at(file, "/0", fact("number")));
    refused("facts", "facts.json", |file| {
        let mut fact = fact("bool");
        fact["options"] = json!(["a", "b"]);
        at(file, "/0", fact);
    });
    // An answer and an expectation of no form.
    let cases = "cases/innovationstjek.json";
    refused("cases", cases, |file| {
        at(file, "/0/answers", json!({"employees_fte": {"form": 1}}));
    });
    refused("cases", cases, |file| {
        at(file, "/0/expect/innovationstjek/verdict", json!("maybe"));
    });
    refused("texts", "texts/da.json", |file| file["a"] = json!(1));
    refused("sources", "sources.json", |file| {
        at(file, "/0/confidence", json!("certain"));
    });
    refused("explained", "explained.json", |file| {
        at(file, "/0/at", json!(1))
    });
    refused("not-found", "not-found.json", |file| {
        at(file, "/ES-14", json!({"what": "a"}))
    });
}
