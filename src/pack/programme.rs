//! Programmes: editions in time, calls, terms, and the routes in with their criteria.

use super::condition::Condition;
use super::date::Date;
use super::map::Map;
use super::term::{TermKind, Variants};
use super::text::Texts;
use serde::{Deserialize, Serialize};

/// A funding offer, in all its editions.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Kebab-case id.
    pub id: String,
    /// The contact that owns the programme.
    pub owner: String,
    /// The goals that it serves: options of the fact `goals`.
    pub goals: Vec<String>,
    /// Title, purpose and the rest, in each language.
    pub text: Texts<ProgrammeText>,
    /// Programmes that took its place.
    #[serde(default)]
    pub succeeded_by: Vec<String>,
    /// Programmes that cannot be had together with it.
    #[serde(default)]
    pub excludes: Vec<String>,
    /// Its editions; their windows never overlap.
    pub editions: Vec<Edition>,
}

impl Programme {
    /// The file of the pack that holds it.
    pub fn file(&self) -> String {
        ["programmes/", &self.id, ".json"].concat()
    }
}

/// A programme's texts in one language.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProgrammeText {
    /// Its name.
    pub title: String,
    /// What it is for, in one line.
    pub purpose: String,
    /// What you get.
    #[serde(default)]
    pub get: Option<String>,
    /// What is asked of you.
    #[serde(default)]
    pub ask: Option<String>,
    /// What to do next.
    pub next: String,
}

/// A programme as it stood for a while.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Its id, unique in the programme.
    pub id: String,
    /// When these rules held.
    pub valid: Window,
    /// The contact that owned this edition, where it was another than the programme's.
    #[serde(default)]
    pub owner: Option<String>,
    /// Title, gaps and notes.
    pub text: Texts<EditionText>,
    /// Where the edition as a whole is described.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Its calls, as far as they are known.
    #[serde(default)]
    pub calls: Vec<Call>,
    /// Money, rates and durations.
    #[serde(default)]
    pub terms: Map<TermKind, Variants>,
    /// Criteria that hold for every route.
    #[serde(default)]
    pub criteria: Vec<Criterion>,
    /// The ways in.
    pub routes: Vec<Route>,
}

/// Civil dates, both inclusive; an open end has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// First day.
    pub from: Date,
    /// Last day.
    #[serde(default)]
    pub to: Option<Date>,
}

impl Window {
    /// Whether the day lies in the window.
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Whether a day lies in both windows.
    pub fn overlaps(&self, other: &Window) -> bool {
        self.to.is_none_or(|to| other.from <= to) && other.to.is_none_or(|to| self.from <= to)
    }
}

/// An edition's texts in one language.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EditionText {
    /// Its name with its years.
    pub title: String,
    /// What you get, where that is not what the programme says.
    #[serde(default)]
    pub get: Option<String>,
    /// What is asked of you, where that is not what the programme says.
    #[serde(default)]
    pub ask: Option<String>,
    /// What to do next, where that is not what the programme says.
    #[serde(default)]
    pub next: Option<String>,
    /// What could not be found about it.
    #[serde(default)]
    pub gap: Option<String>,
    /// What else the reader should know.
    #[serde(default)]
    pub note: Option<String>,
}

/// A call for applications.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// First day, where known.
    #[serde(default)]
    pub opens: Option<Date>,
    /// Last day, still open, where known.
    #[serde(default)]
    pub closes: Option<Date>,
    /// Closing time with its time zone, as published.
    #[serde(default)]
    pub closes_at: Option<String>,
    /// A state that the dates do not tell.
    #[serde(default)]
    pub state: Option<CallMark>,
    /// Where it is published.
    #[serde(default)]
    pub sources: Vec<String>,
    /// A note in each language.
    #[serde(default)]
    pub text: Texts<Note>,
}

/// A state of a call that its dates do not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum CallMark {
    /// The money was gone by `closes`.
    Exhausted,
}

/// A note in one language.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// The note.
    pub note: String,
}

