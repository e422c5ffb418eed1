//! Files compressed beforehand, as well as can be: it is done once and downloaded often.

use std::cmp::Reverse;
use std::fs;
use std::io::Write;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::Context;
use brotli::CompressorWriter;
use flate2::Compression;
use flate2::write::GzEncoder;
use walkdir::WalkDir;

/// The best and slowest quality, and the largest window.
const QUALITY: u32 = 11;
const WINDOW: u32 = 24;

/// What is compressed already.
const DENSE: [&str; 4] = ["jpg", "png", "webp", "woff2"];

/// Writes the compressed forms of each file of a folder beside it, on all cores.
pub fn all(folder: &Path) -> anyhow::Result<()> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder) {
        let path = entry.with_context(|| format!("reading {}", folder.display()))?;
        let path = path.into_path();
        let dense = DENSE
            .iter()
            .any(|ending| path.extension() == Some(ending.as_ref()));
        if path.is_file() && !dense {
            files.push(path);
        }
    }
    // The largest takes as long as many others.
    files.sort_by_key(|path| Reverse(fs::metadata(path).map_or(0, |file| file.len())));
    let (next, files) = (AtomicUsize::new(0), &files);
    let work = || {
        while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            beside(path)?;
        }
        Ok(())
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let mut ends = workers.into_iter().map(|worker| worker.join());
        ends.try_for_each(|end| end.unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

fn beside(path: &Path) -> anyhow::Result<()> {
    let shown = path.display();
    let content = fs::read(path).with_context(|| format!("reading {shown}"))?;
    let compressed = [("br", brotli(&content)), ("gz", gzip(&content))];
    for (ending, compressed) in compressed {
        let compressed = compressed.with_context(|| format!("compressing {shown}"))?;
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{ending}"));
        fs::write(&name, compressed).with_context(|| format!("writing {shown}.{ending}"))?;
    }
    Ok(())
}

fn brotli(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = CompressorWriter::new(Vec::new(), 1 << 16, QUALITY, WINDOW);
    writer.write_all(content)?;
    Ok(writer.into_inner())
}

fn gzip(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(content)?;
    writer.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_lies_beside_a_file_is_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("page.html");
        fs::write(&path, "a".repeat(1000)).unwrap();
        fs::write(dir.path().join("picture.png"), "dense").unwrap();
        all(dir.path()).unwrap();

        let [br, gz] = ["br", "gz"].map(|ending| {
            let compressed = fs::read(format!("{}.{ending}", path.display())).unwrap();
            assert!(compressed.len() < 100, "{ending}: {}", compressed.len());
            compressed
        });
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut br.as_slice(), &mut plain).unwrap();
        assert_eq!(plain, fs::read(&path).unwrap());
        plain.clear();
        flate2::read::GzDecoder::new(gz.as_slice())
            .read_to_end(&mut plain)
            .unwrap();
        assert_eq!(plain, fs::read(&path).unwrap());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 4);
    }
}
