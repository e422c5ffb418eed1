//! What comes from the system's packages: the browsers and what drives them, as a browser and its
//! driver must be of one version; and a web server.

use std::path::PathBuf;
use std::process::Command;

use crate::child;
use crate::steps::Steps;

use super::{ToolError, Tools, find_in_path, in_path};

/// What a check needs of the system.
pub(super) struct System {
    name: &'static str,
    /// Of each row one is needed, by any of its names.
    programs: &'static [&'static [&'static str]],
    packages: &'static [&'static str],
}

pub(super) const CHROMIUM: System = System {
    name: "Chromium",
    programs: &[
        &["chromium", "chromium-browser", "google-chrome", "chrome"],
        &["chromedriver"],
    ],
    packages: &["chromium", "chromium-driver"],
};

/// Its driver comes from elsewhere.
pub(super) const FIREFOX: System = System {
    name: "Firefox",
    programs: &[&["firefox", "firefox-esr"]],
    packages: &["firefox-esr"],
};

/// It has no way to show nothing, so it needs a screen that nobody sees.
pub(super) const WEBKIT: System = System {
    name: "WebKit",
    programs: &[&["WebKitWebDriver"], &["Xvfb"]],
    packages: &["webkit2gtk-driver", "xvfb"],
};

/// With the module that hands out what brotli compressed.
pub(super) const NGINX: System = System {
    name: "nginx",
    programs: &[&["nginx"]],
    packages: &["nginx-light", "libnginx-mod-http-brotli-static"],
};

impl System {
    /// Installs it where it is missing.
    pub(super) fn install(&self, tools: &Tools, steps: &mut Steps) -> anyhow::Result<()> {
        if self.lacks().is_none() {
            return Ok(());
        }
        let root = as_root().map_err(|because| self.cannot(because))?;
        let name = format!("install {} and what belongs to it", self.name);
        steps.run(&name, |step| {
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
            step.run(apt(&["install", "-y", "--no-install-recommends"]).args(self.packages))?;
            Ok(())
        })?;
        match self.lacks() {
            None => Ok(()),
            Some(_) => Err(self
                .cannot("apt-get did so, but it is not in the PATH")
                .into()),
        }
    }

    /// The first of its programs that is missing.
    fn lacks(&self) -> Option<&'static str> {
        let is_here = |names: &&[&str]| names.iter().any(|name| in_path(name));
        let missing = self.programs.iter().find(|names| !is_here(names))?;
        missing.first().copied()
    }

    fn cannot(&self, because: &'static str) -> ToolError {
        ToolError::System {
            name: self.name,
            program: self.lacks().unwrap_or(self.name),
            because,
        }
    }
}

/// The path of nginx.
pub(super) fn nginx(tools: &Tools, steps: &mut Steps) -> anyhow::Result<PathBuf> {
    NGINX.install(tools, steps)?;
    let program = find_in_path("nginx");
    Ok(program.ok_or_else(|| NGINX.cannot("it went away"))?)
}

/// The path of Chromium.
pub(super) fn chromium(tools: &Tools, steps: &mut Steps) -> anyhow::Result<PathBuf> {
    CHROMIUM.install(tools, steps)?;
    let mut names = CHROMIUM.programs.iter().copied().flatten();
    let program = names.find_map(|name| find_in_path(name));
    Ok(program.ok_or_else(|| CHROMIUM.cannot("it went away"))?)
}

/// The path of a ChromeDriver whose browser is installed too.
pub(super) fn chromedriver(tools: &Tools, steps: &mut Steps) -> anyhow::Result<PathBuf> {
    CHROMIUM.install(tools, steps)?;
    let driver = find_in_path("chromedriver");
    Ok(driver.ok_or_else(|| CHROMIUM.cannot("it went away"))?)
}

enum Root {
    Already,
    Sudo,
}

/// A way to install, or why there is none.
fn as_root() -> Result<Root, &'static str> {
    if !in_path("apt-get") {
        return Err("this system has no apt-get");
    }
    let user = child::run(Command::new("id").arg("-u"), |_| ());
    if user.is_ok_and(|id| id.trim() == "0") {
        return Ok(Root::Already);
    }
    if in_path("sudo") {
        return Ok(Root::Sudo);
    }
    Err("installing takes root, and sudo is not here")
}
