//! Terms: what a programme pays and what bounds it, as data.
//!
//! A term is one object, or a list of variants of which the first applies whose condition holds,
//! or the name of a term that editions share: `{"use": "de_minimis_2014"}`.

use super::condition::Condition;
use super::decimal::Literal;
use super::fact::Unit;
use super::programme::Note;
use super::text::Texts;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Deref;

/// Ways in which an edition's variants may combine: each is looked at by itself.
pub const COMBINATIONS: usize = 64;

/// What a term limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TermKind {
    /// Share of the cost that is paid.
    Rate,
    /// Largest grant to one partner.
    CapPartner,
    /// Largest grant to a project.
    CapProject,
    /// Largest grant to all partners of the country.
    CapCountry,
    /// The grant.
    Grant,
    /// Grant for each month.
    Monthly,
    /// Months that are paid.
    Months,
    /// Share that the applicant carries.
    OwnFinancing,
    /// Largest sum of de minimis aid in three years, this grant among it.
    DeMinimis,
    /// Money in the programme as a whole.
    ProgrammeBudget,
    /// Grant for travel.
    Travel,
    /// Grant to the university.
    University,
}

impl TermKind {
    /// The key of its label in the catalogue.
    pub fn key(self) -> &'static str {
        match self {
            TermKind::Rate => "rate",
            TermKind::CapPartner => "cap_partner",
            TermKind::CapProject => "cap_project",
            TermKind::CapCountry => "cap_country",
            TermKind::Grant => "grant",
            TermKind::Monthly => "monthly",
            TermKind::Months => "months",
            TermKind::OwnFinancing => "own_financing",
            TermKind::DeMinimis => "de_minimis",
            TermKind::ProgrammeBudget => "programme_budget",
            TermKind::Travel => "travel",
            TermKind::University => "university",
        }
    }

    /// The unit of a literal that names none.
    pub fn unit(self) -> Unit {
        match self {
            TermKind::Months => Unit::Months,
            TermKind::Rate | TermKind::OwnFinancing => Unit::Percent,
            TermKind::DeMinimis => Unit::Eur,
            _ => Unit::Dkk,
        }
    }

    /// Whether what an applicant can get is counted from it.
    pub fn counts(self) -> bool {
        self < TermKind::ProgrammeBudget
    }

    /// Whether it can be counted of a fact in this unit.
    pub fn counts_of(self, unit: Unit) -> bool {
        match self {
            TermKind::Months => unit == Unit::Months,
            TermKind::Rate | TermKind::OwnFinancing => matches!(unit, Unit::Dkk | Unit::Eur),
            TermKind::DeMinimis => unit == Unit::Eur,
            _ => false,
        }
    }
}

/// One term, or one variant of it; exact where both ends are alike.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Lower end.
    #[serde(default)]
    pub min: Option<Literal>,
    /// Upper end.
    #[serde(default)]
    pub max: Option<Literal>,
    /// The fact that it is counted of: the months asked for, the cost that a rate is a share
    /// of, the aid that uses up a ceiling.
    #[serde(default)]
    pub of: Option<String>,
    /// Whether it is counted of an unknown part of that fact: the applicant's own cost in a
    /// budget of all partners.
    #[serde(default)]
    pub part: bool,
    /// When it applies; always, where there is none.
    #[serde(default)]
    pub when: Option<Condition>,
    /// The shared term that it stands for. In an opened pack there is none.
    #[serde(default, rename = "use")]
    pub named: Option<String>,
    /// Where it is stated.
    #[serde(default)]
    pub sources: Vec<String>,
    /// A note in each language.
    #[serde(default)]
    pub text: Texts<Note>,
}

/// The variants of a term: the first applies whose condition holds.
#[derive(Clone, Debug)]
pub struct Variants(Vec<Term>);

impl Variants {
    /// How many outcomes there are: one a variant, and none of them.
    pub fn outcomes(&self) -> usize {
        let always = self.iter().any(|term| term.when.is_none());
        self.len() + usize::from(!always)
    }
}

impl Deref for Variants {
    type Target = [Term];

    fn deref(&self) -> &[Term] {
        &self.0
    }
}

struct VariantsVisitor;

impl<'de> Visitor<'de> for VariantsVisitor {
    type Value = Variants;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a term, or a list of its variants")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Variants, A::Error> {
        let term = Term::deserialize(MapAccessDeserializer::new(map))?;
        if term.named.is_some() && (term.min.is_some() || term.max.is_some()) {
            return Err(de::Error::custom("use stands alone, without min and max"));
        }
        Ok(Variants(vec![term]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Variants, A::Error> {
        let mut variants = Vec::new();
        while let Some(term) = list.next_element::<Term>()? {
            variants.push(term);
        }
        let before = variants.split_last().map_or(&[][..], |(_, before)| before);
        if variants.iter().any(|term| term.named.is_some()) {
            return Err(de::Error::custom("use stands alone, not among variants"));
        }
        if variants.is_empty() || before.iter().any(|term| term.when.is_none()) {
            let expected = "expected variants with when, of which the last may do without";
            return Err(de::Error::custom(expected));
        }
        Ok(Variants(variants))
    }
}

impl<'de> Deserialize<'de> for Variants {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Variants, D::Error> {
        deserializer.deserialize_any(VariantsVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::json::Document;

    fn read(json: &str) -> Result<Variants, String> {
        let document = Document::open("terms.json", json).expect("JSON");
        document.read().map_err(|error| error.to_string())
    }

    #[test]
    fn a_term_is_one_object_or_a_list_of_variants() {
        assert_eq!(read(r#"{"max": "75 %"}"#).map(|one| one.outcomes()), Ok(1));
        let when = r#"{"fact": "a", "is": true}"#;
        let list = format!(r#"[{{"when": {when}, "max": 1}}, {{"when": {when}, "max": 2}}]"#);
        assert_eq!(read(&list).map(|one| one.outcomes()), Ok(3));
        let list = format!(r#"[{{"when": {when}, "max": 1}}, {{"max": 2}}]"#);
        assert_eq!(read(&list).map(|one| one.outcomes()), Ok(2));
    }

    #[test]
    fn what_no_variant_can_mean_is_refused() {
        for (json, said) in [
            ("[]", "expected variants with when"),
            (r#"[{"max": 1}, {"max": 2}]"#, "expected variants with when"),
            (r#"[{"use": "gber"}]"#, "use stands alone"),
            (r#"{"use": "gber", "max": "50 %"}"#, "use stands alone"),
            (r#"{"most": 1}"#, "unknown field"),
            ("3", "a term, or a list of its variants"),
        ] {
            let error = read(json).expect_err(json);
            assert!(error.contains(said), "{json}: {error}");
        }
    }
}
