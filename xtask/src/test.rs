//! Everything that must hold before a change is good, the quickest first, stopping at the first
//! that does not.

use anyhow::bail;
use clap::ValueEnum;

use crate::build;
use crate::dist;
use crate::fuzz;
use crate::steps::Steps;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// The steps, in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Check {
    /// The code is formatted
    Format,
    /// No lint finds anything, on this machine's target
    Clippy,
    /// No lint finds anything in what goes to the browser
    ClippyWasm,
    /// Unit tests, property tests and examples
    Unit,
    /// The rule pack builds, checking it finds no error, and its cases notice each changed rule
    Pack,
    /// Another engine decides the exported rules alike
    Interchange,
    /// Tests of the app inside a browser
    Wasm,
    /// The package for JavaScript says what the command says, in Node.js and in a browser
    Npm,
    /// The site builds
    Site,
    /// The site keeps to its size
    Size,
    /// What is laid out for hosts comes with the headers that it needs
    Hosting,
    /// Journeys of users through the site
    Journeys,
    /// No input that a fuzzer makes up breaks anything, for a short while
    Fuzz,
}

/// Seconds for each fuzz target: enough for what a change breaks at once.
const FUZZ: u32 = 5;

/// Runs all checks, or the one asked for.
pub fn test(workspace: &Workspace, only: Option<Check>) -> anyhow::Result<()> {
    let mut run = Run {
        workspace,
        tools: Tools::with_tests(workspace),
        steps: Steps::default(),
    };
    let checks = match only {
        Some(check) => vec![check],
        None => Check::value_variants().to_vec(),
    };
    let result = checks.into_iter().try_for_each(|check| run.check(check));
    run.steps.summary();
    result
}

struct Run<'a> {
    workspace: &'a Workspace,
    tools: Tools<'a>,
    steps: Steps,
}

