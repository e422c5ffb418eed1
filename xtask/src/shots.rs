//! Tests of the built site in a browser that are no checks: pictures to look at, times to read.

use std::process::Command;

use crate::build;
use crate::steps::Steps;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// Takes a picture of every state into `target/shots` and holds the key states to the pictures in
/// `tests/journeys/pictures`, or takes them for those.
pub fn shots(workspace: &Workspace, accept: bool) -> anyhow::Result<()> {
    let mut steps = Steps::default();
    let mut cargo = in_browser(workspace, &mut steps, "shots_of_every_state")?;
    if accept {
        cargo.env("PULJETJEK_ACCEPT", "1");
    }
    steps.run("pictures into target/shots", |step| {
        step.run(&mut cargo)?;
        Ok(())
    })
}

/// The command that runs an ignored test of the journeys, with what that needs.
pub fn in_browser(workspace: &Workspace, steps: &mut Steps, test: &str) -> anyhow::Result<Command> {
    let tools = Tools::with_tests(workspace);
    tools.chromedriver(steps)?;
    build::site(&tools, workspace, steps)?;
    let mut cargo = tools.cargo();
    cargo
        .args([
            "test",
            "--quiet",
            "--package",
            "puljetjek",
            "--test",
            "journeys",
        ])
        .args(["--", "--ignored", "--nocapture", test])
        .env("PULJETJEK_SITE", workspace.site());
    Ok(cargo)
}
