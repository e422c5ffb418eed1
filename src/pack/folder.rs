//! A pack as a folder of JSON and CSV files, and the one file that it is packed into.

use super::error::{Fault, PackError, Place};
use super::{Constraint, Definition, Head, Pack, PackFile, Table};
use super::{
    contact::Contact, fact::Fact, prior::Prior, programme::Programme, source::Source,
    text::Catalogue,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A pack read from its folder.
#[derive(Debug)]
pub struct Packed {
    /// The pack.
    pub pack: Pack,
    /// The one file: canonical (keys sorted) and minified. The pack's hash is its SHA-256.
    pub json: String,
}

/// Reads a pack's folder.
///
/// # Errors
/// A file that is missing or is not of its form, or a pack that is not whole: with file, line
/// and pointer.
pub fn read(folder: &Path) -> Result<Packed, PackError> {
    let mut files = Files {
        folder,
        texts: BTreeMap::new(),
    };
    let mut whole = Map::new();
    let (pack, value) = files.read::<Head>("pack.json")?;
    whole.insert("pack".into(), value);
    let (facts, value) = files.read::<Vec<Fact>>("facts.json")?;
    whole.insert("facts".into(), value);
    let (definitions, value) = files.read::<BTreeMap<String, Definition>>("definitions.json")?;
    whole.insert("definitions".into(), value);
    let (constraints, value) = files.read::<Vec<Constraint>>("constraints.json")?;
    whole.insert("constraints".into(), value);
    let (priors, value) = files.read::<BTreeMap<String, Prior>>("priors.json")?;
    whole.insert("priors".into(), value);
    let (sources, value) = files.read::<Vec<Source>>("sources.json")?;
    whole.insert("sources".into(), value);
    let (contacts, value) = files.read::<Vec<Contact>>("contacts.json")?;
    whole.insert("contacts".into(), value);

    let (mut programmes, mut values) = (Vec::new(), Vec::new());
    for file in files.list("programmes", "json")? {
        let (programme, value) = files.read::<Programme>(&file)?;
        if file != format!("programmes/{}.json", programme.id) {
            let fault = Fault::Unsuited {
                expected: "a file named after the programme's id".into(),
                found: programme.id,
            };
            return Err(files.locate(fault.at(&Place::file(&file).at("id"))));
        }
        programmes.push(programme);
        values.push(value);
    }
    whole.insert("programmes".into(), values.into());

    let (mut texts, mut values) = (BTreeMap::new(), Map::new());
    for language in &pack.languages {
        let (catalogue, value) = files.read::<Catalogue>(&format!("texts/{language}.json"))?;
        texts.insert(language.clone(), catalogue);
        values.insert(language.clone(), value);
    }
    whole.insert("texts".into(), values.into());

    let (mut tables, mut values) = (BTreeMap::new(), Map::new());
    for file in files.list("", "csv")? {
        let table = files.table(&file)?;
        values.insert(
            file.clone(),
            serde_json::json!({ "columns": table.columns, "rows": table.rows }),
        );
        tables.insert(file, table);
    }
    whole.insert("tables".into(), values.into());

    // `Map` sorts its keys, so that the same rules always give the same bytes.
    let json = Value::from(whole).to_string();
    let file = PackFile {
        pack,
        facts,
        definitions,
        constraints,
        priors,
        sources,
        programmes,
        contacts,
        texts,
        tables,
    };
    let pack = Pack::from_file(file, &hash(&json)).map_err(|error| files.locate(error))?;
    Ok(Packed { pack, json })
}

/// The SHA-256 of a packed file, in hexadecimal.
pub fn hash(json: &str) -> String {
    Sha256::digest(json.as_bytes())
        .iter()
        .fold(String::new(), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Reads a JSON text as a value of a form; the error names line, column and pointer.
///
/// # Errors
/// The text is not JSON, or not of the form.
pub fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, PackError> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let parsed = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let place = error
            .path()
            .iter()
            .fold(Place::file(file), |place, segment| match segment {
                serde_path_to_error::Segment::Seq { index } => place.at(index),
                serde_path_to_error::Segment::Map { key } => place.at(key),
                _ => place,
            });
        let inner = error.into_inner();
        let mut text = inner.to_string();
        if let Some(cut) = text.rfind(" at line ") {
            text.truncate(cut);
        }
        let mut error = Fault::Form(text).at(&place);
        error.place.line = Some(inner.line());
        error.place.column = Some(inner.column());
        error
    })?;
    reader.end().map_err(|error| {
        let mut place = Place::file(file);
        (place.line, place.column) = (Some(error.line()), Some(error.column()));
        Fault::Form("expected the end of the file, found more text".into()).at(&place)
    })?;
    Ok(parsed)
}

/// Adds the line to an error whose place is a pointer into `text`.
pub fn locate(mut error: PackError, text: &str) -> PackError {
    if error.place.line.is_none()
        && let Some((line, column)) = position(text, &error.place.pointer)
    {
        (error.place.line, error.place.column) = (Some(line), Some(column));
    }
    error
}

struct Files<'a> {
    folder: &'a Path,
    texts: BTreeMap<String, String>,
}

