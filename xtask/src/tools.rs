//! The tools that the build needs beside cargo: each is looked for first and installed if missing.
//!
//! They go into `target/tools`, in pinned versions, and touch nothing else on the machine. The
//! compiler's wasm target (rustup) and the browser (the system's packages) are the exceptions.

mod system;

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context;

use crate::child;
use crate::steps::{Step, Steps};
use crate::workspace::Workspace;

const WASM_PACK: &str = "0.15.1";
const BINARYEN: &str = "132.0.0";
const AXE: &str = "4.14.1";
const TYPESCRIPT: &str = "5.9.3";
const JSON_LOGIC: &str = "2.0.5";
const JSON_LOGIC_ENGINE: &str = "json-logic-engine";
/// Firefox's driver, and its version.
const GECKODRIVER: (&str, &str) = ("geckodriver", "0.36.0");
const FUZZ: &str = "0.13.2";
const MUTANTS: &str = "27.1.0";
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A tool that is missing and cannot be installed from here.
#[derive(Debug, thiserror::Error)]
pub enum ToolError {
    #[error(
        "the compiler has no {WASM_TARGET} target and rustup is not here to add it; \
         install Rust through rustup, or that target with your system's Rust"
    )]
    Rustup,
    #[error(
        "{} does not name the version of wasm-bindgen; run `cargo generate-lockfile`, \
         or add wasm-bindgen to Cargo.toml", path.display()
    )]
    BindgenVersion { path: PathBuf },
    #[error("{} does not pin a version of {JSON_LOGIC_ENGINE}", path.display())]
    PeerVersion { path: PathBuf },
    #[error("npm is needed to install tools and is not in the PATH; install Node.js with npm")]
    Npm,
    #[error(
        "{name} is needed, has no `{program}` in the PATH, and cannot be installed from here \
         ({because}); put it in the PATH, and with a browser a driver of its version"
    )]
    System {
        name: &'static str,
        program: &'static str,
        because: &'static str,
    },
}

/// The tools of one checkout.
pub struct Tools<'a> {
    workspace: &'a Workspace,
    /// Whether tests are built, too.
    with_tests: bool,
}

impl<'a> Tools<'a> {
    pub fn of(workspace: &'a Workspace) -> Self {
        Self {
            workspace,
            with_tests: false,
        }
    }

    /// Those of a checkout whose tests are built, too: nothing is built once more without them.
    pub fn with_tests(workspace: &'a Workspace) -> Self {
        Self {
            workspace,
            with_tests: true,
        }
    }

    /// Builds our own command; this is its path.
    pub fn puljetjek(&self, step: &mut Step) -> anyhow::Result<PathBuf> {
        let mut build = self.cargo();
        build.args([
            "build",
            "--quiet",
            "--package",
            "puljetjek",
            "--bin",
            "puljetjek",
        ]);
        if self.with_tests {
            // Beside a test it is built with the features that tests want of what both use.
            build.args(["--test", "command"]);
        }
        step.run(&mut build)?;
        let target = env::var_os("CARGO_TARGET_DIR");
        let target = target.map_or_else(|| self.workspace.at("target"), PathBuf::from);
        let program = ["puljetjek", env::consts::EXE_SUFFIX].concat();
        Ok(target.join("debug").join(program))
    }

