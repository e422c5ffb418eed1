//! The columns of a table of companies: what its header says.

use super::RowError;
use super::cell::Reader;
use crate::pack::Pack;
use crate::pack::error::{Fault, PackError, Place};
use crate::pack::formula::FactIndex;

/// What the columns of a table mean: a fact each, an attestation, or the row's `id`.
#[derive(Debug)]
pub struct Columns {
    pub(super) all: Vec<Column>,
    attestations: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Column {
    pub name: String,
    pub meaning: Meaning,
}

#[derive(Debug)]
pub(super) enum Meaning {
    /// Whatever the row goes by.
    Id,
    /// A fact, and how its cells are read.
    Fact(FactIndex, Reader),
    /// An attestation, by number.
    Attestation(usize),
}

impl Column {
    /// How its cells are read; not at all where it is the row's `id`.
    pub fn reader(&self) -> Option<&Reader> {
        match &self.meaning {
            Meaning::Id => None,
            Meaning::Fact(_, reader) => Some(reader),
            Meaning::Attestation(_) => Some(&Reader::Bool),
        }
    }

    /// What is wrong with its cell.
    pub fn bad(&self, fault: Fault) -> RowError {
        RowError {
            column: Some(self.name.clone()),
            fault,
        }
    }
}

/// The name of the column that is carried through.
const ID: &str = "id";

impl Columns {
    /// Reads a header: ids of facts, attestations `programme/route/criterion`, and `id`.
    ///
    /// # Errors
    /// A column that is nothing of that, or stands there twice; the place is in `place`, with
    /// the column's number.
    pub fn new(pack: &Pack, header: &[&str], place: &Place) -> Result<Columns, PackError> {
        let known: Vec<String> = pack.attestations().collect();
        let mut columns = Columns {
            all: Vec::new(),
            attestations: Vec::new(),
        };
        for (index, name) in header.iter().map(|name| name.trim_ascii()).enumerate() {
            let place = Place {
                column: Some(index + 1),
                ..place.clone()
            };
            if columns.all.iter().any(|column| column.name == name) {
                let (kind, found) = ("column", name.into());
                return Err(Fault::Twice { kind, found }.at(&place));
            }
            let meaning = if name == ID {
                Meaning::Id
            } else if let Some(fact) = pack.fact_index(name) {
                Meaning::Fact(fact, Reader::new(&pack.facts[fact]))
            } else if known.iter().any(|one| one == name) {
                columns.attestations.push(name.into());
                Meaning::Attestation(columns.attestations.len() - 1)
            } else {
                return Err(unknown(pack, &known, name).at(&place));
            };
            let name = name.into();
            columns.all.push(Column { name, meaning });
        }
        Ok(columns)
    }

    /// Which column holds what the row goes by, counted from 0.
    pub fn id(&self) -> Option<usize> {
        let is_id = |column: &Column| matches!(column.meaning, Meaning::Id);
        self.all.iter().position(is_id)
    }

    /// The number of an attestation that has a column.
    pub(super) fn attestation(&self, name: &str) -> Option<usize> {
        self.attestations.iter().position(|one| one == name)
    }

    /// How many attestations have a column.
    pub(super) fn attestations(&self) -> usize {
        self.attestations.len()
    }
}

fn unknown(pack: &Pack, attestations: &[String], name: &str) -> Fault {
    if name.contains('/') {
        Fault::unknown("attestation", name, attestations.iter().map(String::as_str))
    } else {
        Fault::unknown("fact", name, pack.facts.iter().map(|fact| fact.id.as_str()))
    }
}
