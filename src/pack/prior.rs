//! Priors: how likely the answers to a fact are before it is asked. They order questions and
//! never change a verdict.

use super::fact::{Domain, Fact};
use super::map::Map;
use serde::Deserialize;

/// How likely the answers to one fact are; weights are relative to one another.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Prior {
    /// Yes/no: how many of 100 answer yes.
    #[serde(default)]
    pub yes: Option<u32>,
    /// A number: the weight of each of the fact's bands, in their order.
    #[serde(default)]
    pub bands: Option<Vec<u32>>,
    /// A choice: the weight of each option. A set: how many of 100 have the element.
    #[serde(default)]
    pub options: Map<String, u32>,
    /// The same for each option that is not named.
    #[serde(default)]
    pub others: u32,
    /// Whether it is nothing but an assumption.
    #[serde(default)]
    pub assumed: bool,
    /// The dossier ids that state it.
    #[serde(default)]
    pub sources: Vec<String>,
}

impl Prior {
    /// What is wrong with it, if anything: what is expected of a prior for this fact.
    pub fn misfit(&self, fact: &Fact) -> Option<&'static str> {
        let named = !self.options.is_empty() || self.others > 0;
        let only = |yes, bands, options| {
            (self.yes.is_some(), self.bands.is_some(), named) == (yes, bands, options)
        };
        let sum = |weights: &[u32]| weights.iter().map(|one| u64::from(*one)).sum::<u64>();
        match &fact.domain {
            Domain::Bool => (!only(true, false, false) || self.yes > Some(100))
                .then_some("yes from 0 to 100 for a yes/no fact"),
            Domain::Number(domain) => {
                let bands = self.bands.as_deref().unwrap_or_default();
                (!only(false, true, false) || bands.len() != domain.bands.len() || sum(bands) == 0)
                    .then_some("a weight for each band of the fact, not all of them 0")
            }
            Domain::Choice(options) => (!only(false, false, true) || self.total(options) == 0)
                .then_some("weights of the options of a choice, not all of them 0"),
            Domain::Set(options) => {
                let over = |option: &String| self.weight(option) > 100;
                (!only(false, false, true) || options.iter().any(over))
                    .then_some("from 0 to 100 for the elements of a set")
            }
            Domain::Date => Some("no prior for a date"),
        }
    }

    /// The weight of an option.
    pub fn weight(&self, option: &str) -> u32 {
        self.options.get(option).copied().unwrap_or(self.others)
    }

    fn total(&self, options: &[String]) -> u64 {
        let weights = options.iter().map(|option| u64::from(self.weight(option)));
        weights.sum()
    }
}
