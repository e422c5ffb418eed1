//! Hashes by which a page can insist that a script is the one it knows (`integrity="sha384-…"`).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};

use super::{ELEMENT, LOADER};

/// Writes `integrity.json`: the hash of the loader and of the element of each version.
pub fn write(dist: &Path) -> anyhow::Result<()> {
    let mut hashes = BTreeMap::new();
    for entry in fs::read_dir(dist).with_context(|| format!("reading {}", dist.display()))? {
        let version = entry.with_context(|| format!("reading {}", dist.display()))?;
        for script in [LOADER, ELEMENT] {
            let path = version.path().join(script);
            if path.is_file() {
                let content =
                    fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
                let name = format!("{}/{script}", version.file_name().display());
                hashes.insert(name, integrity(&content));
            }
        }
    }
    let path = dist.join("integrity.json");
    let json = serde_json::to_string_pretty(&hashes)?;
    fs::write(&path, json + "\n").with_context(|| format!("writing {}", path.display()))
}

fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_version_of_a_script_has_its_hash() {
        let dir = tempfile::tempdir().unwrap();
        for version in ["1.2.3", "v1"] {
            fs::create_dir(dir.path().join(version)).unwrap();
            fs::write(dir.path().join(version).join(LOADER), "").unwrap();
        }
        write(dir.path()).unwrap();
        let json = fs::read_to_string(dir.path().join("integrity.json")).unwrap();
        // SHA-384 of nothing, as it stands in the standard.
        let hash = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
        assert_eq!(
            json,
            format!(
                "{{\n  \"1.2.3/puljetjek.js\": \"{hash}\",\n  \"v1/puljetjek.js\": \"{hash}\"\n}}\n"
            )
        );
    }
}
