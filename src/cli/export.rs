//! `puljetjek export`: rules in the formats of others.

use super::{CommandError, print};
use crate::export;
use crate::pack::error::{Fault, Place};
use crate::pack::folder;
use std::path::PathBuf;

/// Export a programme's routes for other rule engines
#[derive(Debug, clap::Args)]
pub struct Export {
    /// The folder of the rules
    #[arg(long)]
    pack: PathBuf,
    /// The format to write
    #[arg(long, value_enum)]
    to: Format,
    /// The id of the programme
    #[arg(long)]
    programme: String,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// jsonlogic.com
    #[value(name = "jsonlogic")]
    JsonLogic,
}

impl Export {
    pub fn run(self) -> Result<(), CommandError> {
        let pack = folder::read(&self.pack)?.pack;
        let Some(programme) = pack.programme(&self.programme) else {
            let known = pack.programmes.iter().map(|one| one.id.as_str());
            let fault = Fault::unknown("programme", &self.programme, known);
            return Err(fault.at(&Place::file("--programme")).into());
        };
        let export = match self.to {
            Format::JsonLogic => export::Export::jsonlogic(&pack, programme)?,
        };
        let mut json = serde_json::to_string_pretty(&export).unwrap_or_default();
        json.push('\n');
        print(&json)
    }
}
