//! A pack as a folder of JSON and CSV files, and the one file that it is packed into.

use super::error::{Fault, PackError, Place};
use super::json::{Document, Json, Value};
use super::map::Map;
use super::{Constraint, Definition, Head, Pack, PackFile, Table};
use super::{
    contact::Contact, fact::Fact, prior::Prior, programme::Programme, source::Source,
    term::Variants, text::Catalogue,
};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The one file that a pack can do without.
const TERMS: &str = "terms.json";

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
        read: Vec::new(),
    };
    let mut whole = Vec::new();
    let (pack, value) = files.read::<Head>("pack.json")?;
    whole.push(("pack".into(), value));
    let (facts, value) = files.read::<Vec<Fact>>("facts.json")?;
    whole.push(("facts".into(), value));
    let (definitions, value) = files.read::<Map<String, Definition>>("definitions.json")?;
    whole.push(("definitions".into(), value));
    let mut terms = Map::EMPTY;
    if folder.join(TERMS).exists() {
        let (read, value) = files.read::<Map<String, Variants>>(TERMS)?;
        terms = read;
        whole.push(("terms".into(), value));
    }
    let (constraints, value) = files.read::<Vec<Constraint>>("constraints.json")?;
    whole.push(("constraints".into(), value));
    let (priors, value) = files.read::<Map<String, Prior>>("priors.json")?;
    whole.push(("priors".into(), value));
    let (sources, value) = files.read::<Vec<Source>>("sources.json")?;
    whole.push(("sources".into(), value));
    let (contacts, value) = files.read::<Vec<Contact>>("contacts.json")?;
    whole.push(("contacts".into(), value));

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
    whole.push(("programmes".into(), Value::List(values).into()));

    let (mut texts, mut values) = (Map::EMPTY, Vec::new());
    for language in &pack.languages {
        let (catalogue, value) = files.read::<Catalogue>(&format!("texts/{language}.json"))?;
        texts.insert(language.clone(), catalogue);
        values.push((language.clone(), value));
    }
    whole.push(("texts".into(), Value::from_iter(values).into()));

    let (mut tables, mut values) = (Map::EMPTY, Vec::new());
    for file in files.list("", "csv")? {
        let table = files.table(&file)?;
        values.push((file.clone(), table_json(&table)));
        tables.insert(file, table);
    }
    whole.push(("tables".into(), Value::from_iter(values).into()));

    let json = Value::from_iter(whole).to_string();
    let file = PackFile {
        pack,
        facts,
        definitions,
        terms,
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

fn table_json(table: &Table) -> Json {
    let row = |row: &Vec<String>| {
        let texts = row.iter().map(|text| Value::Text(text.clone()).into());
        Json::from(Value::List(texts.collect()))
    };
    let rows = table.rows.iter().map(row).collect();
    let entries = [
        ("columns".into(), row(&table.columns)),
        ("rows".into(), Value::List(rows).into()),
    ];
    Value::from_iter(entries).into()
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

struct Files<'a> {
    folder: &'a Path,
    /// What was read, for the places of errors.
    read: Vec<Document>,
}

impl Files<'_> {
    fn text(&self, file: &str) -> Result<String, PackError> {
        let path = self.folder.join(file);
        fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))
    }

    fn read<T: DeserializeOwned>(&mut self, file: &str) -> Result<(T, Json), PackError> {
        let document = Document::open(file, self.text(file)?)?;
        let read = (document.read()?, document.json.clone());
        self.read.push(document);
        Ok(read)
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

    fn table(&self, file: &str) -> Result<Table, PackError> {
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
        let read = self.read.iter();
        read.fold(error, |error, document| document.locate(error))
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> PackError {
    let place = Place::file(path.display().to_string());
    Fault::Unreadable(error.to_string()).at(&place)
}
