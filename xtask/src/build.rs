//! What is handed out, from its sources: the site (the app as wasm, the pack as one file, the
//! pages beside them), and the package for JavaScript.
//!
//! Each is put together aside and moved into place whole, so that what stands in `target/site` is
//! always one build. Nothing is done when nothing changed.

pub mod files;
mod wasm;

use std::fs::{self, File};
use std::path::Path;

use anyhow::Context;

use crate::dist;
use crate::fingerprint;
use crate::steps::Steps;
use crate::tools::{self, Tools};
use crate::workspace::Workspace;

/// Whatever can change what the library is compiled to. The tool is among it: it is part of how
/// things are made.
const LIBRARY: [&str; 5] = ["src", "Cargo.toml", "Cargo.lock", ".cargo", "xtask"];

/// Makes `target/site` current.
pub fn site(tools: &Tools, workspace: &Workspace, steps: &mut Steps) -> anyhow::Result<()> {
    current(workspace, "site", &["rules", "www"], |fresh| {
        wasm::build(&wasm::APP, workspace, tools, steps, &fresh.join("app"))?;
        pack(tools, steps, &fresh.join("pack.json"))?;
        book(tools, steps, &fresh.join(dist::BOOK))?;
        steps.run("copy the pages", |_| {
            files::copy(&workspace.at("www"), fresh)
        })
    })
}

/// Makes `target/npm` current: the package for JavaScript.
pub fn npm(tools: &Tools, workspace: &Workspace, steps: &mut Steps) -> anyhow::Result<()> {
    current(workspace, "npm", &["npm"], |fresh| {
        wasm::build(&wasm::ENGINE, workspace, tools, steps, fresh)?;
        files::copy(&workspace.at("npm"), fresh)
    })
}

/// Makes a folder of `target` anew where the library or one of `inputs` changed.
pub fn current(
    workspace: &Workspace,
    name: &str,
    inputs: &[&str],
    make: impl FnOnce(&Path) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let beside = |ending: &str| workspace.at("target").join([name, ending].concat());
    // Two builds at once would tear each other's files apart; the second waits and finds it done.
    let _lock = lock(&beside(".lock"))?;

    let compiler = tools::compiler().context("`rustc -vV` does not run; is Rust in the PATH?")?;
    let inputs = [&LIBRARY[..], inputs].concat();
    let now = fingerprint::of(workspace.root(), &inputs, &compiler)?;
    let (made, note) = (beside(""), beside(".fingerprint"));
    if made.is_dir() && fs::read_to_string(&note).is_ok_and(|before| before == now) {
        return Ok(());
    }

    let fresh = beside(".fresh");
    files::empty(&fresh)?;
    make(&fresh)?;

    // Without its note first: a build that stops halfway must not pass for a finished one.
    files::remove(&note)?;
    files::remove(&made)?;
    fs::rename(&fresh, &made).with_context(|| format!("moving it to {}", made.display()))?;
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
