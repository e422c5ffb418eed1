//! The small pack in this folder as a test changes it: whole, with a case on each side of its
//! thresholds.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use tempfile::TempDir;

pub const ROOT: &str = env!("CARGO_MANIFEST_DIR");
pub const PROGRAMME: &str = "programmes/growth.json";
pub const CASES: &str = "cases/growth.json";
pub const CRITERIA: &str = "/editions/0/routes/0/criteria";

/// The files of a pack, by their path in its folder.
pub struct Tiny(pub BTreeMap<String, Value>);

impl Tiny {
    pub fn new() -> Tiny {
        let root = Path::new(ROOT).join("tests/tiny");
        let names = [
            "pack.json",
            "facts.json",
            "definitions.json",
            "constraints.json",
            "priors.json",
            "sources.json",
            "contacts.json",
            PROGRAMME,
            CASES,
        ];
        let mut files: Vec<_> = names.map(|name| (name, root.join(name))).into();
        // The words of sentences are those that we ship.
        for name in ["texts/da.json", "texts/en.json"] {
            files.push((name, Path::new(ROOT).join("rules").join(name)));
        }
        let read = |(name, path): (&str, std::path::PathBuf)| {
            let text = std::fs::read_to_string(path).expect("a file");
            (name.into(), serde_json::from_str(&text).expect("JSON"))
        };
        Tiny(files.into_iter().map(read).collect())
    }

    /// The value at a pointer of a file.
    pub fn at(&mut self, file: &str, pointer: &str) -> &mut Value {
        let value = self.0.get_mut(file).expect("a file");
        value.pointer_mut(pointer).expect("a place")
    }

    pub fn push(&mut self, file: &str, pointer: &str, value: Value) {
        let list = self.at(file, pointer).as_array_mut().expect("a list");
        list.push(value);
    }

    /// Writes the pack to a folder of its own.
    pub fn write(&self) -> TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, value) in &self.0 {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, format!("{value:#}")).expect("a file");
        }
        folder
    }
}

pub fn titled(text: &str) -> Value {
    json!({ "da": { "title": text }, "en": { "title": text } })
}

pub fn criterion(id: &str, kind: &str, when: Value) -> Value {
    json!({ "id": id, "kind": kind, "when": when, "text": titled("Title"), "sources": ["S-01"] })
}
