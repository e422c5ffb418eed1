//! The `puljetjek` command: arguments, and one file a subcommand.

mod batch;
mod book;
mod check;
mod coverage;
mod diff;
mod export;
mod freshness;
mod pack;
mod schema;
mod screen;
mod sources;
mod text;

use crate::case::Case;
use crate::pack::error::PackError;
use clap::{Parser, Subcommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Which innovation programmes can a company use, why, and whom should it talk to?
#[derive(Debug, Parser)]
#[command(name = "puljetjek", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Screen(screen::Screen),
    Batch(batch::Batch),
    Book(book::Book),
    Check(check::Check),
    Coverage(coverage::Coverage),
    Diff(diff::Diff),
    Export(export::Export),
    Freshness(freshness::Freshness),
    Pack(pack::Pack),
    Sources(sources::Sources),
    Schema(schema::Schema),
}

/// What went wrong; every one of these ends with exit code 2 and nothing half-done.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The pack or the answers are wrong.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// A population cannot be screened to its end.
    #[error(transparent)]
    Batch(#[from] crate::batch::BatchError),
    /// A file cannot be read.
    #[error("{}: cannot be read ({error}); check the path", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: std::io::Error,
    },
    /// The result cannot be written.
    #[error("{what}: cannot be written ({error}); check the path and the space left")]
    Write {
        /// What was to be written.
        what: String,
        /// Why not.
        error: std::io::Error,
    },
    /// The last year comes before the first.
    #[error("--from {from} --to {to}: expected a first year that is no later than the last")]
    Years {
        /// The first.
        from: i32,
        /// The last.
        to: i32,
    },
    /// The pack has no texts in the language.
    #[error("--lang {found}: expected one of {known}")]
    Language {
        /// The language asked for.
        found: String,
        /// The pack's languages.
        known: String,
    },
}

/// Runs the command; the exit code is 0, or 2 where the input is wrong. Where a check finds an
/// error it is 1.
pub fn run() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Screen(screen) => screen.run().map(|()| ExitCode::SUCCESS),
        Command::Batch(batch) => batch.run().map(|()| ExitCode::SUCCESS),
        Command::Book(book) => book.run().map(|()| ExitCode::SUCCESS),
        Command::Check(check) => check.run(),
        Command::Coverage(coverage) => coverage.run().map(|()| ExitCode::SUCCESS),
        Command::Diff(diff) => diff.run().map(|()| ExitCode::SUCCESS),
        Command::Sources(sources) => sources.run().map(|()| ExitCode::SUCCESS),
        Command::Export(export) => export.run().map(|()| ExitCode::SUCCESS),
        Command::Freshness(freshness) => freshness.run().map(|()| ExitCode::SUCCESS),
        Command::Pack(pack) => pack.run().map(|()| ExitCode::SUCCESS),
        Command::Schema(schema) => schema.run().map(|()| ExitCode::SUCCESS),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            anstream::eprintln!("puljetjek: {error}");
            ExitCode::from(2)
        }
    }
}

/// Writes to a file, or prints where there is none.
fn write(out: Option<&Path>, text: &str) -> Result<(), CommandError> {
    match out {
        None => print(text),
        Some(out) => std::fs::write(out, text).map_err(|error| CommandError::Write {
            what: out.display().to_string(),
            error,
        }),
    }
}

/// Prints to standard output. A reader that has had enough (`| head`) is no error.
fn print(text: &str) -> Result<(), CommandError> {
    use std::io::Write;
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(CommandError::Write {
            what: "standard output".into(),
            error,
        }),
        _ => Ok(()),
    }
}

/// An example company as a part of a report.
fn example(case: &Case) -> serde_json::Value {
    serde_json::from_str(&case.to_json().to_string()).unwrap_or_default()
}
