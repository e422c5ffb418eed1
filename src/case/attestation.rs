//! What no question can settle and somebody confirms or denies.

use super::kind_of;
use crate::pack::Pack;
use crate::pack::error::{Fault, PackError, Place};
use crate::pack::json::{Json, Value};
use crate::pack::map::Map;

/// How a point was confirmed or denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attestation {
    /// The company confirmed it.
    Company,
    /// Its adviser did.
    Adviser,
    /// It does not hold.
    Denied,
}

impl Attestation {
    /// Whether it was confirmed.
    pub fn holds(self) -> bool {
        self != Attestation::Denied
    }

    /// Reads an attestation: yes or no, or who says yes where it is not the company.
    pub fn from_json(value: &Value) -> Option<Attestation> {
        match value {
            Value::Bool(value) => Some((*value).into()),
            Value::Text(text) if text == ADVISER => Some(Attestation::Adviser),
            _ => None,
        }
    }

    /// It as JSON.
    pub fn to_json(self) -> Value {
        match self {
            Attestation::Adviser => Value::Text(ADVISER.into()),
            Attestation::Company | Attestation::Denied => Value::Bool(self.holds()),
        }
    }
}

const ADVISER: &str = "adviser";

/// Yes, as the company says, or no.
impl From<bool> for Attestation {
    fn from(holds: bool) -> Attestation {
        match holds {
            true => Attestation::Company,
            false => Attestation::Denied,
        }
    }
}

/// Reads the attestations of an answers file.
pub(super) fn read(
    pack: &Pack,
    value: &Json,
    place: &Place,
) -> Result<Map<String, Attestation>, PackError> {
    let names: Vec<String> = pack.attestations().collect();
    let Value::Object(entries) = &value.value else {
        let expected = "an object of attestations".into();
        return Err(Fault::Unsuited {
            expected,
            found: kind_of(value).into(),
        }
        .at(place));
    };
    let mut attested = Map::EMPTY;
    for (name, value) in entries {
        if !names.contains(name) {
            let known = names.iter().map(String::as_str);
            return Err(Fault::unknown("attestation", name, known).at(&place.at(name)));
        }
        match (Attestation::from_json(&value.value), &value.value) {
            (Some(attestation), _) => drop(attested.insert(name.clone(), attestation)),
            (None, Value::Null) => {}
            (None, Value::Text(text)) if text == "unknown" => {}
            (None, _) => {
                let expected = "true, false, \"adviser\", null or \"unknown\"".into();
                let fault = Fault::Unsuited {
                    expected,
                    found: kind_of(value).into(),
                };
                return Err(fault.at(&place.at(name)));
            }
        }
    }
    Ok(attested)
}