/// One way in, with its own criteria.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Its id, unique in the edition.
    pub id: String,
    /// Who applies.
    pub kind: RouteKind,
    /// Its title.
    pub text: Texts<Title>,
    /// Its criteria.
    pub criteria: Vec<Criterion>,
}

/// Who applies on a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum RouteKind {
    /// You apply yourself.
    Apply,
    /// You take part in another's application.
    Join,
    /// Others apply, you benefit.
    Through,
}

impl RouteKind {
    /// The key of its text in the catalogue.
    pub fn key(self) -> &'static str {
        match self {
            RouteKind::Apply => "route.apply",
            RouteKind::Join => "route.join",
            RouteKind::Through => "route.through",
        }
    }
}

/// A title in one language.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// The title.
    pub title: String,
    /// More words on it.
    #[serde(default)]
    pub help: Option<String>,
}

/// One criterion.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "RawCriterion")]
pub struct Criterion {
    /// Its id, unique in the edition.
    pub id: String,
    /// What it asks, and with what force.
    pub demand: Demand,
    /// Its plain title.
    pub text: Texts<Title>,
    /// The dossier ids that state it.
    pub sources: Vec<String>,
}

/// What a criterion asks, and with what force.
#[derive(Clone, Debug)]
pub enum Demand {
    /// Formal: failing it is ineligible.
    Requirement(Condition),
    /// Formal, but no question can settle it: the company or its adviser ticks it.
    Attest,
    /// Weighed in assessment: never changes the verdict.
    Advice(Condition),
}

/// The kinds of criteria, as files and results name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum CriterionKind {
    /// Formal: failing it is ineligible.
    Requirement,
    /// Formal, but no question can settle it: the company or its adviser ticks it.
    Attest,
    /// Weighed in assessment: never changes the verdict.
    Advice,
}

impl Demand {
    /// Its kind.
    pub fn kind(&self) -> CriterionKind {
        match self {
            Demand::Requirement(_) => CriterionKind::Requirement,
            Demand::Attest => CriterionKind::Attest,
            Demand::Advice(_) => CriterionKind::Advice,
        }
    }

    /// Its condition, unless it is to be attested.
    pub fn condition(&self) -> Option<&Condition> {
        match self {
            Demand::Requirement(condition) | Demand::Advice(condition) => Some(condition),
            Demand::Attest => None,
        }
    }
}

/// The name of an attestation: `programme/route/criterion`, or `programme/*/criterion` where the
/// criterion holds for every route.
pub fn attestation(programme: &str, route: Option<&str>, criterion: &str) -> String {
    [programme, "/", route.unwrap_or("*"), "/", criterion].concat()
}

/// One criterion: what it asks, with what force, and where that is stated.
#[derive(Deserialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(schemars::JsonSchema),
    schemars(rename = "Criterion", transform = super::schema::criterion_by_kind)
)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCriterion {
    /// Its id, unique in the edition.
    id: String,
    /// With what force it asks.
    kind: CriterionKind,
    /// What must hold; an attestation has none.
    #[serde(default)]
    when: Option<Condition>,
    /// Its plain title.
    text: Texts<Title>,
    /// The dossier ids that state it.
    sources: Vec<String>,
}

impl TryFrom<RawCriterion> for Criterion {
    type Error = String;

    fn try_from(raw: RawCriterion) -> Result<Self, String> {
        let demand = match (raw.kind, raw.when) {
            (CriterionKind::Requirement, Some(when)) => Demand::Requirement(when),
            (CriterionKind::Advice, Some(when)) => Demand::Advice(when),
            (CriterionKind::Attest, None) => Demand::Attest,
            (CriterionKind::Attest, Some(_)) => {
                return Err(["criterion ", &raw.id, ": an attest has no when"].concat());
            }
            (_, None) => return Err(["criterion ", &raw.id, ": expected when"].concat()),
        };
        Ok(Criterion {
            id: raw.id,
            demand,
            text: raw.text,
            sources: raw.sources,
        })
    }
}
