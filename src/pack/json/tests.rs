//! The reader against serde's own, on the files of the rules, on bad texts and on many a
//! broken one.

use super::{Json, Value};
use serde_json::Value as Other;
use std::path::Path;

/// The value as serde's own reader has it.
fn other(json: &Json) -> Other {
    match &json.value {
        Value::Null => Other::Null,
        Value::Bool(value) => Other::Bool(*value),
        Value::Number(text) => serde_json::from_str(text).expect("a number"),
        Value::Text(text) => Other::String(text.clone()),
        Value::List(values) => values.iter().map(other).collect(),
        Value::Object(entries) => entries
            .iter()
            .map(|(key, value)| (key.clone(), other(value)))
            .collect(),
    }
}

/// Both readers accept the text with the same value, or both refuse it.
fn agree(text: &str) -> bool {
    let expected = serde_json::from_str::<Other>(text);
    match (Json::read(text), expected) {
        (Ok(json), Ok(expected)) => {
            assert_eq!(other(&json), expected, "{text}");
            let again = Json::read(&json.value.to_string()).expect("what was written");
            assert_eq!(other(&again), expected, "{text}");
            assert_eq!(again.value.to_string(), json.value.to_string());
            true
        }
        // These two are the differences that are meant.
        (Err(error), Ok(_)) if error.to_string().contains("each key once") => false,
        (Ok(_), Err(error)) if error.to_string().contains("number out of range") => true,
        (Err(error), Err(_)) => {
            assert!(error.place().is_some_and(|at| at <= text.len()), "{text}");
            false
        }
        (read, expected) => panic!("{text}: {read:?}, expected {expected:?}"),
    }
}

fn files(folder: &Path, see: &mut impl FnMut(&str)) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, see);
        } else if path.extension().is_some_and(|found| found == "json") {
            see(&std::fs::read_to_string(path).expect("a file"));
        }
    }
}

#[test]
fn the_files_of_the_rules_are_read_alike_and_written_alike() {
    let mut count = 0;
    files(
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/rules")),
        &mut |text| {
            assert!(agree(text));
            let expected: Other = serde_json::from_str(text).expect("JSON");
            let json = Json::read(text).expect("JSON");
            assert_eq!(json.value.to_string(), expected.to_string());
            count += 1;
        },
    );
    assert!(count > 20, "only {count} files");
}

#[test]
fn what_is_not_json_is_refused() {
    for text in [
        "",
        " ",
        "{",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "]",
        "}",
        "1 2",
        "[]]",
        "nul",
        "nulll",
        "True",
        "NaN",
        "Infinity",
        "-Infinity",
        "-",
        "+1",
        "01",
        "-01",
        "1.",
        ".5",
        "1e",
        "1e+",
        "1.e1",
        "0x1",
        "1_000",
        "--1",
        "\"",
        "\"a",
        "\"\\\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\ud800\"",
        "\"\\ud800\\n\"",
        "\"\\ud800\\ud800\"",
        "\"\\udc00\"",
        "\"\n\"",
        "\"\t\"",
        "\"\u{1}\"",
        "// x\n1",
        "/* */1",
        "\u{feff}1",
        "\u{a0}1",
        "\u{b}1",
        "\u{c}1",
    ] {
        assert!(!agree(text), "{text}");
    }
}

#[test]
fn what_is_json_is_read_alike() {
    for text in [
        " null ",
        "\ttrue\r\n",
        "false",
        "0",
        "-0",
        "-0.0",
        "10",
        "1.50",
        "1e5",
        "1E+05",
        "2e-3",
        "123456789012345678901234567890",
        "0.1234567890123456789",
        "1e400",
        "\"\"",
        "\"éüß €\"",
        "\"\\u00e6\\u20ac\\ud83d\\ude00\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\"",
        "\"\u{7f}\u{2028}\"",
        "[]",
        "[ ]",
        "{}",
        "{ }",
        "[[],{},[[]]]",
        "{\"b\":1,\"a\":[1,\"x\",null]}",
        "{\"\":{\"\":0}}",
    ] {
        assert!(agree(text), "{text}");
    }
    assert!(Json::read("{\"a\":1,\"a\":1}").is_err());
    for depth in [126, 127, 128, 5000] {
        let lists = ["[".repeat(depth), "]".repeat(depth)].concat();
        assert_eq!(agree(&lists), depth < 128, "{depth}");
    }
}

#[test]
fn the_same_texts_are_refused_however_a_document_is_broken() {
    const WHOLE: &str = "{\"a\": [1, -2.50e+1, true, null, {\"b\\n\\u00e6\": \"x\\\\ \\ud83d\\ude00 é\"}],\n \"c\": {\"d\": false, \"e\": []}, \"f\": \"\"}";
    const PARTS: &[&str] = &[
        "{", "}", "[", "]", ",", ":", "\"", "\\", "0", "9", "-", "+", ".", "e", "u", "d8", "true",
        "null", " ", "\n", "\u{1}", "é", "\"a\":1,",
    ];
    let mut random = fastrand::Rng::with_seed(1);
    let (mut read, mut refused) = (0, 0);
    for _ in 0..20_000 {
        let mut text: Vec<char> = WHOLE.chars().collect();
        for _ in 0..random.usize(1..4) {
            let at = random.usize(0..text.len());
            let end = (at + random.usize(0..3)).min(text.len());
            let part = PARTS[random.usize(0..PARTS.len())];
            let part = if random.bool() { part } else { "" };
            text.splice(at..end, part.chars());
        }
        if agree(&text.iter().collect::<String>()) {
            read += 1;
        } else {
            refused += 1;
        }
    }
    assert!(
        read > 1000 && refused > 1000,
        "{read} read, {refused} refused"
    );
}
