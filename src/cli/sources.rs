//! `puljetjek sources`: which source is used where, or why it is not.

use super::CommandError;
use crate::check;
use std::path::PathBuf;

/// Write which source is used by what, and why the others are not, as Markdown
#[derive(Debug, clap::Args)]
pub struct Sources {
    /// The folder of the rules
    #[arg(long)]
    pack: PathBuf,
    /// The file to write [default: standard output]
    #[arg(long)]
    out: Option<PathBuf>,
}

impl Sources {
    pub fn run(self) -> Result<(), CommandError> {
        let page = check::evidence(&self.pack)?;
        super::write(self.out.as_deref(), &page)
    }
}