    /// A cargo command in the checkout.
    pub fn cargo(&self) -> Command {
        self.command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    /// The version that is being built.
    pub fn version(&self) -> anyhow::Result<String> {
        let id = child::run(
            self.cargo().args(["pkgid", "--package", "puljetjek"]),
            |_| (),
        )?;
        // `path+file:///…/puljetjek#0.1.0`, or `…#puljetjek@0.1.0` in a folder of another name.
        let version = id.trim().rsplit(['#', '@']).next();
        Ok(version.unwrap_or_default().to_owned())
    }

    /// Any program in the checkout, with our own tools before others of the same name.
    pub fn command(&self, program: impl Into<OsString>) -> Command {
        let tools = self.workspace.tools();
        let mut path = tools.join("bin").into_os_string();
        if let Some(others) = env::var_os("PATH") {
            path.push(if cfg!(windows) { ";" } else { ":" });
            path.push(others);
        }
        let mut command = Command::new(program.into());
        command
            .current_dir(self.workspace.root())
            .env("PATH", path)
            .env("WASM_PACK_CACHE", tools.join("cache"));
        command
    }

    /// A wasm-pack command, with all that wasm-pack itself calls.
    pub fn wasm_pack(&self, steps: &mut Steps) -> anyhow::Result<Command> {
        self.wasm_target(steps)?;
        let program = self.cargo_tool(steps, "wasm-pack", "wasm-pack", WASM_PACK)?;
        // wasm-pack takes the wasm-bindgen that it finds in the PATH if it is of the version that
        // the app links; else it looks for a download each time. So it finds ours.
        let lock = self.workspace.at("Cargo.lock");
        let version = bindgen_version(&lock)?;
        self.cargo_tool(steps, "wasm-bindgen-cli", "wasm-bindgen", &version)?;
        Ok(self.command(program))
    }

    /// A wasm-opt command. The npm package carries it as a program for Node.js.
    pub fn wasm_opt(&self, steps: &mut Steps) -> anyhow::Result<Command> {
        let package = self.node_package(steps, "binaryen", BINARYEN)?;
        let mut command = self.command("node");
        command.arg(package.join("bin/wasm-opt"));
        Ok(command)
    }

    /// The folder whose `node_modules` hold json-logic-js.
    pub fn json_logic(&self, steps: &mut Steps) -> anyhow::Result<PathBuf> {
        self.node_package(steps, "json-logic-js", JSON_LOGIC)?;
        Ok(self.workspace.tools().join("node"))
    }

    /// The script of axe-core, which looks for what keeps people out of a page.
    pub fn axe(&self, steps: &mut Steps) -> anyhow::Result<PathBuf> {
        let package = self.node_package(steps, "axe-core", AXE)?;
        Ok(package.join("axe.min.js"))
    }

    /// The program that checks types of TypeScript, for Node.js.
    pub fn tsc(&self, steps: &mut Steps) -> anyhow::Result<PathBuf> {
        let package = self.node_package(steps, "typescript", TYPESCRIPT)?;
        Ok(package.join("bin/tsc"))
    }

    /// The folder whose `node_modules` hold json-logic-engine, of the version that the bench pins.
    pub fn json_logic_engine(&self, steps: &mut Steps) -> anyhow::Result<PathBuf> {
        let path = self.workspace.at("benches/peers/package.json");
        let package = fs::read_to_string(&path).unwrap_or_default();
        let version = pinned(&package, JSON_LOGIC_ENGINE)
            .ok_or_else(|| ToolError::PeerVersion { path: path.clone() })?;
        self.node_package(steps, JSON_LOGIC_ENGINE, version)?;
        Ok(self.workspace.tools().join("node"))
    }

    /// A wasm-bindgen command for what a lock links.
    pub fn wasm_bindgen(&self, steps: &mut Steps, lock: &Path) -> anyhow::Result<Command> {
        let version = bindgen_version(lock)?;
        let program = self.cargo_tool(steps, "wasm-bindgen-cli", "wasm-bindgen", &version)?;
        Ok(self.command(program))
    }

    /// The folder of a package for Node.js.
    fn node_package(
        &self,
        steps: &mut Steps,
        name: &str,
        version: &str,
    ) -> anyhow::Result<PathBuf> {
        let home = self.workspace.tools().join("node");
        let package = home.join("node_modules").join(name);
        let pinned = format!("\"version\": \"{version}\"");
        let installed = fs::read_to_string(package.join("package.json"));
        if !installed.is_ok_and(|text| text.contains(&pinned)) {
            let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
            if !in_path(npm) {
                return Err(ToolError::Npm.into());
            }
            steps.run(&format!("install {name} {version}"), |step| {
                fs::create_dir_all(&home).with_context(|| format!("making {}", home.display()))?;
                step.run(
                    self.command(npm)
                        .args(["install", "--no-audit", "--no-fund", "--ignore-scripts"])
                        .arg("--prefix")
                        .arg(&home)
                        .arg(format!("{name}@{version}")),
                )?;
                Ok(())
            })?;
        }
        Ok(package)
    }

    /// The path of nginx.
    pub fn nginx(&self, steps: &mut Steps) -> anyhow::Result<PathBuf> {
        system::nginx(self, steps)
    }

    /// The path of Chromium.
    pub fn chromium(&self, steps: &mut Steps) -> anyhow::Result<PathBuf> {
        system::chromium(self, steps)
    }

    /// The path of a ChromeDriver whose browser is installed too.
    pub fn chromedriver(&self, steps: &mut Steps) -> anyhow::Result<PathBuf> {
        system::chromedriver(self, steps)
    }

    /// All browsers that journeys go through, and their drivers.
    pub fn browsers(&self, steps: &mut Steps) -> anyhow::Result<()> {
        for browser in [system::CHROMIUM, system::FIREFOX, system::WEBKIT] {
            browser.install(self, steps)?;
        }
        // Firefox's driver is in no package of Debian's, but others bring it.
        let (driver, version) = GECKODRIVER;
        if !in_path(driver) {
            self.cargo_tool(steps, driver, driver, version)?;
        }
        Ok(())
    }

    /// Lets the compiler build for the browser.
    pub fn wasm_target(&self, steps: &mut Steps) -> anyhow::Result<()> {
        let mut ask = self.command("rustc");
        ask.args(["--print", "target-libdir", "--target", WASM_TARGET]);
        let folder = child::run(&mut ask, |_| ())?;
        if Path::new(folder.trim()).is_dir() {
            return Ok(());
        }
        if !in_path("rustup") {
            return Err(ToolError::Rustup.into());
        }
        steps.run("install the wasm32 target", |step| {
            step.run(self.command("rustup").args(["target", "add", WASM_TARGET]))?;
            Ok(())
        })
    }

    /// Why the fuzz targets cannot be built here, if they cannot.
    pub fn fuzz_lacks(&self) -> Option<&'static str> {
        let mut list = self.command("rustup");
        let list = list.args(["toolchain", "list"]).output();
        let has_nightly = list.is_ok_and(|list| {
            let names = String::from_utf8_lossy(&list.stdout);
            names.lines().any(|name| name.starts_with("nightly"))
        });
        if !has_nightly {
            Some("no nightly compiler; `rustup toolchain install nightly` adds it")
        } else if !in_path("c++") {
            Some("no C++ compiler in the PATH, which libFuzzer is built with")
        } else {
            None
        }
    }

