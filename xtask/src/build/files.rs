//! Folders emptied, copied and removed, with the path in every failure.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::Context;
use walkdir::WalkDir;

/// An empty folder at `path`, whatever was there.
pub fn empty(path: &Path) -> anyhow::Result<()> {
    remove(path)?;
    fs::create_dir_all(path).with_context(|| format!("making {}", path.display()))
}

/// Nothing at `path`.
pub fn remove(path: &Path) -> anyhow::Result<()> {
    let result = if path.is_dir() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    };
    match result {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("removing {}", path.display()))
        }
        _ => Ok(()),
    }
}

/// All files under `from`, into `to`. Hidden ones are an editor's or a tool's and stay behind.
pub fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    let visible = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
    };
    for entry in WalkDir::new(from).into_iter().filter_entry(visible) {
        let entry = entry.with_context(|| format!("reading {}", from.display()))?;
        let target = to.join(entry.path().strip_prefix(from)?);
        let copied = if entry.file_type().is_dir() {
            fs::create_dir_all(&target)
        } else {
            fs::copy(entry.path(), &target).map(|_| ())
        };
        copied.with_context(|| format!("copying to {}", target.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_all_but_hidden_files() {
        let dir = tempfile::tempdir().unwrap();
        let (from, to) = (dir.path().join("from"), dir.path().join("to"));
        fs::create_dir_all(from.join("deep")).unwrap();
        fs::write(from.join("deep/page.html"), "page").unwrap();
        fs::write(from.join(".gitignore"), "*").unwrap();
        copy(&from, &to).unwrap();
        assert_eq!(fs::read(to.join("deep/page.html")).unwrap(), b"page");
        assert!(!to.join(".gitignore").exists());
    }

    #[test]
    fn removing_what_is_not_there_is_no_error() {
        let dir = tempfile::tempdir().unwrap();
        remove(&dir.path().join("none")).unwrap();
        empty(dir.path()).unwrap();
        assert!(dir.path().is_dir());
    }
}
