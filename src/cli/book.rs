//! `puljetjek book`: the rules as pages to read.

use super::CommandError;
use crate::book;
use crate::build::build;
use crate::check::cases;
use std::fs;
use std::path::{Path, PathBuf};

/// Write the rule book: a page a programme, with sentences, sources, cases and diagrams
#[derive(Debug, clap::Args)]
pub struct Book {
    /// The folder of the rules
    #[arg(long)]
    pack: PathBuf,
    /// The folder to write the pages into
    #[arg(long)]
    out: PathBuf,
}

impl Book {
    pub fn run(self) -> Result<(), CommandError> {
        let engine = build(&self.pack)?.engine;
        let cases = cases::read(&self.pack)?;
        for page in book::pages(&engine, &cases) {
            write(&self.out.join(&page.path), &page.html)?;
        }
        Ok(())
    }
}

fn write(path: &Path, html: &str) -> Result<(), CommandError> {
    let folder = path.parent().unwrap_or(path);
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(path, html));
    written.map_err(|error| CommandError::Write {
        what: path.display().to_string(),
        error,
    })
}
