//! `puljetjek check`: what is wrong with a folder of rules, as text with excerpts or as JSON.

use super::screen::{as_of, today};
use super::{CommandError, print};
use crate::check::{self, Finding, Level, Mutate, Options, Report};
use crate::pack::date::Date;
use crate::pack::error::{Fault, Place};
use annotate_snippets::{AnnotationKind, Group, Level as Heading, Origin, Renderer, Snippet};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Check a folder of rules: its form, its references, its cases, and what can hardly be meant
///
/// Ends with 1 where something is wrong, with 2 where there is no such folder. docs/findings.md
/// has an example of each finding and its remedy.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// The folder of the rules
    #[arg(long)]
    pack: PathBuf,
    /// The day for which sources may be old and contacts missing, YYYY-MM-DD [default: today]
    #[arg(long, value_parser = as_of)]
    as_of: Option<Date>,
    /// Months after which a source should be read again
    #[arg(long, value_name = "MONTHS", default_value_t = 24)]
    source_age: u32,
    /// Change each rule in small ways, and name the changes that no case notices
    #[arg(long)]
    mutate: bool,
    /// Change the rules of this programme only
    #[arg(long, value_name = "ID", requires = "mutate")]
    programme: Option<String>,
    /// How the findings are written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

impl Check {
    pub fn run(self) -> Result<ExitCode, CommandError> {
        // Only a folder can be checked; what is wrong inside it is found, not refused.
        std::fs::read_dir(&self.pack).map_err(|error| CommandError::Read {
            path: self.pack.clone(),
            error,
        })?;
        let options = Options {
            as_of: self.as_of.unwrap_or_else(today),
            source_age: self.source_age,
            mutate: self.mutate()?,
        };
        let report = check::check(&self.pack, &options);
        match self.format {
            Format::Text => print(&text(&report, &self.pack))?,
            Format::Json => print(&format!("{:#}\n", json(&report)))?,
        }
        let is_wrong = report.count(Level::Error) > 0;
        Ok(ExitCode::from(u8::from(is_wrong)))
    }

    fn mutate(&self) -> Result<Mutate, CommandError> {
        match &self.programme {
            None if self.mutate => Ok(Mutate::All),
            None => Ok(Mutate::Nothing),
            Some(id) => match self.programmes() {
                known if known.contains(id) => Ok(Mutate::Programme(id.clone())),
                known => {
                    let fault = Fault::unknown("programme", id, known.iter().map(String::as_str));
                    Err(fault.at(&Place::file("--programme")).into())
                }
            },
        }
    }

    /// The programmes that have a file: the rules themselves may be broken.
    fn programmes(&self) -> Vec<String> {
        let files = std::fs::read_dir(self.pack.join("programmes"));
        let paths = files.into_iter().flatten().flatten().map(|one| one.path());
        let ids = paths.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()));
        ids.collect()
    }
}

fn json(report: &Report) -> Value {
    let finding = |finding: &Finding| {
        let place = &finding.place;
        let mut value = json!({
            "code": finding.code,
            "level": finding.level(),
            "place": { "file": place.file, "pointer": place.pointer, "line": place.line },
            "message": finding.message,
        });
        if let Some(example) = &finding.example {
            value["example"] = super::example(example);
        }
        if let Some(why) = &finding.explained {
            value["explained"] = json!(why);
        }
        value
    };
    let findings: Vec<Value> = report.findings.iter().map(finding).collect();
    let explained = report.findings.iter().filter(|one| one.explained.is_some());
    let mut summary = json!({
        "errors": report.count(Level::Error),
        "warnings": report.count(Level::Warning),
        "notes": report.count(Level::Note),
        "explained": explained.count(),
        "cases": report.cases,
    });
    if let Some(mutants) = report.mutants {
        summary["mutants"] = json!(mutants);
    }
    json!({ "findings": findings, "summary": summary })
}

fn text(report: &Report, folder: &Path) -> String {
    let renderer = Renderer::styled();
    let mut files = BTreeMap::new();
    let mut text = String::new();
    for finding in &report.findings {
        let file = &finding.place.file;
        let source = files.entry(file.clone()).or_insert_with(|| {
            // A file that cannot be read is shown without an excerpt.
            std::fs::read_to_string(folder.join(file)).unwrap_or_default()
        });
        text.push_str(&renderer.render(&[group(finding, source, folder)]));
        text.push_str("\n\n");
    }
    let counted = |number: usize, what: &str| {
        let ending = if number == 1 { "" } else { "s" };
        format!("{number} {what}{ending}")
    };
    let summary = [
        counted(report.count(Level::Error), "error"),
        counted(report.count(Level::Warning), "warning"),
        counted(report.count(Level::Note), "note"),
    ];
    let cases = counted(report.cases, "case");
    let mutants = report.mutants.map(|tried| counted(tried, "mutant"));
    let tried: Vec<String> = std::iter::once(cases).chain(mutants).collect();
    text.push_str(&format!("{}; {}\n", summary.join(", "), tried.join(", ")));
    text
}

/// A finding with the line where it stands; what is explained needs none.
fn group<'a>(finding: &'a Finding, source: &'a str, folder: &Path) -> Group<'a> {
    let heading = match finding.level() {
        Level::Error => Heading::ERROR,
        Level::Warning => Heading::WARNING,
        Level::Note => Heading::NOTE,
    };
    let title = heading
        .primary_title(&finding.message)
        .id(finding.code.name());
    let path = folder.join(&finding.place.file).display().to_string();
    let mut group = match span(finding, source) {
        Some(span) if finding.explained.is_none() => {
            let place = AnnotationKind::Primary.span(span);
            title.element(Snippet::source(source).path(path).annotation(place))
        }
        _ => {
            let origin = Origin::path(path);
            title.element(match finding.place.line {
                Some(line) => origin.line(line),
                None => origin,
            })
        }
    };
    if let Some(example) = &finding.example {
        let example = format!("a company that shows it: {}", example.to_json());
        group = group.element(Heading::NOTE.message(example));
    }
    if let Some(why) = &finding.explained {
        group = group.element(Heading::NOTE.with_name("explained").message(why));
    }
    group
}

/// The bytes of a file that a finding is about: from its column to the end of a word, of a
/// text, or of nothing but a bracket.
fn span(finding: &Finding, source: &str) -> Option<Range<usize>> {
    let line = finding.place.line?;
    let before = source.split_inclusive('\n').take(line - 1);
    let start: usize = before.map(str::len).sum();
    let rest = source.get(start..)?.lines().next()?;
    let column = finding.place.column.unwrap_or(1);
    let from = rest.char_indices().nth(column - 1).map_or(0, |(i, _)| i);
    let found = rest.get(from..)?;
    let length = match found.chars().next() {
        Some('"') => text_end(found),
        Some('{' | '[') => 1,
        _ => found.find([',', '}', ']', ' ']).unwrap_or(found.len()),
    };
    Some(start + from..start + from + length)
}

/// Where a text in quotes ends.
fn text_end(text: &str) -> usize {
    let mut escaped = false;
    for (i, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return i + 1,
            _ => {}
        }
    }
    text.len()
}
