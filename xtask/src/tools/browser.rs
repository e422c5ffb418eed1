//! The browser and its driver, from the system's packages: the two must be of one version.

use std::path::PathBuf;
use std::process::Command;

use crate::child;
use crate::steps::Steps;

use super::{ToolError, Tools, find_in_path, in_path};

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];
const PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];

pub(super) fn chromedriver(tools: &Tools, steps: &mut Steps) -> anyhow::Result<PathBuf> {
    if let Some(driver) = installed() {
        return Ok(driver);
    }
    let root = as_root()?;
    steps.run("install chromium and its driver", |step| {
        let apt = |arguments: &[&str]| {
            let mut apt = match root {
                Root::Already => tools.command("apt-get"),
                Root::Sudo => tools.command("sudo"),
            };
            if matches!(root, Root::Sudo) {
                apt.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
            }
            apt.env("DEBIAN_FRONTEND", "noninteractive").args(arguments);
            apt
        };
        step.run(&mut apt(&["update"]))?;
        step.run(apt(&["install", "-y", "--no-install-recommends"]).args(PACKAGES))?;
        Ok(())
    })?;
    installed().ok_or_else(|| {
        ToolError::Browser {
            because: "apt-get installed them, but they are not in the PATH",
        }
        .into()
    })
}

/// The driver, if the browser is there too.
fn installed() -> Option<PathBuf> {
    BROWSERS.iter().find_map(|name| find_in_path(name))?;
    find_in_path("chromedriver")
}

enum Root {
    Already,
    Sudo,
}

fn as_root() -> Result<Root, ToolError> {
    let cannot = |because| Err(ToolError::Browser { because });
    if !in_path("apt-get") {
        return cannot("this system has no apt-get");
    }
    let user = child::run(Command::new("id").arg("-u"), |_| ());
    if user.is_ok_and(|id| id.trim() == "0") {
        return Ok(Root::Already);
    }
    if in_path("sudo") {
        return Ok(Root::Sudo);
    }
    cannot("installing takes root, and sudo is not here")
}
