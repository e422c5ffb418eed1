//! The guide to writing rules says what is so: its JSON stands in the rules, its commands run.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

const GUIDE: &str = include_str!("../docs/writing-rules.md");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A fenced block of the guide.
struct Block {
    language: &'static str,
    /// What stands after the language: for JSON the file, `#`, and the place in it.
    label: &'static str,
    text: &'static str,
}

fn blocks() -> Vec<Block> {
    // Between the fences stand prose and block in turn, prose first.
    let parts: Vec<&str> = GUIDE.split("```").collect();
    assert_eq!(parts.len() % 2, 1, "a block without an end");
    let inside = parts.into_iter().skip(1).step_by(2);
    let block = |block: &'static str| {
        let (info, text) = block.split_once('\n').expect("a block of its own lines");
        let (language, label) = info.split_once(' ').unwrap_or((info, ""));
        Block {
            language,
            label,
            text,
        }
    };
    inside.map(block).collect()
}

/// One step into a file: by key, and in a list by id, name or index.
fn step<'a>(value: &'a Value, step: &str) -> Option<&'a Value> {
    let Value::Array(list) = value else {
        return value.get(step);
    };
    let is_it = |one: &&Value| ["id", "name"].iter().any(|key| one[key] == step);
    list.iter()
        .find(is_it)
        .or_else(|| list.get(step.parse::<usize>().ok()?))
}

/// Whether a value stands in another: keys may be left out, nothing else, and not all of them.
fn stands_in(quoted: &Value, whole: &Value) -> bool {
    match (quoted, whole) {
        (Value::Object(quoted), Value::Object(whole)) => {
            let stands = |(key, value)| whole.get(key).is_some_and(|found| stands_in(value, found));
            quoted.iter().all(stands) && quoted.is_empty() == whole.is_empty()
        }
        (Value::Array(quoted), Value::Array(whole)) => {
            quoted.len() == whole.len() && quoted.iter().zip(whole).all(|(a, b)| stands_in(a, b))
        }
        _ => quoted == whole,
    }
}

#[test]
fn the_json_of_the_guide_stands_in_the_files_that_it_names() {
    let mut count = 0;
    for block in blocks().iter().filter(|block| block.language == "json") {
        let (file, pointer) = block.label.split_once('#').expect("file#place beside json");
        let text = fs::read_to_string(root().join(file)).expect("a file of the repository");
        let whole: Value = serde_json::from_str(&text).expect("JSON");
        let mut steps = pointer.split('/').skip(1);
        let found = steps.try_fold(&whole, step);
        let found = found.unwrap_or_else(|| panic!("{file} has nothing at {pointer}"));
        let quoted: Value = serde_json::from_str(block.text).expect("JSON in the guide");
        assert!(
            stands_in(&quoted, found),
            "{file}#{pointer} is now\n{found:#}"
        );
        count += 1;
    }
    assert!(count >= 10, "{count} blocks of JSON");
}

/// Copies what the commands read to where they may write.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).expect("a copy");
        }
    }
}

#[test]
fn the_commands_of_the_guide_run_and_print_what_it_shows() {
    let folder = tempfile::tempdir().expect("a folder");
    for part in ["rules", "tests/answers"] {
        copy(&root().join(part), &folder.path().join(part));
    }
    let mut last = String::new();
    let (mut commands, mut shown) = (0, 0);
    for block in blocks() {
        match block.language {
            "sh" => {
                for line in block.text.lines() {
                    let arguments = line.strip_prefix("cargo run --release -- ");
                    let arguments = arguments.expect("a command of puljetjek");
                    let output = Command::new(env!("CARGO_BIN_EXE_puljetjek"))
                        .args(arguments.split(' '))
                        .current_dir(folder.path())
                        .output()
                        .expect("the command");
                    let errors = String::from_utf8_lossy(&output.stderr);
                    assert!(output.status.success(), "{line}\n{errors}");
                    last = String::from_utf8_lossy(&output.stdout).into_owned();
                    commands += 1;
                }
            }
            "text" => {
                let mut rest = last.as_str();
                for line in block.text.lines() {
                    let at = rest.find(line);
                    let at = at.unwrap_or_else(|| panic!("not printed, or not there: {line}"));
                    rest = &rest[at + line.len()..];
                    shown += 1;
                }
            }
            "json" => {}
            other => panic!("a block of {other} that nothing tests"),
        }
    }
    assert!(
        commands >= 3 && shown >= 5,
        "{commands} commands, {shown} lines"
    );
}
