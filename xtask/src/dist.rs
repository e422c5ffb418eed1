//! The site as it is handed over: each version in a folder of its own, under names that may be
//! kept for ever, compressed beforehand, weighed, and held to its budget.
//!
//! `target/dist/<version>/` never changes once it is published; `target/dist/v1/` is the newest.

mod compress;
mod integrity;
mod links;
mod listed;
mod release;
mod weights;

use std::fs;
use std::path::PathBuf;

use anyhow::Context;

use crate::build::{self, files};
use crate::steps::Steps;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// The folder of the rule book: pages to read, which the widget does not load.
pub const BOOK: &str = "rules";
/// What stands beside the widget and is not loaded by it. Its pages go by their own names.
const APART: [&str; 2] = [BOOK, "demo"];
/// The script that other sites put into their pages, and the one with the element.
const LOADER: &str = "puljetjek.js";
const ELEMENT: &str = "element.js";

/// Lays the site out in `target/dist`; this is the folder of its version.
pub fn lay_out(tools: &Tools, workspace: &Workspace, steps: &mut Steps) -> anyhow::Result<PathBuf> {
    build::site(tools, workspace, steps)?;
    let version = tools.version()?;
    let site = workspace.site();
    build::current(workspace, "dist", &["rules", "www"], |fresh| {
        let folder = fresh.join(&version);
        let moving = fresh.join(moving(&version));
        steps.run("name what may be kept for ever", |_| {
            release::release(&site, &folder)?;
            Ok(links::check(&folder)?)
        })?;
        steps.run("compress the site", |_| compress::all(&folder))?;
        steps.run("write the newest version and its hashes", |_| {
            files::copy(&folder, &moving)?;
            integrity::write(fresh)?;
            let path = fresh.join("_headers");
            let listed = listed::headers(fresh)?;
            fs::write(&path, listed).with_context(|| format!("writing {}", path.display()))
        })
    })?;
    Ok(workspace.at("target/dist").join(version))
}

/// Lays the site out and holds it to its size.
pub fn dist(tools: &Tools, workspace: &Workspace, steps: &mut Steps) -> anyhow::Result<()> {
    weights::weigh(&lay_out(tools, workspace, steps)?)
}

/// The folder of the newest version that keeps to what this one promises; before 1.0 it is that
/// of the first.
fn moving(version: &str) -> String {
    let major = version.split('.').next().unwrap_or_default();
    format!("v{}", if major == "0" { "1" } else { major })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_moves_with_its_major() {
        let moved = ["0.1.0", "1.4.2", "12.0.0"].map(moving);
        assert_eq!(moved, ["v1", "v1", "v12"]);
    }
}
