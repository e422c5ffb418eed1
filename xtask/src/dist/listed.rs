//! `_headers`: what a static host (Cloudflare Pages, Netlify and others) is to say with each file.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::Context;
use xtask::site::{EVERY_ANSWER, caching};

/// The headers of all that lies in the folder. No two lines speak of the same header of a file:
/// some hosts would send both.
pub fn headers(dist: &Path) -> anyhow::Result<String> {
    let mut listed = String::from("/*\n");
    // Hosts add this one themselves where they compress.
    let common = EVERY_ANSWER.iter().filter(|(name, _)| *name != "Vary");
    for (name, value) in common {
        writeln!(listed, "  {name}: {value}")?;
    }
    for version in names(dist)? {
        let at = format!("/{version}/");
        if caching(&at) == caching(&format!("{at}app.0123456789abcdef/")) {
            write!(listed, "{at}*\n  Cache-Control: {}\n", caching(&at))?;
            continue;
        }
        for name in names(&dist.join(&version))? {
            let folder = dist.join(&version).join(&name).is_dir();
            let path = format!("{at}{name}{}", if folder { "/*" } else { "" });
            write!(listed, "{path}\n  Cache-Control: {}\n", caching(&path))?;
        }
    }
    Ok(listed)
}

/// What lies in a folder, sorted, without what is compressed; nothing where it is no folder.
fn names(folder: &Path) -> anyhow::Result<Vec<String>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let say = || format!("reading {}", folder.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(say)? {
        let name = entry.with_context(say)?.file_name();
        names.push(name.to_string_lossy().into_owned());
    }
    names.retain(|name| !name.ends_with(".br") && !name.ends_with(".gz"));
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_has_one_line_for_how_long_it_may_be_kept() {
        let dir = tempfile::tempdir().unwrap();
        let hashed = "v1/app.0123456789abcdef";
        for folder in ["0.1.0", hashed] {
            fs::create_dir_all(dir.path().join(folder)).unwrap();
        }
        for file in [
            "0.1.0/index.html",
            "v1/index.html",
            "v1/index.html.br",
            "integrity.json",
        ] {
            fs::write(dir.path().join(file), "").unwrap();
        }
        let listed = headers(dir.path()).unwrap();
        let (common, rest) = listed.split_once("/0.1.0/*").unwrap();
        assert!(common.starts_with("/*\n  Content-Security-Policy: default-src 'none'; "));
        assert_eq!(
            rest,
            "\n  Cache-Control: public, max-age=31536000, immutable\n\
             /v1/app.0123456789abcdef/*\n  Cache-Control: public, max-age=31536000, immutable\n\
             /v1/index.html\n  Cache-Control: public, max-age=300\n"
        );
    }
}
