//! `cargo xtask`: builds Puljetjek's site, serves it, and checks everything.

mod bench;
mod build;
mod child;
mod dist;
mod fingerprint;
mod fuzz;
mod mutants;
mod serve;
mod shots;
mod steps;
mod tally;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::steps::Steps;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// Builds, serves and checks Puljetjek. Whatever is missing is installed first.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the site if anything changed and serve it on 127.0.0.1
    Serve {
        /// The port to serve on [default: the first free one from 8080]
        #[arg(long)]
        port: Option<u16>,
        /// Whether to show the site in a browser, when started from a terminal
        #[arg(long, value_enum, default_value = "yes")]
        open: YesNo,
    },
    /// Check everything: format, lints, tests, the pack, the app in a browser, its size
    Test {
        /// Run this step alone
        #[arg(long, value_enum, value_name = "STEP")]
        only: Option<test::Check>,
    },
    /// Measure what is promised, beside the rivals in the same run
    Bench {
        /// Run this part alone
        #[arg(long, value_enum, value_name = "PART")]
        only: Option<bench::Part>,
        /// Run the part in a browser alone: short for `--only browser`
        #[arg(long, conflicts_with = "only")]
        browser: bool,
    },
    /// Take a picture of every state of the app into target/shots, for eyes, and compare the key
    /// states with the pictures that were accepted
    Shots {
        /// Take the new pictures for those to compare with
        #[arg(long)]
        accept: bool,
    },
    /// Lay the site out in target/dist for a host, by version, compressed, and hold it to its size
    /// budget
    Dist,
    /// Build the package for JavaScript into target/npm
    Npm,
    /// Try to break each part that reads input, with input that a fuzzer makes up
    Fuzz {
        /// How long for each of the targets
        #[arg(long, default_value_t = 60)]
        seconds: u32,
    },
    /// Break the engine in many small ways and see which of them no test notices
    Mutants {
        /// Only what is in this file, or in files that match; may be given several times
        /// [default: all of src/diagram and src/screen]
        #[arg(long)]
        file: Vec<String>,
        /// Only this part of the mutants, as 1/4: so that several machines share the work
        #[arg(long)]
        shard: Option<String>,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum YesNo {
    Yes,
    No,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let workspace = Workspace::find();
    match &arguments.command {
        Task::Serve { port, open } => serve::serve(&workspace, *port, *open == YesNo::Yes),
        Task::Test { only } => test::test(&workspace, *only),
        Task::Bench { only, browser } => {
            let only = browser.then_some(bench::Part::Browser).or(*only);
            bench::bench(&workspace, only)
        }
        Task::Shots { accept } => shots::shots(&workspace, *accept),
        Task::Dist => dist::dist(&Tools::of(&workspace), &workspace, &mut Steps::default()),
        Task::Npm => build::npm(&Tools::of(&workspace), &workspace, &mut Steps::default()),
        Task::Fuzz { seconds } => fuzz::fuzz(&workspace, &mut Steps::default(), *seconds),
        Task::Mutants { file, shard } => mutants::mutants(&workspace, file, shard.as_deref()),
    }
}
