//! `puljetjek pack`: the one file that the widget fetches.

use super::{CommandError, print};
use crate::build::{Built, build};
use std::path::PathBuf;

/// Pack a folder of rules into the one file that the widget fetches
#[derive(Debug, clap::Args)]
pub struct Pack {
    /// The folder of the rules
    #[arg(long)]
    pack: PathBuf,
    /// The file to write
    #[arg(long)]
    out: PathBuf,
}

impl Pack {
    pub fn run(self) -> Result<(), CommandError> {
        let Built { engine, json } = build(&self.pack)?;
        // Written beside the target and then renamed, so that nobody ever reads half a pack.
        let write = |error| CommandError::Write {
            what: self.out.display().to_string(),
            error,
        };
        let part = self.out.with_extension("part");
        std::fs::write(&part, &json).map_err(write)?;
        std::fs::rename(&part, &self.out).map_err(write)?;
        let pack = &engine.pack;
        print(&format!(
            "{}: {} {}, {} programmes, {} bytes, {} nodes, sha256 {}\n",
            self.out.display(),
            pack.head.id,
            pack.head.version,
            pack.programmes.len(),
            json.len(),
            engine.node_count(),
            pack.hash,
        ))
    }
}
