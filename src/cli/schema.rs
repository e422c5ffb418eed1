//! `puljetjek schema`: the form of a pack's files as JSON Schema.

use super::CommandError;
use crate::check::schema;
use std::fs;
use std::path::{Path, PathBuf};

/// Write the JSON Schemas of a pack's files, for editors
#[derive(Debug, clap::Args)]
pub struct Schema {
    /// The folder to write them to, made where it is missing
    #[arg(long)]
    out: PathBuf,
}

impl Schema {
    pub fn run(self) -> Result<(), CommandError> {
        fs::create_dir_all(&self.out).map_err(|error| unwritten(&self.out, error))?;
        for kind in schema::KINDS.iter().chain([&schema::OVERLAY]) {
            let path = self.out.join(kind.file());
            fs::write(&path, kind.json()).map_err(|error| unwritten(&path, error))?;
        }
        Ok(())
    }
}

fn unwritten(path: &Path, error: std::io::Error) -> CommandError {
    let what = path.display().to_string();
    CommandError::Write { what, error }
}
