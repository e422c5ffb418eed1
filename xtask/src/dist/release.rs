//! A version of the site: whatever only the site itself names gets a hash into its name, so that it
//! may be kept for ever.
//!
//! Pages, and the scripts that other sites name, keep theirs. So does a file that no text names:
//! whoever asks for it knows it by that name. Everything else at the root of the site, be it a file
//! or a folder, is named by the hash of what it holds, and what refers to it is rewritten.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use regex::{Captures, Regex};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;
use xtask::site::HASH;

use super::{APART, ELEMENT, LOADER};

/// Files in which references are looked for.
const TEXTS: [&str; 5] = ["css", "html", "js", "mjs", "webmanifest"];

/// Why the site cannot be named anew.
#[derive(Debug, thiserror::Error)]
pub enum ReleaseError {
    /// A file cannot be read or written.
    #[error("{}: {source}; check the space left and who may write under target", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file refers to what is not there.
    #[error(
        "{} refers to \"{reference}\", which is not in the site; name a file that is, whole and \
         relative to the one that names it", file.display()
    )]
    Nothing {
        /// The file, from the site's root.
        file: PathBuf,
        /// What it refers to.
        reference: String,
    },
    /// Things refer to one another, so that neither can have its hash first.
    #[error("{0} refers to itself through others: move what both need into a file of its own")]
    Circle(String),
    /// A pattern that is no pattern.
    #[error(transparent)]
    Pattern(regex::Error),
}

impl ReleaseError {
    pub(super) fn walk(error: walkdir::Error) -> ReleaseError {
        ReleaseError::File {
            path: error.path().unwrap_or(Path::new("target")).to_owned(),
            source: error.into(),
        }
    }
}

/// Writes the site into a folder under the names of a version.
pub fn release(site: &Path, out: &Path) -> Result<(), ReleaseError> {
    let tops = names(site)?;
    let mut release = Release {
        site,
        out,
        pattern: pattern(&tops)?,
        named: BTreeMap::new(),
    };
    let (folders, files): (BTreeSet<_>, BTreeSet<_>) =
        tops.into_iter().partition(|name| site.join(name).is_dir());
    let is_asked_for = |name: &String| {
        name.ends_with(".html") || name.ends_with(".d.ts") || [LOADER, ELEMENT].contains(&&**name)
    };
    let known = release.named_in_texts()?;
    let (kept, hashed): (Vec<_>, Vec<_>) = files
        .into_iter()
        .partition(|name| is_asked_for(name) || !known.contains(name));
    let (apart, folders): (Vec<_>, Vec<_>) = folders
        .into_iter()
        .partition(|name| APART.contains(&&**name));
    for name in kept.iter().chain(&apart) {
        let name = name.clone();
        release.named.insert(name.clone(), Name::Final(name));
    }
    for name in hashed.iter().chain(&folders) {
        release.name(name)?;
    }
    for name in kept.iter().chain(&apart) {
        release.write(name, name, &release.rewritten(name)?)?;
    }
    Ok(())
}

enum Name {
    /// It waits for the names of what it refers to.
    Underway,
    Final(String),
}

struct Release<'a> {
    site: &'a Path,
    out: &'a Path,
    pattern: Regex,
    /// What something at the root is called from now on.
    named: BTreeMap<String, Name>,
}

/// A file's path from the site's root, and what it holds.
type Content = (PathBuf, Vec<u8>);

