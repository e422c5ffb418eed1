//! Mutation tests: the engine is changed in one small way after another, and each change must
//! make a test fail.
//!
//! Nearly all mutants fall to the tests that hold the engine against its oracle, which are quick
//! to build and to run. What survives those has to survive the others too.

use std::process::Command;

use anyhow::{Context, bail};

use crate::steps::Steps;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// What is mutated where nothing else is asked for.
const FILES: [&str; 2] = ["src/diagram/**/*.rs", "src/screen/**/*.rs"];

/// The tests that decide most, and how many random packs they draw.
const FIRST: (&[&str], u32) = (&["--test=conformance", "--test=properties"], 200);

/// The tests for what is left. Those that bound time (`hostile`, `garbled`) are not among them:
/// this build is not optimised, and would fail them without any change.
const THEN: (&[&str], u32) = (
    &[
        "--lib",
        "--test=again",
        "--test=batch",
        "--test=book",
        "--test=command",
        "--test=companies",
        "--test=comparison",
        "--test=conformance",
        "--test=contacts",
        "--test=kleene",
        "--test=later",
        "--test=more_answers",
        "--test=order",
        "--test=pack",
        "--test=planning",
        "--test=properties",
        "--test=questions",
        "--test=report",
        "--test=routes",
        "--test=summary",
        "--test=terms",
        "--test=texts",
    ],
    1000,
);

/// How cargo-mutants ends when it worked and mutants survived, or ran on without end.
const SURVIVED: [i32; 2] = [2, 3];

/// Tests the mutants of some files.
pub fn mutants(workspace: &Workspace, files: &[String], shard: Option<&str>) -> anyhow::Result<()> {
    let tools = Tools::of(workspace);
    let mut steps = Steps::default();
    let mut command = || -> anyhow::Result<Command> {
        let mut command = tools.cargo_mutants(&mut steps)?;
        command.arg("--output").arg(workspace.at("target/mutation"));
        if files.is_empty() {
            command.args(FILES.iter().flat_map(|file| ["--file", file]));
        }
        command.args(files.iter().flat_map(|file| ["--file", file]));
        command.args(shard.iter().flat_map(|shard| ["--shard", shard]));
        Ok(command)
    };
    if survived(command()?, FIRST)? {
        println!("\nWhat survived, once more with the slower tests:");
        let mut again = command()?;
        again.arg("--iterate");
        if survived(again, THEN)? {
            bail!(
                "mutants survived; target/mutation/mutants.out/missed.txt names them, \
                 docs/mutants.md those that may"
            );
        }
    }
    Ok(())
}

/// Whether mutants survive these tests. What goes on is shown by cargo-mutants itself.
fn survived(mut command: Command, (tests, packs): (&[&str], u32)) -> anyhow::Result<bool> {
    command
        .args(tests.iter().flat_map(|test| ["--cargo-arg", test]))
        .env("PULJETJEK_CASES", packs.to_string());
    let status = command.status().context("running cargo-mutants")?;
    match status.code() {
        Some(0) => Ok(false),
        Some(code) if SURVIVED.contains(&code) => Ok(true),
        _ => bail!("cargo-mutants failed ({status}); its output stands above"),
    }
}
