//! What is promised of speed and of questions, measured: ours and the rivals in the same run, on
//! one core, and the app in a browser. Rates mean nothing by themselves, so that their ratios are held to the promises.

mod promise;

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use anyhow::ensure;
use clap::ValueEnum;

use crate::child::ChildError;
use crate::shots;
use crate::steps::Steps;
use crate::tools::{self, Tools, WASM_TARGET};
use crate::workspace::Workspace;
use promise::{Promise, RATIOS};

/// The parts, in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// How many questions it takes, by different orders of asking
    Questions,
    /// What one changed answer costs
    Recompute,
    /// Verdicts beside other engines
    Peers,
    /// A population from a CSV file: companies a minute, memory
    Batch,
    /// Answering in a browser: from an input to the painted page, what shifts, what keeps it busy
    Browser,
}

/// Measures all parts, or the one asked for, and fails where a promise is not kept.
pub fn bench(workspace: &Workspace, only: Option<Part>) -> anyhow::Result<()> {
    let mut run = Run {
        workspace,
        tools: Tools::of(workspace),
        steps: Steps::default(),
        promises: Vec::new(),
        rates: BTreeMap::new(),
    };
    let parts = match only {
        Some(part) => vec![part],
        None => Part::value_variants().to_vec(),
    };
    for part in parts {
        run.part(part)?;
    }
    promise::print(&run.promises);
    let broken = run.promises.iter().filter(|promise| !promise.kept).count();
    ensure!(broken == 0, "{broken} of the promises above not kept");
    Ok(())
}

struct Run<'a> {
    workspace: &'a Workspace,
    tools: Tools<'a>,
    steps: Steps,
    promises: Vec<Promise>,
    /// By engine: sets a second.
    rates: BTreeMap<String, f64>,
}

impl Run<'_> {
    fn part(&mut self, part: Part) -> anyhow::Result<()> {
        match part {
            Part::Questions => self.cargo_bench("questions asked", "questions"),
            Part::Recompute => self.cargo_bench("one changed answer", "recompute"),
            Part::Peers => self.peers(),
            Part::Batch => self.cargo_bench("a population from a file", "batch"),
            Part::Browser => self.browser(),
        }
    }

    fn cargo_bench(&mut self, name: &str, bench: &str) -> anyhow::Result<()> {
        let cargo = |last: &[&str]| {
            let mut cargo = self.tools.cargo();
            cargo.args([
                "bench",
                "--quiet",
                "--package",
                "puljetjek",
                "--bench",
                bench,
            ]);
            cargo.args(last);
            cargo
        };
        let (build, measure) = (cargo(&["--no-run"]), cargo(&[]));
        // On all cores; what is measured has one.
        self.step(&format!("build the bench of {bench}"), build)?;
        let promises = self.promises.len();
        self.measure(name, measure)?;
        if self.promises.len() == promises {
            let kept = Promise::new(format!("{bench}: all of it"), "shown above", true);
            self.promises.push(kept);
        }
        Ok(())
    }

    fn peers(&mut self) -> anyhow::Result<()> {
        let target = self.workspace.at("target/peers");
        let cargo = |last: &[&str]| {
            let mut cargo = self.tools.cargo();
            cargo
                .args(["build", "--quiet", "--release", "--manifest-path"])
                .arg(self.workspace.at("benches/peers/Cargo.toml"))
                .args(last)
                .env("CARGO_TARGET_DIR", &target);
            cargo
        };
        let native = cargo(&[]);
        let module = cargo(&["--lib", "--target", WASM_TARGET]);
        self.step("build the peers", native)?;
        self.tools.wasm_target(&mut self.steps)?;
        self.step("build ours as WebAssembly", module)?;
        let lock = self.workspace.at("benches/peers/Cargo.lock");
        let mut bindgen = self.tools.wasm_bindgen(&mut self.steps, &lock)?;
        bindgen
            .args(["--target", "nodejs", "--out-dir"])
            .arg(target.join("node"))
            .arg(target.join(WASM_TARGET).join("release/peers.wasm"));
        self.step("make it a module for Node.js", bindgen)?;
        let packages = self.tools.json_logic_engine(&mut self.steps)?;

        let native = self.tools.command(target.join("release/peers"));
        self.measure("verdicts, natively", native)?;
        let mut node = self.tools.command("node");
        node.arg(self.workspace.at("benches/peers/node.mjs"))
            .arg(packages)
            .arg(target.join("node/peers.js"));
        self.measure("verdicts, in Node.js", node)?;
        for ratio in &RATIOS {
            self.promises.push(ratio.promise(&self.rates)?);
        }
        Ok(())
    }

    fn browser(&mut self) -> anyhow::Result<()> {
        let test = "speed_of_a_whole_journey";
        let cargo = shots::in_browser(self.workspace, &mut self.steps, test)?;
        // A browser is several programs at once, and has the cores that its user's has.
        self.read("answering in a browser", cargo)
    }

    fn step(&mut self, name: &str, mut command: Command) -> anyhow::Result<()> {
        self.steps.run(name, |step| {
            step.run(&mut command)?;
            Ok(())
        })
    }

    /// Runs what measures, on one core.
    fn measure(&mut self, name: &str, command: Command) -> anyhow::Result<()> {
        let command = on_one_core(&self.tools, command);
        self.read(name, command)
    }

    /// Runs what measures, shows what it says, and collects promises and rates.
    fn read(&mut self, name: &str, mut command: Command) -> anyhow::Result<()> {
        let output = self.steps.run(name, |step| match step.run(&mut command) {
            // It has measured to the end; the table will say what is not kept.
            Err(ChildError::Failed { output, .. }) if promise::are_broken(&output) => Ok(output),
            ended => Ok(ended?),
        })?;
        for line in output.lines() {
            println!("  {line}");
            self.promises.extend(Promise::read(line));
            self.rates.extend(promise::rate(line));
        }
        Ok(())
    }
}

/// The command on the last core that it may use, where the system can see to that.
fn on_one_core(tools: &Tools, command: Command) -> Command {
    let Some(core) = last_core().filter(|_| tools::in_path("taskset")) else {
        return command;
    };
    let mut pinned = tools.command("taskset");
    pinned.args(["--cpu-list", &core]);
    pinned.arg(command.get_program()).args(command.get_args());
    pinned
}

fn last_core() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let mut lines = status.lines();
    let cores = lines.find_map(|line| line.strip_prefix("Cpus_allowed_list:"))?;
    Some(cores.trim().rsplit([',', '-']).next()?.to_owned())
}
