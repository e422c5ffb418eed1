//! A case: one client's answers and attestations, read from and written as JSON.
//!
//! An answer in a [`Case`] always suits its fact; that answers suit one another is seen when
//! they are screened.

mod answer;
mod attestation;

pub use answer::Answer;
pub use attestation::Attestation;

use crate::pack::Pack;
use crate::pack::error::{Fault, PackError, Place};
use crate::pack::formula::FactIndex;
use crate::pack::json::{Json, Value};
use crate::pack::map::Map;

/// One client's answers and attestations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    answers: Map<String, Answer>,
    attested: Map<String, Attestation>,
}

impl Case {
    /// Reads an answers file: a fact a key, and `attested`.
    ///
    /// # Errors
    /// An unknown fact or attestation, an answer that does not suit its fact; the place is the
    /// pointer in `file`.
    pub fn from_json(pack: &Pack, json: &Json, place: &Place) -> Result<Case, PackError> {
        let Value::Object(entries) = &json.value else {
            let expected = "an object with a fact a key".into();
            let found = kind_of(json).into();
            return Err(Fault::Unsuited { expected, found }.at(place));
        };
        let mut case = Case::default();
        for (key, value) in entries {
            let place = place.at(key);
            if key == "attested" {
                case.attested = attestation::read(pack, value, &place)?;
                continue;
            }
            let fact = pack.fact(key).ok_or_else(|| {
                let known = pack.facts.iter().map(|fact| fact.id.as_str());
                Fault::unknown("fact", key, known).at(&place)
            })?;
            if let Some(answer) = Answer::from_json(fact, value, &place)? {
                case.answers.insert(key.clone(), answer);
            }
        }
        Ok(case)
    }

    /// The answers as JSON.
    pub fn to_json(&self) -> Value {
        let answers = self.answers.iter();
        let answers = answers.map(|(id, answer)| (id.clone(), answer.to_json().into()));
        let attested = self.attested.iter();
        let attested = attested.map(|(name, one)| (name.clone(), one.to_json().into()));
        let attested: Value = attested.collect();
        let attested = (!self.attested.is_empty()).then(|| ("attested".into(), attested.into()));
        answers.chain(attested).collect()
    }

    /// The answers, by fact id.
    pub fn answers(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.answers
            .iter()
            .map(|(id, answer)| (id.as_str(), answer))
    }

    /// The answer to a fact.
    pub fn answer(&self, fact: &str) -> Option<&Answer> {
        self.answers.get(fact)
    }

    /// Sets or removes an answer. The caller sees to it that it suits the fact.
    pub fn set(&mut self, fact: &str, answer: Option<Answer>) {
        match answer {
            Some(answer) => drop(self.answers.insert(fact.into(), answer)),
            None => drop(self.answers.remove(fact)),
        }
    }

    /// What was confirmed or denied, by `programme/route/criterion`.
    pub fn attestation(&self, name: &str) -> Option<Attestation> {
        self.attested.get(name).copied()
    }

    /// The same as yes or no.
    pub fn attested(&self, name: &str) -> Option<bool> {
        self.attestation(name).map(Attestation::holds)
    }

    /// Sets or removes an attestation.
    pub fn attest(&mut self, name: &str, value: Option<Attestation>) {
        match value {
            Some(value) => drop(self.attested.insert(name.into(), value)),
            None => drop(self.attested.remove(name)),
        }
    }

    /// Takes over whatever another case answers or attests.
    pub fn take_over(&mut self, other: &Case) {
        for (fact, answer) in other.answers.iter() {
            self.answers.insert(fact.clone(), answer.clone());
        }
        for (name, attestation) in other.attested.iter() {
            self.attested.insert(name.clone(), *attestation);
        }
    }

    /// The facts that were asked and are not known.
    pub fn unknown(&self, pack: &Pack) -> impl Iterator<Item = FactIndex> {
        let answers = self.answers.iter();
        let unknown = answers.filter(|(_, answer)| **answer == Answer::Unknown);
        unknown.filter_map(|(id, _)| pack.fact_index(id))
    }

    /// The facts that are not answered alike in another case.
    pub fn different_answers<'a>(&'a self, other: &'a Case) -> impl Iterator<Item = &'a str> {
        different(&self.answers, &other.answers)
    }

    /// The attestations that are not given alike in another case.
    pub fn different_attestations<'a>(&'a self, other: &'a Case) -> impl Iterator<Item = &'a str> {
        different(&self.attested, &other.attested)
    }

    /// Whether there is neither an answer nor an attestation.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.attested.is_empty()
    }
}

/// The keys that two maps do not give the same value.
fn different<'a, V: PartialEq>(
    one: &'a Map<String, V>,
    other: &'a Map<String, V>,
) -> impl Iterator<Item = &'a str> {
    let differs = |(key, value): &(&String, &V)| other.get(*key) != Some(value);
    let changed = one.iter().filter(differs).map(|(key, _)| key);
    let new = other.keys().filter(|key| !one.contains_key(*key));
    changed.chain(new).map(String::as_str)
}

fn kind_of(value: &Json) -> &'static str {
    match value.value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::Text(_) => "a text",
        Value::List(_) => "a list",
        Value::Object(_) => "an object",
    }
}