    /// A cargo-fuzz command of the nightly compiler.
    pub fn cargo_fuzz(&self, steps: &mut Steps) -> anyhow::Result<Command> {
        let program = self.cargo_tool(steps, "cargo-fuzz", "cargo-fuzz", FUZZ)?;
        let mut command = self.command("rustup");
        command
            .args(["run", "nightly"])
            .arg(program)
            .arg("fuzz")
            // Else it is the stable cargo, which runs this very program.
            .env_remove("CARGO");
        Ok(command)
    }

    /// A cargo-mutants command.
    pub fn cargo_mutants(&self, steps: &mut Steps) -> anyhow::Result<Command> {
        let program = self.cargo_tool(steps, "cargo-mutants", "cargo-mutants", MUTANTS)?;
        let mut command = self.command(program);
        command.arg("mutants");
        Ok(command)
    }

    fn cargo_tool(
        &self,
        steps: &mut Steps,
        package: &str,
        program: &str,
        version: &str,
    ) -> anyhow::Result<PathBuf> {
        let root = self.workspace.tools();
        let path = root
            .join("bin")
            .join(program)
            .with_extension(env::consts::EXE_EXTENSION);
        if says(&path, version) {
            return Ok(path);
        }
        // Built once and used for seconds: the least optimised that is not slow. A driver only
        // hands on what it is told.
        let level = if program == GECKODRIVER.0 { "0" } else { "1" };
        steps.run(&format!("install {package} {version}"), |step| {
            let install = || {
                let mut install = self.cargo();
                install
                    .args(["install", "--force", "--version", version, "--root"])
                    .arg(&root)
                    .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", level)
                    .env("CARGO_PROFILE_RELEASE_LTO", "off")
                    .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
                install
            };
            let locked = step.run(install().args(["--locked", package]));
            if locked.is_err() {
                // A package's lock can name releases that are not to be had here (withdrawn, or
                // not yet in a mirror). Its version stays pinned; what it builds on is then free.
                step.run(install().arg(package))?;
            }
            Ok(())
        })?;
        Ok(path)
    }
}

