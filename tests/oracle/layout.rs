//! The files of the suite as people read them: a fact, a condition or a case a line.

use serde_json::Value;

/// Keys in the order of reading; others follow by the alphabet.
const ORDER: &[&str] = &[
    "format",
    "theme",
    "about",
    "may_be_open",
    "name",
    "id",
    "type",
    "options",
    "min",
    "max",
    "step",
    "from",
    "to",
    "cost",
    "facts",
    "definitions",
    "constraints",
    "requirements",
    "attests",
    "rules",
    "fact",
    "sum",
    "difference",
    "count",
    "except",
    "answers",
    "expect",
    "contradiction",
    "verdict",
    "because",
    "missing",
    "change",
    "cases",
];

/// A file of the suite as text.
pub fn written(file: &Value) -> String {
    let mut text = String::new();
    // File, rules and each rule are spread over lines; what is further in takes one.
    spread(file, 4, 0, &mut text);
    text.push('\n');
    text
}

fn spread(value: &Value, levels: usize, indent: usize, text: &mut String) {
    let (open, close, parts): (_, _, Vec<(String, &Value)>) = match value {
        Value::Object(object) if levels > 0 => {
            let named = entries(object)
                .into_iter()
                .map(|(key, value)| (format!("{}: ", Value::from(key)), value));
            ('{', '}', named.collect())
        }
        Value::Array(all) if levels > 0 && !all.is_empty() => (
            '[',
            ']',
            all.iter().map(|one| (String::new(), one)).collect(),
        ),
        _ => return text.push_str(&line(value)),
    };
    text.push(open);
    for (i, (key, value)) in parts.iter().enumerate() {
        text.push_str(if i > 0 { ",\n" } else { "\n" });
        text.push_str(&"  ".repeat(indent + 1));
        text.push_str(key);
        spread(value, levels - 1, indent + 1, text);
    }
    text.push('\n');
    text.push_str(&"  ".repeat(indent));
    text.push(close);
}

fn line(value: &Value) -> String {
    let joined = |parts: Vec<String>| parts.join(", ");
    match value {
        Value::Object(object) if object.is_empty() => "{}".into(),
        Value::Object(object) => {
            let parts = entries(object)
                .into_iter()
                .map(|(key, value)| format!("{}: {}", Value::from(key), line(value)));
            format!("{{ {} }}", joined(parts.collect()))
        }
        Value::Array(all) => format!("[{}]", joined(all.iter().map(line).collect())),
        plain => plain.to_string(),
    }
}

fn entries(object: &serde_json::Map<String, Value>) -> Vec<(&str, &Value)> {
    let mut entries: Vec<(&str, &Value)> = object
        .iter()
        .map(|(key, value)| (key.as_str(), value))
        .collect();
    let rank = |key: &str| ORDER.iter().position(|one| *one == key);
    entries.sort_by_key(|(key, _)| rank(key).unwrap_or(ORDER.len()));
    entries
}
