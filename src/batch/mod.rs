//! A population from a CSV file: companies in, verdicts out, in the order of the file.
//!
//! One thread reads records in chunks, workers screen them, and the caller's thread writes what
//! they made. Chunks are dealt to the workers in turn and collected in turn, so that the order
//! stays without sorting; what may wait in between is bounded, so that memory does not grow with
//! the file. The engine's side of it is [`Population`], which knows no threads and no CSV.

mod chunk;
mod records;
mod summary;

pub use chunk::Screened;
pub use summary::Summary;

use crate::pack::date::Date;
use crate::pack::error::{Fault, PackError, Place};
use crate::screen::{Columns, Engine, Population};
use chunk::Chunk;
use records::Records;
use std::io::{Read, Write};
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Chunks that may wait before and after each worker.
const WAITING: usize = 2;

/// What ends a batch. A bad row does not.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// The header does not say what the columns are.
    #[error(transparent)]
    Header(#[from] PackError),
    /// The clients cannot be read.
    #[error("{file}: cannot be read ({error}); expected CSV as UTF-8 text")]
    Read {
        /// The file.
        file: String,
        /// Why not.
        error: csv::Error,
    },
    /// The verdicts cannot be written.
    #[error("the verdicts cannot be written ({0}); check the path and the space left")]
    Write(#[from] std::io::Error),
}

/// How a population is screened.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// The pack.
    pub engine: &'a Engine,
    /// The day that picks the editions.
    pub as_of: Date,
    /// How many threads screen.
    pub threads: NonZeroUsize,
}

impl Batch<'_> {
    /// Screens the clients of a CSV file, `file` by name, and writes a row of verdicts each.
    /// `watch` sees every chunk after it was written.
    ///
    /// # Errors
    /// A header that cannot be used (then nothing was written), clients that cannot be read on,
    /// verdicts that cannot be written.
    pub fn run(
        self,
        clients: impl Read + Send,
        file: &str,
        out: &mut impl Write,
        mut watch: impl FnMut(&Screened),
    ) -> Result<Summary, BatchError> {
        let unreadable = |error| BatchError::Read {
            file: file.into(),
            error,
        };
        let mut records = Records::new(clients);
        let header = records.header().map_err(unreadable)?;
        let columns = columns(self.engine, &header, file)?;
        out.write_all(&chunk::header(self.engine, &columns)?)?;
        let mut summary = Summary::new(self.engine.pack.programmes.len());
        std::thread::scope(|scope| {
            let (mut todo, mut done) = (Vec::new(), Vec::new());
            for _ in 0..self.threads.get() {
                let (chunks, inbox) = sync_channel(WAITING);
                let (outbox, screened) = sync_channel(WAITING);
                let population = Population::new(self.engine, &columns, self.as_of);
                let id = columns.id();
                scope.spawn(move || work(population, id, &inbox, &outbox));
                todo.push(chunks);
                done.push(screened);
            }
            let reading = scope.spawn(move || read(records, &todo));
            let written = collect(done, out, &mut summary, &mut watch);
            let read = reading
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            written?;
            read.map_err(unreadable)
        })?;
        out.flush()?;
        Ok(summary)
    }
}

fn columns(engine: &Engine, header: &csv::StringRecord, file: &str) -> Result<Columns, PackError> {
    let mut place = Place::file(file);
    place.line = Some(1);
    if header.is_empty() {
        let expected = "a header: the id of a fact a column".into();
        let found = "nothing".into();
        return Err(Fault::Unsuited { expected, found }.at(&place));
    }
    let names: Vec<&str> = header.iter().collect();
    // As a Danish spreadsheet writes it.
    if let [name] = names[..]
        && name.contains(';')
    {
        let (expected, found) = ("commas between the columns".into(), "semicolons".into());
        return Err(Fault::Unsuited { expected, found }.at(&place));
    }
    Columns::new(&engine.pack, &names, &place)
}

/// Deals chunks to the workers in turn, to the end of the clients or until nobody wants more.
fn read(mut records: Records<impl Read>, workers: &[SyncSender<Chunk>]) -> csv::Result<()> {
    for worker in workers.iter().cycle() {
        let Some(chunk) = records.chunk()? else {
            break;
        };
        if worker.send(chunk).is_err() {
            break;
        }
    }
    Ok(())
}

fn work(
    mut population: Population,
    id: Option<usize>,
    inbox: &Receiver<Chunk>,
    outbox: &SyncSender<std::io::Result<Screened>>,
) {
    for chunk in inbox {
        let screened = chunk.screen(&mut population, id);
        if outbox.send(screened).is_err() {
            break;
        }
    }
}

/// Writes what the workers made, in turn.
fn collect(
    workers: Vec<Receiver<std::io::Result<Screened>>>,
    out: &mut impl Write,
    summary: &mut Summary,
    watch: &mut impl FnMut(&Screened),
) -> std::io::Result<()> {
    for worker in workers.iter().cycle() {
        // The first worker without a chunk is the one whose turn it is after the last chunk.
        let Ok(screened) = worker.recv() else {
            break;
        };
        let screened = screened?;
        out.write_all(&screened.csv)?;
        summary.add(&screened.summary);
        watch(&screened);
    }
    Ok(())
}
