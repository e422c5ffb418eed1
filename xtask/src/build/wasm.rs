//! The library as wasm: compiled for size, bound to JavaScript, and shrunk once more.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::fingerprint;
use crate::steps::Steps;
use crate::tools::{self, Tools};
use crate::workspace::Workspace;

use super::files;

/// What the library is built to be.
pub struct Library {
    /// What it is called while it is built.
    what: &'static str,
    /// What its files are called.
    name: &'static str,
    /// Which of its features it has.
    features: &'static [&'static str],
}

/// The app in its page.
pub const APP: Library = Library {
    what: "the app",
    name: "puljetjek",
    features: &[],
};

/// The engine for whoever writes JavaScript.
pub const ENGINE: Library = Library {
    what: "the engine",
    name: "engine",
    features: &["--no-default-features", "--features", "javascript"],
};

/// What the compiler may use without being asked, and nothing more: with all features allowed
/// wasm-opt might answer with instructions that last year's browsers do not know.
const SHRINK: [&str; 11] = [
    // What is first made fast is then made smaller: 1 % after compression.
    "-O2",
    "-Oz",
    "--enable-bulk-memory",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--strip-debug",
    "--strip-producers",
];

/// Builds a library into `out`.
pub fn build(
    library: &Library,
    workspace: &Workspace,
    tools: &Tools,
    steps: &mut Steps,
    out: &Path,
) -> anyhow::Result<()> {
    let Library {
        what,
        name,
        features,
    } = library;
    let bound = workspace.at("target/pkg").join(name);
    let mut wasm_pack = tools.wasm_pack(steps)?;
    steps.run(&format!("build {what} for the browser"), |step| {
        files::empty(&bound)?;
        step.run(
            wasm_pack
                .args(["build", "--target", "web", "--profile", "wasm"])
                .args(["--no-pack", "--no-typescript", "--no-opt"])
                .args(["--out-name", name, "--out-dir"])
                .arg(&bound)
                .arg("--")
                .args(*features)
                .env("CARGO_ENCODED_RUSTFLAGS", unplaced(workspace)),
        )?;
        Ok(())
    })?;
    files::copy(&bound, out)?;
    let wasm = format!("{name}_bg.wasm");
    let small = shrink(library, workspace, tools, steps, &bound.join(&wasm))?;
    fs::write(out.join(&wasm), small).with_context(|| format!("writing {wasm}"))
}

/// Flags by which a library does not carry the paths of the machine that built it: the places that
/// a panic names start at the package.
fn unplaced(workspace: &Workspace) -> String {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| {
        let home = env::var_os(if cfg!(windows) { "USERPROFILE" } else { "HOME" })?;
        Some(Path::new(&home).join(".cargo"))
    });
    let registry = home.map(|home| home.join("registry/src"));
    let sources = registry
        .iter()
        .flat_map(|folder| fs::read_dir(folder).into_iter());
    let indices = sources.flatten().flatten().map(|index| index.path());
    let library = tools::sysroot().map(|root| root.join("lib/rustlib/src/rust"));
    indices
        .chain(library)
        .chain([workspace.root().to_owned()])
        .map(|folder| format!("--remap-path-prefix={}=", folder.display()))
        .collect::<Vec<_>>()
        .join("\u{1f}")
}

/// The wasm as small as wasm-opt makes it. That takes its time, so the last answer is kept for as
/// long as the question is the same: a change in rules or pages comes without it.
fn shrink(
    library: &Library,
    workspace: &Workspace,
    tools: &Tools,
    steps: &mut Steps,
    wasm: &Path,
) -> anyhow::Result<Vec<u8>> {
    let read = |path: &Path| fs::read(path).with_context(|| format!("reading {}", path.display()));
    let question = fingerprint::of_bytes(&read(wasm)?);
    let kept = workspace.at("target/shrunk").join(library.name);
    let answer = kept.join(fingerprint::of_bytes(
        format!("{question} {SHRINK:?}").as_bytes(),
    ));
    if !answer.is_file() {
        let mut wasm_opt = tools.wasm_opt(steps)?;
        steps.run(&format!("shrink {}", library.what), |step| {
            files::empty(&kept)?;
            let unfinished = kept.join("unfinished");
            step.run(
                wasm_opt
                    .args(SHRINK)
                    .arg(wasm)
                    .arg("--output")
                    .arg(&unfinished),
            )?;
            fs::rename(&unfinished, &answer)
                .with_context(|| format!("moving {}", unfinished.display()))
        })?;
    }
    read(&answer)
}
