//! `puljetjek freshness`: which calls end soon, and how long ago the rules were read.

use super::screen::{as_of, today};
use super::{CommandError, print};
use crate::check;
use crate::pack::date::Date;
use std::path::PathBuf;

/// Say which calls end soon and how long ago the rules were read, as Markdown
#[derive(Debug, clap::Args)]
pub struct Freshness {
    /// The folder of the rules
    #[arg(long)]
    pack: PathBuf,
    /// The day, YYYY-MM-DD [default: today]
    #[arg(long, value_parser = as_of)]
    as_of: Option<Date>,
    /// Days within which a call ends soon
    #[arg(long, default_value_t = 30)]
    days: u32,
}

impl Freshness {
    pub fn run(self) -> Result<(), CommandError> {
        let day = self.as_of.unwrap_or_else(today);
        print(&check::freshness(&self.pack, day, self.days)?)
    }
}
