//! That what pages and scripts refer to is there.

use std::fs;
use std::path::{Component, Path, PathBuf};

use regex::Regex;
use walkdir::WalkDir;

use super::release::{ReleaseError, read};

/// How a page refers to a file, and how a script does.
const PAGE: &str = r#"\s(?:href|src)="([^"]*)""#;
const SCRIPT: &str = r#"(?:\bfrom|\bimport)\s*\(?\s*["'](\.{1,2}/[^"']+)["']"#;

/// Checks each reference of a folder's pages and scripts to a file beside them.
pub fn check(folder: &Path) -> Result<(), ReleaseError> {
    for (ending, pattern) in [("html", PAGE), ("js", SCRIPT), ("mjs", SCRIPT)] {
        let pattern = Regex::new(pattern).map_err(ReleaseError::Pattern)?;
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let path = entry.map_err(ReleaseError::walk)?.into_path();
            if path.extension() != Some(ending.as_ref()) {
                continue;
            }
            let text = read(&path)?;
            let text = String::from_utf8_lossy(&text);
            for reference in pattern
                .captures_iter(&text)
                .map(|found| found.extract::<1>().1[0])
            {
                let file = reference.split(['?', '#']).next().unwrap_or_default();
                let elsewhere = file.is_empty() || file.contains(':') || file.starts_with("//");
                if !elsewhere && !leads(&path, file) {
                    return Err(ReleaseError::Nothing {
                        file: path.strip_prefix(folder).unwrap_or(&path).to_owned(),
                        reference: reference.to_owned(),
                    });
                }
            }
        }
    }
    Ok(())
}

/// Whether a file that another refers to is there; a folder stands for its page.
fn leads(from: &Path, reference: &str) -> bool {
    let mut path: PathBuf = from.into();
    path.pop();
    for part in Path::new(reference).components() {
        match part {
            Component::ParentDir if !path.pop() => return false,
            Component::ParentDir | Component::CurDir => {}
            // From the root of a host: nobody knows where on it this will lie.
            Component::RootDir | Component::Prefix(_) => return false,
            Component::Normal(name) => path.push(name),
        }
    }
    fs::metadata(&path).is_ok_and(|found| found.is_file()) || path.join("index.html").is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(name: &str, text: &str) -> Option<String> {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("da")).unwrap();
        for (name, text) in [("there.js", ""), ("da/index.html", ""), (name, text)] {
            fs::write(dir.path().join(name), text).unwrap();
        }
        check(dir.path()).err().map(|error| error.to_string())
    }

    #[test]
    fn what_a_page_or_a_script_names_is_there() {
        for (name, text) in [
            (
                "a.html",
                "<a href=\"there.js?x#y\"><a href=\"#x\"><a href=\"mailto:a@b\"><a href=\"da/\">",
            ),
            ("da/a.html", "<script src=\"../there.js\">"),
            (
                "a.js",
                "import \"./there.js\"; import(\"./there.js\"); import { a } from './there.js'; // from \"x\"",
            ),
        ] {
            assert_eq!(wrong(name, text), None, "{text}");
        }
        for (name, text) in [
            ("a.html", "<a href=\"none.js\">"),
            ("a.html", "<a href=\"/there.js\">"),
            ("da/a.html", "<script src=\"there.js\">"),
            ("a.js", "export * from \"./none.js\""),
            ("a.js", "await import('./none.js')"),
        ] {
            let error = wrong(name, text).unwrap_or_else(|| panic!("{text}"));
            assert!(error.contains(name) && error.contains(".js"), "{error}");
        }
    }
}
