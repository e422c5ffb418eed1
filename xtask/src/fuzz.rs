//! The fuzz targets of `fuzz/`, each run for a while on input that it makes up.
//!
//! What a run found worth keeping stays in `fuzz/corpus`, and the next one goes on from there;
//! an input that broke something is written to `fuzz/artifacts`.

use std::fs;

use anyhow::{Context, bail};

use crate::steps::Steps;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// The targets, with how long an input may be: what is longer is not told faster what it breaks.
const TARGETS: [(&str, u32); 3] = [("condition", 2048), ("answers", 1024), ("row", 512)];

/// Seconds that one input may take, and megabytes that all may.
const BOUNDS: [&str; 2] = ["-timeout=5", "-rss_limit_mb=1024"];

/// Runs each target for some seconds.
pub fn fuzz(workspace: &Workspace, steps: &mut Steps, seconds: u32) -> anyhow::Result<()> {
    let tools = Tools::of(workspace);
    if let Some(why) = tools.fuzz_lacks() {
        bail!("the fuzz targets cannot be built: {why}");
    }
    let command = |steps: &mut Steps, name| -> anyhow::Result<_> {
        let mut command = tools.cargo_fuzz(steps)?;
        // Without unsafe code there is nothing that a sanitizer of memory could find.
        command.args([name, "--sanitizer", "none", "--target-dir"]);
        command.arg(workspace.at("target/fuzz"));
        Ok(command)
    };
    let mut build = command(steps, "build")?;
    steps.run("build the fuzz targets", |step| {
        step.run(&mut build)?;
        Ok(())
    })?;
    for (target, longest) in TARGETS {
        let corpus = workspace.at("fuzz/corpus").join(target);
        fs::create_dir_all(&corpus).with_context(|| format!("making {}", corpus.display()))?;
        let mut run = command(steps, "run")?;
        run.arg(target)
            .arg(corpus)
            .arg(workspace.at("fuzz/seeds").join(target))
            .arg("--")
            .args(BOUNDS)
            .arg(format!("-max_len={longest}"))
            .arg(format!("-max_total_time={seconds}"))
            .arg(format!(
                "-dict={}",
                workspace.at("fuzz/words.dict").display()
            ));
        steps.run(&format!("fuzz {target}"), |step| {
            step.run(&mut run)?;
            Ok(())
        })?;
    }
    Ok(())
}
