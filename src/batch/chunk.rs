//! A chunk of rows: from records to verdicts as CSV.

use super::summary::Summary;
use crate::screen::{Columns, Engine, Population};
use csv::{ByteRecord, StringRecord, Writer};

/// Messages of a chunk that are kept for whoever watches; the rows have them all.
const MESSAGES: usize = 20;

/// Records to be screened.
pub struct Chunk {
    pub records: Vec<ByteRecord>,
    /// Bytes of the file up to their end.
    pub read_to: u64,
}

/// A chunk after screening.
#[derive(Debug)]
pub struct Screened {
    /// Its rows.
    pub csv: Vec<u8>,
    /// What was counted.
    pub summary: Summary,
    /// What is wrong with its first bad rows, with the line.
    pub messages: Vec<String>,
    /// Bytes of the file up to its end.
    pub read_to: u64,
}

/// The header of the verdicts: what the row goes by, the programmes, `error`.
pub fn header(engine: &Engine, columns: &Columns) -> std::io::Result<Vec<u8>> {
    let first = if columns.id().is_some() { "id" } else { "line" };
    let programmes = engine.pack.programmes.iter().map(|one| one.id.as_str());
    let mut writer = Writer::from_writer(Vec::new());
    writer.write_record([first].into_iter().chain(programmes).chain(["error"]))?;
    finished(writer)
}

impl Chunk {
    /// Screens the records.
    pub fn screen(
        self,
        population: &mut Population,
        id: Option<usize>,
    ) -> std::io::Result<Screened> {
        let programmes = population.programmes();
        let mut summary = Summary::new(programmes);
        let (mut writer, mut messages) = (Writer::from_writer(Vec::new()), Vec::new());
        for record in self.records {
            let line = record.position().map_or(0, csv::Position::line);
            match id {
                Some(id) => writer.write_field(record.get(id).unwrap_or_default())?,
                None => writer.write_field(line.to_string())?,
            }
            let record = StringRecord::from_byte_record(record);
            let verdicts = match &record {
                Ok(record) => population.screen(record),
                Err(error) => Err(population.unreadable(error.utf8_error().field())),
            };
            match verdicts {
                Ok(verdicts) => {
                    summary.count(verdicts);
                    for verdict in verdicts {
                        writer.write_field(verdict.key())?;
                    }
                    writer.write_field("")?;
                }
                Err(error) => {
                    summary.count_error();
                    for _ in 0..programmes {
                        writer.write_field("")?;
                    }
                    let error = error.to_string();
                    writer.write_field(&error)?;
                    if messages.len() < MESSAGES {
                        messages.push(format!("line {line}: {error}"));
                    }
                }
            }
            // What ends a record.
            writer.write_record(None::<&[u8]>)?;
        }
        Ok(Screened {
            csv: finished(writer)?,
            summary,
            messages,
            read_to: self.read_to,
        })
    }
}

fn finished(writer: Writer<Vec<u8>>) -> std::io::Result<Vec<u8>> {
    writer.into_inner().map_err(|error| error.into_error())
}
