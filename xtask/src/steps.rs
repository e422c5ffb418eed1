//! Long work told one line a step: what is going on, how long it took, how it ended.
//!
//! On a terminal a spinner shows the last line of the program that runs; elsewhere only the
//! plain lines appear, each begun when its step begins, so that a log shows where it hangs.

use std::io::{self, IsTerminal, Write};
use std::process::Command;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::child::{self, ChildError};
use crate::tally::Tally;

/// The width of the column with the steps' names.
const NAME: usize = 46;

/// How a step ended.
enum End {
    Done,
    Absent(String),
    Failed,
}

/// The steps so far.
#[derive(Default)]
pub struct Steps {
    told: Vec<(String, Duration, End)>,
    tests: Tally,
}

/// The step that is under way.
pub struct Step {
    spinner: ProgressBar,
    tests: Tally,
}

impl Step {
    /// Runs a program as part of the step and gives back what it wrote.
    pub fn run(&mut self, command: &mut Command) -> Result<String, ChildError> {
        let result = child::run(command, |line| {
            if !line.trim().is_empty() {
                self.spinner.set_message(line.trim().to_owned());
            }
        });
        // Tests count also, and above all, where some of them failed.
        match &result {
            Ok(output) | Err(ChildError::Failed { output, .. }) => {
                self.tests += Tally::read(output);
            }
            Err(_) => {}
        }
        result
    }
}

impl Steps {
    /// Does one step. Its line is printed whether it succeeds or not.
    pub fn run<T>(
        &mut self,
        name: &str,
        work: impl FnOnce(&mut Step) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let began = Instant::now();
        let mut step = Step {
            spinner: spinner(name),
            tests: Tally::default(),
        };
        begin_line(name);
        let result = work(&mut step);
        step.spinner.finish_and_clear();
        let end = if result.is_ok() {
            End::Done
        } else {
            End::Failed
        };
        end_line(name, began.elapsed(), &end);
        self.tests += step.tests;
        self.told.push((name.to_owned(), began.elapsed(), end));
        result
    }

    /// Notes a step that has nothing to work on, so that its absence is seen.
    pub fn absent(&mut self, name: &str, why: &str) {
        let end = End::Absent(why.to_owned());
        begin_line(name);
        end_line(name, Duration::ZERO, &end);
        self.told.push((name.to_owned(), Duration::ZERO, end));
    }

    /// All steps once more as a table, and how many tests ran.
    pub fn summary(&self) {
        let whole = self.told.iter().map(|(_, took, _)| *took).sum();
        println!();
        for (name, took, end) in &self.told {
            println!("{}", row(name, *took, end));
        }
        let failed = |(_, _, end): &(_, _, End)| matches!(end, End::Failed);
        let end = if self.told.iter().any(failed) {
            End::Failed
        } else {
            End::Done
        };
        println!("{}", row("all", whole, &end));
        println!("{}", self.tests);
    }
}

fn spinner(name: &str) -> ProgressBar {
    if !io::stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let spinner = ProgressBar::new_spinner().with_prefix(name.to_owned());
    if let Ok(style) =
        ProgressStyle::with_template("{spinner} {prefix}  {elapsed}  {wide_msg:.dim}")
    {
        spinner.set_style(style);
    }
    spinner.enable_steady_tick(Duration::from_millis(120));
    spinner
}

fn begin_line(name: &str) {
    if !io::stdout().is_terminal() {
        print!("{name:NAME$}");
        // A log that cannot be flushed shows the line later; nothing else is lost.
        let _ = io::stdout().flush();
    }
}

fn end_line(name: &str, took: Duration, end: &End) {
    let row = row(name, took, end);
    if io::stdout().is_terminal() {
        println!("{row}");
    } else {
        println!("{}", row.get(NAME.max(name.len())..).unwrap_or_default());
    }
}

fn row(name: &str, took: Duration, end: &End) -> String {
    let seconds = took.as_secs_f64();
    match end {
        End::Done => format!("{name:NAME$}{seconds:>8.1} s  ok"),
        End::Failed => format!("{name:NAME$}{seconds:>8.1} s  FAILED"),
        End::Absent(why) => format!("{name:NAME$}         -  ABSENT: {why}"),
    }
}
