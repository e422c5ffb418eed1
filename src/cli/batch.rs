//! `puljetjek batch`: a population of companies from a CSV file.

use super::CommandError;
use super::screen::{as_of, today};
use crate::batch::{self, BatchError, Screened, Summary};
use crate::pack::Pack;
use crate::pack::date::Date;
use crate::pack::folder;
use crate::screen::Engine;
use indicatif::{ProgressBar, ProgressStyle};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Threads that screen, at most: one that reads keeps no more of them busy, and each has rooms
/// of its own.
const THREADS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(15);
/// Messages about bad rows that are printed in full.
const MESSAGES: u64 = 20;

/// Screen many companies from a CSV file: a row of answers in, a row of verdicts out
#[derive(Debug, clap::Args)]
#[command(after_help = CELLS)]
pub struct Batch {
    /// The folder of the rules
    #[arg(long)]
    pack: PathBuf,
    /// The companies as a CSV file, or - for standard input
    #[arg(long)]
    clients: PathBuf,
    /// The day that picks editions, YYYY-MM-DD [default: today]
    #[arg(long, value_parser = as_of)]
    as_of: Option<Date>,
    /// The CSV file of verdicts to write, or - for standard output
    #[arg(long, default_value = "-")]
    out: PathBuf,
}

const CELLS: &str = "\
Columns: id (carried through), ids of facts, attestations as programme/route/criterion.
Cells: nothing where it was not asked; unknown; 12; 10-49; 250-; -9 (where a number can be
negative, -9 is that number, and ..9 the band); true or false; the id of an option; DE|SE for a
whole set, | for the empty one; 2012-01-01 or 2012-01-01..2012-12-31.
A row with an error keeps its place, with what is wrong in the last column; the others go on.";

impl Batch {
    pub fn run(self) -> Result<(), CommandError> {
        let engine = Engine::new(folder::read(&self.pack)?.pack)?;
        let clients = Clients::open(&self.clients)?;
        let mut out = Out::create(&self.out)?;
        let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let batch = batch::Batch {
            engine: &engine,
            as_of: self.as_of.unwrap_or_else(today),
            threads: cores.min(THREADS),
        };
        let (begin, mut watcher) = (Instant::now(), Watcher::new(clients.size));
        let outcome = batch.run(clients.reader, &clients.name, &mut out, |chunk| {
            watcher.see(chunk);
        });
        watcher.bar.finish_and_clear();
        let summary = match outcome {
            Ok(summary) => summary,
            Err(error) => {
                out.discard();
                return match error {
                    // A reader that has had enough (`| head`) is no error.
                    BatchError::Write(error) if is_enough(&error) => Ok(()),
                    error => Err(error.into()),
                };
            }
        };
        out.keep().map_err(|error| CommandError::Write {
            what: self.out.display().to_string(),
            error,
        })?;
        watcher.end(&summary);
        anstream::eprint!("{}", words(&engine.pack, &summary, begin.elapsed()));
        Ok(())
    }
}

fn is_enough(error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::BrokenPipe
}

/// The companies to be read.
struct Clients {
    name: String,
    /// In bytes, where it is known.
    size: Option<u64>,
    reader: Box<dyn Read + Send>,
}

impl Clients {
    fn open(path: &Path) -> Result<Clients, CommandError> {
        if path == Path::new("-") {
            return Ok(Clients {
                name: "standard input".into(),
                size: None,
                reader: Box::new(std::io::stdin()),
            });
        }
        let unreadable = |error| CommandError::Read {
            path: path.into(),
            error,
        };
        let file = File::open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        if metadata.is_dir() {
            return Err(unreadable(std::io::ErrorKind::IsADirectory.into()));
        }
        Ok(Clients {
            name: path.display().to_string(),
            size: metadata.is_file().then_some(metadata.len()),
            reader: Box::new(file),
        })
    }
}

/// Shows how far it is, and the first messages.
struct Watcher {
    bar: ProgressBar,
    printed: u64,
}

impl Watcher {
    /// Where standard error is no terminal, the bar shows nothing.
    fn new(size: Option<u64>) -> Watcher {
        let (bar, template) = match size {
            Some(size) => (
                ProgressBar::new(size),
                "{bar:40} {percent} % · {msg} · {eta} left",
            ),
            None => (ProgressBar::new_spinner(), "{spinner} {msg}"),
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Watcher { bar, printed: 0 }
    }

    fn see(&mut self, chunk: &Screened) {
        for message in &chunk.messages {
            if self.printed < MESSAGES {
                self.printed += 1;
                self.bar.suspend(|| anstream::eprintln!("{message}"));
            }
        }
        self.bar.set_position(chunk.read_to);
        self.bar.set_message(format!("{} MB", chunk.read_to >> 20));
    }

    fn end(&self, summary: &Summary) {
        let more = summary.errors - self.printed.min(summary.errors);
        if more > 0 {
            anstream::eprintln!("and {more} more rows with errors");
        }
    }
}

/// What was counted, in words.
fn words(pack: &Pack, summary: &Summary, took: Duration) -> String {
    let (rows, errors) = (summary.rows, summary.errors);
    let rate = rows as f64 / took.as_secs_f64().max(1e-9);
    let mut text = format!("{rows} rows, {rate:.0} a second");
    let bad = match errors {
        0 => ", no errors\n".into(),
        _ => format!(", {errors} with errors: no verdicts there, the error in the last column\n"),
    };
    text.push_str(&bad);
    for (index, programme) in pack.programmes.iter().enumerate() {
        let counts = summary.verdicts(index);
        let counts: Vec<String> = counts
            .map(|(verdict, count)| format!("{} {count}", verdict.key()))
            .collect();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}: {}", programme.id, counts.join(", "));
    }
    text
}

/// Where the verdicts go.
enum Out {
    Stream(Box<dyn Write>),
    /// Written beside the target and then renamed, so that nobody ever reads half of it.
    File {
        writer: BufWriter<File>,
        part: PathBuf,
        target: PathBuf,
    },
}

impl Out {
    fn create(path: &Path) -> Result<Out, CommandError> {
        if path == Path::new("-") {
            return Ok(Out::Stream(Box::new(std::io::stdout())));
        }
        let unwritable = |error| CommandError::Write {
            what: path.display().to_string(),
            error,
        };
        // A pipe or a device is not replaced.
        if path.exists() && !path.is_file() {
            let file = File::options().write(true).open(path).map_err(unwritable)?;
            return Ok(Out::Stream(Box::new(file)));
        }
        let part = path.with_extension("part");
        let file = File::create(&part).map_err(unwritable)?;
        Ok(Out::File {
            writer: BufWriter::new(file),
            part,
            target: path.into(),
        })
    }

    fn keep(self) -> std::io::Result<()> {
        match self {
            Out::Stream(mut stream) => stream.flush(),
            Out::File {
                writer,
                part,
                target,
            } => {
                writer.into_inner().map_err(|error| error.into_error())?;
                std::fs::rename(part, target)
            }
        }
    }

    fn discard(self) {
        if let Out::File { writer, part, .. } = self {
            drop(writer);
            // That it cannot be removed is no second error.
            let _ = std::fs::remove_file(part);
        }
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Out::Stream(stream) => stream.write(bytes),
            Out::File { writer, .. } => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Out::Stream(stream) => stream.flush(),
            Out::File { writer, .. } => writer.flush(),
        }
    }
}
