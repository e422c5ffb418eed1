//! Sources: where a fact of the rules is stated, and how sure that is.

use super::date::Date;
use serde::{Deserialize, Serialize};

/// Where something is stated.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The dossier's id, such as `ES-03`.
    pub id: String,
    /// Title of the text.
    pub title: String,
    /// Its address; absent where the dossier has none.
    #[serde(default)]
    pub address: Option<String>,
    /// The place in the text.
    #[serde(default)]
    pub place: Option<String>,
    /// The day it was read.
    pub read: Date,
    /// How sure it is.
    pub confidence: Confidence,
    /// What contradicts it, or what it rests on.
    #[serde(default)]
    pub note: Option<String>,
    /// Further texts that say the same.
    #[serde(default)]
    pub also: Vec<Further>,
}

/// A further text that says the same.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Further {
    /// Its title.
    pub title: String,
    /// Its address.
    #[serde(default)]
    pub address: Option<String>,
}

/// How sure a source is; the lowest of several counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// From memory or undated hearsay.
    Low,
    /// A secondary source, or inferred from a primary one.
    Medium,
    /// The programme owner or the law says so.
    High,
}

impl Confidence {
    /// The key of its text in the catalogue.
    pub fn key(self) -> &'static str {
        match self {
            Confidence::High => "high",
            Confidence::Medium => "medium",
            Confidence::Low => "low",
        }
    }
}
