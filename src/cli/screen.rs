//! `puljetjek screen`: one client's answers screened as of a day.

use super::{CommandError, print, text};
use crate::build::build;
use crate::pack::date::Date;
use crate::pack::error::Place;
use crate::pack::json::Document;
use crate::screen::summary::{Detail, summary};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Screen a company's answers against the programmes
#[derive(Debug, clap::Args)]
pub struct Screen {
    /// The folder of the rules
    #[arg(long)]
    pack: PathBuf,
    /// The answers as a JSON file, or - for standard input
    #[arg(long)]
    answers: PathBuf,
    /// The day that picks editions and calls, YYYY-MM-DD [default: today]
    #[arg(long, value_parser = as_of)]
    as_of: Option<Date>,
    /// The language of the result
    #[arg(long, default_value = "da")]
    lang: String,
    /// How the result is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Screen {
    pub fn run(self) -> Result<(), CommandError> {
        let engine = build(&self.pack)?.engine;
        let pack = &engine.pack;
        if !pack.head.languages.contains(&self.lang) {
            let known = pack.head.languages.join(", ");
            return Err(CommandError::Language {
                found: self.lang,
                known,
            });
        }
        let (file, json) = read_answers(&self.answers)?;
        let document = Document::open(&file, json)?;
        let as_of = self.as_of.unwrap_or_else(today);
        let screened = engine
            .screened(&document.json, &Place::file(&file), as_of)
            .map_err(|mut error| {
                document.locate(&mut error.place);
                error
            })?;
        match self.format {
            Format::Json => print(&screened.json(&self.lang)),
            Format::Text => {
                let (screening, plan) = (&screened.screening, &screened.plan);
                let lines = summary(&engine, screening, plan, &self.lang, Detail::All);
                print(&text::text(&lines))
            }
        }
    }
}

fn read_answers(path: &Path) -> Result<(String, String), CommandError> {
    if path == Path::new("-") {
        let mut json = String::new();
        let read = std::io::stdin().read_to_string(&mut json);
        read.map_err(|error| CommandError::Read {
            path: "standard input".into(),
            error,
        })?;
        return Ok(("standard input".into(), json));
    }
    let json = std::fs::read_to_string(path).map_err(|error| CommandError::Read {
        path: path.into(),
        error,
    })?;
    Ok((path.display().to_string(), json))
}

pub(super) fn as_of(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "expected a date as YYYY-MM-DD".into())
}

/// Today where the command runs: its local civil date.
pub(super) fn today() -> Date {
    let now = jiff::Zoned::now();
    let (year, month, day) = (now.year().into(), now.month(), now.day());
    // The clock always gives a date of the calendar.
    Date::new(year, month.unsigned_abs().into(), day.unsigned_abs().into())
        .or_else(|| Date::from_days(0))
        .unwrap_or_else(|| unreachable!("day 0 is a date"))
}