impl Run<'_> {
    fn check(&mut self, check: Check) -> anyhow::Result<()> {
        match check {
            Check::Format => self.format(),
            Check::Clippy => self.cargo(
                "lints",
                "clippy --workspace --all-targets --all-features -- -D warnings",
            ),
            Check::ClippyWasm => self.clippy_wasm(),
            Check::Unit => self.cargo("unit and property tests", "test --workspace"),
            Check::Pack => self.pack(),
            Check::Interchange => self.interchange(),
            Check::Wasm => self.wasm(),
            Check::Npm => self.npm(),
            Check::Site => build::site(&self.tools, self.workspace, &mut self.steps),
            Check::Size => self.size(),
            Check::Hosting => self.hosting(),
            Check::Journeys => self.journeys(),
            Check::Fuzz => self.fuzz(),
        }
    }

    fn cargo(&mut self, name: &str, arguments: &str) -> anyhow::Result<()> {
        let mut cargo = self.tools.cargo();
        cargo.args(arguments.split(' '));
        self.steps.run(name, |step| {
            step.run(&mut cargo)?;
            Ok(())
        })
    }

    fn format(&mut self) -> anyhow::Result<()> {
        self.cargo("formatting", "fmt --all --check")?;
        let fuzz = "fmt --manifest-path fuzz/Cargo.toml --check";
        self.cargo("formatting of the fuzz targets", fuzz)
    }

    fn clippy_wasm(&mut self) -> anyhow::Result<()> {
        self.tools.wasm_target(&mut self.steps)?;
        self.cargo(
            "lints for the browser",
            "clippy --target wasm32-unknown-unknown --package puljetjek --lib -- -D warnings",
        )?;
        self.cargo(
            "lints of the engine for JavaScript",
            "clippy --target wasm32-unknown-unknown --package puljetjek --lib \
             --no-default-features --features javascript -- -D warnings",
        )
    }

    fn pack(&mut self) -> anyhow::Result<()> {
        let out = self.workspace.at("target/pack.json");
        build::pack(&self.tools, &mut self.steps, &out)?;
        let tools = &self.tools;
        self.steps.run("check the pack", |step| {
            let mut check = tools.command(tools.puljetjek(step)?);
            let findings = step.run(check.args(["check", "--pack", "rules", "--mutate"]))?;
            match findings
                .lines()
                .find(|line| line.starts_with("warning[P032]"))
            {
                Some(first) => bail!("{first}; docs/findings.md has the remedy"),
                None => Ok(()),
            }
        })
    }

    fn interchange(&mut self) -> anyhow::Result<()> {
        let node = self.tools.json_logic(&mut self.steps)?;
        let mut cargo = self.tools.cargo();
        cargo
            .args(["test", "--package", "puljetjek", "--test", "jsonlogic"])
            .env("PULJETJEK_NODE", node);
        self.steps.run("exported rules in another engine", |step| {
            step.run(&mut cargo)?;
            Ok(())
        })
    }

    fn wasm(&mut self) -> anyhow::Result<()> {
        let name = "tests in a browser";
        if !self.has_test("wasm", name) {
            return Ok(());
        }
        let driver = self.tools.chromedriver(&mut self.steps)?;
        let mut wasm_pack = self.tools.wasm_pack(&mut self.steps)?;
        wasm_pack
            .args(["test", "--headless", "--chrome", "--chromedriver"])
            .arg(driver)
            .args([".", "--test", "wasm"])
            .env(
                "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
                self.workspace.at("xtask/webdriver.json"),
            );
        self.steps.run(name, |step| {
            step.run(&mut wasm_pack)?;
            Ok(())
        })
    }

    fn npm(&mut self) -> anyhow::Result<()> {
        let chromium = self.tools.chromium(&mut self.steps)?;
        let tsc = self.tools.tsc(&mut self.steps)?;
        build::npm(&self.tools, self.workspace, &mut self.steps)?;
        let mut cargo = self.tools.cargo();
        cargo
            .args(["test", "--package", "puljetjek", "--test", "npm"])
            .env("PULJETJEK_NPM", self.workspace.at("target/npm"))
            .env("PULJETJEK_TSC", tsc)
            .env("PULJETJEK_CHROMIUM", chromium);
        self.steps.run("the package for JavaScript", |step| {
            step.run(&mut cargo)?;
            Ok(())
        })
    }

    fn size(&mut self) -> anyhow::Result<()> {
        dist::dist(&self.tools, self.workspace, &mut self.steps)
    }

    fn hosting(&mut self) -> anyhow::Result<()> {
        let nginx = self.tools.nginx(&mut self.steps)?;
        let chromium = self.tools.chromium(&mut self.steps)?;
        dist::lay_out(&self.tools, self.workspace, &mut self.steps)?;
        let mut cargo = self.tools.cargo();
        cargo
            .args(["test", "--package", "xtask", "--test", "hosting"])
            .env("PULJETJEK_DIST", self.workspace.at("target/dist"))
            .env("PULJETJEK_NGINX", nginx)
            .env("PULJETJEK_CHROMIUM", chromium);
        self.steps.run("what hosts say with each file", |step| {
            step.run(&mut cargo)?;
            Ok(())
        })
    }

    fn journeys(&mut self) -> anyhow::Result<()> {
        let name = "journeys in three browsers";
        if !self.has_test("journeys", name) {
            return Ok(());
        }
        self.tools.browsers(&mut self.steps)?;
        build::site(&self.tools, self.workspace, &mut self.steps)?;
        let mut cargo = self.tools.cargo();
        cargo
            .args(["test", "--package", "puljetjek", "--test", "journeys"])
            // Two browsers at a time: each waits as much as it works. Those that measure are alone.
            .args(["--", "--test-threads", "2"])
            .env("PULJETJEK_SITE", self.workspace.site())
            .env("PULJETJEK_AXE", self.tools.axe(&mut self.steps)?);
        self.steps.run(name, |step| {
            step.run(&mut cargo)?;
            Ok(())
        })
    }

    fn fuzz(&mut self) -> anyhow::Result<()> {
        match self.tools.fuzz_lacks() {
            Some(why) => self.steps.absent("fuzz targets", why),
            None => fuzz::fuzz(self.workspace, &mut self.steps, FUZZ)?,
        }
        Ok(())
    }

    /// Whether the test program is there; if not, the table will say so.
    fn has_test(&mut self, program: &str, name: &str) -> bool {
        let places = [
            format!("tests/{program}.rs"),
            format!("tests/{program}/main.rs"),
        ];
        let found = places
            .iter()
            .any(|place| self.workspace.at(place).is_file());
        if !found {
            self.steps
                .absent(name, &format!("there is no {}", places[0]));
        }
        found
    }
}