impl Release<'_> {
    /// Names something at the root by what it holds, and writes it.
    fn name(&mut self, top: &str) -> Result<(), ReleaseError> {
        match self.named.get(top) {
            Some(Name::Final(_)) => return Ok(()),
            Some(Name::Underway) => return Err(ReleaseError::Circle(top.to_owned())),
            None => {}
        }
        self.named.insert(top.to_owned(), Name::Underway);
        for other in self.named_in(top)? {
            self.name(&other)?;
        }
        let contents = self.rewritten(top)?;
        let name = with_hash(top, &contents);
        self.write(top, &name, &contents)?;
        self.named.insert(top.to_owned(), Name::Final(name));
        Ok(())
    }

    /// The files of something at the root, with what they refer to under its own name.
    fn rewritten(&self, top: &str) -> Result<Vec<Content>, ReleaseError> {
        let contents = contents(self.site, top)?.into_iter();
        let rewritten = contents.map(|(path, content)| {
            let Some(text) = text(&path, &content) else {
                return Ok((path, content));
            };
            let text = self.pattern.replace_all(text, |found: &Captures<'_>| {
                let (whole, [before, dots, other, rest, after]) = found.extract();
                match self.named.get(other) {
                    Some(Name::Final(name)) if self.refers(&path, found) => {
                        [before, dots, name, rest, after].concat()
                    }
                    _ => whole.to_owned(),
                }
            });
            Ok((path, text.into_owned().into_bytes()))
        });
        rewritten.collect()
    }

    fn write(&self, top: &str, name: &str, contents: &[Content]) -> Result<(), ReleaseError> {
        for (path, content) in contents {
            let mut target = self.out.join(name);
            target.extend(path.strip_prefix(top).unwrap_or(Path::new("")));
            let folder = target.parent().unwrap_or(self.out);
            fs::create_dir_all(folder)
                .and_then(|()| fs::write(&target, content))
                .map_err(|source| ReleaseError::File {
                    path: target.clone(),
                    source,
                })?;
        }
        Ok(())
    }

    /// All at the root that some other text there names.
    fn named_in_texts(&self) -> Result<BTreeSet<String>, ReleaseError> {
        let mut all = BTreeSet::new();
        for top in names(self.site)? {
            all.append(&mut self.named_in(&top)?);
        }
        Ok(all)
    }

    /// What something at the root names of all others there.
    fn named_in(&self, top: &str) -> Result<BTreeSet<String>, ReleaseError> {
        let mut all = BTreeSet::new();
        for (path, content) in contents(self.site, top)? {
            let found = text(&path, &content).map(|text| self.pattern.captures_iter(text));
            for found in found.into_iter().flatten() {
                let (_, [_, dots, other, rest, _]) = found.extract();
                if !self.refers(&path, &found) {
                    continue;
                }
                if !self.site.join([other, rest].concat()).is_file() {
                    return Err(ReleaseError::Nothing {
                        file: path,
                        reference: [dots, other, rest].concat(),
                    });
                }
                if other != top {
                    all.insert(other.to_owned());
                }
            }
        }
        Ok(all)
    }

    /// Whether what looks like a reference leads from a file to the root and on to what it names.
    fn refers(&self, from: &Path, found: &Captures<'_>) -> bool {
        let (_, [_, dots, other, rest, _]) = found.extract();
        let up = dots.matches("../").count();
        let depth = from.components().count() - 1;
        up == depth && self.site.join(other).is_dir() != rest.is_empty()
    }
}

