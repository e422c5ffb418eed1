//! Facts: what a programme can ask about the applicant or the project.

use super::decimal::{Decimal, LiteralUnit};
use super::map::Map;
use super::text::Texts;
use serde::Deserialize;

/// One fact: its question, its domain, and what changing it would cost.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "RawFact")]
pub struct Fact {
    /// The id that rules, cases, share links and hosts use.
    pub id: String,
    /// The topic under which it is asked.
    pub topic: String,
    /// Which values exist.
    pub domain: Domain,
    /// Whether the applicant can change it.
    pub changeable: Changeable,
    /// What changing it costs, on the scale of [`Changeable::usual_cost`].
    pub cost: u32,
    /// What answering it costs: 1 off hand, 2 where it must be looked up.
    pub effort: u32,
    /// Where it follows from another fact.
    pub derived: Option<Derived>,
    /// Question and help in each language.
    pub text: Texts<FactText>,
}

/// The values that a fact can have.
#[derive(Clone, Debug, PartialEq)]
pub enum Domain {
    /// Yes or no.
    Bool,
    /// Multiples of a step between two bounds.
    Number(NumberDomain),
    /// Exactly one option.
    Choice(Vec<String>),
    /// Any subset of the options, also the empty one.
    Set(Vec<String>),
    /// A civil date.
    Date,
}

/// The numbers that exist for a fact: whole multiples of the step. A number is held as how many
/// steps it is, so that comparing is exact.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberDomain {
    /// What is counted.
    pub unit: Unit,
    /// The smallest step, as a power of ten: 0 for a step of 1, 1 for a step of 0.1.
    pub scale: u32,
    /// The smallest value, in steps.
    pub min: i64,
    /// The largest value, in steps.
    pub max: i64,
    /// Ranges for quick answering, without gap or overlap; both ends included, in steps.
    pub bands: Vec<(i64, i64)>,
}

impl NumberDomain {
    /// A value in steps, if it lies on the step.
    pub fn steps(&self, value: Decimal) -> Option<i64> {
        value
            .scaled(self.scale)
            .and_then(|steps| i64::try_from(steps).ok())
    }

    /// The value of a number of steps.
    pub fn value(&self, steps: i64) -> Decimal {
        Decimal::new(steps, self.scale)
    }
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Persons.
    Persons,
    /// Annual work units.
    Awu,
    /// Danish kroner.
    Dkk,
    /// Euro.
    Eur,
    /// Percent.
    Percent,
    /// Months.
    Months,
    /// Years.
    Years,
    /// A count of something that the label names.
    Count,
    /// Technology readiness level, 1 to 9.
    Trl,
    /// A grade on the Danish 7-point scale.
    Grade,
}

impl Unit {
    /// The unit that a literal may name for it.
    pub fn literal(self) -> LiteralUnit {
        match self {
            Unit::Dkk => LiteralUnit::Dkk,
            Unit::Eur => LiteralUnit::Eur,
            Unit::Percent => LiteralUnit::Percent,
            _ => LiteralUnit::Own,
        }
    }

    /// The key of its texts in the catalogue.
    pub fn key(self) -> &'static str {
        match self {
            Unit::Persons => "persons",
            Unit::Awu => "awu",
            Unit::Dkk => "dkk",
            Unit::Eur => "eur",
            Unit::Percent => "percent",
            Unit::Months => "months",
            Unit::Years => "years",
            Unit::Count => "count",
            Unit::Trl => "trl",
            Unit::Grade => "grade",
        }
    }
}

/// Whether the applicant can change a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Changeable {
    /// It cannot be changed.
    No,
    /// By planning the project differently.
    Project,
    /// By changing the company.
    Company,
}

impl Changeable {
    /// The cost of a change where the fact states none.
    fn usual_cost(self) -> u32 {
        match self {
            Changeable::No => 0,
            Changeable::Project => 1,
            Changeable::Company => 3,
        }
    }
}

/// How a fact follows from another.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Derived {
    /// The choice fact that it follows from.
    pub from: String,
    /// The table of the pack.
    pub table: String,
    /// The column that holds this fact's option.
    pub column: String,
}

/// A fact's texts in one language.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FactText {
    /// A short noun phrase, for sentences: "Full-time employees".
    pub label: String,
    /// The question.
    pub question: String,
    /// How to find the answer.
    #[serde(default)]
    pub help: Option<String>,
    /// Why it is asked.
    #[serde(default)]
    pub why: Option<String>,
    /// An example answer.
    #[serde(default)]
    pub example: Option<String>,
    /// The options' labels.
    #[serde(default)]
    pub options: Map<String, String>,
}

/// The kinds of facts, as files name them.
#[derive(Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
enum Kind {
    /// Yes or no.
    Bool,
    /// A number of a unit, on a step between two bounds.
    Number,
    /// Exactly one option.
    Choice,
    /// Any subset of the options, also the empty one.
    Set,
    /// A civil date.
    Date,
}

/// A range of a number, both ends included.
#[derive(Deserialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(schemars::JsonSchema),
    schemars(rename = "Band")
)]
#[serde(deny_unknown_fields)]
struct RawBand {
    /// Smallest value; `min` if absent.
    from: Option<Decimal>,
    /// Largest value; `max` if absent.
    to: Option<Decimal>,
}

