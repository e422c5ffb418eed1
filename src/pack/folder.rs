//! A pack as a folder of JSON and CSV files, and the one file that it is packed into.

use super::error::{Fault, PackError, PackErrors, Place};
use super::json::{Document, Json, Value};
use super::map::Map;
use super::{Constraint, Definition, Head, Pack, PackFile, Table};
use super::{
    contact::Contact, fact::Fact, prior::Prior, programme::Programme, source::Source,
    term::Variants, text::Catalogue,
};
use serde::de::DeserializeOwned;
use std::fs;
use std::path::{Path, PathBuf};

/// The one file that a pack can do without.
const TERMS: &str = "terms.json";

/// A pack read from its folder.
#[derive(Debug)]
pub struct Packed {
    /// The pack.
    pub pack: Pack,
    /// It as one file: canonical (keys sorted) and minified.
    pub json: String,
}

/// A pack's folder as it was read: what came of it, and where everything stands in it.
#[derive(Debug)]
pub struct Reading {
    /// The pack, or all that is wrong with it as far as it can be told in one go: what is wrong
    /// with the form of a file hides what is wrong between the files.
    pub packed: Result<Packed, PackErrors>,
    /// The JSON files that could be read.
    pub documents: Vec<Document>,
}

/// Reads a pack's folder.
///
/// # Errors
/// A file that is missing or is not of its form, or a pack that is not whole: with file, line
/// and pointer.
pub fn read(folder: &Path) -> Result<Packed, PackError> {
    read_all(folder).packed.map_err(|errors| errors.first)
}

/// Reads a pack's folder without stopping at the first error.
pub fn read_all(folder: &Path) -> Reading {
    let mut files = Files {
        folder,
        read: Vec::new(),
        errors: Vec::new(),
    };
    let packed = files.whole().and_then(|(file, json)| {
        let pack = Pack::checked(file, "")?;
        Ok(Packed { pack, json })
    });
    let packed = packed.map_err(|errors| files.locate(errors));
    Reading {
        packed,
        documents: files.read,
    }
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

struct Files<'a> {
    folder: &'a Path,
    /// What was read, for the places of errors.
    read: Vec<Document>,
    /// What is wrong with files by themselves.
    errors: Vec<PackError>,
}

impl Files<'_> {
    /// All files as one pack, and that as canonical JSON.
    fn whole(&mut self) -> Result<(PackFile, String), PackErrors> {
        let mut whole = Vec::new();
        let pack = self.read::<Head>("pack", "pack.json", &mut whole);
        let facts = self.read::<Vec<Fact>>("facts", "facts.json", &mut whole);
        let definitions =
            self.read::<Map<String, Definition>>("definitions", "definitions.json", &mut whole);
        // A pack whose editions share no terms has none.
        let terms = match self.folder.join(TERMS).exists() {
            true => self.read::<Map<String, Variants>>("terms", TERMS, &mut whole),
            false => Some(Map::EMPTY),
        };
        let constraints =
            self.read::<Vec<Constraint>>("constraints", "constraints.json", &mut whole);
        let priors = self.read::<Map<String, Prior>>("priors", "priors.json", &mut whole);
        let sources = self.read::<Vec<Source>>("sources", "sources.json", &mut whole);
        let contacts = self.read::<Vec<Contact>>("contacts", "contacts.json", &mut whole);

        let (mut programmes, mut values) = (Vec::new(), Vec::new());
        for file in self.list("programmes", "json") {
            programmes.extend(self.programme(&file, &mut values));
        }
        let values = values.into_iter().map(|(_, value)| value).collect();
        whole.push(("programmes".into(), Value::List(values).into()));

        let (mut texts, mut values) = (Map::EMPTY, Vec::new());
        for language in pack.iter().flat_map(|pack| &pack.languages) {
            let file = format!("texts/{language}.json");
            if let Some(catalogue) = self.read::<Catalogue>(language, &file, &mut values) {
                texts.insert(language.clone(), catalogue);
            }
        }
        whole.push(("texts".into(), Value::from_iter(values).into()));

        let (mut tables, mut values) = (Map::EMPTY, Vec::new());
        for file in self.list("", "csv") {
            match self.table(&file) {
                Ok(table) => {
                    values.push((file.clone(), table_json(&table)));
                    tables.insert(file, table);
                }
                Err(error) => self.errors.push(error),
            }
        }
        whole.push(("tables".into(), Value::from_iter(values).into()));

        PackErrors::refuse(std::mem::take(&mut self.errors))?;
        let file = || {
            Some(PackFile {
                pack: pack?,
                facts: facts?,
                definitions: definitions?,
                terms: terms?,
                constraints: constraints?,
                priors: priors?,
                sources: sources?,
                programmes,
                contacts: contacts?,
                texts,
                tables,
                worth: Vec::new(),
            })
        };
        match file() {
            Some(file) => Ok((file, Value::from_iter(whole).to_string())),
            None => unreachable!("a file that is not there is an error"),
        }
    }

    fn text(&self, file: &str) -> Result<String, PackError> {
        let path = self.folder.join(file);
        fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))
    }

    /// Reads a file and adds it to others under a key; what is wrong with it is noted.
    fn read<T: DeserializeOwned>(
        &mut self,
        key: &str,
        file: &str,
        others: &mut Vec<(String, Json)>,
    ) -> Option<T> {
        let text = self.text(file);
        let document = match text.and_then(|text| Document::open(file, text)) {
            Ok(document) => document,
            Err(error) => {
                self.errors.push(error);
                return None;
            }
        };
        let read = document.read();
        others.push((key.into(), document.json.clone()));
        self.read.push(document);
        read.map_err(|error| self.errors.push(error)).ok()
    }

    fn programme(&mut self, file: &str, others: &mut Vec<(String, Json)>) -> Option<Programme> {
        let programme = self.read::<Programme>(file, file, others)?;
        if file != programme.file() {
            let fault = Fault::Unsuited {
                expected: "a file named after the programme's id".into(),
                found: programme.id,
            };
            self.errors.push(fault.at(&Place::file(file).at("id")));
            return None;
        }
        Some(programme)
    }

    /// The files of a folder with an extension, sorted.
    fn list(&mut self, folder: &str, extension: &str) -> Vec<String> {
        let path = self.folder.join(folder);
        let entries = fs::read_dir(&path).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) => {
                self.errors.push(unreadable(&path, &error));
                Vec::new()
            }
        };
        let names = entries.iter().map(|entry| PathBuf::from(entry.file_name()));
        let wanted = names.filter(|name| name.extension().is_some_and(|found| found == extension));
        let before = if folder.is_empty() {
            String::new()
        } else {
            [folder, "/"].concat()
        };
        let mut files: Vec<String> = wanted
            .map(|name| [&before, &*name.to_string_lossy()].concat())
            .collect();
        files.sort();
        files
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

    fn locate(&self, mut errors: PackErrors) -> PackErrors {
        for error in std::iter::once(&mut errors.first).chain(&mut errors.others) {
            for document in &self.read {
                document.locate(&mut error.place);
            }
        }
        errors
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> PackError {
    let place = Place::file(path.display().to_string());
    Fault::Unreadable(error.to_string()).at(&place)
}
