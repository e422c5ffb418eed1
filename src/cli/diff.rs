//! `puljetjek diff`: what changed from one folder of rules to another.

use super::{CommandError, print};
use crate::check::{self, Difference};
use crate::pack::folder;
use crate::screen::Engine;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Say what changed from one folder of rules to another, and whose verdict that changes
///
/// Each changed verdict has an example company, and the share of companies that it touches among
/// those made up by the priors of the new rules.
#[derive(Debug, clap::Args)]
pub struct Diff {
    /// The folder of the rules as they were
    old: PathBuf,
    /// The folder of the rules as they are
    new: PathBuf,
    /// How many companies are made up to count whom a change touches
    #[arg(long, value_name = "COUNT", default_value_t = 10_000)]
    companies: usize,
    /// How the differences are written
    #[arg(long, value_enum, default_value_t = super::check::Format::Text)]
    format: super::check::Format,
}

impl Diff {
    pub fn run(self) -> Result<(), CommandError> {
        let engine =
            |folder: &Path| Ok::<_, CommandError>(Engine::new(folder::read(folder)?.pack)?);
        let (old, new) = (engine(&self.old)?, engine(&self.new)?);
        let found = check::diff(&old, &new, self.companies);
        match self.format {
            super::check::Format::Text => print(&text(&found)),
            super::check::Format::Json => {
                let all: Vec<Value> = found.iter().map(json).collect();
                print(&format!("{:#}\n", json!({ "differences": all })))
            }
        }
    }
}

fn text(found: &[Difference]) -> String {
    if found.is_empty() {
        return "no difference\n".into();
    }
    let lines = found.iter().map(|one| match &one.effect {
        None => format!("{}: {}\n", one.at, one.what),
        Some(effect) => {
            let share = match effect.share {
                Some(share) => format!("{share:.1} % of made-up companies"),
                None => "no company could be made up".into(),
            };
            let example = effect.example.to_json();
            format!(
                "{}: {} ({share}); for example {example}\n",
                one.at, one.what
            )
        }
    });
    lines.collect()
}

fn json(one: &Difference) -> Value {
    let mut value = json!({ "at": one.at, "what": one.what });
    if let Some(effect) = &one.effect {
        value["before"] = json!(effect.before);
        value["after"] = json!(effect.after);
        value["share"] = json!(effect.share);
        value["example"] = super::example(&effect.example);
    }
    value
}
