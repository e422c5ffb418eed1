//! What the widget loads, weighed as it was compressed, and held to its budget.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use walkdir::WalkDir;

use super::{BOOK, LOADER};

/// What the whole site is meant to weigh after compression, in bytes.
const GOAL: usize = 170_000;
/// What the app may weigh until it gets there, all but the pack: above the goal. It was 209 kB
/// before the app kept, shared, tried, printed and compared what it found, asked all on one page
/// and showed codes, and 246 kB before it stood in the pages of others.
const APP: usize = 264_000;
/// What the pack may weigh: it grows with each programme that it holds, the app must not.
const PACK: usize = 100_000;
/// What the loader may weigh: each page that embeds the widget has it, whoever looks at it or not.
const SCRIPT: usize = 2_000;

/// What stands beside the app, which does not load it, by its name without hash and ending.
const BESIDE: [&str; 5] = [BOOK, "configurator", "demo", "element", "puljetjek"];

/// Kinds of files in the order in which they are told, with the endings that belong to each.
const KINDS: [(&str, &[&str]); 6] = [
    ("wasm", &["wasm"]),
    ("JS", &["js", "mjs"]),
    ("CSS", &["css"]),
    ("HTML", &["html"]),
    ("pack", &["json"]),
    ("other", &[]),
];

/// A part of the site is heavier than was promised.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the {part} weighs {found} bytes compressed, {} more than its budget of {budget}; \
     the table above shows which kind of file grew", found - budget
)]
pub struct OverBudget {
    part: &'static str,
    found: usize,
    budget: usize,
}

/// One file's weight.
struct Weight {
    kind: &'static str,
    is_loader: bool,
    raw: usize,
    compressed: usize,
}

/// Weighs a version of the site.
pub fn weigh(version: &Path) -> anyhow::Result<()> {
    let weights = files(version)?
        .into_iter()
        .map(|path| weight(version, &path));
    let weights = weights.collect::<anyhow::Result<Vec<_>>>()?;
    print!("{}", table(&weights));
    within_budget(&weights)?;
    Ok(())
}

fn within_budget(weights: &[Weight]) -> Result<(), OverBudget> {
    type Part = (&'static str, usize, fn(&Weight) -> bool);
    let parts: [Part; 3] = [
        ("app", APP, |weight| {
            weight.kind != "pack" && !weight.is_loader
        }),
        ("pack", PACK, |weight| weight.kind == "pack"),
        ("loader", SCRIPT, |weight| weight.is_loader),
    ];
    for (part, budget, is_of) in parts {
        let own = weights.iter().filter(|weight| is_of(weight));
        let found = own.map(|weight| weight.compressed).sum();
        if found > budget {
            return Err(OverBudget {
                part,
                found,
                budget,
            });
        }
    }
    Ok(())
}

/// The files of the widget, each once.
fn files(version: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let is_beside = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        let stem = name.split('.').next().unwrap_or_default();
        entry.depth() == 1 && name != LOADER && BESIDE.contains(&stem)
    };
    let walk = WalkDir::new(version).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| !is_beside(entry)) {
        let entry = entry.with_context(|| format!("reading {}", version.display()))?;
        let ending = entry.path().extension().unwrap_or_default();
        if entry.file_type().is_file() && ending != "br" && ending != "gz" {
            found.push(entry.into_path());
        }
    }
    Ok(found)
}

/// A file's weight, and that of what lies compressed beside it.
fn weight(version: &Path, path: &Path) -> anyhow::Result<Weight> {
    let size = |path: &Path| {
        let size = fs::metadata(path).map(|file| usize::try_from(file.len()).unwrap_or(usize::MAX));
        size.with_context(|| format!("weighing {}", path.display()))
    };
    let mut beside = path.as_os_str().to_owned();
    beside.push(".br");
    let (raw, beside) = (size(path)?, Path::new(&beside));
    Ok(Weight {
        kind: kind(path),
        is_loader: path == version.join(LOADER),
        raw,
        compressed: if beside.is_file() { size(beside)? } else { raw },
    })
}

