//! The site from its sources: the app as wasm, the pack as one file, the pages beside them.
//!
//! It is put together aside and moved into place whole, so that what stands in `target/site` is
//! always one build. Nothing is done when nothing changed.

mod app;
mod files;

use std::fs::{self, File};
use std::path::Path;

use anyhow::Context;

use crate::dist;
use crate::fingerprint;
use crate::steps::Steps;
use crate::tools::{self, Tools};
use crate::workspace::Workspace;

/// Whatever can change the site. The tool is among them: it is part of how the site is made.
const INPUTS: [&str; 7] = [
    "src",
    "rules",
    "www",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
    "xtask",
];

/// Makes `target/site` current.
pub fn site(tools: &Tools, workspace: &Workspace, steps: &mut Steps) -> anyhow::Result<()> {
    // Two builds at once would tear each other's files apart; the second waits and finds it done.
    let _lock = lock(&workspace.at("target/site.lock"))?;

    let compiler = tools::compiler().context("`rustc -vV` does not run; is Rust in the PATH?")?;
    let now = fingerprint::of(workspace.root(), &INPUTS, &compiler)?;
    let note = workspace.at("target/site.fingerprint");
    let site = workspace.site();
    if site.is_dir() && fs::read_to_string(&note).is_ok_and(|before| before == now) {
        return Ok(());
    }

    let fresh = workspace.at("target/site.fresh");
    files::empty(&fresh)?;
    app::build(workspace, tools, steps, &fresh.join("app"))?;
    pack(tools, steps, &fresh.join("pack.json"))?;
    book(tools, steps, &fresh.join(dist::BOOK))?;
    steps.run("copy the pages", |_| {
        files::copy(&workspace.at("www"), &fresh)
    })?;

    // Without its note first: a build that stops halfway must not pass for a finished one.
    files::remove(&note)?;
    files::remove(&site)?;
    fs::rename(&fresh, &site).with_context(|| format!("moving the site to {}", site.display()))?;
    fs::write(&note, now).with_context(|| format!("writing {}", note.display()))
}

/// Writes the pack as the one file that the widget fetches.
pub fn pack(tools: &Tools, steps: &mut Steps, out: &Path) -> anyhow::Result<()> {
    command(tools, steps, "build the pack", "pack", out)
}

/// Writes the rules as pages to read.
fn book(tools: &Tools, steps: &mut Steps, out: &Path) -> anyhow::Result<()> {
    command(tools, steps, "write the rule book", "book", out)
}

/// Runs a subcommand of ours that makes something of the rules.
fn command(
    tools: &Tools,
    steps: &mut Steps,
    name: &str,
    subcommand: &str,
    out: &Path,
) -> anyhow::Result<()> {
    steps.run(name, |step| {
        let puljetjek = tools.puljetjek(step)?;
        let mut command = tools.command(puljetjek);
        command.args([subcommand, "--pack", "rules", "--out"]);
        step.run(command.arg(out))?;
        Ok(())
    })
}

fn lock(path: &Path) -> anyhow::Result<File> {
    let say = || format!("locking {}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(say)?;
    }
    let file = File::create(path).with_context(say)?;
    file.lock().with_context(say)?;
    Ok(file)
}
