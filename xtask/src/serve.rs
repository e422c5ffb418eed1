//! The site on this machine, at the first free port.

use std::io::{self, IsTerminal};
use std::process::{Command, Stdio};
use std::thread;

use xtask::site::{Site, SiteError};

use crate::build;
use crate::steps::Steps;
use crate::tools::Tools;
use crate::workspace::Workspace;

const FIRST_PORT: u16 = 8080;
const LAST_PORT: u16 = 8180;

/// Makes the site current and serves it until the command is stopped.
pub fn serve(workspace: &Workspace, port: Option<u16>, open: bool) -> anyhow::Result<()> {
    build::site(&Tools::of(workspace), workspace, &mut Steps::default())?;
    let site = match port {
        Some(port) => Site::serve(&workspace.site(), Some(port))?,
        None => on_first_free_port(workspace)?,
    };
    println!(
        "Puljetjek is served at {}/  (Ctrl-C stops it)",
        site.address()
    );
    if open && io::stdout().is_terminal() {
        show(site.address());
    }
    loop {
        thread::park();
    }
}

fn on_first_free_port(workspace: &Workspace) -> Result<Site, SiteError> {
    for port in FIRST_PORT..LAST_PORT {
        match Site::serve(&workspace.site(), Some(port)) {
            Err(SiteError::PortTaken { .. }) => {}
            settled => return settled,
        }
    }
    Site::serve(&workspace.site(), Some(LAST_PORT))
}

/// Shows the page in the user's browser; without one the printed address is enough.
fn show(address: &str) {
    let opener = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    let _ = Command::new(opener)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
}
