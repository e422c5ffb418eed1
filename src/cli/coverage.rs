//! `puljetjek coverage`: which goals have a programme, for whom, where and when.

use super::CommandError;
use crate::check::coverage::{Coverage as Covered, picture, table};
use crate::pack::folder;
use crate::screen::Engine;
use std::path::PathBuf;

/// Say which goals have a programme in a year, for companies of which size and in which region
#[derive(Debug, clap::Args)]
pub struct Coverage {
    /// The folder of the rules
    #[arg(long)]
    pack: PathBuf,
    /// The first year
    #[arg(long, value_name = "YEAR", default_value_t = 2008, value_parser = clap::value_parser!(i32).range(1900..=2100))]
    from: i32,
    /// The last year
    #[arg(long, value_name = "YEAR", default_value_t = 2027, value_parser = clap::value_parser!(i32).range(1900..=2100))]
    to: i32,
    /// Tables in Markdown, or a picture
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,
    /// The file to write [default: standard output]
    #[arg(long)]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    Markdown,
    Svg,
}

impl Coverage {
    pub fn run(self) -> Result<(), CommandError> {
        let (from, to) = (self.from, self.to);
        if from > to {
            return Err(CommandError::Years { from, to });
        }
        let engine = Engine::new(folder::read(&self.pack)?.pack)?;
        let coverage = Covered::of(&engine, from..=to);
        let page = match self.format {
            Format::Markdown => table(&coverage),
            Format::Svg => picture(&coverage),
        };
        super::write(self.out.as_deref(), &page)
    }
}