/// The version of wasm-bindgen that the app links; its command must be of the same.
fn bindgen_version(lock: &Path) -> Result<String, ToolError> {
    fs::read_to_string(lock)
        .ok()
        .as_deref()
        .and_then(locked_bindgen)
        .map(str::to_owned)
        .ok_or_else(|| ToolError::BindgenVersion {
            path: lock.to_owned(),
        })
}

/// The version of a dependency in a `package.json`.
fn pinned<'a>(package: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = package.split_once(&format!("\"{name}\": \""))?;
    Some(rest.split_once('"')?.0)
}

fn locked_bindgen(lock: &str) -> Option<&str> {
    lock.lines()
        .skip_while(|line| *line != "name = \"wasm-bindgen\"")
        .nth(1)?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

/// Whether a program is there and names exactly this version as its own.
fn says(program: &Path, version: &str) -> bool {
    let mut ask = Command::new(program);
    // A subcommand of cargo may answer only as cargo would call it.
    let name = program.file_stem().and_then(|name| name.to_str());
    ask.args(name.and_then(|name| name.strip_prefix("cargo-")));
    let output = ask.arg("--version").stdin(Stdio::null()).output();
    output.is_ok_and(|output| {
        String::from_utf8_lossy(&output.stdout)
            .split_whitespace()
            .any(|word| word == version)
    })
}

/// Whether a program can be started by its name alone.
pub fn in_path(program: &str) -> bool {
    find_in_path(program).is_some()
}

fn find_in_path(program: &str) -> Option<PathBuf> {
    let name = if cfg!(windows) && Path::new(program).extension().is_none() {
        format!("{program}.exe")
    } else {
        program.to_owned()
    };
    // Servers lie where a user's own PATH may not lead.
    env::split_paths(&env::var_os("PATH")?)
        .chain(["/usr/sbin".into()])
        .map(|folder| folder.join(&name))
        .find(|path| path.is_file())
}

/// The folder of the compiler and its library.
pub fn sysroot() -> Option<PathBuf> {
    let output = Command::new("rustc").args(["--print", "sysroot"]).output();
    let path = String::from_utf8(output.ok()?.stdout).ok()?;
    Some(PathBuf::from(path.trim()))
}

/// The compiler's own version, which the built site depends on.
pub fn compiler() -> io::Result<String> {
    let output = Command::new("rustc").arg("-vV").output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_wasm_bindgen_is_read_from_the_lock() {
        let lock = "[[package]]\nname = \"wasm-bindgen-test\"\nversion = \"0.3.0\"\n\n\
            [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(locked_bindgen(lock), Some("0.2.130"));
        assert_eq!(
            locked_bindgen("name = \"serde\"\nversion = \"1.0.0\""),
            None
        );
    }
}