/// One fact: its question, its domain, and what changing it would cost.
#[derive(Deserialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(schemars::JsonSchema),
    schemars(rename = "Fact", transform = super::schema::fact_by_type)
)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFact {
    /// The id that rules, cases, share links and hosts use.
    id: String,
    /// The topic of `pack.json` under which it is asked.
    topic: String,
    /// Which kind of values it has.
    r#type: Kind,
    /// What a number counts.
    unit: Option<Unit>,
    /// A number's smallest value.
    min: Option<Decimal>,
    /// A number's largest value.
    max: Option<Decimal>,
    /// A number is a whole multiple of this: 1, 0.1 or 0.01.
    step: Option<Decimal>,
    /// The ids of a choice's or a set's options, two or more.
    options: Option<Vec<String>>,
    /// A number's ranges for quick answering, from `min` to `max` without gap or overlap.
    bands: Option<Vec<RawBand>>,
    /// Whether the applicant can change it.
    changeable: Changeable,
    /// What changing it costs; if absent 0, 1 for the project, 3 for the company.
    cost: Option<u32>,
    /// What answering it costs: 1 off hand, 2 where it must be looked up; if absent 1.
    effort: Option<u32>,
    /// Where it follows from another fact.
    derived: Option<Derived>,
    /// Question and help in each language.
    text: Texts<FactText>,
}

/// Why a JSON object is no fact.
#[derive(Debug, thiserror::Error)]
pub(super) enum FactError {
    #[error("fact {0}: a number needs unit, min, max and step, and has no options")]
    Number(String),
    #[error(
        "fact {0}: expected a step of 1, 0.1 or 0.01, with min and max on it and min below max"
    )]
    Step(String),
    #[error("fact {0}: expected bands that cover min to max on the step, without gap or overlap")]
    Bands(String),
    #[error(
        "fact {0}: expected two or more different options, and no unit, min, max, step or bands"
    )]
    Options(String),
    #[error("fact {0}: a bool or a date has no unit, min, max, step, bands or options")]
    Plain(String),
}

impl RawFact {
    fn has_number_keys(&self) -> bool {
        self.unit.is_some()
            || self.min.is_some()
            || self.max.is_some()
            || self.step.is_some()
            || self.bands.is_some()
    }

    fn domain(&mut self) -> Result<Domain, FactError> {
        match self.r#type {
            Kind::Bool | Kind::Date if self.has_number_keys() || self.options.is_some() => {
                Err(FactError::Plain(self.id.clone()))
            }
            Kind::Bool => Ok(Domain::Bool),
            Kind::Date => Ok(Domain::Date),
            Kind::Number => self.number().map(Domain::Number),
            Kind::Choice => self.options().map(Domain::Choice),
            Kind::Set => self.options().map(Domain::Set),
        }
    }

    fn options(&mut self) -> Result<Vec<String>, FactError> {
        let options = self.options.take().unwrap_or_default();
        let twice = (1..options.len()).any(|i| options[..i].contains(&options[i]));
        if self.has_number_keys() || options.len() < 2 || twice {
            return Err(FactError::Options(self.id.clone()));
        }
        Ok(options)
    }

    fn number(&self) -> Result<NumberDomain, FactError> {
        let (Some(unit), Some(min), Some(max), Some(step), None) =
            (self.unit, self.min, self.max, self.step, &self.options)
        else {
            return Err(FactError::Number(self.id.clone()));
        };
        let scale = (0..=2).find(|scale| step == Decimal::new(1, *scale));
        let grid = scale.and_then(|scale| {
            let mut domain = NumberDomain {
                unit,
                scale,
                min: 0,
                max: 0,
                bands: Vec::new(),
            };
            domain.min = domain.steps(min)?;
            domain.max = domain.steps(max)?;
            (domain.min < domain.max).then_some(domain)
        });
        let mut domain = grid.ok_or_else(|| FactError::Step(self.id.clone()))?;
        let mut next = domain.min;
        for band in self.bands.iter().flatten() {
            let from = band
                .from
                .map_or(Some(domain.min), |from| domain.steps(from));
            let to = band.to.map_or(Some(domain.max), |to| domain.steps(to));
            match (from, to) {
                (Some(from), Some(to)) if from == next && from <= to && to <= domain.max => {
                    domain.bands.push((from, to));
                    next = to + 1;
                }
                _ => return Err(FactError::Bands(self.id.clone())),
            }
        }
        if !domain.bands.is_empty() && next != domain.max + 1 {
            return Err(FactError::Bands(self.id.clone()));
        }
        Ok(domain)
    }
}

impl TryFrom<RawFact> for Fact {
    type Error = FactError;

    fn try_from(mut raw: RawFact) -> Result<Self, FactError> {
        let domain = raw.domain()?;
        Ok(Fact {
            id: raw.id,
            topic: raw.topic,
            domain,
            changeable: raw.changeable,
            cost: raw.cost.unwrap_or(raw.changeable.usual_cost()),
            effort: raw.effort.unwrap_or(1),
            derived: raw.derived,
            text: raw.text,
        })
    }
}