/// A quote, a parenthesis or an equals sign, the way to the root, something there, the way on, and
/// an end.
fn pattern(tops: &[String]) -> Result<Regex, ReleaseError> {
    let mut tops: Vec<_> = tops.iter().map(|name| regex::escape(name)).collect();
    // The longest first, else `a.js` would be taken for `a`.
    tops.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let tops = tops.join("|");
    let pattern =
        format!(r#"(["'`(=])((?:\.{{1,2}}/)*)({tops})((?:/[^"'`)\s>?\#]*)?)(["'`)\s>?\#])"#);
    Regex::new(&pattern).map_err(ReleaseError::Pattern)
}

/// `app` as `app.0123456789abcdef`, `pack.json` as `pack.0123456789abcdef.json`.
fn with_hash(top: &str, contents: &[Content]) -> String {
    let mut hash = Sha256::new();
    for (path, content) in contents {
        // With lengths before them, so that nothing moves between a name and a content unseen.
        for bytes in [path.as_os_str().as_encoded_bytes(), content] {
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        }
    }
    let mut hash = format!("{:x}", hash.finalize());
    hash.truncate(HASH);
    match top.split_once('.') {
        Some((name, ending)) => format!("{name}.{hash}.{ending}"),
        None => format!("{top}.{hash}"),
    }
}

/// What lies at the root of the site, by name.
fn names(site: &Path) -> Result<Vec<String>, ReleaseError> {
    let entries = WalkDir::new(site)
        .min_depth(1)
        .max_depth(1)
        .sort_by_file_name();
    let names = entries.into_iter().map(|entry| {
        let entry = entry.map_err(ReleaseError::walk)?;
        Ok(entry.file_name().to_string_lossy().into_owned())
    });
    names.collect()
}

/// The files of something at the root, which may be a file itself.
fn contents(site: &Path, top: &str) -> Result<Vec<Content>, ReleaseError> {
    let mut contents = Vec::new();
    for entry in WalkDir::new(site.join(top)).sort_by_file_name() {
        let entry = entry.map_err(ReleaseError::walk)?;
        if entry.file_type().is_file() {
            let path = entry.path();
            let from_root = path.strip_prefix(site).unwrap_or(path).to_owned();
            contents.push((from_root, read(path)?));
        }
    }
    Ok(contents)
}

pub(super) fn read(path: &Path) -> Result<Vec<u8>, ReleaseError> {
    fs::read(path).map_err(|source| ReleaseError::File {
        path: path.to_owned(),
        source,
    })
}

/// The text of a file in which references are looked for.
fn text<'a>(path: &Path, content: &'a [u8]) -> Option<&'a str> {
    let ending = path.extension()?.to_str()?;
    let text = std::str::from_utf8(content).ok()?;
    TEXTS.contains(&ending).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const APP: &str = "export default 1; import './snippets/a.js'; document.getElementById('app')";
    const INDEX: &str = "<link href=\"styles/page.css\"><script src=start.js></script><a href=\"rules/index.html\">";
    const START: &str =
        "import init from \"./app/puljetjek.js\"; fetch(new URL(\"pack.json?x\", base))";

    fn site(changes: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        let files = [
            ("index.html", INDEX),
            ("start.js", START),
            ("puljetjek.js", "frame.src = new URL('index.html', base)"),
            ("pack.json", "{}"),
            ("alone.txt", "known by its name"),
            ("app/puljetjek.js", APP),
            ("app/snippets/a.js", ""),
            ("styles/page.css", "a { background: url(../icon.svg) }"),
            ("icon.svg", "<svg/>"),
            (
                "rules/index.html",
                "<link href=\"../styles/page.css\"><a href=\"da/a.html\">",
            ),
            (
                "rules/da/a.html",
                "<link href=\"../../styles/page.css\"><a href=\"../../index.html#x\">",
            ),
        ];
        for (name, text) in files.iter().chain(changes) {
            let path = dir.path().join("site").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        dir
    }

    /// What the site is called and holds once it is released.
    fn released(changes: &[(&str, &str)]) -> Result<BTreeMap<String, String>, String> {
        let dir = site(changes);
        let out = dir.path().join("out");
        release(&dir.path().join("site"), &out).map_err(|error| error.to_string())?;
        super::super::links::check(&out).map_err(|error| error.to_string())?;
        let files = WalkDir::new(&out).into_iter().flatten();
        let files = files
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let name = entry
                    .path()
                    .strip_prefix(&out)
                    .unwrap()
                    .display()
                    .to_string();
                (name, fs::read_to_string(entry.path()).unwrap())
            });
        Ok(files.collect())
    }

    /// The name that something got.
    fn name(files: &BTreeMap<String, String>, begins: &str) -> String {
        let found = files.keys().find(|name| name.starts_with(begins)).unwrap();
        found.split('/').next().unwrap().to_owned()
    }

    #[test]
    fn what_only_the_site_names_gets_a_hash_and_is_found_by_it() {
        let files = released(&[]).unwrap();
        let [app, styles, start, pack, icon] =
            ["app.", "styles.", "start.", "pack.", "icon."].map(|top| name(&files, top));
        assert_eq!(
            files["index.html"],
            format!(
                "<link href=\"{styles}/page.css\"><script src={start}></script><a href=\"rules/index.html\">"
            )
        );
        assert_eq!(
            files[&start],
            format!(
                "import init from \"./{app}/puljetjek.js\"; fetch(new URL(\"{pack}?x\", base))"
            )
        );
        assert_eq!(files[&format!("{app}/puljetjek.js")], APP);
        assert_eq!(
            files[&format!("{styles}/page.css")],
            format!("a {{ background: url(../{icon}) }}")
        );
        assert!(files["rules/da/a.html"].contains(&format!("../../{styles}/page.css")));
        for kept in ["puljetjek.js", "alone.txt", "rules/index.html"] {
            assert!(files.contains_key(kept), "{kept}");
        }
        for hashed in [&app, &styles, &start, &pack, &icon] {
            assert_ne!(
                xtask::site::caching(&format!("/v1/{hashed}")),
                xtask::site::SHORT,
                "{hashed}"
            );
        }
    }

    #[test]
    fn a_change_is_seen_in_the_names_of_all_that_leads_to_it() {
        let (before, after) = (
            released(&[]).unwrap(),
            released(&[("pack.json", "[]")]).unwrap(),
        );
        for (top, same) in [
            ("app.", true),
            ("styles.", true),
            ("pack.", false),
            ("start.", false),
        ] {
            assert_eq!(name(&before, top) == name(&after, top), same, "{top}");
        }
    }

    #[test]
    fn a_reference_to_nothing_is_refused() {
        for (file, text) in [
            ("start.js", "import \"./app/none.js\""),
            ("start.js", "fetch(\"styles/\" + name)"),
            ("start.js", "fetch(`styles/${name}.css`)"),
            ("index.html", "<link href=styles/none.css>"),
            ("index.html", "<link href=\"none.css\">"),
            ("index.html", "<link href=\"/styles/page.css\">"),
            ("rules/da/a.html", "<link href=\"../styles/page.css\">"),
        ] {
            let error = released(&[(file, text)]).unwrap_err();
            assert!(
                error.contains(file) && error.contains("not in the site"),
                "{text}: {error}"
            );
        }
        let circle = [
            ("start.js", "import \"./other.js\""),
            ("other.js", "import \"./start.js\""),
        ];
        assert!(released(&circle).unwrap_err().contains("through others"));
    }
}
