//! One short text that changes when, and only when, the files behind it do.
//!
//! By content and not by time: a fresh checkout or a touched file rebuilds nothing.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use walkdir::WalkDir;

/// A file that should be read and cannot.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {}: {source}; every input of the site must be readable", path.display())]
pub struct Unreadable {
    path: PathBuf,
    source: io::Error,
}

/// The fingerprint of `inputs`, files or folders under `root`, and of `also`, facts from elsewhere
/// that the result depends on (the compiler's version, say).
pub fn of(root: &Path, inputs: &[&str], also: &str) -> Result<String, Unreadable> {
    let mut hash = Sha256::new();
    frame(&mut hash, also.as_bytes());
    for input in inputs {
        for entry in WalkDir::new(root.join(input)).sort_by_file_name() {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => add(&mut hash, root, entry.path())?,
                // An input that does not exist yet counts as empty; it changes things when it comes.
                Err(error) if error.depth() == 0 => {}
                Err(error) => {
                    return Err(Unreadable {
                        path: error.path().unwrap_or(root).to_owned(),
                        source: error.into(),
                    });
                }
            }
        }
    }
    Ok(format!("{:x}", hash.finalize()))
}

/// The fingerprint of some bytes.
pub fn of_bytes(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

fn add(hash: &mut Sha256, root: &Path, path: &Path) -> Result<(), Unreadable> {
    let content = fs::read(path).map_err(|source| Unreadable {
        path: path.to_owned(),
        source,
    })?;
    let name = path.strip_prefix(root).unwrap_or(path);
    frame(hash, name.as_os_str().as_encoded_bytes());
    frame(hash, &content);
    Ok(())
}

/// With its length before it, so that text cannot move between a name and a content unseen.
fn frame(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("src/app")).unwrap();
        fs::write(dir.path().join("src/lib.rs"), "one").unwrap();
        fs::write(dir.path().join("src/app/view.rs"), "two").unwrap();
        fs::write(dir.path().join("other"), "three").unwrap();
        dir
    }

    fn fingerprint(dir: &tempfile::TempDir) -> String {
        of(dir.path(), &["src", "absent"], "rustc").unwrap()
    }

    #[test]
    fn the_same_files_give_the_same_wherever_they_lie() {
        assert_eq!(fingerprint(&folder()), fingerprint(&folder()));
    }

    #[test]
    fn a_changed_renamed_moved_or_new_file_is_seen() {
        let before = fingerprint(&folder());
        let changes: [fn(&Path); 5] = [
            |root| fs::write(root.join("src/app/view.rs"), "2").unwrap(),
            |root| fs::rename(root.join("src/lib.rs"), root.join("src/main.rs")).unwrap(),
            |root| fs::rename(root.join("src/lib.rs"), root.join("src/app/lib.rs")).unwrap(),
            |root| fs::write(root.join("src/app/new.rs"), "").unwrap(),
            |root| fs::write(root.join("absent"), "").unwrap(),
        ];
        for change in changes {
            let dir = folder();
            change(dir.path());
            assert_ne!(before, fingerprint(&dir));
        }
        assert_ne!(before, of(folder().path(), &["src"], "newer").unwrap());
    }

    #[test]
    fn a_file_beside_the_inputs_and_a_rewrite_of_the_same_are_not() {
        let before = fingerprint(&folder());
        let dir = folder();
        fs::write(dir.path().join("other"), "3").unwrap();
        fs::write(dir.path().join("src/lib.rs"), "one").unwrap();
        assert_eq!(before, fingerprint(&dir));
    }
}