impl Files<'_> {
    fn text(&mut self, file: &str) -> Result<String, PackError> {
        let path = self.folder.join(file);
        let text = fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
        self.texts.insert(file.into(), text.clone());
        Ok(text)
    }

    fn read<T: DeserializeOwned>(&mut self, file: &str) -> Result<(T, Value), PackError> {
        let text = self.text(file)?;
        Ok((parse(file, &text)?, parse(file, &text)?))
    }

    fn list(&self, folder: &str, extension: &str) -> Result<Vec<String>, PackError> {
        let path = self.folder.join(folder);
        let entries = fs::read_dir(&path).map_err(|error| unreadable(&path, &error))?;
        let mut files = Vec::new();
        for entry in entries {
            let name = PathBuf::from(
                entry
                    .map_err(|error| unreadable(&path, &error))?
                    .file_name(),
            );
            if name.extension().is_some_and(|found| found == extension) {
                let name = name.to_string_lossy().into_owned();
                files.push(if folder.is_empty() {
                    name
                } else {
                    format!("{folder}/{name}")
                });
            }
        }
        files.sort();
        Ok(files)
    }

    fn table(&mut self, file: &str) -> Result<Table, PackError> {
        let text = self.text(file)?;
        let place = Place::file(file);
        let form = |error: csv::Error| {
            let mut place = place.clone();
            place.line = error.position().map(|position| position.line() as usize);
            Fault::Form(error.to_string()).at(&place)
        };
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let columns = reader
            .headers()
            .map_err(form)?
            .iter()
            .map(String::from)
            .collect();
        let rows = reader
            .records()
            .map(|row| Ok(row.map_err(form)?.iter().map(String::from).collect()))
            .collect::<Result<_, PackError>>()?;
        Ok(Table { columns, rows })
    }

    fn locate(&self, error: PackError) -> PackError {
        match self.texts.get(&error.place.file) {
            Some(text) => locate(error, text),
            None => error,
        }
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> PackError {
    let place = Place::file(path.display().to_string());
    Fault::Unreadable(error.to_string()).at(&place)
}

/// Line and column, from 1, of the value that a JSON pointer names; of the innermost value that
/// exists, where the pointer leads beyond. `None` for an empty pointer.
fn position(text: &str, pointer: &str) -> Option<(usize, usize)> {
    let steps: Vec<String> = pointer
        .split('/')
        .skip(1)
        .map(|step| step.replace("~1", "/").replace("~0", "~"))
        .collect();
    let mut scan = Scan {
        bytes: text.as_bytes(),
        at: 0,
    };
    scan.space();
    for step in &steps {
        if !scan.enter(step) {
            break;
        }
    }
    let before = text.get(..scan.at).filter(|_| !steps.is_empty())?;
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    Some((line, column))
}

/// A position in a JSON text that is known to be well formed.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn space(&mut self) {
        while self.peek().is_ascii_whitespace() || matches!(self.peek(), b',' | b':') {
            self.at += 1;
        }
    }

    /// Moves to the value under a key or index of the value here; stays where there is none.
    fn enter(&mut self, step: &str) -> bool {
        let (start, open) = (self.at, self.peek());
        if !matches!(open, b'{' | b'[') {
            return false;
        }
        self.at += 1;
        self.space();
        let mut index = 0;
        while !matches!(self.peek(), b'}' | b']' | 0) {
            let found = if open == b'{' {
                let from = self.at;
                self.skip();
                let key = self.bytes.get(from..self.at).unwrap_or_default();
                self.space();
                serde_json::from_slice::<String>(key).is_ok_and(|key| key == step)
            } else {
                index += 1;
                step.parse() == Ok(index - 1)
            };
            if found {
                return true;
            }
            self.skip();
            self.space();
        }
        self.at = start;
        false
    }

    fn skip(&mut self) {
        let mut depth = 0usize;
        loop {
            match self.peek() {
                0 => return,
                b'"' => {
                    self.at += 1;
                    while !matches!(self.peek(), b'"' | 0) {
                        self.at += if self.peek() == b'\\' { 2 } else { 1 };
                    }
                    self.at += 1;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.saturating_sub(1);
                    self.at += 1;
                }
                _ if depth == 0 => {
                    while !matches!(self.peek(), b',' | b'}' | b']' | 0)
                        && !self.peek().is_ascii_whitespace()
                    {
                        self.at += 1;
                    }
                }
                _ => self.at += 1,
            }
            if depth == 0 {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_leads_to_its_line() {
        let text = "{\n  \"a\": [1, {\"x, }\": true},\n    \"b\"],\n  \"c\": {\"d\": 5}\n}";
        assert_eq!(position(text, "/a/0"), Some((2, 9)));
        assert_eq!(position(text, "/a/1/x, }"), Some((2, 21)));
        assert_eq!(position(text, "/a/2"), Some((3, 5)));
        assert_eq!(position(text, "/c/d"), Some((4, 14)));
        assert_eq!(position(text, "/c/none"), Some((4, 8)));
        assert_eq!(position(text, ""), None);
    }
}