fn kind(path: &Path) -> &'static str {
    let ending = path.extension().unwrap_or_default();
    let matching = |endings: &[&str]| endings.iter().any(|known| ending == *known);
    KINDS
        .iter()
        .find(|(_, endings)| matching(endings))
        .map_or("other", |(kind, _)| kind)
}

fn table(weights: &[Weight]) -> String {
    let row = |name: &str, weights: &[&Weight]| {
        let raw: usize = weights.iter().map(|weight| weight.raw).sum();
        let compressed: usize = weights.iter().map(|weight| weight.compressed).sum();
        let files = weights.len();
        format!("{name:<8}{files:>6}{raw:>12}{compressed:>12}\n")
    };
    let mut table = format!("\n{:<8}{:>6}{:>12}{:>12}\n", "", "files", "bytes", "brotli");
    for (kind, _) in KINDS {
        let is_own = |one: &&Weight| one.kind == kind && !one.is_loader;
        let of_kind: Vec<&Weight> = weights.iter().filter(is_own).collect();
        if !of_kind.is_empty() {
            table += &row(kind, &of_kind);
        }
    }
    let loader: Vec<&Weight> = weights.iter().filter(|one| one.is_loader).collect();
    table += &row("loader", &loader);
    table += &row("sum", &weights.iter().collect::<Vec<_>>());
    table += &format!("{:<26}{APP:>12}\n", "budget of the app");
    table += &format!("{:<26}{PACK:>12}\n", "budget of the pack");
    table += &format!("{:<26}{SCRIPT:>12}\n", "budget of the loader");
    table += &format!("{:<26}{GOAL:>12}\n\n", "goal for all");
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(kind: &'static str, compressed: usize) -> Weight {
        Weight {
            kind,
            is_loader: false,
            raw: compressed * 3,
            compressed,
        }
    }

    #[test]
    fn the_budget_of_each_part_is_the_last_size_that_passes() {
        let (script, pack) = (weight("JS", 1), weight("pack", PACK));
        let full = [script, weight("wasm", APP - 1), pack];
        assert_eq!(within_budget(&full), Ok(()));
        for (kind, part) in [("CSS", "the app"), ("pack", "the pack")] {
            let [script, app, pack] = [("JS", 1), ("wasm", APP - 1), ("pack", PACK)]
                .map(|(kind, compressed)| weight(kind, compressed));
            let error = within_budget(&[script, app, pack, weight(kind, 1)]).unwrap_err();
            let error = error.to_string();
            assert!(
                error.starts_with(part) && error.contains("1 more"),
                "{error}"
            );
        }
    }

    #[test]
    fn the_loader_has_a_budget_of_its_own() {
        let mut loader = weight("JS", SCRIPT);
        loader.is_loader = true;
        assert_eq!(within_budget(std::slice::from_ref(&loader)), Ok(()));
        loader.compressed += 1;
        let error = within_budget(&[loader]).unwrap_err().to_string();
        assert!(error.starts_with("the loader weighs 2001"), "{error}");
    }

    #[test]
    fn each_file_of_the_widget_is_weighed_once() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::create_dir(at("rules")).unwrap();
        for (name, size) in [
            ("puljetjek.js", 50),
            ("puljetjek.js.br", 20),
            ("puljetjek.js.gz", 30),
            ("tiny.css", 3),
            ("rules/page.html", 9),
        ] {
            fs::write(at(name), "a".repeat(size)).unwrap();
        }
        let files = files(dir.path()).unwrap();
        let weights = files
            .iter()
            .map(|path| super::weight(dir.path(), path).unwrap());
        let told: Vec<_> = weights
            .map(|one| (one.kind, one.is_loader, one.raw, one.compressed))
            .collect();
        assert_eq!(told, [("JS", true, 50, 20), ("CSS", false, 3, 3)]);
    }
}
